// Steps of random programs: on the rows of a batch, on images made of them, on the nodes of a graph.

import type { Graph, Node } from "../../../engine/core/graph";
import type { Random } from "../../../engine/core/random";
import { sizeOf } from "../../../engine/core/shape";
import { absolute } from "../../../engine/ops/absolute";
import { add } from "../../../engine/ops/add";
import { broadcast } from "../../../engine/ops/broadcast";
import { concat } from "../../../engine/ops/concat";
import { conv2d } from "../../../engine/ops/conv2d";
import { conv2dTranspose } from "../../../engine/ops/conv2dTranspose";
import { denseSparse } from "../../../engine/ops/denseSparse";
import { divide } from "../../../engine/ops/divide";
import { dropoutMask } from "../../../engine/ops/dropoutMask";
import { edgeSoftmax } from "../../../engine/ops/edgeSoftmax";
import { elu } from "../../../engine/ops/elu";
import { erf } from "../../../engine/ops/erf";
import { exp } from "../../../engine/ops/exp";
import { constant } from "../../../engine/ops/fill";
import { gather } from "../../../engine/ops/gather";
import { gelu } from "../../../engine/ops/gelu";
import { headDot } from "../../../engine/ops/headDot";
import { leakyRelu } from "../../../engine/ops/leakyRelu";
import { logSoftmax } from "../../../engine/ops/logSoftmax";
import { matmul } from "../../../engine/ops/matmul";
import { max } from "../../../engine/ops/max";
import { maximum } from "../../../engine/ops/maximum";
import { maxPool } from "../../../engine/ops/maxPool";
import { mean } from "../../../engine/ops/mean";
import { meanPool } from "../../../engine/ops/meanPool";
import { minimum } from "../../../engine/ops/minimum";
import { multiply, scale } from "../../../engine/ops/multiply";
import { negate } from "../../../engine/ops/negate";
import { pixelShuffle } from "../../../engine/ops/pixelShuffle";
import { relu } from "../../../engine/ops/relu";
import { reshape } from "../../../engine/ops/reshape";
import { scatterAdd } from "../../../engine/ops/scatterAdd";
import { segmentMax } from "../../../engine/ops/segmentMax";
import { segmentSoftmax } from "../../../engine/ops/segmentSoftmax";
import { segmentSum } from "../../../engine/ops/segmentSum";
import { sigmoid } from "../../../engine/ops/sigmoid";
import { silu } from "../../../engine/ops/silu";
import { slice } from "../../../engine/ops/slice";
import { softmax } from "../../../engine/ops/softmax";
import { softplus } from "../../../engine/ops/softplus";
import { type SparseMatrix, withValues } from "../../../engine/ops/sparse";
import { sparseMatmul, sparseMatmulTransposed } from "../../../engine/ops/sparseMatmul";
import { squareRoot } from "../../../engine/ops/squareRoot";
import { subtract } from "../../../engine/ops/subtract";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { transpose } from "../../../engine/ops/transpose";
import { upsampleBilinear } from "../../../engine/ops/upsampleBilinear";
import { upsampleNearest } from "../../../engine/ops/upsampleNearest";

export type Step = (x: Node) => Node;

/** What steps choose with and build from. */
export interface Source {
  graph: Graph;
  random: Random;
  /** A new parameter of that shape. */
  parameter(shape: number[]): Node;
  /** Rows of the table that `index` points into. */
  tableRows: number;
  /** Row numbers, one for each row. */
  index: Node;
}

/** Smooth enough, and bounded by the tanh after each, that rounding does not grow. */
const unary: readonly Step[] = [
  absolute,
  (x) => exp(tanh(x)),
  (x) => squareRoot(add(absolute(x), constant(x.graph, 0.5))),
  (x) => elu(x, 0.5),
  (x) => leakyRelu(x),
  erf,
  gelu,
  negate,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
  softmax,
  logSoftmax,
];

const binary: readonly ((a: Node, b: Node) => Node)[] = [
  add,
  subtract,
  multiply,
  maximum,
  minimum,
  (a, b) => divide(a, add(absolute(b), constant(b.graph, 1))),
];

const widthOf = (x: Node): number => x.type.shape[1];

