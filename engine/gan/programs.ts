// The programs of a generator and a discriminator: a training step of either, and what each makes of its input.

import { Graph, type Node } from "../core/graph";
import type { Model } from "../core/model";
import { type Mode, modelVariable, Scope } from "../neural/scope";
import { scale } from "../ops/multiply";
import { AveragedScope, AverageScope } from "./average";
import { codePart, codeWidth } from "./codes";
import { type Discriminator, discriminator } from "./discriminator";
import { generator, shapeSamples } from "./generator";
import { informationLoss } from "./information";
import { shownOutput } from "./losses";
import { gradientPenalty, mixed } from "./penalty";
import type { AdversarialSettings } from "./settings";
import { categoryNumbersOf, numbersOf } from "./shapes";
import { spectralWeighting } from "./spectralNorm";
import { type MetricSums, trainDiscriminator, trainGenerator } from "./step";

/** Names of the programs. */
export const programs = {
  discriminator: "discriminator",
  generator: "generator",
  generate: "generate",
  judge: "judge",
} as const;

/**
 * Names of the data variables that callers write before a step of `count` samples:
 * codes [count, codeWidth], what G makes samples of;
 * noise [count, numbers of categories], Gumbel noise, where samples have categories;
 * real [count, numbers] and realClasses [count, classes] one-hot, D's examples;
 * shares [count, 1], from 0 to 1, of the gradient penalty;
 * evaluationCodes [count, codeWidth] of `generate`; samples [count·pack, numbers] and sampleClasses [count·pack, classes] of
 * `judge`.
 * The states companions [pack − 1, numbers] and companionClasses [pack − 1, classes] hold real samples, beside which the
 * judge sees each sample; callers write them once.
 */
export const inputs = {
  codes: "codes",
  noise: "noise",
  real: "real",
  realClasses: "realClasses",
  shares: "shares",
  evaluationCodes: "evaluationCodes",
  samples: "samples",
  sampleClasses: "sampleClasses",
  companions: "companions",
  companionClasses: "companionClasses",
} as const;

/** Names of the outputs of `generate`, [count, numbers] with logits for categories, and of `judge`, [count, 1]. */
export const outputs = { samples: "samples", judgements: "judgements" } as const;

/** Steps of both networks, on `batch` samples each. */
export function trainingPrograms(model: Model, settings: AdversarialSettings, batch: number, seed: number) {
  const discriminating = new Graph(model, { capacity: 1 });
  const generating = new Graph(model, { capacity: 1 });
  return {
    graphs: { [programs.discriminator]: discriminating, [programs.generator]: generating },
    sums: {
      discriminator: discriminatorProgram(discriminating, settings, batch, seed),
      generator: generatorProgram(generating, settings, batch, seed),
    },
  };
}

function discriminatorProgram(graph: Graph, settings: AdversarialSettings, batch: number, seed: number): MetricSums {
  const { sample, code, step, smoothing } = settings;
  const real = modelVariable(graph, "data", inputs.real, [batch, numbersOf(sample)]);
  const classes = oneHotClasses(graph, inputs.realClasses, settings, batch);
  const { samples, codes } = generated(new Scope(graph, "train", seed), settings, batch);
  const scope = new Scope(graph, "train", seed);
  const judging = declared(scope, settings, true);
  const ofReal = judging.judge(real, "real", classes);
  const ofFake = judging.judge(samples, "fake", codePart(codes, code, "classes"));
  return trainDiscriminator(
    graph,
    {
      real: ofReal.output,
      fake: ofFake.output,
      parameters: scope.parameters,
      smoothing,
      penalty: penalty(graph, settings, judging, { real, samples, classes }),
      others: information(settings, judging.guess(ofFake), codes),
    },
    step,
  );
}

function penalty(
  graph: Graph,
  { gradientPenalty: weight }: AdversarialSettings,
  judging: Discriminator,
  { real, samples, classes }: { real: Node; samples: Node; classes?: Node },
): { node: Node; weight: number } | undefined {
  if (weight === 0) return undefined;
  return graph.within("penalty", () => {
    const shares = modelVariable(graph, "data", inputs.shares, [real.type.shape[0], 1]);
    const between = mixed(real, samples, shares);
    return { node: gradientPenalty(judging.judge(between, "penalty", classes).output, between), weight };
  });
}

