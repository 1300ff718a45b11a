// Instructions whose kernels cut themselves into tasks: how many, by the shape alone, and the computing of one.

import { Opcode } from "../opcodes";
import { matmulTask, matmulTaskCount } from "./matmul";

export function taskCount(opcode: i32, instruction: usize): usize {
  if (opcode == Opcode.Matmul) return matmulTaskCount(instruction);
  return unreachable();
}

export function executeTask(opcode: i32, instruction: usize, header: usize, index: usize): void {
  if (opcode == Opcode.Matmul) matmulTask(instruction, header, index);
  else unreachable();
}
