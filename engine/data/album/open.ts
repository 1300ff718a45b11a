// What lies at the path of an album: a folder or a file that holds many pictures, opened as a source.

import { InputError } from "../../errors";
import type { Files } from "../files";
import { isGzip } from "../gzip";
import { isNumpy, isZip } from "../magic";
import { folderSource } from "./folder";
import { idxShape } from "./idx";
import { idxFolderSource, idxPictures, idxSource } from "./idx-source";
import { npySource, npzSource } from "./numpy-source";
import type { PictureSource } from "./source";

/** Bytes that a kind of file is told by. */
const toldBytes = 64;

/** @throws InputError where there are no pictures */
export async function openPictures(files: Files, path: string): Promise<PictureSource> {
  const found = await files.stat(path);
  if (found === null) throw new InputError("There is nothing at this path.", { file: path });
  if (found.kind === "folder") {
    const arrays = idxPictures(await files.list(path));
    return arrays.length > 0 ? idxFolderSource(files, path, arrays) : folderSource(files, path);
  }
  const source = await files.open(path);
  const start = await source.read(0, Math.min(source.size, toldBytes));
  if (isNumpy(start)) return npySource(source);
  if (isZip(start)) return npzSource(source);
  if (isGzip(start) || idxShape(start)) return idxSource(files, path);
  const message =
    "This file holds no pictures to learn from: name a folder of pictures, an IDX file, or a NumPy array [pictures, height, width].";
  throw new InputError(message, { file: path });
}
