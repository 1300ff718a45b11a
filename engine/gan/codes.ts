// What samples are made of: latent numbers, codes whose meaning the generator finds, and the class that is asked for.

import type { Node } from "../core/graph";
import { streamOf } from "../neural/streams";
import { slice } from "../ops/slice";
import type { GenerateExperiment } from "../tasks/generate/spec";
import { type Draw, normals, uniforms } from "./noise";

export interface CodeShape {
  /** Random numbers of a sample. */
  latent: number;
  prior: "normal" | "uniform";
  /** Values of the discrete code, and number of the continuous ones; 0 without. */
  categories: number;
  continuous: number;
  /** That can be asked for; 0 where the networks are not conditional. */
  classes: number;
}

/** Of `count` samples. */
export interface Codes {
  count: number;
  /** [count, latent]. */
  latent: Float32Array;
  /** Values of the discrete code, [count], and the continuous ones from −1 to 1, [count, continuous]. */
  categories?: Int32Array;
  continuous?: Float32Array;
  /** [count]. */
  classes?: Int32Array;
  /** Of the Gumbel noise that categories are drawn with. */
  seed: number;
}

/** Of a complete experiment on data with so many classes. */
export function codeShapeOf({ model = {} }: GenerateExperiment, classes: number): CodeShape {
  const { latent = 2, prior = "normal", code = {}, conditional = classes > 0 } = model;
  const { categories = 0, continuous = 0 } = code;
  return { latent, prior, categories, continuous, classes: conditional ? classes : 0 };
}

/** Numbers that the generator is given for a sample. */
export const codeWidth = ({ latent, categories, continuous, classes }: CodeShape): number =>
  latent + categories + continuous + classes;

/** Codes at random, for the given classes, or classes that are all equally likely. */
export function drawCodes(shape: CodeShape, count: number, seed: number, classes?: Int32Array): Codes {
  const draw = { seed, stream: streamOf("codes"), step: 0 };
  const drawn = () => integers(streamBeside(draw, "classes"), count, shape.classes);
  return drawCodesAt(shape, count, draw, classes ?? (shape.classes > 0 ? drawn() : undefined));
}

/** The codes of a draw; its seed is that of the Gumbel noise. */
export function drawCodesAt(shape: CodeShape, count: number, draw: Draw, classes?: Int32Array): Codes {
  const { latent, prior, categories, continuous } = shape;
  const symmetric = (values: Float64Array) => Float32Array.from(values, (u) => 2 * u - 1);
  const size = count * latent;
  return {
    count,
    latent: prior === "normal" ? normals(draw, size) : symmetric(uniforms(draw, size)),
    ...(categories > 0 && { categories: integers(streamBeside(draw, "categories"), count, categories) }),
    ...(continuous > 0 && {
      continuous: symmetric(uniforms(streamBeside(draw, "continuous"), count * continuous)),
    }),
    ...(shape.classes > 0 && { classes }),
    seed: draw.seed,
  };
}

/** Integers below `below`. */
export const integers = (draw: Draw, count: number, below: number): Int32Array =>
  Int32Array.from(uniforms(draw, count), (u) => Math.floor(u * below));

/** An independent stream for another quantity of the same draw. */
export const streamBeside = (draw: Draw, name: string): Draw => ({
  ...draw,
  stream: (draw.stream ^ streamOf(name)) | 0,
});

/** What the generator is given for the samples from `first` on: [count, codeWidth], 0 beyond the last. */
export function encodeCodes(shape: CodeShape, codes: Codes, first = 0, count = codes.count): Float32Array {
  const { latent, categories, continuous, classes } = shape;
  const width = codeWidth(shape);
  const rows = Math.min(count, codes.count - first);
  const out = new Float32Array(count * width);
  copyColumns(codes.latent, first, rows, latent, out, 0, width);
  if (codes.categories) markColumns(codes.categories, first, rows, out, latent, width);
  if (codes.continuous) copyColumns(codes.continuous, first, rows, continuous, out, latent + categories, width);
  if (classes > 0 && codes.classes) markColumns(codes.classes, first, rows, out, width - classes, width);
  return out;
}

/** Rows from `first` on of [rows, size], to columns from `at` on of rows of `width` numbers. */
function copyColumns(
  from: Float32Array,
  first: number,
  rows: number,
  size: number,
  to: Float32Array,
  at: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const source = (first + row) * size;
    const target = row * width + at;
    for (let i = 0; i < size; i++) to[target + i] = from[source + i];
  }
}

/** 1 in the column, counted from `at`, that each row from `first` on names. */
function markColumns(
  columns: Int32Array,
  first: number,
  rows: number,
  to: Float32Array,
  at: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) to[row * width + at + columns[first + row]] = 1;
}

/** The columns of one quantity out of what the generator is given; undefined where there are none. */
export function codePart(
  codes: Node,
  shape: CodeShape,
  part: "categories" | "continuous" | "classes",
): Node | undefined {
  const { latent, categories, continuous } = shape;
  const begin = { categories: latent, continuous: latent + categories, classes: latent + categories + continuous };
  return shape[part] > 0 ? slice(codes, 1, begin[part], begin[part] + shape[part]) : undefined;
}
