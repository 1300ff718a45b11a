// Writing a file in whole or not at all, under a name that is free.

import type { Files } from "../../data/files";

/** Told before a file appears: its path, and where its bytes lie until they are all there. */
export type Announce = (path: string, temporary: string) => Promise<void>;

/** Where the bytes of a file lie until they are all there: hidden, and with an extension that no picture has. */
export const temporaryFor = (files: Files, path: string): string =>
  files.join(files.folderOf(path), `.${files.nameOf(path)}.part`);

/** Writes a file so that it appears in whole; fails with the code EEXIST where there is one, unless it may be replaced. */
export async function writeWhole(files: Files, path: string, bytes: Uint8Array, replace = false): Promise<void> {
  const temporary = temporaryFor(files, path);
  try {
    await files.write(temporary, bytes);
    await (replace ? files.rename(temporary, path) : files.renameNew(temporary, path));
  } catch (error) {
    // Bytes that could not be written in whole, or whose name another program has taken, must not stay.
    await files.remove(temporary).catch(() => undefined);
    // What a person knows is the file itself.
    throw error instanceof Error && "path" in error ? Object.assign(error, { path }) : error;
  }
}

/**
 * Writes `bytes` under the first of the names that is free in `folder`, and resolves to its path. Names are counted from
 * 1; `nameOf` gives the name of an attempt.
 */
export async function writeNew(
  files: Files,
  folder: string,
  nameOf: (attempt: number) => string,
  bytes: Uint8Array,
  announce: Announce,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const path = files.join(folder, nameOf(attempt));
    if (await files.stat(path)) continue;
    await announce(path, temporaryFor(files, path));
    try {
      await writeWhole(files, path, bytes);
      return path;
    } catch (error) {
      if ((error as { code?: unknown }).code !== "EEXIST") throw error;
    }
  }
}