/** On [rows, width], whether the rows are a batch or nodes. */
function rowSteps({ graph, random, parameter, tableRows, index }: Source): Step[] {
  const pick = <T>(items: readonly T[]): T => items[random.integer(items.length)];
  return [
    (x) => pick(unary)(x),
    (x) => pick(binary)(x, parameter(pick([[], [1], [widthOf(x)], [1, widthOf(x)]]))),
    (x) => pick(binary)(parameter([widthOf(x)]), x),
    (x) => pick(binary)(x, max(x, { axes: [-1], keep: true })),
    (x) => subtract(x, mean(x, { axes: [0] })),
    (x) => pick(binary)(x, sum(x, { axes: [1], keep: true })),
    (x) => multiply(x, dropoutMask(graph, x.type, random.integer(1000), 0.5)),
    (x) => add(x, gather(parameter([tableRows, widthOf(x)]), index)),
    (x) => {
      const width = 1 + random.integer(6);
      return matmul(x, parameter([widthOf(x), width]), random.integer(2) ? { bias: parameter([width]) } : {});
    },
    (x) => matmul(x, parameter([1 + random.integer(6), widthOf(x)]), { transposeB: true }),
    (x) => concat([x, tanh(x), slice(x, 1, 0, 1)], 1),
    (x) => slice(x, 1, 0, 1 + random.integer(widthOf(x))),
    (x) => matmul(x, transpose(matmul(x, x, { transposeA: true }))),
    (x) => add(x, broadcast(parameter([1, 1]), x.type)),
  ];
}

/** On the rows of a batch. */
export const batchSteps = (source: Source): Step[] => [
  ...rowSteps(source),
  (x) => matmul(x, scatterAdd(x, source.index, source.tableRows), { transposeB: true }),
];

/** Rows as images, a convolution, a pooling or enlargement, and a few features of the result as rows again. */
export function imageSteps({ random, parameter }: Source): Step[] {
  const one = (limit: number): number => 1 + random.integer(limit);
  const convolve = (x: Node): Node => {
    const [channels, features, size] = [x.type.shape[3], one(9), one(3)];
    const [stride, dilation] = [one(2), one(2)];
    const reach = dilation * (size - 1);
    // At least half of the reach, so that even one pixel gives one.
    const options = { stride, dilation, padding: Math.max(Math.ceil(reach / 2), reach - random.integer(2)) };
    const bias = random.integer(2) ? parameter([features]) : undefined;
    const scaled = (shape: number[]): Node => scale(parameter(shape), 1 / (size * Math.sqrt(shape[2])));
    if (random.integer(3) === 0) {
      return conv2dTranspose(x, scaled([size, size, features, channels]), { ...options, bias });
    }
    return conv2d(x, scaled([size, size, channels, features]), { ...options, bias });
  };
  const resize: readonly Step[] = [
    (x) => maxPool(x, { size: 2, stride: 1, padding: 1 }),
    (x) => maxPool(x, { size: 2, padding: 1 }),
    (x) => meanPool(x, { size: 2, padding: 1 }),
    (x) => upsampleNearest(x, 2),
    (x) => upsampleBilinear(x, 2),
    (x) => pixelShuffle(concat([x, x, x, x], 3), 2),
    (x) => x,
  ];
  return [
    (x) => {
      const { shape, batched } = x.type;
      const [side, channels] = [5 + random.integer(3), one(5)];
      const flat = tanh(matmul(x, parameter([shape[1], side * side * channels])));
      let image = reshape(flat, { shape: [shape[0], side, side, channels], batched });
      for (let layers = one(2); layers > 0; layers--)
        image = random.integer(2) ? relu(convolve(image)) : tanh(convolve(image));
      image = resize[random.integer(resize.length)](image);
      const size = sizeOf(image.type.shape.slice(1));
      const weight = scale(parameter([size, one(5)]), 1 / Math.sqrt(size));
      return matmul(reshape(image, { shape: [shape[0], size], batched }), weight);
    },
  ];
}

/** On rows that are the nodes of a graph with the adjacency `matrix`; its entries are sorted by the rows they lie in. */
export function nodeSteps(source: Source, matrix: SparseMatrix): Step[] {
  const { rowPointers, columnIndices, rows } = matrix;
  const ofNeighbours = (x: Node): Node => gather(x, columnIndices);
  return [
    ...rowSteps(source),
    (x) => sparseMatmul(matrix, x),
    (x) => sparseMatmulTransposed(matrix, x),
    (x) => scatterAdd(x, source.index, rows),
    (x) => segmentSum(ofNeighbours(x), rowPointers),
    (x) => segmentMax(ofNeighbours(x), rowPointers),
    (x) => {
      const scores = matmul(ofNeighbours(x), source.parameter([widthOf(x), 1]));
      return segmentSum(multiply(ofNeighbours(x), segmentSoftmax(scores, rowPointers)), rowPointers);
    },
    (x) => {
      const [heads, units] = [1 + source.random.integer(5), 1 + source.random.integer(4)];
      const h = matmul(x, source.parameter([widthOf(x), heads * units]));
      const scores = headDot(h, source.parameter([2 * heads, units]));
      return sparseMatmul(withValues(matrix, edgeSoftmax(matrix, scores, { slope: 0.2 })), h);
    },
    (x) => transpose(denseSparse(transpose(x), matrix)),
  ];
}
