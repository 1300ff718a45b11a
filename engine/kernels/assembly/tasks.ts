// Instructions whose kernels cut themselves into tasks: how many, by the shape alone, and the computing of one.

export function taskCount(opcode: i32, instruction: usize): usize {
  return unreachable();
}

export function executeTask(opcode: i32, instruction: usize, header: usize, index: usize): void {
  unreachable();
}
