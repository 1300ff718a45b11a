// cnn-mnist: a training step of two convolutions, two poolings and a dense layer on 64 pictures of 28 × 28.

import { Graph } from "../core/graph";
import { Model } from "../core/model";
import { i32 } from "../core/shape";
import { losses } from "../neural/losses";
import { modelVariable, Scope } from "../neural/scope";
import { divide } from "../ops/divide";
import { maxPool } from "../ops/maxPool";
import { oneHot } from "../ops/oneHot";
import { relu } from "../ops/relu";
import { variable } from "../ops/variable";
import { lossChecks } from "./checks";
import { convolution, denseOnImages, glorotKernel, type KernelShape } from "./convolution";
import { draw, glorot, uni } from "./data";
import { type Optimization, train, trainingWorkload } from "./training";

export const rows = 64;
export const classes = 10;
export const side = 28;
export const kernels: readonly KernelShape[] = [
  [8, 1, 5, 5],
  [16, 8, 5, 5],
];
/** The dense layer, on 4 × 4 pixels of 16 channels. */
export const head: KernelShape = [classes, 16, 4, 4];
export const optimization: Optimization = { optimizer: "adam", rate: 1e-3 };

/** Pictures [rows, side, side, 1], and what is on them. */
export const pictures = (): Float32Array => uni(1, 0, 1, rows * side * side);
export const truth = (): Int32Array => draw(2, classes, rows);
export const headWeight = (): Float32Array => glorot(102, 256, classes);

export const cnnMnist = trainingWorkload({
  name: "cnn-mnist",
  checks: lossChecks({ 1: 2.31848, 20: 2.09771 }),
  optimization,
  gigaflop: 0.282,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const scope = new Scope(graph, "train", 1);
    const [first, second] = kernels.map((shape, i) =>
      convolution(scope, `convolution${i + 1}`, shape, glorotKernel(100 + i, shape), { padding: 2 }),
    );
    const dense = denseOnImages(scope, "dense", head, headWeight());
    const x = modelVariable(graph, "data", "pictures", [rows, side, side, 1], pictures);
    const y = graph.model.declare({ name: "truth", kind: "data", type: i32([rows]), initial: truth });
    const small = maxPool(relu(first(x)), { size: 2 });
    const logits = dense(maxPool(relu(second(small)), { size: 3 }));
    const target = oneHot(variable(graph, y), classes);
    const { numerator, denominator } = losses.softmaxCrossEntropy.parts(logits, target);
    train(divide(numerator, denominator), scope.parameters, optimization);
    return graph;
  },
});
