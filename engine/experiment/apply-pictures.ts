// Applying a finished run that makes pictures of pictures: a file or all of a folder, written under names that are free.

import type { Executor } from "../core/executor";
import type { Files } from "../data/files";
import { isPicturePath, readPicture, writePicture } from "../data/image";
import { pictureKindOf } from "../data/image/names";
import { isOutputOf, outputName, splitName } from "../data/image/output-names";
import { naturalOrder } from "../data/natural-order";
import { InputError } from "../errors";
import { writeNew, writeWhole } from "../tasks/filter/write-new";
import type { FinishedRun, PictureMaker } from "../tasks/pictures/task";
import { pictureTaskOf } from "../tasks/pictures/tasks";
import type { Breathe } from "../tasks/table/matrix";
import { explainFault } from "./faults";

/** What became of a picture. */
export interface AppliedPicture {
  /** Paths of the old file, and of the new one. */
  file: string;
  out?: string;
  /** Why there is none, in a sentence. */
  failed?: string;
  /** Counted from 1, and how many there are. */
  number: number;
  total: number;
}

/**
 * Of a folder all pictures but those that were written by this. New files lie beside the old ones, or in the folder `out`,
 * as PNG; of a single file `out` may be the new file, whose name then says the format.
 * @throws InputError where there is no picture, the run makes none, or `out` is there already
 */
export async function* applyToPictures(
  files: Files,
  run: FinishedRun,
  { path, out }: { path: string; out?: string },
  executor: Executor,
  breathe: Breathe,
): AsyncGenerator<AppliedPicture> {
  const { task } = run.experiment;
  const open = pictureTaskOf(task).maker;
  if (!open) throw new InputError(`Runs of the task ${task} make no pictures.`, { file: path });
  const isFolder = (await files.stat(path))?.kind === "folder";
  const given = await picturesAt(files, path, isFolder);
  const kind = out === undefined ? undefined : pictureKindOf(out);
  const single = !isFolder && out !== undefined && kind !== undefined;
  if (single && (await files.stat(out)) !== null) {
    throw new InputError("There is a file of this name: name another one.", { file: out });
  }
  if (out !== undefined && !single) await files.makeFolder(out);
  const maker = open(run, executor, breathe);
  const own = given.filter((file) => !isFolder || !isOutputOf(files.nameOf(file), maker.suffix, stemsOf(files, given)));
  try {
    for (const [index, file] of own.entries()) {
      const place = { file, number: index + 1, total: own.length };
      const made = await make(files, maker, file, single ? kind!.format : "png");
      if ("failed" in made) {
        yield { ...place, ...made };
      } else if (single) {
        await writeWhole(files, out, made.bytes);
        yield { ...place, out };
      } else {
        const { stem } = splitName(files.nameOf(file));
        const nameOf = (attempt: number) => outputName(stem, maker.suffix, ".png", attempt);
        const folder = out ?? files.folderOf(file);
        yield { ...place, out: await writeNew(files, folder, nameOf, made.bytes, async () => undefined) };
      }
      await breathe();
    }
  } finally {
    maker.close();
  }
}

const stemsOf = (files: Files, paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.map((path) => splitName(files.nameOf(path)).stem));

async function picturesAt(files: Files, path: string, isFolder: boolean): Promise<string[]> {
  if (!isFolder) return [path];
  const names = (await files.list(path)).filter((name) => isPicturePath(name) && !name.startsWith("."));
  if (names.length === 0) throw new InputError("There is no picture in this folder.", { file: path });
  return names.sort(naturalOrder).map((name) => files.join(path, name));
}

async function make(
  files: Files,
  maker: PictureMaker,
  file: string,
  format: Parameters<typeof writePicture>[1],
): Promise<{ bytes: Uint8Array } | { failed: string }> {
  try {
    const { image } = await readPicture(await files.open(file));
    return { bytes: (await writePicture(await maker.apply(image), format)).bytes };
  } catch (error) {
    const fault = explainFault(error);
    if (!(fault instanceof InputError)) throw error;
    return { failed: fault.message };
  }
}