function generatorProgram(graph: Graph, settings: AdversarialSettings, batch: number, seed: number): MetricSums {
  const { code, step, averaging } = settings;
  const scope = new AveragedScope(graph, "train", seed);
  const { samples, codes } = generated(scope, settings, batch);
  const judging = declared(new Scope(graph, "train", seed), settings, false);
  const judged = judging.judge(samples, "generator", codePart(codes, code, "classes"));
  const others = information(settings, judging.guess(judged), codes);
  const sums = trainGenerator(graph, { fake: judged.output, parameters: scope.parameters, others }, step);
  if (averaging > 0) graph.within("average", () => scope.average());
  return sums;
}

function information({ information: weight, code }: AdversarialSettings, guesses: Node, codes: Node): Node[] {
  return weight === 0 ? [] : [scale(informationLoss(guesses, codes, code), weight)];
}

/** Samples of the codes that are written before the step. */
function generated(scope: Scope, { sample, code, generator: options }: AdversarialSettings, batch: number) {
  const { graph } = scope;
  const width = codeWidth(code);
  const drawn = categoryNumbersOf(sample);
  const codes = modelVariable(graph, "data", inputs.codes, [batch, width]);
  const noise = drawn > 0 ? modelVariable(graph, "data", inputs.noise, [batch, drawn]) : undefined;
  return { codes, samples: shapeSamples(generator(scope, width, sample, options)(codes), sample, noise) };
}

/** `iterates`: whether spectral normalisation follows the weights in this program. */
function declared(scope: Scope, settings: AdversarialSettings, iterates: boolean): Discriminator {
  const { sample, discriminator: options, spectralNorm } = settings;
  const weighting = spectralNorm ? spectralWeighting(scope, iterates) : undefined;
  return discriminator(scope, sample, { ...options, weighting });
}

const oneHotClasses = (graph: Graph, name: string, { code }: AdversarialSettings, batch: number): Node | undefined =>
  code.classes > 0 ? modelVariable(graph, "data", name, [batch, code.classes]) : undefined;

/** What either network makes of `count` codes or samples, without training. */
export function evaluationPrograms(model: Model, settings: AdversarialSettings, count: number, seed: number) {
  const generate = new Graph(model, { capacity: 1 });
  const judge = new Graph(model, { capacity: 1 });
  generateProgram(generate, settings, count, seed);
  judgeProgram(judge, settings, count, seed);
  return { [programs.generate]: generate, [programs.judge]: judge };
}

function generateProgram(graph: Graph, settings: AdversarialSettings, count: number, seed: number): void {
  const { sample, code, generator: options, averaging } = settings;
  const mode: Mode = "evaluate";
  const scope = averaging > 0 ? new AverageScope(graph, mode, seed) : new Scope(graph, mode, seed);
  const width = codeWidth(code);
  const codes = modelVariable(graph, "data", inputs.evaluationCodes, [count, width]);
  graph.output(outputs.samples, shapeSamples(generator(scope, width, sample, options)(codes), sample));
}

function judgeProgram(graph: Graph, settings: AdversarialSettings, count: number, seed: number): void {
  const { sample, step, discriminator: options } = settings;
  const { pack, classes } = options;
  const numbers = numbersOf(sample);
  const judging = declared(new Scope(graph, "evaluate", seed), settings, false);
  const samples = modelVariable(graph, "data", inputs.samples, [count * pack, numbers]);
  const { output } = judging.judge(
    samples,
    "judge",
    oneHotClasses(graph, inputs.sampleClasses, settings, count * pack),
  );
  graph.output(outputs.judgements, shownOutput(step.loss, output));
  if (pack === 1) return;
  modelVariable(graph, "state", inputs.companions, [pack - 1, numbers]);
  if (classes > 0) modelVariable(graph, "state", inputs.companionClasses, [pack - 1, classes]);
}
