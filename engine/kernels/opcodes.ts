// Numbers of the tape's instructions, read by the compiler (TypeScript) and by the interpreter (AssemblyScript).

// Written in the subset that both languages share. The operands of each are documented at the op that lowers to it.
export enum Opcode {
  Add = 1,
  Subtract,
  Multiply,
  Divide,
  Maximum,
  Minimum,
  Greater,
  Equal,

  Negate = 20,
  Exp,
  Log,
  SquareRoot,
  Absolute,
  Sign,
  Tanh,
  Sigmoid,
  Softplus,
  Erf,
  Relu,
  LeakyRelu,
  Elu,
  Gelu,
  Silu,

  Sum = 50,
  Max,
  Softmax,
  LogSoftmax,

  /** Writes a broadcast or permuted tensor: sizes 0–5, input strides 6–11. */
  StridedCopy = 60,
  /** Copies a block of columns: rows, width, input row stride, output row stride. */
  CopyColumns,
  Fill,
  OneHot,
  GatherRows,
  ScatterAddRows,

  Matmul = 70,

  Uniform = 80,
  Extent,
  StepScalar,
  BatchIndices,

  Assign = 90,
  Accumulate,
  StoreRows,
  GradientDescent,
  Momentum,
  Rmsprop,
  Adam,
}
