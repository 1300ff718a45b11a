// How cost grows: sizes that double, the time and the memory of each, and the exponents that fit them.

import type { Executor } from "../core/executor";
import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { modelVariable, Scope } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { mean } from "../ops/mean";
import { multiply } from "../ops/multiply";
import { relu } from "../ops/relu";
import { sparseMatrix } from "../ops/sparse";
import { sparseMatmul } from "../ops/sparseMatmul";
import { subtract } from "../ops/subtract";
import { convolution, glorotKernel, type KernelShape } from "./convolution";
import { draw, glorot, undirected, uni } from "./data";
import { propagation, trainOnNodes } from "./gcn";
import { perceptron } from "./perceptron";
import { time } from "./time";
import { type Optimization, openTraining, type Training, train } from "./training";
import { rounded } from "./workload";

/** A quantity that grows while everything else stays. */
export interface Scale {
  name: string;
  sizes: readonly number[];
  open(executor: Executor, size: number): Pick<Training, "session" | "run">;
}

const optimization: Optimization = { optimizer: "adam", rate: 1e-3 };

const doubled = (first: number): number[] => [0, 1, 2, 3, 4].map((doublings) => first * 2 ** doublings);

/** A training step of a 64-w-w-1 network on so many rows. */
function denseStep(executor: Executor, rows: number, width: number): Training {
  const graph = new Graph(new Model(), { capacity: rows });
  const widths = [64, width, width, 1];
  const x = modelVariable(graph, "data", "x", [rows, widths[0]], () => uni(1, -1, 1, rows * widths[0]));
  const { parameters, apply } = perceptron(graph, { name: "dense", widths, seed: 100, hidden: relu });
  const output = apply(x);
  train(mean(multiply(output, output)), parameters, optimization);
  return openTraining(executor, graph, optimization);
}

/** A training step of three convolutions on four pictures of so many pixels. */
function imageStep(executor: Executor, pixels: number): Training {
  const pictures = 4;
  const height = 2 ** Math.floor(Math.log2(pixels) / 2);
  const shape = [pictures, height, pixels / height, 1];
  const graph = new Graph(new Model(), { capacity: pictures });
  const scope = new Scope(graph, "train", 1);
  const kernels: KernelShape[] = [
    [16, 1, 3, 3],
    [16, 16, 3, 3],
    [1, 16, 3, 3],
  ];
  const [first, second, third] = kernels.map((kernel, i) =>
    convolution(scope, `convolution${i + 1}`, kernel, glorotKernel(100 + i, kernel), { padding: 1 }),
  );
  const x = modelVariable(graph, "data", "x", shape, () => uni(1, 0, 1, pictures * pixels));
  const error = subtract(x, third(relu(second(relu(first(x))))));
  train(mean(multiply(error, error)), scope.parameters, optimization);
  return openTraining(executor, graph, optimization);
}

/** A training step of two graph convolutions over so many edges, and a node for every eight. */
function graphStep(executor: Executor, edges: number): Training {
  const nodes = edges / 8;
  const [features, hidden, classes] = [32, 32, 8];
  const graph = new Graph(new Model(), { capacity: 1 });
  const scope = new Scope(graph, "train", 1);
  const adjacency = sparseMatrix(graph, "adjacency", propagation(nodes, undirected(nodes, edges, 10)));
  const x = modelVariable(graph, "data", "x", [nodes, features], () => uni(1, -1, 1, nodes * features));
  const first = scope.parameter("w0", [features, hidden], () => glorot(100, features, hidden));
  const second = scope.parameter("w1", [hidden, classes], () => glorot(101, hidden, classes));
  const inner = relu(sparseMatmul(adjacency, matmul(x, first)));
  const logits = sparseMatmul(adjacency, matmul(inner, second));
  trainOnNodes(graph, logits, { parameters: scope.parameters, classes: draw(2, classes, nodes) });
  return openTraining(executor, graph, optimization);
}

export const scales: readonly Scale[] = [
  { name: "rows", sizes: doubled(4096), open: (executor, rows) => denseStep(executor, rows, 128) },
  { name: "width", sizes: doubled(128), open: (executor, width) => denseStep(executor, 256, width) },
  { name: "edges", sizes: doubled(32_768), open: graphStep },
  { name: "pixels", sizes: doubled(4096), open: imageStep },
];

export interface SizeLine {
  scale: string;
  size: number;
  threads: number;
  median_ms: number;
  min_ms: number;
  bytes: number;
  executor: string;
}

/** Time and memory grow like size^exponent. */
export interface ScaleLine {
  scale: string;
  sizes: readonly number[];
  threads: number;
  time_exponent: number;
  memory_exponent: number;
  executor: string;
}

/** Milliseconds after which the repeats of a size end. */
const budget = 5000;

/** Times all sizes of the scales, and emits a line for each size and then one for the scale. */
export async function runScales(
  chosen: readonly Scale[],
  executor: Executor,
  emit: (line: SizeLine | ScaleLine) => void,
): Promise<void> {
  const { threads, id } = executor;
  for (const { name: scale, sizes, open } of chosen) {
    const lines: SizeLine[] = [];
    for (const size of sizes) {
      const { session, run } = open(executor, size);
      const { median, minimum } = await time(run, budget);
      const times = { median_ms: rounded(median), min_ms: rounded(minimum) };
      const line = { scale, size, threads, ...times, bytes: session.bytes, executor: id };
      session.close();
      lines.push(line);
      emit(line);
    }
    const exponentOf = (values: number[]) => Number(exponent(sizes, values).toFixed(2));
    emit({
      scale,
      sizes,
      threads,
      // The least times, which other work on the machine changes least.
      time_exponent: exponentOf(lines.map(({ min_ms }) => min_ms)),
      memory_exponent: exponentOf(lines.map(({ bytes }) => bytes)),
      executor: id,
    });
  }
}

/** e of the c·sizeᵉ that fits the values best: least squares on logarithms. */
export function exponent(sizes: readonly number[], values: readonly number[]): number {
  const [x, y] = [sizes, values].map((each) => each.map(Math.log));
  const centre = (each: number[]) => each.reduce((sum, value) => sum + value, 0) / each.length;
  const [meanX, meanY] = [centre(x), centre(y)];
  let [covariance, variance] = [0, 0];
  x.forEach((value, i) => {
    covariance += (value - meanX) * (y[i] - meanY);
    variance += (value - meanX) ** 2;
  });
  return covariance / variance;
}
