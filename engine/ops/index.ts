// The table of all ops: what executors implement, tests cover and exports translate.

import type { Op } from "../core/op";
import { absoluteOp } from "./absolute";
import { accumulateOp } from "./accumulate";
import { adamOp } from "./adam";
import { addOp } from "./add";
import { assignOp } from "./assign";
import { batchOp } from "./batch";
import { broadcastOp } from "./broadcast";
import { concatOp } from "./concat";
import { conv2dOp } from "./conv2d";
import { conv2dKernelOp } from "./conv2dKernel";
import { conv2dTransposeOp } from "./conv2dTranspose";
import { denseSparseOp } from "./denseSparse";
import { divideOp } from "./divide";
import { dropoutMaskOp } from "./dropoutMask";
import { edgeDotOp } from "./edgeDot";
import { edgeDotOverRowsOp } from "./edgeDotOverRows";
import { edgeSoftmaxOp } from "./edgeSoftmax";
import { edgeSoftmaxGradientOp } from "./edgeSoftmaxGradient";
import { eluOp } from "./elu";
import { endSumOp } from "./endSum";
import { equalOp } from "./equal";
import { erfOp } from "./erf";
import { expOp } from "./exp";
import { extentOp } from "./extent";
import { fillOp } from "./fill";
import { gatherOp } from "./gather";
import { geluOp } from "./gelu";
import { gradientDescentOp } from "./gradientDescent";
import { greaterOp } from "./greater";
import { headDotOp } from "./headDot";
import { headSpreadOp } from "./headSpread";
import { headSumOp } from "./headSum";
import { leakyReluOp } from "./leakyRelu";
import { logOp } from "./log";
import { logSoftmaxOp } from "./logSoftmax";
import { matmulOp } from "./matmul";
import { maxOp } from "./max";
import { maximumOp } from "./maximum";
import { maxPoolOp } from "./maxPool";
import { maxPoolScatterOp } from "./maxPoolScatter";
import { maxPoolSelectOp } from "./maxPoolSelect";
import { meanPoolOp } from "./meanPool";
import { meanPoolAdjointOp } from "./meanPoolAdjoint";
import { minimumOp } from "./minimum";
import { momentumOp } from "./momentum";
import { multiplyOp } from "./multiply";
import { negateOp } from "./negate";
import { oneHotOp } from "./oneHot";
import { reluOp } from "./relu";
import { reshapeOp } from "./reshape";
import { rmspropOp } from "./rmsprop";
import { scatterAddOp } from "./scatterAdd";
import { segmentMaxOp } from "./segmentMax";
import { segmentRepeatOp } from "./segmentRepeat";
import { segmentSoftmaxOp } from "./segmentSoftmax";
import { segmentSoftmaxGradientOp } from "./segmentSoftmaxGradient";
import { segmentSumOp } from "./segmentSum";
import { sigmoidOp } from "./sigmoid";
import { signOp } from "./sign";
import { siluOp } from "./silu";
import { sliceOp } from "./slice";
import { softmaxOp } from "./softmax";
import { softplusOp } from "./softplus";
import { sparseMatmulOp } from "./sparseMatmul";
import { squareRootOp } from "./squareRoot";
import { stepScalarOp } from "./stepScalar";
import { storeRowsOp } from "./storeRows";
import { subtractOp } from "./subtract";
import { sumOp } from "./sum";
import { tanhOp } from "./tanh";
import { transposeOp } from "./transpose";
import { upsampleBilinearOp } from "./upsampleBilinear";
import { upsampleBilinearAdjointOp } from "./upsampleBilinearAdjoint";
import { variableOp } from "./variable";

/** By name; `name` of each op is its key, which a test holds. */
export const ops = {
  absolute: absoluteOp,
  accumulate: accumulateOp,
  adam: adamOp,
  add: addOp,
  assign: assignOp,
  batch: batchOp,
  broadcast: broadcastOp,
  concat: concatOp,
  conv2d: conv2dOp,
  conv2dKernel: conv2dKernelOp,
  conv2dTranspose: conv2dTransposeOp,
  denseSparse: denseSparseOp,
  divide: divideOp,
  dropoutMask: dropoutMaskOp,
  edgeDot: edgeDotOp,
  edgeDotOverRows: edgeDotOverRowsOp,
  edgeSoftmax: edgeSoftmaxOp,
  edgeSoftmaxGradient: edgeSoftmaxGradientOp,
  elu: eluOp,
  endSum: endSumOp,
  equal: equalOp,
  erf: erfOp,
  exp: expOp,
  extent: extentOp,
  fill: fillOp,
  gather: gatherOp,
  gelu: geluOp,
  gradientDescent: gradientDescentOp,
  greater: greaterOp,
  headDot: headDotOp,
  headSpread: headSpreadOp,
  headSum: headSumOp,
  leakyRelu: leakyReluOp,
  log: logOp,
  logSoftmax: logSoftmaxOp,
  matmul: matmulOp,
  max: maxOp,
  maximum: maximumOp,
  maxPool: maxPoolOp,
  maxPoolScatter: maxPoolScatterOp,
  maxPoolSelect: maxPoolSelectOp,
  meanPool: meanPoolOp,
  meanPoolAdjoint: meanPoolAdjointOp,
  minimum: minimumOp,
  momentum: momentumOp,
  multiply: multiplyOp,
  negate: negateOp,
  oneHot: oneHotOp,
  relu: reluOp,
  reshape: reshapeOp,
  rmsprop: rmspropOp,
  scatterAdd: scatterAddOp,
  segmentMax: segmentMaxOp,
  segmentRepeat: segmentRepeatOp,
  segmentSoftmax: segmentSoftmaxOp,
  segmentSoftmaxGradient: segmentSoftmaxGradientOp,
  segmentSum: segmentSumOp,
  sigmoid: sigmoidOp,
  sign: signOp,
  silu: siluOp,
  slice: sliceOp,
  softmax: softmaxOp,
  softplus: softplusOp,
  sparseMatmul: sparseMatmulOp,
  squareRoot: squareRootOp,
  stepScalar: stepScalarOp,
  storeRows: storeRowsOp,
  subtract: subtractOp,
  sum: sumOp,
  tanh: tanhOp,
  transpose: transposeOp,
  upsampleBilinear: upsampleBilinearOp,
  upsampleBilinearAdjoint: upsampleBilinearAdjointOp,
  variable: variableOp,
} as const;

export type OpName = keyof typeof ops;

/** The same table for code that treats all ops alike. */
export const opTable = ops as unknown as Readonly<Record<OpName, Op>>;
