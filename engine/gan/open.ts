// A generator and a discriminator on real samples, ready to train or trained: programs, session, trainer, samples.

import type { Executor, Session, Values } from "../core/executor";
import type { Graph } from "../core/graph";
import { Model } from "../core/model";
import { MemoryError } from "../core/program";
import type { StartEvent } from "../experiment/events";
import { FieldError } from "../experiment/field-error";
import { streamOf } from "../neural/streams";
import type { GenerateExperiment } from "../tasks/generate/spec";
import { type Codes, drawCodesAt, encodeCodes, integers, streamBeside } from "./codes";
import { evaluatedAtOnce, Networks } from "./networks";
import { gumbels, uniforms } from "./noise";
import { evaluationPrograms, inputs, programs, trainingPrograms } from "./programs";
import { type AdversarialSettings, adversarialSettings } from "./settings";
import { categoryNumbersOf, numbersOf, type SampleShape } from "./shapes";
import { type AdversarialStep, AdversarialTrainer, type PlayerName } from "./trainer";

export interface AdversarialOptions {
  /** With a complete model and training. */
  experiment: GenerateExperiment;
  sample: SampleShape;
  /** Of the real samples; 0 where there are none. */
  classes: number;
  /** Real samples to train on. */
  rows: number;
  seed: number;
  executor: Executor;
}

export interface RealSamples {
  /** [rows, numbers]. */
  rows: Float32Array;
  /** [rows], where there are classes. */
  classes?: Int32Array;
}

export interface OpenAdversaries {
  trainer: AdversarialTrainer;
  model: Model;
  program: StartEvent["program"];
  /**
   * Samples [count, numbers], by the running average where there is one. Categories are drawn, one-hot, with the Gumbel
   * noise of `codes.seed`.
   */
  generate(codes: Codes): Float32Array;
  /** D of samples [n, numbers]: probabilities for minimax and nonSaturating, outputs else. */
  judge(samples: Float32Array, classes?: Int32Array): Float32Array;
  close(): void;
}

/**
 * @throws FieldError where settings contradict each other or the data, or the run does not fit into memory
 */
export function openAdversaries(options: AdversarialOptions, real: RealSamples): OpenAdversaries {
  const { experiment, sample, classes, rows, seed, executor } = options;
  const { train = {} } = experiment;
  const settings = adversarialSettings(experiment, sample, classes);
  const batch = batchOf(experiment, rows);
  const model = new Model();
  const { graphs, sums } = trainingPrograms(model, settings, batch, seed);
  const evaluating = evaluationPrograms(model, settings, evaluatedAtOnce(sample), seed);
  const session = opened(executor, model, { ...graphs, ...evaluating });
  writeCompanions(session, settings, real);
  const networks = new Networks(session, settings);
  const { optimizer = "adam", learningRate = 0.0002 } = train;
  const trainer = new AdversarialTrainer({
    session,
    model,
    players: {
      discriminator: {
        program: programs.discriminator,
        steps: train.discriminatorSteps ?? 1,
        learningRate: train.discriminatorRate ?? learningRate,
        sums: sums.discriminator,
      },
      generator: {
        program: programs.generator,
        steps: train.generatorSteps ?? 1,
        learningRate,
        sums: sums.generator,
      },
    },
    rows,
    batch,
    seed,
    epochs: train.epochs ?? 1,
    optimizer,
    beta1: settings.step.beta1,
    averaging: settings.averaging,
    decay: train.decay ?? "none",
    draw: drawing(session, settings, real, { batch, seed }),
    networks: networkVariables(model, evaluating),
  });
  return {
    trainer,
    model,
    program: {
      parameters: model.parameterCount,
      instructions: [programs.discriminator, programs.generator].reduce(
        (sum, program) => sum + session.instructionCount(program),
        0,
      ),
      bytes: session.bytes,
      threads: session.threads,
    },
    generate: (codes) => networks.generate(codes),
    judge: (samples, ofClass) => networks.judge(samples, ofClass),
    close: () => session.close(),
  };
}

