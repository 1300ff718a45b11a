// The best linear kernel for the pictures of a folder, and the experiment that applies it.

import { type CleanPicture, type FitOptions, fitKernel } from "../../convolution/analysis/fit";
import type { FitRequest, FitResult } from "../../convolution/pictures";
import { bytesSource } from "../../data/bytes-source";
import type { Files } from "../../data/files";
import { readPicture, writePicture } from "../../data/image";
import type { Image } from "../../data/image/image";
import { findPictures } from "./inputs";
import type { FilterExperiment } from "./spec";

export interface FolderFitOptions extends Omit<FitOptions, "jpeg"> {
  files: Files;
  /** Larger pictures are left out. */
  maxPixels?: number;
}

/** Fits on the pictures of `request.folder`. Throws as `fitKernel` does. */
export async function fitFolder(
  request: FitRequest,
  { files, maxPixels, ...options }: FolderFitOptions,
): Promise<FitResult> {
  const { pictures } = await findPictures(files, request.folder);
  const clean = pictures.map(
    (path): CleanPicture => ({
      name: files.nameOf(path),
      read: async () => (await readPicture(await files.open(path), { maxPixels })).image,
    }),
  );
  return fitKernel(request, clean, { ...options, jpeg: throughJpeg });
}

/** The picture as it is after it has been written as JPEG and read again. */
export async function throughJpeg(image: Image, quality: number): Promise<Image> {
  const { bytes } = await writePicture(image, "jpeg", { quality });
  return (await readPicture(bytesSource("degraded.jpg", bytes))).image;
}

/** The learned kernel on the pictures at `file`, as it was judged: with reflected edges, on the values as they are stored. */
export function fittedExperiment({ rows }: FitResult, file: string): FilterExperiment {
  const learned = rows.find(({ name }) => name.startsWith("learned"))!;
  return {
    task: "filter",
    name: "learned",
    data: { file },
    edge: "reflect101",
    light: "srgb",
    alpha: "straight",
    steps: [learned.kernel!],
  };
}
