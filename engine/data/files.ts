// The port to a file system: what the engine asks of whoever hosts it; the command line brings Node's, tests a map.

import type { ByteSource } from "./dataset";

export interface FileStat {
  kind: "file" | "folder";
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Paths use the host's own separators; `join` and `relative` are the only ones that take them apart. */
export interface Files {
  open(path: string): Promise<ByteSource>;
  read(path: string): Promise<Uint8Array>;
  /** Writes the whole file and flushes it to disk before it resolves. */
  write(path: string, bytes: Uint8Array | string): Promise<void>;
  /** Writes a file that is not there yet; fails with the code EEXIST where there is one, whoever is the first. */
  create(path: string, text: string): Promise<void>;
  append(path: string, text: string): Promise<void>;
  /** Atomic replacement within one file system. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a name that is free; fails with the code EEXIST where there is something, and replaces nothing. */
  renameNew(from: string, to: string): Promise<void>;
  /** A file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  list(folder: string): Promise<string[]>;
  /** Null when there is nothing at that path. */
  stat(path: string): Promise<FileStat | null>;
  join(...parts: string[]): string;
  folderOf(path: string): string;
  nameOf(path: string): string;
  relative(from: string, to: string): string;
}
