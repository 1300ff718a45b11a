// What a file system refuses, as sentences: the same for a run's folder and for files that the command line names.

import { InputError } from "../errors";

const full = "The disk is full: make room, then resume the run; it goes on from its last checkpoint.";
const refused = "This place may not be read or written to: change its permissions, or choose another one.";
const notFolder = "A file stands where a folder is needed: choose another path.";

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: refused,
  EPERM: refused,
  EROFS: refused,
  ENOENT: "This path does not exist, or is gone: make its folder, or choose another one.",
  ENOTDIR: notFolder,
  EEXIST: notFolder,
  EISDIR: "This is a folder, where a file is needed: choose another path.",
};

/** A file system's fault as an InputError at its path; anything else as it is. */
export function explainFault(error: unknown): Error {
  const { code, path } = (error ?? {}) as { code?: unknown; path?: unknown };
  const sentence = typeof code === "string" && Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (sentence) return new InputError(sentence, typeof path === "string" ? { file: path } : {});
  return error instanceof Error ? error : new Error(String(error));
}
