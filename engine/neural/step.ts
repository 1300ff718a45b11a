// Whole programs over a table of examples: a training step, and a pass that evaluates and stores what the network gives.

import { gradient } from "../core/gradient";
import { Graph, type Node } from "../core/graph";
import type { Model } from "../core/model";
import { f32, i32 } from "../core/shape";
import { accumulate } from "../ops/accumulate";
import { add } from "../ops/add";
import { batch } from "../ops/batch";
import { concat } from "../ops/concat";
import { divide } from "../ops/divide";
import { equal } from "../ops/equal";
import { gather } from "../ops/gather";
import { max } from "../ops/max";
import { multiply } from "../ops/multiply";
import { oneHot } from "../ops/oneHot";
import { reshape } from "../ops/reshape";
import { storeRows } from "../ops/storeRows";
import { subtract } from "../ops/subtract";
import { sum } from "../ops/sum";
import { variable } from "../ops/variable";
import { clipByNorm } from "./clipping";
import { type LossName, type LossParts, losses } from "./losses";
import { type NetworkOptions, network } from "./network";
import { type OptimizerOptions, update } from "./optimizers";
import { penalty } from "./regularization";
import { type Mode, modelVariable, type Parameter } from "./scope";

/** The examples, resident in the model's data variables `features` and `targets`; see `variables`. */
export interface Table {
  /** Rows of the data variables: all splits together. */
  rows: number;
  /** Columns of `features`, f32 [rows, features]. */
  features: number;
  /** Columns that the network gives: classes, or target values. */
  outputs: number;
  /** `targets` holds class indices, i32 [rows], or values, f32 [rows, outputs]. */
  targets: "classes" | "values";
  /** Of classes: `targets` holds a share of each class, f32 [rows, outputs], instead of an index. */
  shares?: boolean;
  /**
   * Of classes: places of a row, such as its pixels, that have a class each, i32 [rows, places]; `outputs` counts the
   * classes of all places, place by place. 1 unless said.
   */
  places?: number;
  /** Rows of an evaluation at most, which `predictions` has room for; all unless said. */
  evaluated?: number;
}

/**
 * A forward pass: of features, f32 [≤capacity, features], what the network gives, f32 [≤capacity, outputs]. In training
 * it may look at the targets, as `targetRows` gives them.
 */
export type Pass = (
  graph: Graph,
  input: Node,
  mode: Mode,
  target?: Node,
) => Pick<TrainedForward, "parameters" | "penalties"> & { output: Node };

export interface LossOptions {
  name: LossName;
  /** One factor a class, for softmaxCrossEntropy: the loss is Σ w·l / Σ w, as PyTorch's. */
  classWeights?: readonly number[];
}

export interface TrainingOptions extends OptimizerOptions {
  /** Rows of a step at most: the capacity of the program. */
  batch: number;
  l1?: number;
  l2?: number;
  clipNorm?: number;
}

/**
 * Names of the variables that callers write and read:
 * features, targets: the table, written once.
 * order: i32 [rows], row indices of the training epoch; the caller writes `Steps.rows` of them (a shuffle).
 * evaluationOrder: i32 [rows], row indices to evaluate; written before an evaluation.
 * trainingSums, evaluationSums: f32 [3], numerator and denominator of the loss, and the score, which `readSums` reads;
 * the caller writes zeros before an epoch (an evaluation) and reads after.
 * predictions: f32 [evaluated, outputs], in row i what the network gave for row i of evaluationOrder: probabilities for
 * softmaxCrossEntropy and binaryCrossEntropy, values otherwise.
 */
export const variables = {
  features: "features",
  targets: "targets",
  order: "order",
  evaluationOrder: "evaluationOrder",
  trainingSums: "trainingSums",
  evaluationSums: "evaluationSums",
  predictions: "predictions",
} as const;

/** Name of the scalar output that `Steps.watch` takes in both programs: the loss, penalties included in training. */
export const lossOutput = "loss";

/** `passTrainingGraph` of a network from its list of layers. */
export function trainingGraph(
  model: Model,
  table: Table,
  options: NetworkOptions,
  loss: LossOptions,
  training: TrainingOptions,
): Graph {
  return passTrainingGraph(model, table, networkPass(table, options), loss, training);
}

