// Arrays of pictures [pictures, height, width] or [pictures, height, width, channels], as pictures.

import { InputError } from "../../errors";
import type { Assumption } from "../dataset";
import type { Channels, Image } from "../image/image";
import type { LoadedArray } from "../numpy/array";
import type { PictureSource } from "./source";

/** An array before it is laid out: its elements in the order of the file. */
export type PictureArray = Pick<LoadedArray, "type" | "shape" | "fortranOrder"> & {
  data: ArrayLike<number | bigint | boolean>;
};

export interface StackShape {
  count: number;
  height: number;
  width: number;
  channels: Channels;
  /** Whether the channels come before the rows. */
  planes: boolean;
}

const isChannels = (length: number): length is Channels => length >= 1 && length <= 4;

/** Undefined for shapes that no array of pictures has; [height, width, channels] is one picture. */
export function stackShape(shape: readonly number[]): StackShape | undefined {
  const [count, first, second, third] = shape;
  if (shape.includes(0)) return undefined;
  if (shape.length === 3) {
    if (isChannels(second)) return undefined;
    return { count, height: first, width: second, channels: 1, planes: false };
  }
  if (shape.length !== 4) return undefined;
  if (isChannels(third)) return { count, height: first, width: second, channels: third, planes: false };
  return isChannels(first) ? { count, height: second, width: third, channels: first, planes: true } : undefined;
}

/**
 * The pictures of an array, named by their index from 0. Floats from 0 to 1, from −1 to 1 or from 0 to 255, and whole
 * numbers from 0 to 255 or 65535, become samples. Throws InputError for arrays that hold no pictures.
 */
export function stackSource(
  { type, shape, fortranOrder, data }: PictureArray,
  format: "idx" | "npy" | "npz",
  name: string,
): PictureSource {
  const layout = stackShape(shape);
  if (!layout || /^[US]/.test(type)) {
    const message = `An array of ${shape.join(" × ")} values of type ${type} holds no pictures, which are [pictures, height, width] or [pictures, height, width, 1 to 4 channels].`;
    throw new InputError(message, { file: name });
  }
  const { count, height, width, channels, planes } = layout;
  const range = rangeOf(type, data, name);
  const assumptions: Assumption[] = [];
  if (range.text) assumptions.push({ text: range.text });
  if (planes) assumptions.push({ text: `The ${channels} channels come before rows and columns.` });
  const places = new Array<number>(shape.length).fill(1);
  const order = fortranOrder ? [...places.keys()] : [...places.keys()].reverse();
  for (let i = 1; i < order.length; i++) places[order[i]] = places[order[i - 1]] * shape[order[i - 1]];
  const [picture, ...rest] = places;
  const [down, across, through] = planes ? [rest[1], rest[2], rest[0]] : [rest[0], rest[1], rest[2] ?? 0];
  const length = height * width * channels;
  const read = async (index: number): Promise<{ image: Image; statements: string[] }> => {
    if (type === "u1" && data instanceof Uint8Array && !planes && !fortranOrder) {
      const samples = data.slice(index * length, (index + 1) * length);
      return { image: { width, height, channels, samples }, statements: [] };
    }
    const samples = range.wide ? new Uint16Array(length) : new Uint8Array(length);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = index * picture + y * down + x * across;
        for (let c = 0; c < channels; c++) samples[at++] = range.sample(Number(data[from + c * through]));
      }
    }
    return { image: { width, height, channels, samples }, statements: [] };
  };
  return { format, names: Array.from({ length: count }, (_, i) => `${name}#${i}`), read, assumptions };
}

interface SampleRange {
  wide?: boolean;
  sample(value: number): number;
  text?: string;
}

/** How the elements of an array become samples. */
function rangeOf(type: string, data: PictureArray["data"], file: string): SampleRange {
  const same = (value: number) => value;
  if (type === "u1") return { sample: same };
  if (type === "b1") return { sample: (value) => 255 * value, text: "False was taken as black, true as white." };
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (value < least) least = value;
    if (value > most) most = value;
    if (Number.isNaN(value)) throw new InputError("The array has values that are no numbers (NaN).", { file });
  }
  const said = `Values from ${short(least)} to ${short(most)} were taken as`;
  if (type.startsWith("f") && least >= -1 && most <= 1) {
    return least < 0
      ? { sample: (value) => Math.round(127.5 * (value + 1)), text: `${said} −1 for black to 1 for white.` }
      : { sample: (value) => Math.round(255 * value), text: `${said} 0 for black to 1 for white.` };
  }
  if (least >= 0 && most <= 255) return { sample: Math.round, text: `${said} 0 for black to 255 for white.` };
  if (!type.startsWith("f") && least >= 0 && most <= 65_535) return { wide: true, sample: same };
  const message = `The array has values from ${short(least)} to ${short(most)}: pictures have 0 to 1, −1 to 1 or 0 to 255.`;
  throw new InputError(message, { file });
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The labels in an array as texts. Throws InputError unless there is one for each of so many pictures. */
export function labelsOf({ shape, data }: LoadedArray, pictures: number, file: string): string[] {
  const [count, ...rest] = shape;
  if (count !== pictures || rest.some((length) => length !== 1)) {
    const message = `An array of ${shape.join(" × ") || "one value"} is not one label for each of ${pictures} pictures.`;
    throw new InputError(message, { file });
  }
  return Array.from(data as ArrayLike<unknown>, String);
}

/** Both sources one after the other; the second one is a test set. */
export function withTest(train: PictureSource, test: PictureSource): PictureSource {
  const first = train.names.length;
  return {
    format: train.format,
    names: [...train.names, ...test.names],
    ...(train.labels && test.labels ? { labels: [...train.labels, ...test.labels] } : {}),
    testFrom: first,
    read: (index) => (index < first ? train.read(index) : test.read(index - first)),
    hash: `${train.hash}${test.hash}`,
    assumptions: [...train.assumptions, ...test.assumptions],
  };
}
