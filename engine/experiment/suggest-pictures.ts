// A complete experiment on the pictures at a path, with what lies beside them.

import { maskedPictures, pairedFolders } from "../data/album/partner-folders";
import type { Files } from "../data/files";
import type { PictureExperiment } from "../tasks/pictures/task";
import { albumOptions } from "./album-options";
import type { RunHost } from "./run";
import { completePictureExperiment, type Overrides, override } from "./suggest";

/**
 * With paths relative to the folder of `path`.
 * @throws InputError where the pictures do not suit the task
 */
export async function suggestPicturesAt(
  { files, readAlbum }: { files: Files; readAlbum: RunHost["readAlbum"] },
  path: string,
  task: PictureExperiment["task"],
  wishes: Overrides = {},
): Promise<PictureExperiment> {
  const base = files.folderOf(path);
  const data = await dataOf(files, path, task);
  const given = override({ task, data } as PictureExperiment, wishes);
  const album = await readAlbum(files.join(base, data.file), await albumOptions(files, given, base));
  return completePictureExperiment(given, album);
}

/** Tasks that learn from pairs of pictures. */
const pairedTasks: readonly string[] = ["restore", "superresolve", "translate"];

/** Where folders hold pairs, the pictures are not learned from together with what they ought to be, or masks of them. */
async function dataOf(files: Files, path: string, task: PictureExperiment["task"]): Promise<PictureExperiment["data"]> {
  const base = files.folderOf(path);
  const found = task === "segment" ? await maskedPictures(files, path) : undefined;
  if (found) return { file: files.relative(base, found.pictures), masks: files.relative(base, found.partners) };
  const folder = pairedTasks.includes(task) && (await files.stat(path))?.kind === "folder";
  const pairs = folder ? await pairedFolders(files, path) : undefined;
  if (!pairs) return { file: files.nameOf(path) };
  const [pictures, partners] = [pairs.pictures, pairs.partners].map((name) =>
    files.relative(base, files.join(path, name)),
  );
  if (task === "translate") return { file: pictures, target: partners };
  if (pairs.masks) return { file: pictures };
  // Networks that restore learn from partners of one size, those that enlarge from larger ones.
  const learned = task === "restore" ? pairs.factor === 1 : pairs.factor > 1;
  return learned ? { file: pictures, clean: partners } : { file: partners };
}
