// Numbers of the tape's instructions and what each expects in its words, for compiler (TypeScript) and interpreter (AssemblyScript).

// Written in the subset that both languages share. Below, [a, b, …] are the dimension words, {a, b, …} the scalar words;
// any dimension may be per unit (a row of the batch, unless said). All tensors are contiguous and row-major unless strides are given.
// Update instructions write into their first input, which is also their output.
export enum Opcode {
  /** Binary: [sizes 0–3, strides of the first input 4–7, of the second 8–11]; a stride of 0 repeats. */
  Add = 1,
  Subtract,
  Multiply,
  Divide,
  Maximum,
  Minimum,
  /** 1 where a > b, else 0. */
  Greater,
  /** 1 where a = b, else 0. */
  Equal,

  /** Unary: [elements] {parameter of the function, if it has one}. */
  Negate = 20,
  Exp,
  Log,
  SquareRoot,
  Absolute,
  /** −1, 0 or 1. */
  Sign,
  Tanh,
  Sigmoid,
  Softplus,
  Erf,
  Relu,
  /** {slope of the negative side}: x where x > 0, else slope·x. */
  LeakyRelu,
  /** {α}: x where x > 0, else α·(exp(x) − 1). */
  Elu,
  /** x·(1 + erf(x/√2))/2. */
  Gelu,
  /** x·sigmoid(x). */
  Silu,

  /** [outer, reduced, inner]: over the middle axis. */
  Sum = 50,
  Max,
  /** [rows, columns]: over the columns. */
  Softmax,
  LogSoftmax,
  /**
   * [elements, elements from one slot to the next, units of the stage that filled the slots (0: the rows of the batch),
   * units per slot]: the sum of the slots. No op is lowered to it; the compiler adds it to what it cuts.
   */
  SumSlots,

  /** Writes a broadcast or permuted tensor: [sizes 0–5, input strides 6–11]. Elements of either type. */
  StridedCopy = 60,
  /** Copies a block of columns: [rows, width, input row stride, output row stride]. Elements of either type. */
  CopyColumns,
  /** [elements] {value}. */
  Fill,
  /** [rows, classes], class (i32) of each row → rows × classes; a class outside 0 … classes − 1 gives a row of zeros. */
  OneHot,
  /** [count, width, table rows], table, row numbers (i32) → count × width; a number outside the table gives a row of NaN. */
  GatherRows,
  /**
   * [count, width, table rows], values, row numbers (i32) → table rows × width: zeros plus each row of the values, in
   * order; a number outside the table is left out.
   */
  ScatterAddRows,

  /** [m, n, k, transpose a, transpose b], a, b, bias of n elements or none → m × n. */
  Matmul = 70,

  /**
   * [elements, stream, elements of a row, threshold] {factor}: the factor where 16 random bits, from the run's seed and the
   * step's index, are no less than the threshold, else 0.
   */
  DropoutMask = 80,
  /** []: the number of rows of the batch, as one f32. */
  Extent,
  /** [index in the table of step scalars] → one f32; the executor fills in the index. */
  StepScalar,
  /** [rows of the batch], order of the epoch (i32) → the batch's part of it (i32). */
  BatchIndices,

  /** [elements], variable, value. */
  Assign = 90,
  /** [elements], variable, value: variable += value. */
  Accumulate,
  /** [rows of the batch, width], variable, values: rows start, start + 1, … of the variable. */
  StoreRows,
  /** [elements], parameter p, gradient g, rate r (one f32): p ← p − r·g. */
  GradientDescent,
  /**
   * [elements, nesterov] {μ}, parameter p, velocity v, gradient g, rate r: v ← μ·v + g, p ← p − r·v; with Nesterov's
   * p ← p − r·(g + μ·v).
   */
  Momentum,
  /** [elements] {ρ, ε}, parameter p, square s, gradient g, rate r: s ← ρ·s + (1 − ρ)·g², p ← p − r·g/(√s + ε). */
  Rmsprop,
  /**
   * [elements] {β₁, β₂, ε, decay}, parameter p, m, v, gradient g, rate r, c₁ = 1/(1 − β₁ᵗ), c₂ = 1/(1 − β₂ᵗ):
   * p ← p·(1 − r·decay), m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − r·c₁·m/(√(c₂·v) + ε).
   */
  Adam,

