// The pictures of a run that restores: which train, choose and judge, each degraded the same way every time it is judged.

import type { Album, Frame } from "../../data/album/album";
import type { Encoder } from "../../data/encode";
import { FieldError } from "../../experiment/field-error";
import { suggestion } from "../../words";
import { type DegradedFrame, degradeByJpeg } from "../pictures/degrade";
import { fieldOf, figureCount, psnrOf } from "../pictures/figures";
import type { Degradation } from "../pictures/spec";
import { type PictureSplit, splitAlbum } from "../pictures/split";
import type { Field } from "../pictures/tiles";
import type { Breathe } from "../table/matrix";
import { evaluatedPart } from "../training/results";
import type { JudgedExamples } from "../training/training";
import type { RestoreExperiment } from "./spec";

/** A picture as it comes to the network. */
export interface Degraded {
  /** Without the mask. */
  picture: Field;
  /** 1 for each pixel that is known, where some are not. */
  known?: Uint8Array;
}

/** What `predict` needs to know of the pictures that the network was trained on; of several sizes, of the first. */
export interface RestoreEncoder extends Encoder {
  width: number;
  height: number;
  channels: Frame["channels"];
}

export interface RestoreExamples extends JudgedExamples {
  encoder: RestoreEncoder;
  /** Clean pictures and names, by row of the album. */
  clean: readonly Frame[];
  names: readonly string[];
  channels: Frame["channels"];
  /** Whether some pixels are not known, so that the network is told which. */
  masked: boolean;
  /** A picture, by row of the album, as it is judged. */
  degraded(row: number): Promise<Degraded>;
}

/** Seed of what judges where the experiment names none: the same for every training of a run. */
const judgingSeed = 1;

/** A picture, by row of the album, as it is judged. */
export async function degradedOf(
  { degradation = {} }: Pick<RestoreExperiment, "degradation">,
  { frames, partners }: Album,
  row: number,
): Promise<Degraded> {
  if (partners) return { picture: fieldOf(frames[row]) };
  return asField(frames[row], await degradeByJpeg(frames[row], degradation, { seed: judgingSeed, index: row }));
}

/** Throws as `splitAlbum`. */
export async function prepareRestore(
  experiment: { data: PictureSplit; degradation?: Degradation },
  album: Album,
  breathe: Breathe,
): Promise<RestoreExamples> {
  const { data, degradation = {} } = experiment;
  const split = splitAlbum(album, data);
  const rows = Uint32Array.from([...split.train, ...split.validation, ...split.test]).sort();
  const exampleOf = new Map(Array.from(rows, (row, example) => [row, example]));
  const at = (part: Uint32Array) => part.map((row) => exampleOf.get(row)!);
  const { frames, partners } = album;
  const clean = partners ?? frames;
  const degraded = (row: number) => degradedOf(experiment, album, row);
  const [first] = rows;
  const { width, height, channels } = clean[first];
  const truth = new Float64Array(rows.length);
  for (const [example, row] of rows.entries()) {
    truth[example] = psnrOf((await degraded(row)).picture, clean[row]);
    await breathe();
  }
  return {
    rows,
    encoder: {
      version: 1,
      features: [],
      target: { kind: "number", column: "psnr", mean: 0, scale: 1 },
      width,
      height,
      channels,
    },
    truth,
    outputs: figureCount,
    parts: { train: at(split.train), validation: at(split.validation), test: at(split.test) },
    clean,
    names: album.pictures.map(({ name }) => name),
    channels,
    masked: isMasked(degradation),
    degraded,
  };
}

/**
 * The example that is written as a picture: of that name, or the first that judges.
 * @throws FieldError where no picture has the name
 */
export function writtenExample({ rows, names, parts }: RestoreExamples, name: string | undefined): number {
  if (name === undefined) return parts[evaluatedPart({ parts })][0];
  const found = rows.findIndex((row) => names[row] === name);
  if (found >= 0) return found;
  const message = `montage.picture is "${name}"${suggestion(
    name,
    Array.from(rows, (row) => names[row]),
  )}`;
  throw new FieldError(["montage", "picture"], message);
}

export const isMasked = ({ maskPixels, maskBlocks }: Degradation): boolean =>
  Boolean(maskPixels) || Boolean(maskBlocks);

/** Whether pictures stay as they are. */
export const isNothing = (degradation: Degradation): boolean =>
  Object.entries(degradation).every(([key, amount]) => key === "seed" || amount === undefined);

const asField = ({ width, height, channels }: Frame, { input, known }: DegradedFrame): Degraded => ({
  picture: { width, height, channels, samples: input },
  known,
});
