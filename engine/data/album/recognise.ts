// Whether a path leads to pictures to learn from: for lenses, the command line, and tasks on tables or pictures.

import { InputError } from "../../errors";
import type { Files } from "../files";
import { gunzippedStart, isGzip } from "../gzip";
import { isNumpy, isZip } from "../magic";
import { describeArray } from "../numpy/array";
import { holdsPictures } from "./folder";
import { idxHeaderBytes, idxShape } from "./idx";
import { idxPictures } from "./idx-source";
import { describedBytes, isPictureArray, npzMembers } from "./numpy-source";
import { stackShape } from "./stack";

/** Names that files with many pictures have. */
const perhaps = /\.(npy|npz|gz|idx\d?)$|ubyte$/i;

/**
 * Whether there are many pictures at a path: a folder with pictures, in itself or in folders in it, an IDX file (also
 * packed) or a folder of them, a NumPy array of pictures or an archive with one. Reads the beginnings of files only.
 */
export async function isAlbum(files: Files, path: string): Promise<boolean> {
  const found = await files.stat(path);
  if (found === null) return false;
  if (found.kind === "folder") {
    return idxPictures(await files.list(path)).length > 0 || holdsPictures(files, path);
  }
  if (!perhaps.test(path)) return false;
  const source = await files.open(path);
  const start = await source.read(0, Math.min(source.size, describedBytes));
  try {
    if (isNumpy(start)) return isPictureArray(describeArray(start, source.name));
    if (isZip(start)) return (await npzMembers(source)).some(isPictureArray);
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
  const shape = idxShape(isGzip(start) ? await gunzippedStart(start, idxHeaderBytes) : start);
  return shape !== undefined && stackShape(shape) !== undefined;
}
