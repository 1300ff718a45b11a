// The oracle for filters: computes programs one pixel at a time in double precision, as the definitions of the nodes read.

import { hasAlpha } from "../data/image/image";
import { edgePosition } from "./edges";
import type { FilterExecutor } from "./executor";
import type { EdgeMode } from "./pipeline";
import type {
  BilateralNode,
  BlendNode,
  BoxNode,
  CorrelateNode,
  FilterNode,
  FilterProgram,
  FixedGaussianNode,
  MedianNode,
  PremultiplyNode,
  Region,
  Window,
} from "./program";
import { isInside, type Reach, reachOf } from "./reach";
import { alphaMask, samplesOf, toSample, whiteOfElements } from "./samples";
import { linearOfSrgb, srgbOfLinear } from "./transfer";

/** The channels of one pixel. */
type Pixel = readonly number[];

/** The pixels of one node, each computed when it is first asked for. */
interface Plane {
  node: FilterNode;
  pixel(x: number, y: number): Pixel;
}

export interface Size {
  width: number;
  height: number;
}

export const referenceFilterExecutor: FilterExecutor = {
  threads: 1,
  render,
  close() {},
};

function render(program: FilterProgram, source: Window, region: Region, node = program.nodes.length - 1): Window {
  const { width, height } = source;
  const plane = planesOf(program, source)[node];
  const { channels, elements } = plane.node;
  const samples = samplesOf(elements, region.width * region.height * channels);
  let at = 0;
  for (let y = region.y; y < region.y + region.height; y++)
    for (let x = region.x; x < region.x + region.width; x++)
      for (const value of plane.pixel(x, y)) samples[at++] = value;
  return { width, height, channels, region, samples };
}

function planesOf(program: FilterProgram, source: Window): Plane[] {
  const planes: Plane[] = [];
  for (const node of program.nodes) {
    const compute = computeOf(node, planes, source);
    const known = new Map<number, Pixel>();
    const pixel = (x: number, y: number) => {
      const key = y * source.width + x;
      let value = known.get(key);
      if (value === undefined) {
        value = compute(x, y);
        known.set(key, value);
      }
      return value;
    };
    planes.push({ node, pixel });
  }
  return planes;
}

/** How a node's pixel is computed from those of earlier nodes. */
function computeOf(node: FilterNode, planes: readonly Plane[], source: Window): (x: number, y: number) => Pixel {
  const size: Size = source;
  switch (node.op) {
    case "source":
      return (x, y) => sourcePixel(source, x, y);
    case "correlate":
      return filtering(node, planes, size, reachOf(node), correlate(node));
    case "fixedGaussian":
      return filtering(node, planes, size, reachOf(node), fixedGaussian(node));
    case "box":
      return filtering(node, planes, size, reachOf(node), box(node));
    case "median":
      return filtering(node, planes, size, reachOf(node), median(node));
    case "bilateral":
      return bilateral(node, planes, size);
    case "blend":
      return blend(node, planes);
    case "relight": {
      const [image, after, before] = node.inputs.map((input) => planes[input]);
      const white = whiteOfElements(node.elements);
      const share = (plane: Plane, value: number) => (value * white) / whiteOfElements(plane.node.elements);
      return (x, y) => {
        const moved = share(after, after.pixel(x, y)[0]) - share(before, before.pixel(x, y)[0]);
        return image.pixel(x, y).map((value, channel) => {
          const colour = (alphaMask(node.channels) >> channel) % 2 === 0;
          return toSample(share(image, value) + (colour ? moved : 0), node.elements, node.rounding);
        });
      };
    }
    default: {
      const input = planes[node.input];
      return (x, y) => pointwise(node, input, input.pixel(x, y));
    }
  }
}

function sourcePixel({ region, channels, samples }: Window, x: number, y: number): Pixel {
  const [column, row] = [x - region.x, y - region.y];
  if (column < 0 || row < 0 || column >= region.width || row >= region.height)
    throw new RangeError(`The source window does not hold the pixel ${x}, ${y}.`);
  const at = (row * region.width + column) * channels;
  return Array.from(samples.subarray(at, at + channels));
}

