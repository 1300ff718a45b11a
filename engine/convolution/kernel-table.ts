// The kernels that have names: parameters, matrix where there is one, and what they do.

import { gaussianMatrix, logMatrix, type Matrix, motionMatrix, ones } from "./matrices";

export interface KernelParameter {
  name: string;
  default: number;
  least: number;
  most: number;
  /** Width of a step of a slider. */
  step: number;
  /** Only odd whole numbers, or only whole ones. */
  whole?: "odd" | "any";
  /** A length in pixels, which is shorter on a reduced picture. */
  pixels?: boolean;
}

/** sum over the matrix, divided, plus an offset in values of 0 to 255. */
export interface MatrixKernel {
  matrix: Matrix;
  divisor: number;
  offset: number;
}

export interface KernelEntry {
  name: string;
  /** Other spellings that are understood. */
  aliases: readonly string[];
  parameters: readonly KernelParameter[];
  /** Kernels that are one correlation with a matrix; medians, chains of kernels and the like have none. */
  matrix?: (values: readonly number[]) => MatrixKernel;
  /** One sentence for people. */
  does: string;
}

const fixed = (name: string, does: string, matrix: Matrix, divisor = 1, offset = 0): KernelEntry => ({
  name,
  aliases: [],
  parameters: [],
  matrix: () => ({ matrix, divisor, offset }),
  does,
});

const transposed = (matrix: Matrix): Matrix => matrix[0].map((_, c) => matrix.map((row) => row[c]));

const size = (most: number): KernelParameter => ({
  name: "N",
  default: 3,
  least: 1,
  most,
  step: 1,
  whole: "any",
  pixels: true,
});
const sigma = (standard: number, least = 0.3, most = 30): KernelParameter => ({
  name: "σ",
  default: standard,
  least,
  most,
  step: 0.1,
  pixels: true,
});
const amount = (name: string, standard: number, most: number): KernelParameter => ({
  name,
  default: standard,
  least: 0,
  most,
  step: 0.05,
});

const sobel = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
const prewitt = [
  [-1, 0, 1],
  [-1, 0, 1],
  [-1, 0, 1],
];
const scharr = [
  [-3, 0, 3],
  [-10, 0, 10],
  [-3, 0, 3],
];
/** 3 × 3 with one value around another. */
const around = (outer: number, centre: number): Matrix => [
  [outer, outer, outer],
  [outer, centre, outer],
  [outer, outer, outer],
];
const cross = (outer: number, centre: number): Matrix => [
  [0, outer, 0],
  [outer, centre, outer],
  [0, outer, 0],
];
const ring = ones(5).map((row, r) => row.map((_, c) => Number(r % 4 === 0 || c % 4 === 0)));
const smoothMore = ones(5).map((row, r) =>
  row.map((_, c) => (r === 2 && c === 2 ? 44 : r % 4 === 0 || c % 4 === 0 ? 1 : 5)),
);

export const sharpenMatrix: Matrix = cross(-1, 5);

