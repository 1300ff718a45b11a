// From the number of an instruction to its kernel.

import { Opcode } from "../opcodes";
import { extentWord, scalarsWord } from "../tape";
import { edgeSoftmax, edgeSoftmaxGradient, endSum } from "./attention";
import { add, divide, equal, greater, maximum, minimum, multiply, subtract } from "./binary";
import { convolution, convolutionTranspose } from "./convolution";
import { convolutionKernel } from "./convolution-kernel";
import { copyColumns, fill, stridedCopy } from "./copy";
import { headDot, headSpread, headSum } from "./heads";
import { dimension, output, word } from "./instruction";
import { matmul } from "./matmul";
import { maxPool, maxPoolScatter, maxPoolSelect, meanPool, meanPoolAdjoint } from "./pool";
import { dropoutMask } from "./random";
import { maximumOverAxis, sum } from "./reduce";
import { batchIndices, gatherRows, oneHot, scatterAddRows } from "./rows";
import { segmentMax, segmentRepeat, segmentSoftmax, segmentSoftmaxGradient, segmentSum } from "./segments";
import { sumSlots } from "./slots";
import { logSoftmax, softmax } from "./softmax";
import { denseSparse, edgeDot, edgeDotOverRows, sparseMatmul } from "./sparse";
import {
  mapAbsolute,
  mapElu,
  mapErf,
  mapExp,
  mapGelu,
  mapLeakyRelu,
  mapLog,
  mapNegate,
  mapRelu,
  mapSigmoid,
  mapSign,
  mapSilu,
  mapSoftplus,
  mapSquareRoot,
  mapTanh,
} from "./unary";
import { upsampleBilinear, upsampleBilinearAdjoint } from "./upsample";
import { accumulate, adam, assign, gradientDescent, momentum, rmsprop, storeRows } from "./update";
import { winograd } from "./winograd";
import { winogradKernel } from "./winograd-kernel";

