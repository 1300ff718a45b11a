// The folder of a new run: claimed before it begins, gone when it cannot begin.

import { mkdir, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runFolderName, runsFolder } from "../experiment/layout";

/** `--out`, or a new folder below `.lens/runs` here, which no other process has. */
export async function newRunFolder(out: string | undefined, name: string): Promise<string> {
  if (out !== undefined) return resolve(out);
  const root = resolve(...runsFolder);
  await mkdir(root, { recursive: true });
  const first = join(root, runFolderName(name, new Date()));
  for (let folder = first, count = 2; ; folder = `${first}-${count++}`) {
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** The run; where it cannot even begin, the folder that was made for it goes. */
export async function* withoutEmptyFolder<E>(
  folder: string,
  run: AsyncGenerator<E, unknown>,
): AsyncGenerator<E, unknown> {
  try {
    return yield* run;
  } catch (error) {
    // One that holds something stays: rmdir refuses it.
    await rmdir(folder).catch(() => undefined);
    throw error;
  }
}
