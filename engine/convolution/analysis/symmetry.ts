// Under which mirrors and turns a kernel stays, or changes its sign.

export type Symmetry = "horizontal" | "vertical" | "halfTurn" | "diagonal" | "antidiagonal";

export interface KernelSymmetry {
  /**
   * What leaves it as it is. horizontal: left and right exchanged; vertical: top and bottom; halfTurn: 180°; diagonal:
   * transposed; antidiagonal: transposed about the other diagonal.
   */
  same: Symmetry[];
  /** What turns it into its negative. */
  opposite: Symmetry[];
  /** Whether all mirrors and quarter turns of a square leave it as it is. */
  isotropic: boolean;
}

/** Coefficients count as equal within this share of the largest. */
const tolerance = 1e-6;

type Place = (r: number, c: number) => number;

export function kernelSymmetry(matrix: readonly (readonly number[])[]): KernelSymmetry {
  const rows = matrix.length;
  const columns = matrix[0].length;
  const square = rows === columns;
  const images: [Symmetry, boolean, Place][] = [
    ["horizontal", true, (r, c) => matrix[r][columns - 1 - c]],
    ["vertical", true, (r, c) => matrix[rows - 1 - r][c]],
    ["halfTurn", true, (r, c) => matrix[rows - 1 - r][columns - 1 - c]],
    ["diagonal", square, (r, c) => matrix[c][r]],
    ["antidiagonal", square, (r, c) => matrix[rows - 1 - c][columns - 1 - r]],
  ];
  const largest = Math.max(...matrix.flat().map(Math.abs));
  const holds = (sign: number, image: Place) =>
    matrix.every((line, r) => line.every((value, c) => Math.abs(value - sign * image(r, c)) <= tolerance * largest));
  const under = (sign: number) =>
    images.filter(([, possible, image]) => possible && holds(sign, image)).map(([name]) => name);
  const same = under(1);
  return { same, opposite: largest > 0 ? under(-1) : [], isotropic: same.length === images.length };
}
