// Kernels of trained networks: the filters of convolutions, and first layers whose inputs are the pixels of a picture.

import { InputError } from "../../errors";
import type { Tensor, TensorFile } from "../../export/safetensors";
import { matrixLimit } from "../kernels";
import type { NetworkKernels } from "../pictures";
import type { Step } from "../pipeline";

/**
 * The order of axes. torch: [filters, channels, rows, columns], and [units, inputs] with channels before pixels; ours (and
 * TensorFlow's): [rows, columns, channels, filters], and [inputs, units] with channels after pixels.
 */
type Layout = "torch" | "ours";

/** Rows and columns of a convolution's kernel at most. */
const kernelLimit = 64;
/** Rows and columns of a picture that goes into a dense layer, at least: those of the digits that come with scikit-learn. */
const pictureSideLeast = 8;

/**
 * The filters of every convolution in a file, in its order, and of a dense layer whose inputs form a square picture, grey
 * or RGB, unless an earlier layer gives as many outputs. The axes are those of the program that wrote the file, which its
 * metadata tell (`format`, or `encoder` in our own), or else the names of tensors ("/" or "."). Of a convolution without
 * either, rows and columns are the pair of axes of equal length, the shorter pair of two such, PyTorch's if they are alike.
 * @param name of the file, for messages
 * @throws InputError for a file without any
 */
export function networkKernels({ tensors, metadata }: TensorFile, name?: string): NetworkKernels[] {
  const said = layoutSaid(metadata);
  const found = [...tensors].flatMap(([key, tensor]) => {
    const layout = said ?? layoutOfName(key);
    if (tensor.shape.length === 4) return convolution(key, tensor, layout ?? layoutOfShape(tensor.shape));
    return tensor.shape.length === 2 && seesPictures(key, tensors, layout) ? receptiveFields(key, tensor, layout) : [];
  });
  if (found.length === 0) {
    throw new InputError(
      "There are no kernels in this file: neither a convolution with more than one pixel, nor a dense layer on square pictures.",
      { file: name },
    );
  }
  return found;
}

function layoutSaid({ format, encoder }: Record<string, string>): Layout | undefined {
  if (format === "pt") return "torch";
  return format === "tf" || format === "flax" || encoder !== undefined ? "ours" : undefined;
}

/** `conv1/weight` is our way to name, and TensorFlow's; `conv1.weight` is PyTorch's. */
function layoutOfName(name: string): Layout | undefined {
  if (name.includes("/")) return "ours";
  return name.includes(".") ? "torch" : undefined;
}

function layoutOfShape([a, b, c, d]: readonly number[]): Layout {
  const first = a === b;
  const last = c === d;
  return first && (!last || a * b < c * d) ? "ours" : "torch";
}

function convolution(key: string, { shape, values }: Tensor, layout: Layout): NetworkKernels[] {
  const torch = layout === "torch";
  const [filters, channels, rows, columns] = torch ? shape : [shape[3], shape[2], shape[0], shape[1]];
  if (rows * columns < 2 || rows > kernelLimit || columns > kernelLimit || filters * channels === 0) return [];
  const place = (filter: number, channel: number, pixel: number) =>
    torch ? (filter * channels + channel) * rows * columns + pixel : (pixel * channels + channel) * filters + filter;
  const axes = torch ? "filters, channels, rows, columns" : "rows, columns, channels, filters";
  return [
    {
      name: key,
      layout: `${key}, ${shape.join(" × ")} (${axes})`,
      rows,
      columns,
      channels,
      filters: gather(values, { filters, channels, pixels: rows * columns }, place),
    },
  ];
}

/** Side and channels of the square picture that so many inputs are. */
function pictureOf(inputs: number): { side: number; channels: number } | undefined {
  const forms = [1, 3].map((channels) => ({ side: Math.round(Math.sqrt(inputs / channels)), channels }));
  return forms.find(({ side, channels }) => side >= pictureSideLeast && side * side * channels === inputs);
}

const inputsOf = ([a, b]: readonly number[], layout: Layout | undefined): number => (layout === "ours" ? a : b);
const outputsOf = ([a, b]: readonly number[], layout: Layout | undefined): number => (layout === "ours" ? b : a);

/** Whether a dense layer has pictures for inputs, and no other layer before it that these inputs may come from. */
function seesPictures(key: string, tensors: TensorFile["tensors"], layout: Layout | undefined): boolean {
  const inputs = inputsOf(tensors.get(key)!.shape, layout);
  if (!pictureOf(inputs)) return false;
  const layers = [...tensors].filter(([, { shape }]) => shape.length === 2);
  const givers = layers.filter(([other, { shape }]) => other !== key && outputsOf(shape, layout) === inputs);
  // What an autoencoder gives has the size of what it takes: then the layer with the most inputs is the first.
  return givers.length === 0 || layers.every(([, { shape }]) => inputsOf(shape, layout) <= inputs);
}

function receptiveFields(key: string, { shape, values }: Tensor, layout: Layout = "torch"): NetworkKernels[] {
  const inputs = inputsOf(shape, layout);
  const filters = outputsOf(shape, layout);
  const { side, channels } = pictureOf(inputs)!;
  const place = (filter: number, channel: number, pixel: number) =>
    layout === "torch"
      ? filter * inputs + channel * side * side + pixel
      : (pixel * channels + channel) * filters + filter;
  const axes = layout === "torch" ? "units, inputs" : "inputs, units";
  const picture = `${side} × ${side} pixels${channels === 3 ? " of RGB" : ""}`;
  return [
    {
      name: key,
      layout: `${key}, ${shape.join(" × ")} (${axes}), the inputs as ${picture}`,
      rows: side,
      columns: side,
      channels,
      filters: gather(values, { filters, channels, pixels: side * side }, place),
    },
  ];
}

/** [rows, columns, channels] of each filter. */
function gather(
  values: Tensor["values"],
  { filters, channels, pixels }: { filters: number; channels: number; pixels: number },
  place: (filter: number, channel: number, pixel: number) => number,
): Float32Array[] {
  return Array.from({ length: filters }, (_, filter) => {
    const own = new Float32Array(pixels * channels);
    for (let i = 0; i < own.length; i++) own[i] = values[place(filter, i % channels, Math.floor(i / channels))];
    return own;
  });
}

/**
 * A filter as a step of a chain: its mean over channels, or one of them.
 * @throws InputError where it is larger than a matrix of a step may be
 */
export function filterAsStep(
  { rows, columns, channels, filters }: NetworkKernels,
  filter: number,
  channel?: number,
): Step {
  if (rows > matrixLimit || columns > matrixLimit) {
    throw new InputError(
      `This filter has ${rows} × ${columns} coefficients, and a kernel up to ${matrixLimit} × ${matrixLimit}: choose a smaller one.`,
    );
  }
  const own = filters[filter];
  const at = (pixel: number) => {
    const values = own.subarray(pixel * channels, (pixel + 1) * channels);
    return channel === undefined ? values.reduce((sum, value) => sum + value, 0) / channels : values[channel];
  };
  return {
    matrix: Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => at(r * columns + c))),
  };
}