@inline
export function execute(opcode: i32, instruction: usize, header: usize): void {
  switch (opcode) {
    case Opcode.Add:
      add(instruction);
      break;
    case Opcode.Subtract:
      subtract(instruction);
      break;
    case Opcode.Multiply:
      multiply(instruction);
      break;
    case Opcode.Divide:
      divide(instruction);
      break;
    case Opcode.Maximum:
      maximum(instruction);
      break;
    case Opcode.Minimum:
      minimum(instruction);
      break;
    case Opcode.Greater:
      greater(instruction);
      break;
    case Opcode.Equal:
      equal(instruction);
      break;
    case Opcode.Negate:
      mapNegate(instruction);
      break;
    case Opcode.Exp:
      mapExp(instruction);
      break;
    case Opcode.Log:
      mapLog(instruction);
      break;
    case Opcode.SquareRoot:
      mapSquareRoot(instruction);
      break;
    case Opcode.Absolute:
      mapAbsolute(instruction);
      break;
    case Opcode.Sign:
      mapSign(instruction);
      break;
    case Opcode.Tanh:
      mapTanh(instruction);
      break;
    case Opcode.Sigmoid:
      mapSigmoid(instruction);
      break;
    case Opcode.Softplus:
      mapSoftplus(instruction);
      break;
    case Opcode.Erf:
      mapErf(instruction);
      break;
    case Opcode.Relu:
      mapRelu(instruction);
      break;
    case Opcode.LeakyRelu:
      mapLeakyRelu(instruction);
      break;
    case Opcode.Elu:
      mapElu(instruction);
      break;
    case Opcode.Gelu:
      mapGelu(instruction);
      break;
    case Opcode.Silu:
      mapSilu(instruction);
      break;
    case Opcode.Sum:
      sum(instruction);
      break;
    case Opcode.Max:
      maximumOverAxis(instruction);
      break;
    case Opcode.Softmax:
      softmax(instruction);
      break;
    case Opcode.LogSoftmax:
      logSoftmax(instruction);
      break;
    case Opcode.SumSlots:
      sumSlots(instruction, header);
      break;
    case Opcode.StridedCopy:
      stridedCopy(instruction);
      break;
    case Opcode.CopyColumns:
      copyColumns(instruction);
      break;
    case Opcode.Fill:
      fill(instruction);
      break;
    case Opcode.OneHot:
      oneHot(instruction);
      break;
    case Opcode.GatherRows:
      gatherRows(instruction);
      break;
    case Opcode.ScatterAddRows:
      scatterAddRows(instruction);
      break;
    case Opcode.Matmul:
      matmul(instruction, header);
      break;
    case Opcode.DropoutMask:
      dropoutMask(instruction, header);
      break;
    case Opcode.Extent:
      store<f32>(output(instruction), <f32>word(header, extentWord));
      break;
    case Opcode.StepScalar:
      store<f32>(output(instruction), load<f32>(word(header, scalarsWord) + (dimension(instruction, 0) << 2)));
      break;
    case Opcode.BatchIndices:
      batchIndices(instruction, header);
      break;
    case Opcode.Assign:
      assign(instruction);
      break;
    case Opcode.Accumulate:
      accumulate(instruction);
      break;
    case Opcode.StoreRows:
      storeRows(instruction, header);
      break;
    case Opcode.GradientDescent:
      gradientDescent(instruction);
      break;
    case Opcode.Momentum:
      momentum(instruction);
      break;
    case Opcode.Rmsprop:
      rmsprop(instruction);
      break;
    case Opcode.Adam:
      adam(instruction);
      break;
    case Opcode.Convolution:
      convolution(instruction);
      break;
    case Opcode.ConvolutionTranspose:
      convolutionTranspose(instruction);
      break;
    case Opcode.ConvolutionKernel:
      convolutionKernel(instruction);
      break;
    case Opcode.MaxPool:
      maxPool(instruction);
      break;
    case Opcode.MaxPoolScatter:
      maxPoolScatter(instruction);
      break;
    case Opcode.MaxPoolSelect:
      maxPoolSelect(instruction);
      break;
    case Opcode.MeanPool:
      meanPool(instruction);
      break;
    case Opcode.MeanPoolAdjoint:
      meanPoolAdjoint(instruction);
      break;
    case Opcode.UpsampleBilinear:
      upsampleBilinear(instruction);
      break;
    case Opcode.UpsampleBilinearAdjoint:
      upsampleBilinearAdjoint(instruction);
      break;
    case Opcode.SparseMatmul:
      sparseMatmul(instruction);
      break;
    case Opcode.EdgeDot:
      edgeDot(instruction);
      break;
    case Opcode.DenseSparse:
      denseSparse(instruction);
      break;
    case Opcode.EdgeDotOverRows:
      edgeDotOverRows(instruction);
      break;
    case Opcode.SegmentSum:
      segmentSum(instruction);
      break;
    case Opcode.SegmentMax:
      segmentMax(instruction);
      break;
    case Opcode.SegmentSoftmax:
      segmentSoftmax(instruction);
      break;
    case Opcode.SegmentSoftmaxGradient:
      segmentSoftmaxGradient(instruction);
      break;
    case Opcode.SegmentRepeat:
      segmentRepeat(instruction);
      break;
    case Opcode.Winograd:
      winograd(instruction);
      break;
    case Opcode.WinogradKernel:
      winogradKernel(instruction);
      break;
    case Opcode.EdgeSoftmax:
      edgeSoftmax(instruction);
      break;
    case Opcode.EdgeSoftmaxGradient:
      edgeSoftmaxGradient(instruction);
      break;
    case Opcode.EndSum:
      endSum(instruction);
      break;
    case Opcode.HeadDot:
      headDot(instruction);
      break;
    case Opcode.HeadSpread:
      headSpread(instruction);
      break;
    case Opcode.HeadSum:
      headSum(instruction);
      break;
    default:
      unreachable();
  }
}
