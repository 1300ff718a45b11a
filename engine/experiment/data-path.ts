// Where the data of an experiment lie: its path, checked against the workspace and against what is there.

import type { Files } from "../data/files";
import { FieldError } from "./field-error";

/**
 * The path of what an experiment names at a key, of `data` unless said, which is relative to the folder `base`; within
 * `workspace` where one is given.
 * @throws FieldError where it leads out of the workspace, or to nothing
 */
export async function existingData(
  files: Files,
  base: string,
  file: string,
  workspace?: string,
  key = "file",
  part = "data",
): Promise<string> {
  const path = files.join(base, file);
  if (workspace !== undefined && !isInside(files, workspace, path)) {
    const message = `${part}.${key} must be a relative path that stays inside the workspace.`;
    throw new FieldError([part, key], message, { file: path });
  }
  if ((await files.stat(path)) === null) {
    const what = key === "file" ? "data file" : "file or folder";
    const message = `There is no ${what} ${file} here: put it back, or correct ${part}.${key}.`;
    throw new FieldError([part, key], message, { file: path });
  }
  return path;
}

/** `relative` gives a path upwards, or one of another drive, for what lies elsewhere. */
export function isInside(files: Files, folder: string, path: string): boolean {
  return !/^(\.\.([\\/]|$)|[\\/]|[A-Za-z]:)/.test(files.relative(folder, path));
}
