// Matrices of kernels that depend on parameters: means, Gaussians, Laplacians of Gaussians, motion along a line.

export type Matrix = number[][];

/** rows × columns ones. */
export const ones = (rows: number, columns = rows): Matrix =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(1));

export const sumOf = (matrix: readonly (readonly number[])[]): number =>
  matrix.reduce((total, row) => total + row.reduce((sum, value) => sum + value, 0), 0);

/** What sums of whole numbers that are computed exactly may come to. */
const exactMost = 2 ** 31;

/**
 * Weights with few decimals as whole numbers, whose sums over samples up to `white` are exact, and what they were
 * multiplied by; as they are, times 1, where no power of ten up to 10⁶ makes them such.
 */
export function wholeWeights(matrix: Matrix, white: number): { matrix: Matrix; times: number } {
  for (let times = 1; times <= 1e6; times *= 10) {
    const whole = matrix.map((row) => row.map((weight) => Math.round(weight * times)));
    const isSame = matrix.every((row, r) => row.every((weight, c) => Math.abs(weight * times - whole[r][c]) < 1e-9));
    if (!isSame) continue;
    return white * sumOf(whole.map((row) => row.map(Math.abs))) < exactMost
      ? { matrix: whole, times }
      : { matrix, times: 1 };
  }
  return { matrix, times: 1 };
}

/**
 * Taps of a Gaussian as OpenCV chooses them: the odd number at round(6σ + 1) for 8 bits, which reaches 3σ, and at
 * round(8σ + 1) for more.
 */
export const gaussianSize = (sigma: number, bits = 8): number => Math.round(sigma * (bits === 8 ? 6 : 8) + 1) | 1;

/** exp(−x²/2σ²) at whole x around 0, with sum 1. */
export function gaussianTaps(sigma: number, size: number): number[] {
  const middle = (size - 1) / 2;
  const taps = Array.from({ length: size }, (_, i) => Math.exp(-((i - middle) ** 2) / (2 * sigma * sigma)));
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

export function gaussianMatrix(sigma: number, size = gaussianSize(sigma)): Matrix {
  const taps = gaussianTaps(sigma, size);
  return taps.map((row) => taps.map((column) => row * column));
}

/** Laplacian of a Gaussian, (r² − 2σ²)/σ⁴ · G, over as many taps; moved by a constant so that its sum is 0. */
export function logMatrix(sigma: number): Matrix {
  const gaussian = gaussianMatrix(sigma);
  const middle = (gaussian.length - 1) / 2;
  const raw = gaussian.map((row, r) =>
    row.map((value, c) => (((r - middle) ** 2 + (c - middle) ** 2 - 2 * sigma ** 2) / sigma ** 4) * value),
  );
  const mean = sumOf(raw) / gaussian.length ** 2;
  return raw.map((row) => row.map((value) => value - mean));
}

/**
 * A camera that moves `length` pixels at `angle` degrees, counter-clockwise from the right: each weight is 1 − the distance
 * of the pixel from the line (0 beyond 1), with sum 1. It is MATLAB's fspecial("motion").
 */
export function motionMatrix(length: number, angle: number): Matrix {
  const half = (length - 1) / 2;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  // A pixel whose distance is a rounding error below 1 has no weight to speak of.
  const reach = (share: number) => Math.max(0, Math.ceil(half * Math.abs(share) + 1 - 1e-9) - 1);
  const [columns, rows] = [reach(cos), reach(sin)];
  const raw = Array.from({ length: 2 * rows + 1 }, (_, r) =>
    Array.from({ length: 2 * columns + 1 }, (_, c) => {
      const [x, y] = [c - columns, rows - r];
      const along = Math.min(Math.max(x * cos + y * sin, -half), half);
      return Math.max(0, 1 - Math.hypot(x - along * cos, y - along * sin));
    }),
  );
  const sum = sumOf(raw);
  return raw.map((row) => row.map((value) => value / sum));
}
