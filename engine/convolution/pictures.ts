// What the worker and the page say to each other of pictures: facts, windows at reduced sizes, figures, fitted kernels.

import type { Assumption } from "../data/dataset";
import type { Channels, PictureFormat } from "../data/image/image";
import type { Pipeline } from "./pipeline";
import type { Elements } from "./program";

/** A picture that is open, without its samples. */
export interface PictureDescription {
  path: string;
  name: string;
  width: number;
  height: number;
  channels: Channels;
  elements: Elements;
  format: PictureFormat;
  /** Bits of a sample in the file. */
  bits: number;
  palette: boolean;
  orientation: number;
  frames: number;
  profile?: string;
  assumptions: Assumption[];
  /** Levels of reduced sizes: level k has ⌈width / 2^k⌉ × ⌈height / 2^k⌉ pixels, each the mean of 2^k × 2^k. */
  levels: number;
  /** Bytes that the picture takes while it is open. */
  memory: number;
}

/** Counts of values, channel by channel, in bins of equal width over 0 to white. */
export interface Histogram {
  bins: number;
  counts: number[][];
}

/** Two pictures of one size against each other, over all colour channels. */
export interface PictureComparison {
  /** In units of 0 to 255. */
  mse: number;
  /** 10·log10(255² / MSE) in dB; infinite for equal pictures. */
  psnr: number;
  ssim: {
    /** Wang et al. 2004: Gaussian window of 11 taps, σ = 1.5, population covariance. */
    wang2004: number;
    /** scikit-image's default: uniform 7 × 7 window, sample covariance. */
    uniform7: number;
  };
}

/** What the whole filtered picture says. */
export interface PictureFigures {
  before: Histogram;
  after: Histogram;
  /** Of the result against the reference: the original, unless another was chosen; absent where sizes differ. */
  comparison?: PictureComparison;
  /** Share of pixels that differ from the original. */
  changed: number;
  /** Largest difference from the original, in units of 0 to 255. */
  largest: number;
  milliseconds: number;
}

/** What makes a clean picture bad: noise (σ in units of 0 to 255), blur (σ in pixels), JPEG (quality), salt and pepper (share). */
export interface Degradation {
  noise?: number;
  blur?: number;
  jpeg?: number;
  saltAndPepper?: number;
}

export interface FitRequest {
  /** Folder of clean pictures. */
  folder: string;
  degradation: Degradation;
  /** Odd, rows and columns of the kernel. */
  size: number;
  /** Whether a constant is fitted too, which becomes the offset of the learned step. */
  bias?: boolean;
  seed?: number;
  /** Share of the pictures that are held out, 0.25 unless said. */
  holdOut?: number;
}

export interface FitResult {
  matrix: number[][];
  /** Pictures that it was fitted on, and those held out. */
  fitted: number;
  heldOut: number;
  /** Mean PSNR (dB), SSIM (Wang 2004) and MSE on the held-out pictures: the degraded ones, the learned kernel, hand-made kernels. */
  rows: { name: string; kernel: Pipeline["steps"][number] | null; psnr: number; ssim: number; mse: number }[];
  /** One sentence: whether and by how much the learned kernel is ahead. */
  sentence: string;
  seconds: number;
  /** Pictures that could not be used, and why; absent where all could. */
  skipped?: { name: string; reason: string }[];
}

/** Filters of a trained network's layer, each [rows, columns, channels]. */
export interface NetworkKernels {
  /** Name of the tensor, and how it was read: "conv1.weight, 16 × 3 × 5 × 5 (filters, channels, rows, columns)". */
  name: string;
  layout: string;
  rows: number;
  columns: number;
  channels: number;
  filters: Float32Array[];
}
