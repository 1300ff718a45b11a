// Whether a kernel is the product of a column and a row, so that two passes of one dimension compute it.

export interface Factors {
  /** One weight a row. */
  column: number[];
  /** One weight a column. */
  row: number[];
}

/** Weights may differ from the product by so much of the largest one: what holding them as singles changes. */
const tolerance = 2 ** -23;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * The factors of a matrix of rank 1, integers when its entries are; undefined for any other matrix, one of zeros
 * included.
 */
export function factorsOf(weights: Float32Array, rows: number, columns: number): Factors | undefined {
  let pivot = 0;
  for (let i = 1; i < weights.length; i++) if (Math.abs(weights[i]) > Math.abs(weights[pivot])) pivot = i;
  const largest = weights[pivot];
  if (largest === 0) return undefined;
  const [pivotRow, pivotColumn] = [Math.floor(pivot / columns), pivot % columns];
  const whole = weights.every(Number.isInteger);
  const across = Array.from(weights.subarray(pivotRow * columns, (pivotRow + 1) * columns));
  const divisor = whole ? across.map(Math.abs).reduce(gcd) : largest;
  const row = across.map((weight) => weight / divisor);
  const column = Array.from({ length: rows }, (_, r) => weights[r * columns + pivotColumn] / row[pivotColumn]);
  const allowed = whole ? 0 : tolerance * Math.abs(largest);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      if (!(Math.abs(weights[r * columns + c] - column[r] * row[c]) <= allowed)) return undefined;
  return { column, row };
}