export const kernelTable: readonly KernelEntry[] = [
  fixed("identity", "Leaves every pixel as it is.", [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]),
  fixed("blur", "Takes the mean of the 3 × 3 pixels around each.", ones(3), 9),
  {
    name: "box",
    aliases: ["mean"],
    parameters: [size(101)],
    matrix: ([n]) => ({ matrix: ones(n), divisor: n * n, offset: 0 }),
    does: "Takes the mean of the N × N pixels around each.",
  },
  {
    name: "gauss",
    aliases: ["gaussian"],
    parameters: [sigma(1)],
    matrix: ([s]) => ({ matrix: gaussianMatrix(s), divisor: 1, offset: 0 }),
    does: "Takes the mean around each pixel, weighed by a Gaussian of σ pixels, over the odd number of taps at 6σ + 1 (8σ + 1 for more than 8 bits).",
  },
  fixed("sharpen", "Adds what a pixel differs from its four neighbours.", sharpenMatrix),
  fixed("sharpen8", "Adds what a pixel differs from all eight around it.", around(-1, 9)),
  {
    name: "unsharp",
    aliases: ["unsharp-mask"],
    parameters: [sigma(2), amount("amount", 1, 5), { name: "threshold", default: 0, least: 0, most: 255, step: 1 }],
    does: "Adds amount times the difference from a Gaussian of σ pixels, where that is at least the threshold (0 to 255).",
  },
  fixed(
    "emboss",
    "Lights the picture from one corner: sums to 0, so flat areas become the offset, 128 unless said.",
    [
      [-2, -1, 0],
      [-1, 0, 1],
      [0, 1, 2],
    ],
    1,
    128,
  ),
  fixed("emboss-relief", "The emboss that many programs ship: it sums to 1, not 0, so it keeps the picture's tones.", [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ]),
  fixed("sobel-x", "Slope from left to right after Sobel: brighter to the right is positive.", sobel),
  fixed("sobel-y", "Slope from top to bottom after Sobel: brighter below is positive.", transposed(sobel)),
  fixed("prewitt-x", "Slope from left to right after Prewitt.", prewitt),
  fixed("prewitt-y", "Slope from top to bottom after Prewitt.", transposed(prewitt)),
  fixed("scharr-x", "Slope from left to right after Scharr, with the best rotational symmetry of 3 × 3.", scharr),
  fixed("scharr-y", "Slope from top to bottom after Scharr.", transposed(scharr)),
  fixed("laplacian", "Sum of the second differences along rows and columns.", cross(1, -4)),
  {
    name: "log",
    aliases: ["laplacian-of-gaussian"],
    parameters: [sigma(1.4, 0.5, 10)],
    matrix: ([s]) => ({ matrix: logMatrix(s), divisor: 1, offset: 0 }),
    does: "Laplacian of a Gaussian of σ pixels: finds spots and edges of that size.",
  },
  {
    name: "motion",
    aliases: ["motion-blur"],
    parameters: [
      { ...size(101), default: 9 },
      { name: "angle", default: 0, least: -360, most: 360, step: 1 },
    ],
    matrix: ([n, angle]) => ({ matrix: motionMatrix(n, angle), divisor: 1, offset: 0 }),
    does: "Smears the picture over N pixels along a line at the angle, in degrees counter-clockwise from the right.",
  },
  {
    name: "median",
    aliases: [],
    parameters: [{ name: "N", default: 3, least: 3, most: 15, step: 2, whole: "odd", pixels: true }],
    does: "Takes the value in the middle of the N × N sorted values around each pixel.",
  },
  {
    name: "bilateral",
    aliases: [],
    parameters: [
      { name: "d", default: 9, least: 3, most: 31, step: 2, whole: "odd", pixels: true },
      { name: "σcolor", default: 50, least: 1, most: 255, step: 1 },
      { name: "σspace", default: 3, least: 0.5, most: 30, step: 0.5, pixels: true },
    ],
    does: "Takes the mean over a disc d pixels wide, weighed by nearness (σspace pixels) and likeness of colour (σcolor of 0 to 255).",
  },
  {
    name: "watercolour",
    aliases: ["watercolor"],
    parameters: [],
    does: "Takes the median of 5 × 5, then sharpens.",
  },
  {
    name: "exposure",
    aliases: [],
    parameters: [{ name: "f", default: 1.5, least: 0, most: 16, step: 0.05 }],
    does: "Multiplies every value by f; in linear light, as a longer exposure does.",
  },
  {
    name: "glow",
    aliases: [],
    parameters: [sigma(8), amount("strength", 0.5, 1)],
    does: "Screens the picture with its Gaussian G of σ pixels: 1 − (1 − picture) · (1 − strength · G).",
  },
  {
    name: "halo",
    aliases: [],
    parameters: [sigma(5, 0.3, 10), amount("strength", 1, 5)],
    does: "Adds strength times a Gaussian of σ pixels minus one of 3σ, which puts a bright rim around what is bright.",
  },
  fixed("smooth", "Pillow's SMOOTH.", around(1, 5), 13),
  fixed("smooth-more", "Pillow's SMOOTH_MORE.", smoothMore, 100),
  fixed("detail", "Pillow's DETAIL: a mild sharpening.", cross(-1, 10), 6),
  fixed("sharpen-mild", "Pillow's SHARPEN.", around(-2, 32), 16),
  fixed("edge-enhance", "Pillow's EDGE_ENHANCE.", around(-1, 10), 2),
  fixed("find-edges", "Pillow's FIND_EDGES: what a pixel differs from all eight around it.", around(-1, 8)),
  fixed("contour", "Pillow's CONTOUR: edges, dark on white.", around(-1, 8), 1, 255),
  fixed("blur-ring", "Pillow's BLUR: the mean of the ring of 16 pixels two away.", ring, 16),
  fixed(
    "emboss-corner",
    "Pillow's EMBOSS: a pixel less the one above and left of it, on grey.",
    [
      [-1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    1,
    128,
  ),
  fixed(
    "emboss-diagonal",
    "The emboss of PHP's GD: twice a pixel less two of its diagonal neighbours, on grey.",
    [
      [2, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ],
    1,
    127,
  ),
];
