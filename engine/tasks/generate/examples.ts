// The rows or pictures that a generator learns from: which train and which judge, as the numbers that it makes.

import type { Album } from "../../data/album/album";
import { fitted, fittingOf, withChannels } from "../../data/album/frames";
import { sizesOf } from "../../data/album/sizes";
import { isMissingAt } from "../../data/cells";
import type { Assumption, Column, Dataset, Problem } from "../../data/dataset";
import { type Partition, splitRows } from "../../data/split";
import { FieldError } from "../../experiment/field-error";
import { numbersOf, type SampleShape } from "../../gan/shapes";
import { countOf, listOf } from "../../words";
import { splitAlbum } from "../pictures/split";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples } from "../training/training";
import { type GenerateEncoder, shapeOf } from "./codec";
import { arePoints, classColumn, generatedColumns } from "./columns";
import { encodeFrames } from "./pictures";
import { encodeRows, fitRowsCodec, type RowsCodec } from "./rows-codec";
import type { GenerateExperiment } from "./spec";
import type { GenerateSource } from "./suggest";

/** `rows` are rows of the data set or pictures of the album; the truth of all is 1, which D ought to say of them. */
export interface Prepared extends JudgedExamples {
  encoder: GenerateEncoder;
  sample: SampleShape;
  /** Numbers of a sample. */
  width: number;
  /** Of every example, row-major [examples, width]. */
  encoded: Float32Array;
  /** Index of the class of every example, where there are classes. */
  classes?: Int32Array;
  assumptions: Assumption[];
  problems: Problem[];
}

/**
 * Of a complete experiment; whatever is fitted is fitted on the rows that train. `parts`, of rows of the data set, stand in
 * place of data.split, as those of a fold do.
 * @throws FieldError where experiment and data do not fit, or too little is left to train on
 */
export async function prepareGenerate(
  experiment: GenerateExperiment,
  source: GenerateSource,
  breathe: Breathe,
  parts?: Partition,
): Promise<Prepared> {
  const prepared =
    "album" in source
      ? await preparePictures(experiment, source.album, breathe, parts)
      : await prepareTable(experiment, source.dataset, breathe, parts);
  const { train } = prepared.parts;
  const least = Math.max(2, experiment.model?.pack ?? 1);
  if (train.length < least) {
    const message = `${countOf(train.length, "example")} would train, and ${least} at least are needed: hold out fewer, or take more data.`;
    throw new FieldError(["data", "split"], message, {
      file: "album" in source ? source.album.name : source.dataset.name,
    });
  }
  return prepared;
}

async function prepareTable(
  { data, model }: GenerateExperiment,
  dataset: Dataset,
  breathe: Breathe,
  given: Partition | undefined,
): Promise<Prepared> {
  const { columns: own, assumptions } = generatedColumns(data, dataset);
  const target = data.class === undefined ? undefined : classColumn(data.class, dataset);
  const conditional = target !== undefined && (model?.conditional ?? true);
  // A class that nobody asks for is made with the rest, as its last column.
  const classed = target && !conditional ? [classAsColumn(data.class!, target)] : [];
  const points = arePoints(own) && classed.length === 0;
  const columns = [...own, ...classed];
  const usable = (row: number) =>
    (!target || target.classes[row] >= 0) && (!points || own.every((column) => !isMissingAt(column, row)));
  const rows = Uint32Array.from({ length: dataset.rows }, (_, row) => row).filter(usable);
  sayLeftOut(dataset, rows.length, points, data.class, assumptions);
  const strata = Int32Array.from(rows, (row) => target?.classes[row] ?? 0);
  const { split } = data;
  const shares = split === undefined || split === "none" ? { validation: 0, test: 0 } : split;
  const partition = given ?? splitRows(rows, strata, shares);
  const index = new Map(Array.from(rows, (row, example) => [row, example]));
  const located = (part: Uint32Array) => part.filter((row) => index.has(row)).map((row) => index.get(row)!);
  const parts = {
    train: located(partition.train),
    validation: located(partition.validation),
    test: located(partition.test),
  };
  const train = parts.train.map((example) => rows[example]);
  if (train.length === 0)
    throw new FieldError(["data", "split"], "No rows are left to train on.", { file: dataset.name });
  const codec = await fitRowsCodec(columns, train, points, assumptions, breathe);
  if (classed.length > 0) holdAll(codec, target!.names);
  const classes = target && Int32Array.from(rows, (row) => target.classes[row]);
  const encoder: GenerateEncoder = {
    ...encoderOf(points ? "points" : "rows", parts, classes, target?.names, conditional),
    codec,
    ...(target ? { classColumn: data.class, classAt: columnsBefore(data.class!, own, dataset) } : {}),
  };
  return {
    ...examplesOf(encoder, rows, parts, encodeRows(codec, columns, rows), classes),
    ...(dataset.lines ? { lines: rows.map((row) => dataset.lines![row]) } : {}),
    assumptions: [...dataset.assumptions, ...assumptions],
    problems: dataset.problems,
  };
}

