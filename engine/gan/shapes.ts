// What samples look like: rows of numbers in heads, or pictures.

/** Neighbouring numbers of a row: as they are, from −1 to 1, or one category, one-hot. */
export type Head = { kind: "linear" | "tanh"; size: number } | { kind: "category"; size: number };

/** Pictures are row by row, pixel by pixel, from −1 to 1. */
export type SampleShape =
  | { kind: "vector"; heads: readonly Head[] }
  | { kind: "picture"; height: number; width: number; channels: 1 | 3 };

/** Numbers of a sample. */
export const numbersOf = (shape: SampleShape): number =>
  shape.kind === "picture"
    ? shape.height * shape.width * shape.channels
    : shape.heads.reduce((sum, { size }) => sum + size, 0);

/** Numbers of a sample that belong to categories. */
export const categoryNumbersOf = (shape: SampleShape): number =>
  shape.kind === "picture" ? 0 : shape.heads.reduce((sum, { kind, size }) => sum + (kind === "category" ? size : 0), 0);
