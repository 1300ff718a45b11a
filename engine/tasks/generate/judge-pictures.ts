// Generated pictures, measured beside real ones by the features of a classifier trained on these, or by their principal components.

import type { Metrics } from "../../experiment/events";
import { Classifier, pictureEpochs } from "../../gan/measures/classifier";
import { copyRule } from "../../gan/measures/copies";
import { frechetDistance, momentsOf } from "../../gan/measures/frechet";
import type { Rows } from "../../gan/measures/neighbours";
import { coordinates, pictureComponents, picturesAt } from "../../gan/measures/pictureSpace";
import { drawGaussian, type Labelled } from "../../gan/measures/rivals";
import { evaluatedPart, pick } from "../training/results";
import type { JudgeInput } from "./judge";
import { NeighbourJudge, someOf, someRows } from "./judge-neighbours";
import type { Measured } from "./verdict";

/** Pictures that are looked at, at most: of those that trained so many, or so many numbers of theirs, and of those that judge. */
const mostTraining = 20_000;
const mostNumbers = 4e7;
const mostJudging = 2_000;
/** Of these, so many say how near to a training picture a new one comes. */
const mostCompared = 1_000;

/** What pictures are looked at by. */
interface Looked {
  features: Rows;
  /** The class that each seems to be of. */
  found?: Int32Array;
}

/** Undefined when it was stopped on the way. */
export async function measurePictures(input: JudgeInput): Promise<Measured | undefined> {
  const { shape, real, generated, width, breathe, stopped, executor, classNames = [] } = input;
  if (shape.kind !== "picture") throw new Error("Only pictures have features of pictures.");
  const evaluated = evaluatedPart(real);
  const labelled = (part: Uint32Array): Labelled<Rows> => {
    const { classes } = real;
    const rows = { values: pick(real.rows, part, width), width };
    return classes ? { rows, classes: Int32Array.from(part, (example) => classes[example]) } : { rows };
  };
  const most = Math.min(mostTraining, Math.floor(mostNumbers / width));
  const training = labelled(someOf(real.parts.train, most));
  const judging = labelled(someOf(real.parts[evaluated], mostJudging));
  const trained = Math.min(most, real.parts.train.length);
  const { classes } = training;
  const classifier = classes
    ? await Classifier.train(
        { rows: training.rows, classes },
        {
          picture: [shape.height, shape.width, shape.channels],
          classes: classNames.length,
          epochs: pictureEpochs(trained),
          seed: 1,
          executor,
          breathe,
          stopped,
        },
      )
    : undefined;
  if (stopped()) return undefined;
  try {
    const axes = await pictureComponents(training.rows, breathe);
    const place = (rows: Rows) => coordinates(axes, rows, breathe);
    const look = async (rows: Rows): Promise<Looked> =>
      classifier ? classifier.look(rows) : { features: await place(rows) };
    const truth = await look(judging.rows);
    const placed = await place(training.rows);
    const held = await place(judging.rows);
    const rule = await copyRule(placed, evaluated === "train" ? undefined : someRows(held, mostCompared), breathe);
    const neighbours = new NeighbourJudge(truth.features, rule, breathe);
    const measure = async (samples: Labelled<Rows>): Promise<Metrics | undefined> => {
      const { features, found } = await look(samples.rows);
      // Fewer samples are further apart by chance alone: always as many.
      const count = Math.min(trained, neighbours.compared(generated.rows.length / width));
      const moments = (rows: Rows) => momentsOf(someRows(rows, count));
      const metrics: Metrics = { frechet: frechetDistance(moments(truth.features), moments(features)) };
      const asked = samples === training ? judging.classes : samples.classes;
      const seen = samples === training ? truth.found : found;
      if (asked && seen && generated.classes) metrics.fidelity = agreement(asked, seen);
      const copies = samples === training ? held : await place(samples.rows);
      Object.assign(metrics, await neighbours.measure(features, copies));
      return stopped() ? undefined : metrics;
    };
    const metrics = await measure({ rows: { values: generated.rows, width }, classes: generated.classes });
    const ceiling = metrics && (await measure(training));
    const drawn =
      ceiling && drawGaussian({ ...training, rows: placed }, generated.rows.length / width, classNames.length, 1);
    const rival = drawn && (await measure({ ...drawn, rows: await picturesAt(axes, drawn.rows, breathe) }));
    if (!rival) return undefined;
    const floor = { frechetFloor: ceiling.frechet };
    return {
      metrics: { ...metrics, ...floor },
      baselines: { realAgainstReal: { ...ceiling, ...floor }, gaussian: { ...rival, ...floor } },
      rival: "gaussian",
      features: classifier ? "classifier" : "components",
    };
  } finally {
    classifier?.close();
  }
}

function agreement(asked: Int32Array, found: Int32Array): number {
  return found.reduce((sum, label, i) => sum + (label === asked[i] ? 1 : 0), 0) / found.length;
}