/** Nodes that look at one pixel of one input. */
function pointwise(
  node: Exclude<FilterNode, { edge: unknown } | { inputs: unknown } | { op: "source" }>,
  input: Plane,
  pixel: Pixel,
): Pixel {
  const white = whiteOfElements(node.elements);
  const inputWhite = whiteOfElements(input.node.elements);
  const alpha = hasAlpha(input.node.channels) ? input.node.channels - 1 : -1;
  switch (node.op) {
    case "affine":
      return pixel.map((value, channel) => {
        const inside = (node.mask >> channel) % 2 === 1;
        const result = inside ? node.gain * value + node.offset : (value * white) / inputWhite;
        return toSample(result, node.elements, node.rounding);
      });
    case "lookup":
      return pixel.map((value, channel) => ((node.mask >> channel) % 2 === 1 ? node.table : node.otherwise)[value]);
    case "transfer": {
      const curve = node.to === "linear" ? linearOfSrgb : srgbOfLinear;
      return pixel.map((value, channel) => {
        const share = value / inputWhite;
        return toSample((channel === alpha ? share : curve(share)) * white, node.elements, node.rounding);
      });
    }
    case "premultiply": {
      const { inputWhite: full = inputWhite } = node;
      const factor = opacityFactor(node, pixel[alpha], full);
      return pixel.map((value, channel) => {
        const result = channel === alpha ? value : Math.fround(value * factor);
        return toSample((result * white) / full, node.elements, node.rounding);
      });
    }
    case "luminance": {
      const weight = (channel: number) => (pixel.length < 3 ? Number(channel === 0) : (node.weights[channel] ?? 0));
      const sum = pixel.reduce((total, value, channel) => total + weight(channel) * value, 0);
      return [toSample((sum * white) / inputWhite, node.elements, node.rounding)];
    }
  }
}

/** What colours are multiplied by, in single precision: alpha as a share of white, or 1 over that, or 0. */
export function opacityFactor({ direction, least = 0 }: PremultiplyNode, alpha: number, white: number): number {
  if (direction === "on") return Math.fround(alpha / white);
  return alpha === 0 || Math.abs(alpha) < least ? 0 : Math.fround(white / alpha);
}

/** The pixels around one, row by row; zeros where nothing stands. */
function neighbourhood(plane: Plane, reach: Reach, size: Size, edge: EdgeMode, x: number, y: number) {
  const nothing = new Array<number>(plane.node.channels).fill(0);
  const pixels: Pixel[] = [];
  for (let r = 0; r < reach.rows; r++) {
    const row = edgePosition(y + r - reach.anchorRow, size.height, edge);
    for (let c = 0; c < reach.columns; c++) {
      const column = edgePosition(x + c - reach.anchorColumn, size.width, edge);
      pixels.push(row < 0 || column < 0 ? nothing : plane.pixel(column, row));
    }
  }
  return pixels;
}

/** A sample of another element type that is as white; rounded to even where it must be. */
function converted(value: number, from: FilterNode, to: FilterNode): number {
  if (from.elements === to.elements) return value;
  return toSample((value * whiteOfElements(to.elements)) / whiteOfElements(from.elements), to.elements, "even");
}

type Filtering = CorrelateNode | FixedGaussianNode | BoxNode | MedianNode;

/** A filter of each channel by itself: `filter` makes a sample of the values around a pixel. */
function filtering(
  node: Filtering,
  planes: readonly Plane[],
  size: Size,
  reach: Reach,
  filter: (values: readonly number[]) => number,
): (x: number, y: number) => Pixel {
  const plane = planes[node.input];
  return (x, y) => {
    const pixel = plane.pixel(x, y);
    if (node.edge === "copy" && !isInside(reach, size, x, y))
      return pixel.map((value) => converted(value, plane.node, node));
    const pixels = neighbourhood(plane, reach, size, node.edge, x, y);
    return pixel.map((value, channel) =>
      (node.mask >> channel) % 2 === 1
        ? filter(pixels.map((around) => around[channel]))
        : converted(value, plane.node, node),
    );
  };
}

