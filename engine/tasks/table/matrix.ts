// Rows of a resident matrix that a model is fitted on or applied to, walked in blocks so that messages get their turn.

/** Some rows of a row-major matrix [· × width]. */
export interface RowsOf {
  values: Float32Array;
  width: number;
  /** Indices of the rows that count. */
  rows: ArrayLike<number>;
}

/** Gives the event loop its turn; whoever hosts the engine knows the quickest way. */
export type Breathe = () => Promise<void>;

/** Milliseconds of computing between two breaths. */
export const sliceMilliseconds = 20;

/** A breath that may be asked for often, and is taken when a slice is over. */
export function paced(breathe: Breathe): Breathe {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < sliceMilliseconds) return;
    await breathe();
    last = performance.now();
  };
}

/** Multiplications in a block: well under a millisecond. */
const blockWork = 200_000;

/**
 * Calls `visit` with ranges that cover 0 … count − 1 in order, and breathes after each; `work` is the multiplications
 * that one row takes.
 */
export async function inBlocks(
  count: number,
  work: number,
  breathe: Breathe,
  visit: (from: number, to: number) => void,
): Promise<void> {
  const block = Math.max(1, Math.floor(blockWork / work));
  for (let from = 0; from < count; from += block) {
    visit(from, Math.min(count, from + block));
    await breathe();
  }
}
