// Element-wise functions of one tensor.

import { Opcode } from "../opcodes";
import { activationScalar, activationWord } from "../tape";
import { erf, gelu } from "./error-function";
import { exp, expMinusOne, sigmoid, tanh } from "./exponential";
import { dimension, input, output, scalar, word } from "./instruction";
import { log, softplus } from "./logarithm";
import { all, choose, storeFirst } from "./vector";

@inline
function apply(opcode: i32, x: v128, parameter: v128): v128 {
  if (opcode == Opcode.Negate) return f32x4.neg(x);
  if (opcode == Opcode.Exp) return exp(x);
  if (opcode == Opcode.Log) return log(x);
  if (opcode == Opcode.SquareRoot) return f32x4.sqrt(x);
  if (opcode == Opcode.Absolute) return f32x4.abs(x);
  if (opcode == Opcode.Sign) {
    const one = choose(f32x4.lt(x, all(0)), all(-1), all(1));
    return choose(v128.or(f32x4.lt(x, all(0)), f32x4.gt(x, all(0))), one, x);
  }
  if (opcode == Opcode.Tanh) return tanh(x);
  if (opcode == Opcode.Sigmoid) return sigmoid(x);
  if (opcode == Opcode.Softplus) return softplus(x);
  if (opcode == Opcode.Erf) return erf(x);
  if (opcode == Opcode.Relu) return f32x4.max(x, all(0));
  if (opcode == Opcode.LeakyRelu) return choose(f32x4.gt(x, all(0)), x, f32x4.mul(x, parameter));
  if (opcode == Opcode.Elu) return choose(f32x4.gt(x, all(0)), x, f32x4.mul(expMinusOne(x), parameter));
  if (opcode == Opcode.Gelu) return gelu(x);
  // SiLU: within 4 ulp plus |x| of the smallest subnormal numbers.
  return f32x4.mul(x, sigmoid(x));
}

@inline
function mapRun(opcode: i32, from: usize, to: usize, count: usize, parameter: v128): void {
  const end = from + ((count & ~3) << 2);
  while (from < end) {
    v128.store(to, apply(opcode, v128.load(from), parameter));
    from += 16;
    to += 16;
  }
  const rest = count & 3;
  if (rest) storeFirst(to, apply(opcode, v128.load(from), parameter), rest);
}

@inline
function map(opcode: i32, instruction: usize): void {
  const parameter = all(<f32>scalar(instruction, 0));
  mapRun(opcode, input(instruction, 0), output(instruction), dimension(instruction, 0), parameter);
}

/** Applies the activation of an instruction, if it has one, to neighbouring elements of its output. */
export function activate(instruction: usize, address: usize, count: usize): void {
  const opcode = <i32>word(instruction, activationWord);
  if (opcode == 0) return;
  const parameter = all(<f32>scalar(instruction, activationScalar));
  if (opcode == Opcode.Relu) mapRun(Opcode.Relu, address, address, count, parameter);
  else if (opcode == Opcode.LeakyRelu) mapRun(Opcode.LeakyRelu, address, address, count, parameter);
  else if (opcode == Opcode.Tanh) mapRun(Opcode.Tanh, address, address, count, parameter);
  else mapRun(Opcode.Sigmoid, address, address, count, parameter);
}

export function mapNegate(instruction: usize): void {
  map(Opcode.Negate, instruction);
}
export function mapExp(instruction: usize): void {
  map(Opcode.Exp, instruction);
}
export function mapLog(instruction: usize): void {
  map(Opcode.Log, instruction);
}
export function mapSquareRoot(instruction: usize): void {
  map(Opcode.SquareRoot, instruction);
}
export function mapAbsolute(instruction: usize): void {
  map(Opcode.Absolute, instruction);
}
export function mapSign(instruction: usize): void {
  map(Opcode.Sign, instruction);
}
export function mapTanh(instruction: usize): void {
  map(Opcode.Tanh, instruction);
}
export function mapSigmoid(instruction: usize): void {
  map(Opcode.Sigmoid, instruction);
}
export function mapSoftplus(instruction: usize): void {
  map(Opcode.Softplus, instruction);
}
export function mapErf(instruction: usize): void {
  map(Opcode.Erf, instruction);
}
export function mapRelu(instruction: usize): void {
  map(Opcode.Relu, instruction);
}
export function mapLeakyRelu(instruction: usize): void {
  map(Opcode.LeakyRelu, instruction);
}
export function mapElu(instruction: usize): void {
  map(Opcode.Elu, instruction);
}
export function mapGelu(instruction: usize): void {
  map(Opcode.Gelu, instruction);
}
export function mapSilu(instruction: usize): void {
  map(Opcode.Silu, instruction);
}
