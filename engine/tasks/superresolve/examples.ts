// The pictures of one run: who trains, chooses and judges, each made small, and how near bicubic enlarging comes.

import type { Album } from "../../data/album/album";
import type { Assumption, Problem } from "../../data/dataset";
import { FieldError } from "../../experiment/field-error";
import { figureCount } from "../pictures/figures";
import { fittingPatches } from "../pictures/fitting";
import { splitAlbum } from "../pictures/split";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples } from "../training/training";
import { lumaFigures, windowSide } from "./metrics";
import { bothSizesOf, enlarge, type Pair, pairOf } from "./pairs";
import type { SuperresolveExperiment } from "./spec";

/** `rows` are pictures of the album; `truth` is the PSNR of bicubic enlarging. */
export interface SuperresolveExamples extends JudgedExamples {
  /** Of each example. */
  pairs: Pair[];
  /** Of bicubic enlarging. */
  bicubic: ReturnType<typeof lumaFigures>[];
  /** Whether patches fit into it. */
  trainable: boolean[];
}

/** Whether enough of a picture is left to be judged by, once its rim is shaved. */
export const isLargeEnough = ({ width, height }: { width: number; height: number }, factor: number): boolean =>
  Math.min(width - (width % factor), height - (height % factor)) >= windowSide + 2 * factor;

/** @throws FieldError where no picture is large enough to train or to be judged by */
export async function prepareSuperresolve(
  { data, factor, patch }: SuperresolveExperiment,
  album: Album,
  breathe: Breathe,
): Promise<{ examples: SuperresolveExamples; assumptions: Assumption[]; problems: Problem[] }> {
  const split = splitAlbum(album, data);
  const rows: number[] = [];
  const problems: Problem[] = [];
  const part = (pictures: Uint32Array): Uint32Array => {
    const first = rows.length;
    for (const row of pictures) {
      if (isLargeEnough(bothSizesOf(album, row).large, factor!)) rows.push(row);
      else problems.push(tooSmall(album, row, factor!));
    }
    return Uint32Array.from({ length: rows.length - first }, (_, i) => first + i);
  };
  const parts = { train: part(split.train), validation: part(split.validation), test: part(split.test) };
  const pairs: Pair[] = [];
  const bicubic: SuperresolveExamples["bicubic"] = [];
  for (const row of rows) {
    const pair = pairOf(bothSizesOf(album, row), factor!);
    pairs.push(pair);
    bicubic.push(lumaFigures(enlarge(pair.small, factor!), pair.truth, factor!));
    await breathe();
  }
  const fitting = fittingPatches(
    pairs.map(({ small }) => small),
    parts,
    patch!.size,
  );
  if (!fitting.some) throw nothingFits(pairs.length, fitting.largest, patch!.size, factor!, album);
  const assumptions: Assumption[] = [
    {
      text: `The small pictures are ${album.partners ? "those that the data bring" : "made by bicubic reduction with antialiasing"}; figures are of luma (BT.601, 16 to 235), ${factor} pixels of the rim left out.`,
    },
    ...fitting.assumptions,
  ];
  const examples: SuperresolveExamples = {
    rows: Uint32Array.from(rows),
    names: album.pictures.map(({ name }) => name),
    encoder: { version: 1, features: [], target: { kind: "number", column: "psnr", mean: 0, scale: 1 } },
    truth: Float64Array.from(bicubic, ([psnr]) => psnr),
    outputs: figureCount,
    parts,
    pairs,
    bicubic,
    trainable: fitting.trainable,
  };
  return { examples, assumptions, problems };
}

function tooSmall(album: Album, row: number, factor: number): Problem {
  const { width, height } = bothSizesOf(album, row).large;
  const { name } = album.pictures[row];
  const text = album.partners
    ? `The partner of ${name} has ${width} × ${height} pixels, too few to judge by: both are left out.`
    : `${name} has ${width} × ${height} pixels, too few to be made ${factor} times smaller and judged by: it is left out.`;
  return { code: "unreadable-picture", severity: "warning", text };
}

function nothingFits(
  pictures: number,
  largest: number,
  size: number,
  factor: number,
  { name: file, partners }: Album,
): FieldError {
  if (pictures === 0) {
    const least = windowSide + 2 * factor;
    const made = partners ? "" : `be made ${factor} times smaller and `;
    const message = `No picture is large enough to ${made}be judged by: ${least} × ${least} pixels are needed.`;
    return new FieldError(["data", "file"], message, { file });
  }
  const small = partners ? "small picture" : "picture";
  const once = partners ? "" : ` once it is ${factor} times smaller`;
  const message = `No ${small} for training has a patch of ${size} × ${size} pixels${once}: make patch.size ${largest} or less.`;
  return new FieldError(["patch", "size"], message, { file });
}
