// The end of a step of either network: its loss, gradients, update, and sums of what is reported.

import { gradient } from "../core/gradient";
import type { Graph, Node } from "../core/graph";
import { clipByNorm } from "../neural/clipping";
import { type OptimizerOptions, update } from "../neural/optimizers";
import { modelVariable, type Parameter } from "../neural/scope";
import { accumulate } from "../ops/accumulate";
import { add } from "../ops/add";
import { concat } from "../ops/concat";
import { mean } from "../ops/mean";
import { scale } from "../ops/multiply";
import { reshape } from "../ops/reshape";
import type { AdversarialMetrics } from "../tasks/generate/events";
import type { AdversarialLossName } from "../tasks/generate/spec";
import { adversarialLosses, gameValue, shownOutput } from "./losses";

export type Metric = keyof AdversarialMetrics;

/** A state, f32 [metrics], to which each step of a program adds its metrics in that order. */
export interface MetricSums {
  variable: string;
  metrics: readonly Metric[];
}

export interface StepOptions extends OptimizerOptions {
  loss: AdversarialLossName;
  clipNorm?: number;
}

/** Name of the scalar output of both programs that must stay finite: what the step descends. */
export const descended = "loss";

export interface DiscriminatorStep {
  /** D's outputs for real and for generated samples. */
  real: Node;
  fake: Node;
  parameters: readonly Parameter[];
  /** The share by which labels of real samples are less than 1. */
  smoothing: number;
  /** Mean (‖∇D‖ − 1)², and its weight. */
  penalty?: { node: Node; weight: number };
  /** Scalars that D descends too, reported nowhere. */
  others?: readonly Node[];
}

/** Appends what trains D; the program's scalars are those of `optimizerScalars`. */
export function trainDiscriminator(graph: Graph, step: DiscriminatorStep, options: StepOptions): MetricSums {
  const { real, fake, parameters, smoothing, penalty, others = [] } = step;
  const { logits, discriminator } = adversarialLosses[options.loss];
  const loss = graph.within("loss", () => discriminator(real, fake, smoothing));
  const terms = [...(penalty ? [scale(penalty.node, penalty.weight)] : []), ...others];
  descend(graph, [loss, ...terms], parameters, options);
  return addMetrics(graph, "discriminatorSums", {
    discriminatorLoss: loss,
    real: mean(shownOutput(options.loss, real)),
    fake: mean(shownOutput(options.loss, fake)),
    ...(logits && { value: gameValue(real, fake) }),
    ...(penalty && { penalty: penalty.node }),
  });
}

export interface GeneratorStep {
  /** D's outputs for generated samples. */
  fake: Node;
  parameters: readonly Parameter[];
  /** Of what D makes of its samples, beside the others; 1 unless said. */
  weight?: number;
  /** Scalars that G descends too, reported nowhere. */
  others?: readonly Node[];
}

/** Appends what trains G, whose loss leaves D as it is; reported without its weight. */
export function trainGenerator(graph: Graph, step: GeneratorStep, options: StepOptions): MetricSums {
  const { fake, parameters, weight = 1, others = [] } = step;
  const loss = graph.within("loss", () => adversarialLosses[options.loss].generator(fake));
  descend(graph, [weight === 1 ? loss : scale(loss, weight), ...others], parameters, options);
  return addMetrics(graph, "generatorSums", { generatorLoss: loss });
}

function descend(graph: Graph, terms: readonly Node[], parameters: readonly Parameter[], options: StepOptions): void {
  const total = graph.within("loss", () =>
    graph.output(
      descended,
      terms.reduce((sum, term) => add(sum, term)),
    ),
  );
  const gradients = graph.within("gradient", () => {
    const all = gradient(
      total,
      parameters.map(({ node }) => node),
    );
    return options.clipNorm === undefined ? all : clipByNorm(all, options.clipNorm);
  });
  graph.within("update", () => update(graph, parameters, gradients, options));
}

function addMetrics(graph: Graph, variable: string, nodes: Partial<Record<Metric, Node>>): MetricSums {
  const metrics = Object.keys(nodes) as Metric[];
  const scalars = metrics.map((name) => reshape(nodes[name]!, { shape: [1], batched: false }));
  accumulate(modelVariable(graph, "state", variable, [metrics.length]), concat(scalars, 0));
  return { variable, metrics };
}