  /**
   * Convolutions of images [height, width, channels] to [rows, columns, features], units being images: [images, height,
   * width, channels, rows, columns, features, kernel, stride, padding, dilation, groups] {rows of a band, 1 where the
   * source is read in place}; a word for both axes is vertical + 65536·horizontal. Inputs: images, kernel, bias or none.
   */
  Convolution = 110,
  /** The same words; its adjoint in the images: inputs [rows, columns, features], kernel, bias or none. */
  ConvolutionTranspose,
  /** The same words; its adjoint in the kernel: inputs images and [rows, columns, features]; a sum over units. */
  ConvolutionKernel,

  /**
   * Pooling, units being images: [images, height, width, channels, rows, columns, size, stride, padding], x; a word for
   * both axes is vertical + 65536·horizontal.
   */
  MaxPool,
  /** The same words, x, u → u where each window of x has its first maximum. */
  MaxPoolSelect,
  /** The same words, x, g → g added where each window of x has its first maximum. */
  MaxPoolScatter,
  MeanPool,
  /** The same words, g → images: g shared out over the windows. */
  MeanPoolAdjoint,
  /** [images, height, width, channels, factor], x → factor times as large. */
  UpsampleBilinear,
  /** The same words, g of the larger images → the smaller ones. */
  UpsampleBilinearAdjoint,
  /**
   * Convolution with a kernel of 3 × 3: [images, height, width, channels, rows, columns, features, padding, 1 where the
   * kernel is turned round and its channels are exchanged] {rows of tiles of a band, tiles of a block}; inputs as above.
   */
  Winograd,
  /** The first eight words and {the same}; the gradient in the kernel: inputs as above, a sum over units. */
  WinogradKernel,

  /**
   * Sparse matrices have row pointers, column indices, and the position of the value of each entry, or none when
   * values are in order (all i32). [rows, width, heads], x, values, matrix of 3 → rows × width: the matrix times x.
   * With several heads the values are entries × heads, each head with its own columns of x. Per unit: a row.
   */
  SparseMatmul = 140,
  /**
   * [entries, width, rows, heads], a, b, row pointers, column indices → entries × heads: a[row]·b[column], each head of
   * its own columns. Per unit: an entry.
   */
  EdgeDot,
  /**
   * [rows of x, columns of x, columns of the result], x, values, transpose of the matrix of 3: x times the matrix.
   * Scratch: `rowsTogether` × columns of both.
   */
  DenseSparse,
  /**
   * [rows, columns of a, columns of b, entries], a, b, row pointers, column indices → sum over rows of
   * a[row of the entry]·b[column of the entry], a sum over units. Scratch: `rowsTogether` × columns of both.
   */
  EdgeDotOverRows,

  /**
   * Segments are rows s: from pointer s up to, not including, pointer s + 1. [segments, width, mean], x, pointers →
   * segments × width: sums, or means, of the rows of each segment, zeros of none. Per unit: a segment.
   */
  SegmentSum = 150,
  /** [segments, width], x, pointers → segments × width: largest of each column, zeros of no rows. Per unit: a segment. */
  SegmentMax,
  /** [segments, width], x, pointers → like x: softmax of each column within its segment. */
  SegmentSoftmax,
  /** [segments, width], y, g, pointers → like y: y·(g − Σ g·y) of each column within its segment. */
  SegmentSoftmaxGradient,
  /**
   * [rows, width, segments, mean], x, pointers → rows × width: the row of x of each row's segment, for a mean divided
   * by the number of its rows. Per unit: a row.
   */
  SegmentRepeat,

  /**
   * Scores are rows × 2·heads, of the column of an entry, then of its row. [rows, heads] {slope}, scores, row pointers,
   * column indices → entries × heads: softmax over each row of LeakyReLU of the sums of both. Per unit: a row.
   */
  EdgeSoftmax = 160,
  /** The same words, y, g, scores, row pointers, column indices → like y: the gradient of y in the sums, for its own g. */
  EdgeSoftmaxGradient,
  /**
   * [rows, heads], x, row pointers, column pointers, entries by column → rows × 2·heads: the sums of the entries of the
   * column, then of the row with that number. Per unit: a row.
   */
  EndSum,
  /**
   * Rows are heads·units, vectors sets·heads × units. [rows, heads, units, sets], x, vectors → rows × sets·heads: dot
   * products by head.
   */
  HeadDot,
  /** The same words, weights like the dot products, vectors → rows × heads·units: sums over sets. */
  HeadSpread,
  /** The same words, x, weights like the dot products → sets·heads × units, a sum over units. */
  HeadSum,
}
