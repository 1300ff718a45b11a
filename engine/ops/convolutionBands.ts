// How the kernels of convolutions cut an image into bands of rows, and the scratch that they need for one.

import type { Instruction } from "../core/op";
import type { Geometry, Pair } from "./convolution";

/** f32 elements of the rows that a band reads: 128 KB, a part of the second cache. */
const bandElements = 32768;
/** What the kernels note at the beginning of their scratch, and for each phase. */
const planElements = 64;
const phaseElements = 16;
/** Rows are read up to a vector beyond their end. */
const beyond = 16;

type Bands = Required<Pick<Instruction, "scratch" | "scalars">>;

interface Reading {
  /** Rows of bands in an image, and the rows of the source that lie between two of them. */
  rows: number;
  step: number;
  /** Rows that one row of a band reads. */
  span: number;
  /** Elements of a row that is read, with its padding. */
  width: number;
  /** Whether nothing outside the image is read, so that it needs no copy with zeros around it. */
  inPlace: boolean;
}

/** Scalars: rows of a band at most; 1 where the source is read in place. */
function cut({ rows, step, span, width, inPlace }: Reading, rowElements: number, fixed: number): Bands {
  const fitting = Math.floor((bandElements / width - span) / step) + 1;
  const band = Math.max(1, Math.min(fitting, rows));
  const even = Math.ceil(rows / Math.ceil(rows / band));
  const copy = inPlace ? 0 : ((even - 1) * step + span) * width;
  return { scalars: [even, Number(inPlace)], scratch: fixed + even * rowElements + copy + beyond };
}

/** How a convolution reads its images. */
function forwardReading({ channels, kernel, output, stride, padding, dilation }: Geometry): Reading {
  const span = (axis: number) => (kernel[axis] - 1) * dilation[axis] + 1;
  const width = ((output[1] - 1) * stride[1] + span(1)) * channels;
  return { rows: output[0], step: stride[0], span: span(0), width, inPlace: padding[0] === 0 && padding[1] === 0 };
}

/** How a transposed convolution reads: with unit steps, for each of the phases of its output. */
function transposedReading({ size, features, kernel, stride, padding, dilation }: Geometry): Reading {
  const reach = (axis: number) => Math.floor(((kernel[axis] - 1) * dilation[axis]) / stride[axis]);
  const places = (axis: number) =>
    Math.floor((padding[axis] + size[axis] - 1) / stride[axis]) - Math.floor(padding[axis] / stride[axis]) + 1;
  const single = [0, 1].every((axis) => kernel[axis] === 1 && stride[axis] === 1 && padding[axis] === 0);
  return { rows: places(0), step: 1, span: reach(0) + 1, width: (places(1) + reach(1)) * features, inPlace: single };
}

/** Scratch of the packed weights: columns in panels of four or eight. */
const packedElements = (kernel: Pair, inner: number, columns: number, groups: number): number =>
  kernel[0] * kernel[1] * inner * 4 * Math.ceil(columns / 4) * groups;

export function forwardBands(geometry: Geometry): Bands {
  const { channels, features, kernel, groups, output } = geometry;
  const weights = packedElements(kernel, channels / groups, features / groups, groups);
  const fixed = planElements + phaseElements + kernel[0] * kernel[1] + beyond + weights;
  return cut(forwardReading(geometry), 2 * output[1], fixed);
}

export function transposedBands(geometry: Geometry): Bands {
  const { channels, features, kernel, groups, size, stride } = geometry;
  const weights = packedElements(kernel, features / groups, channels / groups, groups);
  const phases = phaseElements * stride[0] * stride[1];
  const fixed = planElements + phases + kernel[0] * kernel[1] + beyond + weights;
  return cut(transposedReading(geometry), 2 * size[1], fixed);
}

export function kernelBands(geometry: Geometry): Bands {
  const { channels, kernel, groups } = geometry;
  const fixed = planElements + (kernel[0] * kernel[1] * channels) / groups + beyond;
  return cut(forwardReading(geometry), 2, fixed);
}
