// Generated points and rows of tables, measured beside real ones in a space in which columns count alike.

import type { Metrics } from "../../experiment/events";
import { type Cells, cellSpace, isNumeric, place } from "../../gan/measures/cells";
import { Classifier, type ClassifierOptions, type Examples, rowEpochs } from "../../gan/measures/classifier";
import { copyRule } from "../../gan/measures/copies";
import { distributionsOf } from "../../gan/measures/distributions";
import { fitMixture, type Mixture } from "../../gan/measures/mixture";
import { countModes, knownMixture } from "../../gan/measures/modes";
import { countOfRows } from "../../gan/measures/neighbours";
import { drawGaussian, drawIndependent, type Labelled } from "../../gan/measures/rivals";
import type { Breathe } from "../table/matrix";
import { evaluatedPart, pick } from "../training/results";
import type { JudgeInput } from "./judge";
import { NeighbourJudge, someOf } from "./judge-neighbours";
import type { GenerateExperiment } from "./spec";
import type { Measured } from "./verdict";

/** Examples that are looked at, at most: those that trained, and those that judge. */
const mostTraining = 20_000;
const mostJudging = 5_000;
/** Rows that are decoded between two breaths. */
const decodedRows = 500;
/** Classifiers that are trained on the same rows, whose accuracies are averaged. */
const repeats = 3;

/** Undefined when it was stopped on the way. */
export async function measureRows(input: JudgeInput): Promise<Measured | undefined> {
  const { kind, experiment, real, generated, width, breathe, stopped, classNames = [] } = input;
  const evaluated = evaluatedPart(real);
  const labelled = async (part: Uint32Array): Promise<Labelled<Cells>> => {
    const { classes } = real;
    const rows = await decoded(input, pick(real.rows, part, width));
    return classes ? { rows, classes: Int32Array.from(part, (example) => classes[example]) } : { rows };
  };
  const training = await labelled(someOf(real.parts.train, mostTraining));
  const judging = await labelled(someOf(real.parts[evaluated], mostJudging));
  const space = cellSpace(training.rows);
  const truth = place(space, judging.rows);
  const rule = await copyRule(place(space, training.rows), evaluated === "train" ? undefined : truth, breathe);
  const neighbours = new NeighbourJudge(truth, rule, breathe);
  const mixture = kind === "points" ? await mixtureOf(experiment, training.rows, breathe) : undefined;
  const asked = kind === "rows" && judging.classes && generated.classes && { rows: truth, classes: judging.classes };
  const measure = async (samples: Labelled<Cells>): Promise<Metrics | undefined> => {
    const rows = place(space, samples.rows);
    const metrics: Metrics = {};
    if (mixture) {
      const { modes, highQuality } = countModes(mixture, flat(samples.rows));
      Object.assign(metrics, { highQuality, modes });
    }
    if (asked) {
      const own = { rows, classes: samples.classes! };
      const accuracy = await trainedAccuracy(own, asked, { ...input, classes: classNames.length });
      if (accuracy === undefined) return undefined;
      metrics.trainOnGenerated = accuracy;
    }
    // Those that trained are no copies of themselves: what they are held against is who was held out.
    Object.assign(metrics, await neighbours.measure(rows, samples === training ? truth : rows));
    return stopped() ? undefined : metrics;
  };
  const own = await decoded(input, generated.rows);
  const metrics = await measure({ rows: own, classes: generated.classes });
  const ceiling = metrics && (await measure(training));
  const rival = ceiling && rivalOf(training, generated.rows.length / width, classNames.length);
  const rivalMetrics = rival && (await measure(rival.samples));
  if (!rivalMetrics) return undefined;
  return {
    metrics,
    baselines: { realAgainstReal: ceiling, [rival.name]: rivalMetrics },
    rival: rival.name,
    ...(mixture && { modes: mixture.weights.length }),
    ...(kind === "rows" && { worst: worstColumn(experiment, { training: training.rows, judging: judging.rows, own }) }),
    ...(asked && { majority: majorityShare(asked.classes, classNames.length) }),
  };
}

async function decoded({ decode, width, breathe }: JudgeInput, rows: Float32Array): Promise<Cells> {
  const cells: Cells[number][] = [];
  for (let from = 0; from < rows.length; from += decodedRows * width) {
    cells.push(...decode!(rows.subarray(from, from + decodedRows * width)));
    await breathe();
  }
  return cells;
}

const flat = (cells: Cells): Float64Array => Float64Array.from((cells as number[][]).flat());

/** The known density, or a mixture fitted to the training points. */
function mixtureOf({ data: { density } }: GenerateExperiment, training: Cells, breathe: Breathe): Promise<Mixture> {
  if (density) return Promise.resolve(knownMixture(density.centres, density.sigma));
  return fitMixture(flat(training), training[0].length === 1 ? 1 : 2, breathe);
}

/** A normal distribution where all columns are numbers and no cell is missing. */
function rivalOf(
  training: Labelled<Cells>,
  count: number,
  classes: number,
): { name: "gaussian" | "independent"; samples: Labelled<Cells> } {
  const { rows } = training;
  const width = rows[0].length;
  const whole = rows[0].every((_, column) => isNumeric(rows, column)) && !rows.some((row) => row.includes(""));
  if (!whole) return { name: "independent", samples: drawIndependent(training, count, 1) };
  const drawn = drawGaussian(
    { ...training, rows: { values: Float32Array.from(flat(rows)), width } },
    count,
    classes,
    1,
  );
  const cells = Array.from({ length: count }, (_, i) => [...drawn.rows.values.subarray(i * width, (i + 1) * width)]);
  return { name: "gaussian", samples: { ...drawn, rows: cells } };
}

/** On `judging`, of classifiers trained on `training`; undefined when it was stopped. */
async function trainedAccuracy(
  training: Examples,
  judging: Examples,
  { classes, executor, breathe, stopped }: Pick<ClassifierOptions, "classes" | "executor" | "breathe" | "stopped">,
): Promise<number | undefined> {
  let sum = 0;
  for (let seed = 1; seed <= repeats; seed++) {
    const options = { classes, executor, breathe, stopped, seed, epochs: rowEpochs(countOfRows(training.rows)) };
    const classifier = await Classifier.train(training, options);
    if (!classifier) return undefined;
    sum += await classifier.accuracy(judging);
    classifier.close();
  }
  return sum / repeats;
}

/** The column whose distance to the examples that judge exceeds that of the training rows the most. */
function worstColumn(
  { data: { columns = [] } }: GenerateExperiment,
  { training, judging, own }: Record<"training" | "judging" | "own", Cells>,
): Measured["worst"] {
  const names = training[0].map((_, column) => columns[column] ?? String(column + 1));
  const distances = (rows: Cells) => distributionsOf(names, judging, rows).columns.map(({ distance }) => distance);
  const floors = distances(training);
  const found = distances(own).map((distance, column) => ({ name: names[column], distance, floor: floors[column] }));
  return found.reduce((worst, next) => (next.distance - next.floor > worst.distance - worst.floor ? next : worst));
}

/** Accuracy of always naming the most frequent class. */
function majorityShare(classes: Int32Array, count: number): number {
  const counts = new Array<number>(count).fill(0);
  for (const label of classes) counts[label]++;
  return Math.max(...counts) / classes.length;
}
