// What a chain of kernels is lowered to: a small graph of operations on pictures, which executors compute tile by tile.

import type { Channels } from "../data/image/image";
import type { EdgeMode } from "./pipeline";

export type Elements = "u8" | "u16" | "f32";

/**
 * How a sum becomes an integer sample, before it is clamped to the range of its type: even: to the nearest, ties to even;
 * away: to the nearest, ties away from 0; up: floor(x + ½); truncate: towards 0. Floats are neither rounded nor clamped.
 */
export type Rounding = "even" | "away" | "up" | "truncate";

/** What a node gives: its element type and channels; every node has the size of the source. */
interface Result {
  elements: Elements;
  channels: Channels;
}

/** A filter of each channel of its one input. Bit c of `mask` says that channel c is filtered; the others are copied. */
interface Filtering extends Result {
  /** Index of the node that it filters. */
  input: number;
  mask: number;
  edge: EdgeMode;
}

/**
 * sum over r, c of weights[r·columns + c] · input[y + r − anchorRow, x + c − anchorColumn], times `scale`, plus `offset`
 * (in the output's own units), rounded. Sums are exact where weights and samples are integers and fit into 32 bits, and
 * single precision otherwise. Exact sums are scaled as in double precision, so that what is exactly a tie (or, where it is
 * truncated, a whole number) stays one.
 */
export interface CorrelateNode extends Filtering {
  op: "correlate";
  rows: number;
  columns: number;
  weights: Float32Array;
  anchorRow: number;
  anchorColumn: number;
  scale: number;
  offset: number;
  rounding: Rounding;
}

/** OpenCV's 8-bit Gaussian: weights (`rowWeights` along a row) as multiples of 1/256, sums in fixed point, rounded once at the end (half up). */
export interface FixedGaussianNode extends Filtering {
  op: "fixedGaussian";
  rowWeights: Uint16Array;
  columnWeights: Uint16Array;
}

/** Mean of rows × columns values from (rows >> 1, columns >> 1) before each on, by running sums. */
export interface BoxNode extends Filtering {
  op: "box";
  rows: number;
  columns: number;
  rounding: Rounding;
}

/** The value in the middle of the size × size values around each; size is odd. */
export interface MedianNode extends Filtering {
  op: "median";
  size: number;
}

/** OpenCV's bilateral filter over a disc; colour distance is the sum over channels of |difference| in units of 0 to 255. */
export interface BilateralNode extends Filtering {
  op: "bilateral";
  diameter: number;
  sigmaColor: number;
  sigmaSpace: number;
}

/** gain · input + offset, rounded; channels outside of `mask` are copied (and converted to the output's units). */
export interface AffineNode extends Result {
  op: "affine";
  input: number;
  mask: number;
  gain: number;
  offset: number;
  rounding: Rounding;
}

/** table[input], for 8-bit inputs; channels outside of `mask` take `otherwise`, the same for all of them. */
export interface LookupNode extends Result {
  op: "lookup";
  input: number;
  mask: number;
  table: Uint8Array | Uint16Array | Float32Array;
  otherwise: Uint8Array | Uint16Array | Float32Array;
}

/** The sRGB transfer curve (IEC 61966-2-1), to linear light (0 to 1, f32) or back; alpha is only scaled. */
export interface TransferNode extends Result {
  op: "transfer";
  input: number;
  to: "linear" | "srgb";
  rounding: Rounding;
}

/**
 * Colours times alpha/white ("on") or times white/alpha ("off"; 0 where alpha is 0), factor and product in single
 * precision, between any element types; alpha is only scaled.
 */
export interface PremultiplyNode extends Result {
  op: "premultiply";
  input: number;
  direction: "on" | "off";
  rounding: Rounding;
  /** What white is in the input, where its floats do not go from 0 to 1. */
  inputWhite?: number;
  /** "off": alpha that is nearer to 0 than so much counts as 0. */
  least?: number;
}

/** Σ weights[c] · input[c] of the colour channels as one channel (grey as it is), rounded. */
export interface LuminanceNode extends Result {
  op: "luminance";
  input: number;
  weights: readonly [number, number, number];
  rounding: Rounding;
}

/** Colours of the first input, each moved by as much as the second (luminance after) differs from the third (before). */
export interface RelightNode extends Result {
  op: "relight";
  inputs: readonly [image: number, after: number, before: number];
  rounding: Rounding;
}

/**
 * Two pictures of the same type. mix: a·first + b·second, where |first − second| ≥ threshold in units of 0 to 255, else first;
 * screen: 1 − (1 − first)(1 − b·second) of white. Channels outside of `mask` come from the first.
 */
export interface BlendNode extends Result {
  op: "blend";
  inputs: readonly [first: number, second: number];
  mask: number;
  mode: "mix" | "screen";
  a: number;
  b: number;
  threshold: number;
  rounding: Rounding;
}

export interface SourceNode extends Result {
  op: "source";
}

export type FilterNode =
  | SourceNode
  | CorrelateNode
  | FixedGaussianNode
  | BoxNode
  | MedianNode
  | BilateralNode
  | AffineNode
  | LookupNode
  | TransferNode
  | PremultiplyNode
  | LuminanceNode
  | RelightNode
  | BlendNode;

/** Nodes in order: each names earlier ones by index; the first is the source, the last the result. */
export interface FilterProgram {
  nodes: readonly FilterNode[];
  /** For each step of the pipeline, the index of the node that its result is (a step that is off has its input's). */
  steps: readonly { node: number; input: number }[];
}

/** Pixels x ≤ · < x + width, y ≤ · < y + height. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Part of a picture: the samples of `region` out of a picture of width × height. */
export interface Window {
  /** Of the whole picture, which decides where its edges are. */
  width: number;
  height: number;
  channels: Channels;
  region: Region;
  /** [region.height, region.width, channels] */
  samples: Uint8Array | Uint16Array | Float32Array;
}
