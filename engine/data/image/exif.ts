// The orientation in a picture's EXIF data; everything else there is left alone.

import { InputError } from "../../errors";
import { openTiff, readDirectory } from "./tiff/directory";

const orientationTag = 0x112;

/** 1 to 8; 1 (upright) where the data are damaged or do not say. */
export function exifOrientation(exif: Uint8Array | undefined): number {
  if (!exif || exif.length < 8 || (exif[0] !== 0x49 && exif[0] !== 0x4d)) return 1;
  try {
    const { peek, first } = openTiff(exif, "");
    return validOrientation(readDirectory(peek, first).number(orientationTag));
  } catch (error) {
    if (error instanceof InputError) return 1;
    throw error;
  }
}

/** The orientation that a file says, or 1 when it says none of 1 to 8. */
export function validOrientation(said: number | undefined): number {
  return said !== undefined && said >= 1 && said <= 8 ? said : 1;
}