/** The sum is exact for integers below 2^53; scaled and moved in double precision, then held as a single. */
const correlate = (node: CorrelateNode) => (values: readonly number[]) => {
  const sum = values.reduce((total, value, at) => total + value * node.weights[at], 0);
  return toSample(sum * node.scale + node.offset, node.elements, node.rounding);
};

const fixedGaussian = (node: FixedGaussianNode) => (values: readonly number[]) => {
  const columns = node.rowWeights.length;
  const sum = values.reduce(
    (total, value, at) => total + value * node.rowWeights[at % columns] * node.columnWeights[Math.floor(at / columns)],
    0,
  );
  return toSample(sum / 65536, node.elements, "up");
};

const box = (node: BoxNode) => (values: readonly number[]) => {
  const sum = values.reduce((total, value) => total + value, 0);
  return toSample(sum / values.length, node.elements, node.rounding);
};

const median = (node: MedianNode) => (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return toSample(sorted[sorted.length >> 1], node.elements, "even");
};

/** Weight of a neighbour that lies (dx, dy) away and differs by so much in units of 0 to 255; 0 outside of the disc. */
export function bilateralWeight(node: BilateralNode, dx: number, dy: number, difference: number): number {
  const radius = node.diameter >> 1;
  const squared = dx * dx + dy * dy;
  if (squared > radius * radius) return 0;
  return Math.exp(-squared / (2 * node.sigmaSpace ** 2) - difference ** 2 / (2 * node.sigmaColor ** 2));
}

function bilateral(node: BilateralNode, planes: readonly Plane[], size: Size): (x: number, y: number) => Pixel {
  const plane = planes[node.input];
  const reach = reachOf(node);
  const radius = reach.anchorRow;
  const unit = 255 / whiteOfElements(plane.node.elements);
  const inMask = (channel: number) => (node.mask >> channel) % 2 === 1;
  return (x, y) => {
    const pixel = plane.pixel(x, y);
    if (node.edge === "copy" && !isInside(reach, size, x, y))
      return pixel.map((value) => converted(value, plane.node, node));
    const sums = pixel.map(() => 0);
    let total = 0;
    neighbourhood(plane, reach, size, node.edge, x, y).forEach((around, at) => {
      const difference = around.reduce(
        (sum, value, channel) => sum + (inMask(channel) ? Math.abs(value - pixel[channel]) * unit : 0),
        0,
      );
      const weight = bilateralWeight(
        node,
        (at % reach.columns) - radius,
        Math.floor(at / reach.columns) - radius,
        difference,
      );
      total += weight;
      for (const [channel, value] of around.entries()) sums[channel] += weight * value;
    });
    const share = whiteOfElements(node.elements) / whiteOfElements(plane.node.elements);
    return pixel.map((value, channel) =>
      inMask(channel)
        ? toSample((sums[channel] / total) * share, node.elements, "even")
        : converted(value, plane.node, node),
    );
  };
}

/** One channel of a blend, all in units of 0 to 255. */
export function blended({ mode, a, b, threshold }: BlendNode, first: number, second: number): number {
  if (mode === "screen") return 255 - ((255 - first) * (255 - b * second)) / 255;
  return Math.abs(first - second) >= threshold ? a * first + b * second : first;
}

function blend(node: BlendNode, planes: readonly Plane[]): (x: number, y: number) => Pixel {
  const [first, second] = node.inputs.map((input) => planes[input]);
  const white = whiteOfElements(node.elements);
  const unit = 255 / whiteOfElements(first.node.elements);
  return (x, y) => {
    const other = second.pixel(x, y);
    return first.pixel(x, y).map((value, channel) => {
      const inside = (node.mask >> channel) % 2 === 1;
      const result = inside ? blended(node, value * unit, other[channel] * unit) : value * unit;
      return toSample((result * white) / 255, node.elements, node.rounding);
    });
  };
}
