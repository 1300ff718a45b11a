// The cases of every op; an op without an entry does not compile.

import type { OpName } from "../../../../engine/ops";
import type { Case } from "../harness";
import * as attention from "./attention";
import * as binary from "./binary";
import * as convolution from "./convolution";
import * as effects from "./effects";
import * as leaves from "./leaves";
import * as moving from "./moving";
import * as pooling from "./pooling";
import * as reductions from "./reductions";
import * as segments from "./segments";
import * as sparse from "./sparse";
import * as unary from "./unary";

export const cases: Readonly<Record<OpName, readonly Case[]>> = {
  add: binary.addCases,
  subtract: binary.subtractCases,
  multiply: binary.multiplyCases,
  divide: binary.divideCases,
  maximum: binary.maximumCases,
  minimum: binary.minimumCases,
  greater: binary.greaterCases,
  equal: binary.equalCases,
  negate: unary.negateCases,
  exp: unary.expCases,
  log: unary.logCases,
  squareRoot: unary.squareRootCases,
  absolute: unary.absoluteCases,
  sign: unary.signCases,
  tanh: unary.tanhCases,
  sigmoid: unary.sigmoidCases,
  softplus: unary.softplusCases,
  erf: unary.erfCases,
  relu: unary.reluCases,
  leakyRelu: unary.leakyReluCases,
  elu: unary.eluCases,
  gelu: unary.geluCases,
  silu: unary.siluCases,
  sum: reductions.sumCases,
  max: reductions.maxCases,
  softmax: reductions.softmaxCases,
  logSoftmax: reductions.logSoftmaxCases,
  matmul: reductions.matmulCases,
  conv2d: convolution.conv2dCases,
  conv2dTranspose: convolution.conv2dTransposeCases,
  conv2dKernel: convolution.conv2dKernelCases,
  maxPool: pooling.maxPoolCases,
  maxPoolScatter: pooling.maxPoolScatterCases,
  maxPoolSelect: pooling.maxPoolSelectCases,
  meanPool: pooling.meanPoolCases,
  meanPoolAdjoint: pooling.meanPoolAdjointCases,
  upsampleBilinear: pooling.upsampleBilinearCases,
  upsampleBilinearAdjoint: pooling.upsampleBilinearAdjointCases,
  broadcast: moving.broadcastCases,
  transpose: moving.transposeCases,
  slice: moving.sliceCases,
  concat: moving.concatCases,
  reshape: moving.reshapeCases,
  oneHot: moving.oneHotCases,
  gather: moving.gatherCases,
  scatterAdd: moving.scatterAddCases,
  sparseMatmul: sparse.sparseMatmulCases,
  dropoutMask: leaves.dropoutMaskCases,
  edgeDot: sparse.edgeDotCases,
  denseSparse: sparse.denseSparseCases,
  edgeDotOverRows: sparse.edgeDotOverRowsCases,
  segmentSum: segments.segmentSumCases,
  segmentMax: segments.segmentMaxCases,
  segmentSoftmax: segments.segmentSoftmaxCases,
  segmentSoftmaxGradient: segments.segmentSoftmaxGradientCases,
  segmentRepeat: segments.segmentRepeatCases,
  headDot: attention.headDotCases,
  headSpread: attention.headSpreadCases,
  headSum: attention.headSumCases,
  edgeSoftmax: attention.edgeSoftmaxCases,
  edgeSoftmaxGradient: attention.edgeSoftmaxGradientCases,
  endSum: attention.endSumCases,
  fill: leaves.fillCases,
  extent: leaves.extentCases,
  stepScalar: leaves.stepScalarCases,
  batch: leaves.batchCases,
  variable: leaves.variableCases,
  assign: effects.assignCases,
  accumulate: effects.accumulateCases,
  storeRows: effects.storeRowsCases,
  gradientDescent: effects.gradientDescentCases,
  momentum: effects.momentumCases,
  rmsprop: effects.rmspropCases,
  adam: effects.adamCases,
};
