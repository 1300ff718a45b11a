// What a picture is, or the pictures of a folder: for the command line and for lists.

import type { Assumption } from "../../data/dataset";
import type { Files } from "../../data/files";
import { probePicture, readPicture } from "../../data/image";
import type { PictureFormat } from "../../data/image/image";
import { InputError } from "../../errors";
import { explainFault } from "../../experiment/faults";
import { findPictures } from "./inputs";

export interface PictureSummary {
  event: "description";
  format: PictureFormat;
  images: 1;
  width: number;
  height: number;
  channels: number;
  /** Of a sample in the file. */
  bits: number;
  palette: boolean;
  /** EXIF orientation, 1 to 8; width and height are those of the upright picture. */
  orientation: number;
  frames: number;
  /** Name of the colour profile that the file carries. */
  profile?: string;
  assumptions: Assumption[];
}

export interface FolderSummary {
  event: "description";
  format: "folder";
  images: number;
  /** How many there are of each format. */
  formats: Partial<Record<PictureFormat, number>>;
  /** Least and most, over the pictures that can be read. */
  width: [number, number];
  height: [number, number];
  assumptions: Assumption[];
  /** Files that are no pictures in spite of their names. */
  problems: { file: string; text: string }[];
}

/** @throws InputError where the file is no picture */
export async function describePicture(files: Files, path: string): Promise<PictureSummary> {
  const { image, facts } = await readPicture(await files.open(path));
  const { width, height, channels } = image;
  const { format, bits, palette, orientation, frames, profile, assumptions } = facts;
  const size = { width, height, channels, bits, palette, orientation, frames };
  const named = profile ? { profile: profile.name } : {};
  return { event: "description", format, images: 1, ...size, ...named, assumptions };
}

/** Reads the headers only. Throws InputError where there is no picture. */
export async function describeFolder(files: Files, path: string): Promise<FolderSummary> {
  const { pictures, assumptions } = await findPictures(files, path);
  const formats: FolderSummary["formats"] = {};
  const problems: FolderSummary["problems"] = [];
  const [width, height]: [number[], number[]] = [[], []];
  for (const picture of pictures) {
    try {
      const header = await probePicture(await files.open(picture));
      formats[header.format] = (formats[header.format] ?? 0) + 1;
      width.push(header.width);
      height.push(header.height);
    } catch (error) {
      const explained = explainFault(error);
      if (!(explained instanceof InputError)) throw error;
      problems.push({ file: files.nameOf(picture), text: explained.message });
    }
  }
  if (width.length === 0) {
    throw new InputError(`No picture here can be read; the first: ${problems[0].text}`, { file: path });
  }
  return {
    event: "description",
    format: "folder",
    images: width.length,
    formats,
    width: rangeOf(width),
    height: rangeOf(height),
    assumptions,
    problems,
  };
}

function rangeOf(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [values[0], values[0]],
  );
}
