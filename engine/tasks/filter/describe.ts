// What a picture is: for the command line and for lists.

import type { Assumption } from "../../data/dataset";
import type { Files } from "../../data/files";
import { readPicture } from "../../data/image";
import type { PictureFormat } from "../../data/image/image";

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

/** @throws InputError where the file is no picture */
export async function describePicture(files: Files, path: string): Promise<PictureSummary> {
  const { image, facts } = await readPicture(await files.open(path));
  const { width, height, channels } = image;
  const { format, bits, palette, orientation, frames, profile, assumptions } = facts;
  const size = { width, height, channels, bits, palette, orientation, frames };
  const named = profile ? { profile: profile.name } : {};
  return { event: "description", format, images: 1, ...size, ...named, assumptions };
}
