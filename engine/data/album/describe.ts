// What an album is: how many pictures, of which sizes and classes, without decoding more of them than it takes.

import { InputError } from "../../errors";
import { explainFault } from "../../experiment/faults";
import { countOf } from "../../words";
import type { Assumption } from "../dataset";
import type { Files } from "../files";
import { probePicture } from "../image";
import type { PictureFormat } from "../image/image";
import { describeLabels, type LabelsDescription } from "../labels/describe";
import { labelSetsByName } from "../labels/label-sets";
import { quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import { frameOf } from "./frames";
import { suggestGroup } from "./groups";
import { labelTableBeside } from "./label-table";
import { openPictures } from "./open";
import { type PairedFolders, pairedFolders } from "./partner-folders";
import type { PictureSource } from "./source";
import { Tally } from "./tally";

export interface AlbumDescription {
  event: "description";
  format: PictureSource["format"];
  /** Pictures in all that can be read. */
  images: number;
  /** How many of them are a test set of their own. */
  test?: number;
  /** How many pictures of each class there are, in natural order; absent without classes. */
  labels?: Record<string, number>;
  /** Labels of which a picture may carry several, by a table in or beside the folder; its path is relative to the folder. */
  labelSets?: LabelsDescription;
  /** How many files of each format, in a folder. */
  formats?: Partial<Record<PictureFormat, number>>;
  /** Least and most, over the pictures that can be read. */
  width: [number, number];
  height: [number, number];
  /** Of most pictures. */
  channels: "grey" | "colour";
  /** A pattern that finds groups in the names, and how many. */
  group?: { pattern: string; groups: number };
  /** Two folders whose pictures belong together, relative to the path. */
  pairs?: PairedFolders;
  assumptions: Assumption[];
  /** Files that are no pictures in spite of their names. */
  problems: { file: string; text: string }[];
}

/** Headers that are read of a folder, spread over it, and pictures that are decoded to see their channels. */
const probed = 10_000;
const decoded = 5;

/** Pictures between two breaths. */
const together = 16;

/** @throws InputError where there are no pictures, or none that can be read */
export async function describeAlbum(
  files: Files,
  path: string,
  breathe: () => Promise<void>,
): Promise<AlbumDescription> {
  const source = await openPictures(files, path);
  const { format, names, labels, testFrom } = source;
  const looked = format === "folder" ? await probeFolder(files, path, names, breathe) : await probeFirst(source);
  const pairs = format === "folder" && labels ? await pairedFolders(files, path) : undefined;
  const group = suggestGroup(names, pairs ? [] : labels);
  const sets = format === "folder" && !pairs ? await labelSetsBeside(files, path, names) : undefined;
  const said = pairs ? [{ text: togetherSaid(pairs) }] : source.assumptions;
  return {
    event: "description",
    format,
    images: names.length - looked.problems.length,
    ...(testFrom === undefined ? {} : { test: names.length - testFrom }),
    ...(labels && !pairs ? { labels: countsOf(labels) } : {}),
    ...(sets ? { labelSets: sets.description } : {}),
    ...(looked.formats ? { formats: looked.formats } : {}),
    width: looked.width,
    height: looked.height,
    channels: await channelsOf(source),
    ...(group ? { group } : {}),
    ...(pairs ? { pairs } : {}),
    assumptions: [...said, ...(sets?.assumptions ?? []), ...looked.assumptions],
    problems: looked.problems,
  };
}

async function labelSetsBeside(
  files: Files,
  path: string,
  names: readonly string[],
): Promise<{ description: LabelsDescription; assumptions: Assumption[] } | undefined> {
  const found = await labelTableBeside(files, path, names);
  if (!found) return undefined;
  const { names: labels, carried, layout, assumptions } = found.labels;
  const file = files.relative(path, found.path);
  const sets = labelSetsByName(labels, carried);
  const rows = carried.filter((own) => own !== undefined).length;
  const text = `${quoted(file)} has the labels of ${rows === names.length ? "all" : `${rows} of the`} pictures.`;
  return { description: describeLabels(sets, layout, { rows, file }), assumptions: [{ text }, ...assumptions] };
}

function togetherSaid({ pictures, partners, factor }: PairedFolders): string {
  const larger = factor > 1 ? `, the latter being ${factor} times as wide and high` : "";
  return `The pictures of ${quoted(pictures)} and ${quoted(partners)} belong together by their names${larger}.`;
}

type Looked = Pick<AlbumDescription, "formats" | "width" | "height" | "assumptions" | "problems">;

async function probeFolder(
  files: Files,
  path: string,
  names: readonly string[],
  breathe: () => Promise<void>,
): Promise<Looked> {
  const formats: NonNullable<Looked["formats"]> = {};
  const problems: Looked["problems"] = [];
  const [width, height] = [new Range(), new Range()];
  const chosen = spread(names.length, probed).map((index) => names[index]);
  for (const [i, name] of chosen.entries()) {
    try {
      const header = await probePicture(await files.open(files.join(path, ...name.split("/"))));
      formats[header.format] = (formats[header.format] ?? 0) + 1;
      width.add(header.width);
      height.add(header.height);
    } catch (error) {
      const explained = explainFault(error);
      if (!(explained instanceof InputError)) throw error;
      problems.push({ file: name, text: explained.message });
    }
    if (i % together === 0) await breathe();
  }
  if (problems.length === chosen.length) {
    throw new InputError(`No picture here can be read; the first: ${problems[0].text}`, { file: path });
  }
  const text = `Sizes and formats are those of ${countOf(chosen.length, "picture")}, spread over all.`;
  const assumptions = chosen.length < names.length ? [{ text }] : [];
  return { formats, width: width.ends, height: height.ends, assumptions, problems };
}

/** All pictures of an array have one size. */
async function probeFirst(source: PictureSource): Promise<Looked> {
  const { width, height } = (await source.read(0)).image;
  return { width: [width, width], height: [height, height], assumptions: [], problems: [] };
}

async function channelsOf(source: PictureSource): Promise<"grey" | "colour"> {
  let [colour, all] = [0, 0];
  for (const index of spread(source.names.length, decoded)) {
    try {
      const { image } = await source.read(index);
      if (frameOf(image, new Tally()).channels === 3) colour++;
      all++;
    } catch (error) {
      if (!(explainFault(error) instanceof InputError)) throw error;
    }
  }
  return 2 * colour > all ? "colour" : "grey";
}

/** Indices of at most `most` of so many, the first and the last among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

function countsOf(labels: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => naturalOrder(a, b)));
}

/** Least and most of numbers. */
class Range {
  ends: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  add(value: number): void {
    this.ends = [Math.min(this.ends[0], value), Math.max(this.ends[1], value)];
  }
}