const classAsColumn = (name: string, { classes, names }: { classes: Int32Array; names: string[] }): Column => ({
  name,
  type: "category",
  storage: "coded",
  codes: classes,
  categories: names,
  missing: classes.reduce((count, label) => count + Number(label < 0), 0),
});

/** How many columns, from the first on, stand before another in the file. */
function columnsBefore(name: string, columns: readonly Column[], dataset: Dataset): number {
  const place = dataset.columns.findIndex((column) => column.name === name);
  const after = columns.findIndex((column) => dataset.columns.indexOf(column) > place);
  return after < 0 ? columns.length : after;
}

/** The last column has all classes in their order, whether the training rows have them or not. */
function holdAll({ columns }: RowsCodec, names: readonly string[]): void {
  const last = columns[columns.length - 1];
  if (last.kind === "levels") last.levels = [...names];
}

function sayLeftOut(
  dataset: Dataset,
  left: number,
  points: boolean,
  target: string | undefined,
  assumptions: Assumption[],
): void {
  const count = dataset.rows - left;
  if (count === 0) return;
  const why = [
    ...(target === undefined ? [] : [`a value of “${target}”`]),
    ...(points ? ["a number in each column"] : []),
  ];
  assumptions.push({ text: `${countOf(count, "row")} without ${listOf(why)} ${count === 1 ? "is" : "are"} left out.` });
}

async function preparePictures(
  { data, model }: GenerateExperiment,
  album: Album,
  breathe: Breathe,
  given: Partition | undefined,
): Promise<Prepared> {
  const conditional = data.class !== undefined && (model?.conditional ?? true);
  const labelled = data.class !== undefined;
  const sizes = sizesOf(album);
  if (!data.size && sizes.length > 1) {
    const [[w, h], [otherW, otherH]] = sizes;
    const message = `The pictures are of several sizes, ${w} × ${h} and ${otherW} × ${otherH} among them: say data.size, which all are brought to.`;
    throw new FieldError(["data", "size"], message, { file: album.name });
  }
  const partition = given ?? splitAlbum(album, data);
  const has = (row: number) => !labelled || album.pictures[row].label !== undefined;
  const chosen = [partition.train, partition.validation, partition.test].map((part) => part.filter(has));
  const rows = Uint32Array.from(chosen.flatMap((part) => Array.from(part))).sort();
  const index = new Map(Array.from(rows, (row, example) => [row, example]));
  const [train, validation, test] = chosen.map((part) => part.map((row) => index.get(row)!));
  const parts = { train, validation, test };
  const channels = data.channels === "colour" ? 3 : data.channels === "grey" ? 1 : album.frames[0].channels;
  const frames = [];
  for (const row of rows) {
    frames.push(withChannels(fitted(album.frames[row], fittingOf(album.frames[row], data)), channels));
    await breathe();
  }
  if (frames.length === 0) {
    throw new FieldError(["data", "split"], "No picture is left to train on.", { file: album.name });
  }
  const [{ width, height }] = frames;
  const classes = labelled ? Int32Array.from(rows, (row) => album.pictures[row].label!) : undefined;
  const left = album.pictures.length - rows.length;
  const encoder: GenerateEncoder = {
    ...encoderOf("pictures", parts, classes, labelled ? album.classes : undefined, conditional),
    picture: { width, height, channels },
  };
  return {
    ...examplesOf(encoder, rows, parts, encodeFrames(frames), classes),
    assumptions: [
      ...album.assumptions,
      ...(labelled && left > 0 && !given
        ? [{ text: `${countOf(left, "picture")} without a class take no part.` }]
        : []),
    ],
    problems: album.problems,
  };
}

function encoderOf(
  kind: GenerateEncoder["kind"],
  { train }: Partition,
  classes: Int32Array | undefined,
  names: string[] | undefined,
  conditional: boolean,
): GenerateEncoder {
  const counts = names?.map(() => 0);
  if (classes && counts) for (const example of train) counts[classes[example]]++;
  return {
    version: 1,
    features: [],
    target: { kind: "number", column: "real", mean: 0, scale: 1 },
    kind,
    conditional,
    trained: train.length,
    ...(names ? { classes: names, classCounts: counts } : {}),
  };
}

function examplesOf(
  encoder: GenerateEncoder,
  rows: Uint32Array,
  parts: Partition,
  encoded: Float32Array,
  classes: Int32Array | undefined,
): Omit<Prepared, "assumptions" | "problems"> {
  const sample = shapeOf(encoder);
  return {
    rows,
    encoder,
    truth: new Float64Array(rows.length).fill(1),
    outputs: 1,
    parts,
    sample,
    width: numbersOf(sample),
    encoded,
    ...(classes ? { classes } : {}),
  };
}