const networkPass =
  ({ outputs }: Table, options: NetworkOptions): Pass =>
  (graph, input, mode) =>
    network(graph, input, options, { outputs, mode });

/**
 * One training step on `batch` rows of `order`: gather, forward, loss, backward, clip, update, running sums.
 * Declares what it needs on the model (parameters and states under the names of their layers, the data variables).
 * Step scalars that `Steps.scalars` must hold: those of `optimizerScalars`.
 */
export function passTrainingGraph(
  model: Model,
  table: Table,
  pass: Pass,
  loss: LossOptions,
  training: TrainingOptions,
): Graph {
  const graph = new Graph(model, { capacity: training.batch });
  train(graph, trainedForward(graph, table, pass), table, loss, training);
  return graph;
}

/** A forward pass in training mode, on the rows of `order`; declares the data variables. */
export function trainedForward(graph: Graph, table: Table, pass: Pass): TrainedForward & { input: Node } {
  const { input, target } = examples(graph, table, variables.order);
  const { output, ...trained } = pass(graph, input, "train", target);
  return { input, output: byPlace(output, table), target, ...trained };
}

/** Appends the loss of a batch, penalties left out, and adds to `trainingSums`. */
export function trainingLoss(graph: Graph, { output, target }: Forward, table: Table, loss: LossOptions): Node {
  const parts = graph.within("loss", () => lossParts(graph, loss, output, target));
  accumulateSums(graph, variables.trainingSums, parts, score(table, loss, output, target));
  return graph.within("loss", () => divide(parts.numerator, parts.denominator));
}

/**
 * What a batch's rows give, and what they should: f32 [≤capacity, outputs] both, classes one-hot; of several places
 * f32 [≤capacity, places, classes].
 */
export interface Forward {
  output: Node;
  target: Node;
}

/** Appends loss, gradients, update and running sums to a forward pass; penalties count `penalized`, or all parameters. */
export function train(
  graph: Graph,
  { output, target, parameters, penalized = parameters, penalties = [] }: TrainedForward,
  table: Table,
  loss: LossOptions,
  training: Omit<TrainingOptions, "batch">,
): void {
  const parts = graph.within("loss", () => lossParts(graph, loss, output, target));
  const total = graph.within("loss", () => {
    const own = divide(parts.numerator, parts.denominator);
    const onWeights = penalty(penalized, training);
    const all = [own, ...(onWeights ? [onWeights] : []), ...penalties];
    return graph.output(
      lossOutput,
      all.reduce((sum, term) => add(sum, term)),
    );
  });
  const gradients = graph.within("gradient", () => {
    const all = gradient(
      total,
      parameters.map(({ node }) => node),
    );
    return training.clipNorm === undefined ? all : clipByNorm(all, training.clipNorm);
  });
  graph.within("update", () => update(graph, parameters, gradients, training));
  accumulateSums(graph, variables.trainingSums, parts, score(table, loss, output, target));
}

export interface TrainedForward extends Forward {
  parameters: readonly Parameter[];
  penalized?: readonly Parameter[];
  /** Scalars that are added to the loss; what is reported as the loss leaves them out. */
  penalties?: readonly Node[];
}

/** `passEvaluationGraph` of a network from its list of layers. */
export function evaluationGraph(
  model: Model,
  table: Table,
  options: NetworkOptions,
  loss: LossOptions,
  size: { batch: number },
): Graph {
  return passEvaluationGraph(model, table, networkPass(table, options), loss, size);
}

/**
 * A pass over `batch` rows of `evaluationOrder`: gather, forward in evaluation mode, predictions stored, running sums.
 * Shares the parameters and states of the training graph of the same network.
 */
export function passEvaluationGraph(
  model: Model,
  table: Table,
  pass: Pass,
  loss: LossOptions,
  { batch: capacity }: { batch: number },
): Graph {
  const graph = new Graph(model, { capacity });
  const { input, target } = examples(graph, table, variables.evaluationOrder);
  const { output } = pass(graph, input, "evaluate");
  evaluate(graph, { output: byPlace(output, table), target }, table, loss);
  return graph;
}