/** The networks of a finished run, from the variables of its model by name. */
export function finishedAdversaries(
  { experiment, sample, classes, seed, executor }: Omit<AdversarialOptions, "rows">,
  weights: ReadonlyMap<string, Values>,
): Pick<OpenAdversaries, "generate" | "judge" | "close"> {
  const settings = adversarialSettings(experiment, sample, classes);
  const model = new Model();
  const session = opened(executor, model, evaluationPrograms(model, settings, evaluatedAtOnce(sample), seed));
  for (const [name, values] of weights) if (model.find(name)) session.write(name, values);
  const networks = new Networks(session, settings);
  return {
    generate: (codes) => networks.generate(codes),
    judge: (samples, ofClass) => networks.judge(samples, ofClass),
    close: () => session.close(),
  };
}

/** Samples of a step: as the experiment says, but no more than there are, and a whole number of packs. */
function batchOf({ model = {}, train = {} }: GenerateExperiment, rows: number): number {
  const { pack = 1 } = model;
  const batch = Math.min(train.batch ?? 64, rows);
  if (batch < pack) {
    throw new FieldError(
      ["model", "pack"],
      `${batch} samples of a step do not fill a pack of ${pack}: take a smaller pack.`,
    );
  }
  return batch - (batch % pack);
}

function opened(executor: Executor, model: Model, graphs: Readonly<Record<string, Graph>>): Session {
  try {
    return executor.open(model, graphs);
  } catch (error) {
    if (error instanceof MemoryError) throw new FieldError(["model"], error.message);
    throw error;
  }
}

/** The first real samples stand beside each sample that is judged, where packs are. */
function writeCompanions(session: Session, { sample, discriminator }: AdversarialSettings, real: RealSamples): void {
  const { pack, classes } = discriminator;
  if (pack === 1) return;
  session.write(inputs.companions, real.rows.subarray(0, (pack - 1) * numbersOf(sample)));
  if (classes === 0 || !real.classes) return;
  session.write(inputs.companionClasses, oneHot(real.classes.subarray(0, pack - 1), classes));
}

/** Writes what a step reads; classes of generated samples are as frequent as those of the real ones. */
function drawing(
  session: Session,
  settings: AdversarialSettings,
  real: RealSamples,
  { batch, seed }: { batch: number; seed: number },
): (step: AdversarialStep) => void {
  const { sample, code, gradientPenalty } = settings;
  const numbers = numbersOf(sample);
  const drawn = categoryNumbersOf(sample);
  const examples = new Float32Array(batch * numbers);
  const streams: Record<PlayerName, number> = {
    discriminator: streamOf("discriminator"),
    generator: streamOf("generator"),
  };
  return ({ player, index, rows }) => {
    const draw = { seed, stream: streams[player], step: index };
    const { classes } = real;
    const asked =
      code.classes > 0 && classes
        ? integers(streamBeside(draw, "classes"), batch, classes.length).map((row) => classes[row])
        : undefined;
    session.write(inputs.codes, encodeCodes(code, drawCodesAt(code, batch, draw, asked)));
    if (drawn > 0) session.write(inputs.noise, gumbels(streamBeside(draw, "noise"), batch * drawn));
    if (player === "generator") return;
    copyRows(real.rows, rows, examples);
    session.write(inputs.real, examples);
    if (code.classes > 0 && classes) {
      session.write(
        inputs.realClasses,
        oneHot(
          rows.map((row) => classes[row]),
          code.classes,
        ),
      );
    }
    if (gradientPenalty > 0) session.write(inputs.shares, uniforms(streamBeside(draw, "shares"), batch));
  };
}

/** Row by row, value by value: most rows are short. */
function copyRows(from: Float32Array, rows: Int32Array, to: Float32Array): void {
  const width = to.length / rows.length;
  for (let i = 0, at = 0; i < rows.length; i++) {
    for (let value = rows[i] * width, end = value + width; value < end; value++) to[at++] = from[value];
  }
}

function oneHot(classes: Int32Array, count: number): Float32Array {
  const rows = new Float32Array(classes.length * count);
  classes.forEach((one, i) => {
    rows[i * count + one] = 1;
  });
  return rows;
}

/** Parameters of both networks, and all states that their evaluation reads. */
function networkVariables(model: Model, graphs: Readonly<Record<string, Graph>>): string[] {
  const read = Object.values(graphs)
    .flatMap(({ nodes }) => nodes)
    .filter(({ op }) => op.name === "variable")
    .map(({ attributes }) => String(attributes.name));
  const parameters = model.variables.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
  return [...new Set([...parameters, ...read])].filter((name) => model.find(name)?.kind !== "data");
}
