// What a finished generator needs to be asked for samples: how its numbers become rows or pictures, and its classes; plain JSON.

import type { Frame } from "../../data/album/album";
import type { Encoder } from "../../data/encode";
import type { SampleShape } from "../../gan/shapes";
import { argmax } from "../classify/metrics";
import { decodeFrames } from "./pictures";
import { type DateCells, decodeRows, headsOf, type RowsCodec } from "./rows-codec";
import type { GeneratorDescription } from "./samples";

/** Kept beside the weights; its target is what D says of real examples. */
export interface GenerateEncoder extends Encoder {
  kind: GeneratorDescription["kind"];
  /** Of points and rows. */
  codec?: RowsCodec;
  /** Of pictures. */
  picture?: Pick<Frame, "width" | "height" | "channels">;
  /** Names of the classes, where there are some. */
  classes?: string[];
  /** Name of the column of the class. */
  classColumn?: string;
  /** Of the columns that are generated, how many stand before that of the class in the file; older runs do not say. */
  classAt?: number;
  /** Whether the class is asked for; where it is not, it is the last column that is generated. */
  conditional: boolean;
  /** How many samples of each class the training had. */
  classCounts?: number[];
  /** Examples that trained. */
  trained: number;
}

export const shapeOf = ({ codec, picture }: Pick<GenerateEncoder, "codec" | "picture">): SampleShape =>
  picture ? { kind: "picture", ...picture } : { kind: "vector", heads: headsOf(codec!) };

/** Samples as a person reads them. */
export interface Decoded {
  columns?: string[];
  rows?: (number | string)[][];
  frames?: Frame[];
  /** Index of the class of each, where there are classes. */
  classes?: Int32Array;
}

/** `asked`: the class that each was asked for, of conditional generators. Rows have their class as their last column. */
export function decode(
  encoder: GenerateEncoder,
  encoded: Float32Array,
  asked?: Int32Array,
  dates: DateCells = "text",
): Decoded {
  const { codec, picture, classes: names, classColumn } = encoder;
  if (picture) return { frames: decodeFrames(encoded, picture), ...(asked ? { classes: asked } : {}) };
  const rows = decodeRows(codec!, encoded, dates);
  const columns = codec!.columns.map(({ column }) => column);
  if (!names || classColumn === undefined) return { columns, rows };
  const classes = asked ?? generatedClasses(encoder, encoded)!;
  if (!encoder.conditional) return { columns, rows, classes };
  const named = rows.map((row, i) => [...row, names[classes[i]]]);
  return { columns: [...columns, classColumn], rows: named, classes };
}

/** Rows with their class where the file has it; the rest as `decode` gives it. */
export function inFileOrder({ classColumn, classAt }: GenerateEncoder, decoded: Decoded): Decoded {
  const { columns, rows } = decoded;
  if (classAt === undefined || !rows || !columns || columns.at(-1) !== classColumn) return decoded;
  const moved = <T>(all: readonly T[]): T[] => [...all.slice(0, classAt), ...all.slice(-1), ...all.slice(classAt, -1)];
  return { ...decoded, columns: moved(columns), rows: rows.map(moved) };
}

/** The classes of samples of a table whose class is generated with the rest. */
export function generatedClasses(
  { classes, conditional, codec }: GenerateEncoder,
  encoded: Float32Array,
): Int32Array | undefined {
  if (!classes || conditional || !codec) return undefined;
  const width = headsOf(codec).reduce((sum, { size }) => sum + size, 0);
  return Int32Array.from({ length: encoded.length / width }, (_, row) =>
    argmax(encoded, (row + 1) * width - classes.length, classes.length),
  );
}

/** Of a table: values to measure of the columns without the class, which is known apart; dates are numbers. */
export function cellsOf(
  { codec, classes, conditional }: GenerateEncoder,
  encoded: Float32Array,
): (number | string)[][] {
  const rows = decodeRows(codec!, encoded, "number");
  return classes && !conditional ? rows.map((row) => row.slice(0, -1)) : rows;
}