/** Appends loss, stored predictions and running sums to a forward pass in evaluation mode. */
export function evaluate(graph: Graph, { output, target }: Forward, table: Table, loss: LossOptions): void {
  const parts = graph.within("loss", () => lossParts(graph, loss, output, target));
  graph.output(lossOutput, divide(parts.numerator, parts.denominator));
  const { rows, outputs, places = 1, evaluated = rows } = table;
  const predictions = modelVariable(graph, "data", variables.predictions, [evaluated, outputs]);
  const given = losses[loss.name].prediction(output);
  storeRows(predictions, places === 1 ? given : reshape(given, { shape: [graph.capacity, outputs], batched: true }));
  accumulateSums(graph, variables.evaluationSums, parts, score(table, loss, output, target));
}

/**
 * What `trainingSums` or `evaluationSums` say about `rows` rows. `loss` is the mean that the loss is defined as (the
 * sum for sumOfSquares), penalties left out; `accuracy` is for classes, `meanSquare`, over rows and outputs, for values.
 */
export function readSums(
  [numerator, denominator, total]: ArrayLike<number> & Iterable<number>,
  rows: number,
  table: Table,
  loss: LossOptions,
): { loss: number; accuracy?: number; meanSquare?: number } {
  const value = losses[loss.name].summed ? numerator : numerator / denominator;
  if (table.targets === "classes") return { loss: value, accuracy: total / (rows * (table.places ?? 1)) };
  return { loss: value, meanSquare: total / (rows * table.outputs) };
}

/** The batch's features and targets, both f32; classes one-hot. */
function examples(graph: Graph, table: Table, orderName: string): { input: Node; target: Node } {
  return graph.within("batch", () => {
    const inputs = modelVariable(graph, "data", variables.features, [table.rows, table.features]);
    const index = batchRows(graph, table, orderName);
    return { input: gather(inputs, index), target: targetRows(graph, table, index) };
  });
}

/** i32 [≤capacity]: the rows of this step, out of `order` or `evaluationOrder`. */
export function batchRows(graph: Graph, { rows }: Pick<Table, "rows">, orderName: string): Node {
  return batch(variable(graph, graph.model.ensure({ name: orderName, kind: "data", type: i32([rows]) })));
}

/** f32 [≤capacity, outputs], or [≤capacity, places, classes]: the targets of those rows, classes one-hot. */
export function targetRows(graph: Graph, table: Omit<Table, "features">, index: Node): Node {
  const { rows, outputs, targets, shares, places = 1 } = table;
  const indices = targets === "classes" && !shares;
  const type = indices ? i32(places > 1 ? [rows, places] : [rows]) : f32([rows, outputs]);
  const truth = variable(graph, graph.model.ensure({ name: variables.targets, kind: "data", type }));
  const target = gather(truth, index);
  return indices ? oneHot(target, outputs / places) : target;
}

/** What the network gives of a row with several places, apart: [≤capacity, places, classes]. */
function byPlace(output: Node, { outputs, places = 1 }: Table): Node {
  if (places === 1) return output;
  return reshape(output, { shape: [output.type.shape[0], places, outputs / places], batched: true });
}

function lossParts(graph: Graph, { name, classWeights }: LossOptions, output: Node, target: Node): LossParts {
  const weights =
    classWeights && modelVariable(graph, "data", "classWeights", [classWeights.length], () => classWeights);
  return losses[name].parts(output, target, weights);
}

/** Rows whose class has the largest output (a share of one where outputs are equal), or the sum of squared errors. */
function score(table: Table, loss: LossOptions, output: Node, target: Node): Node {
  if (table.targets === "values") {
    const error = subtract(losses[loss.name].prediction(output), target);
    return sum(multiply(error, error));
  }
  const largest = equal(output, max(output, { axes: [-1], keep: true }));
  const hits = sum(multiply(largest, target), { axes: [-1] });
  return sum(divide(hits, sum(largest, { axes: [-1] })));
}

function accumulateSums(graph: Graph, name: string, { numerator, denominator }: LossParts, total: Node): void {
  const sums = modelVariable(graph, "state", name, [3]);
  const scalars = [numerator, denominator, total].map((node) => reshape(node, { shape: [1], batched: false }));
  accumulate(sums, concat(scalars, 0));
}
