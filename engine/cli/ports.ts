// Node's side of the engine's ports: files, byte sources, the kernels beside the bundle, a breath for the event loop.

import { constants } from "node:fs";
import {
  access,
  appendFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { compileFilterExecutor } from "../convolution/compile-module";
import type { FilterExecutor } from "../convolution/executor";
import type { Executor } from "../core/executor";
import { bytesSource } from "../data/bytes-source";
import type { ByteSource } from "../data/dataset";
import type { Files } from "../data/files";
import type { Processes } from "../experiment/lock";
import { compileDenseSolver } from "../graph/dense/solver";
import type { DenseSolver, Solvers, SparseSolver } from "../graph/solver";
import { compileSparseSolver } from "../graph/sparse/compile-module";
import { compileExecutor } from "../kernels/compile-module";
import { ThreadPool } from "./threads";

export const nodeFiles: Files = {
  open: openFile,
  read: readPlain,
  async write(path, bytes) {
    const handle = await open(path, "w");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  create: (path, text) => writeFile(path, text, { flag: "wx" }),
  append: (path, text) => appendFile(path, text),
  rename,
  renameNew,
  remove: (path) => rm(path, { recursive: true, force: true }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  list: (folder) => readdir(folder),
  async stat(path) {
    try {
      const found = await stat(path);
      return { kind: found.isDirectory() ? "folder" : "file", size: found.size, modified: found.mtimeMs };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw error;
    }
  },
  // An absolute path on the right is the path.
  join: (first, ...parts) => parts.reduce((path, part) => resolve(path, part), first),
  folderOf: dirname,
  nameOf: basename,
  relative: (from, to) => relative(from, to).replaceAll("\\", "/"),
};

export const nodeProcesses: Processes = {
  pid: process.pid,
  host: hostname(),
  isAlive(pid, since) {
    // The number of a process from before the machine's start may belong to another one by now.
    if (since < Date.now() - 1000 * uptime()) return false;
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // Of another user.
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
};

/** A second name for the file, and then its first one goes: links, unlike renames, replace nothing. */
async function renameNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (["EEXIST", "ENOENT", "ENOSPC"].includes(String((error as NodeJS.ErrnoException).code))) throw error;
    // A file system without links: the name is taken by an empty file of ours, which the rename replaces.
    await (await open(to, "wx")).close();
    await rename(from, to);
    return;
  }
  await unlink(from);
}

/** The bytes as a plain array, whose slices are copies. */
async function readPlain(path: string): Promise<Uint8Array> {
  const { buffer, byteOffset, length } = await readFile(path);
  return new Uint8Array(buffer, byteOffset, length);
}

/** A file as a byte source; small ones are read once and kept. */
async function openFile(path: string): Promise<ByteSource> {
  await access(path, constants.R_OK);
  const { size } = await stat(path);
  const name = basename(path);
  if (size <= 1 << 20) return bytesSource(name, await readPlain(path));
  return {
    name,
    size,
    async read(offset, length) {
      const handle = await open(path, "r");
      try {
        const bytes = new Uint8Array(Math.min(length, size - offset));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Messages, timers and other reads get their turn. */
export const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A file of the kernels' folder. */
async function readKernels(folder: string, file: string): Promise<Uint8Array> {
  const path = join(folder, file);
  return readFile(path).catch(() => {
    throw new Error(`The kernels are missing at ${path}: build the project again.`);
  });
}

const pools = new Map<string, ThreadPool>();

/** The threads whose entry lies beside a folder of kernels: sessions and pictures use the same ones. */
function poolBeside(folder: string): ThreadPool {
  const entry = join(folder, "..", "thread.js");
  const pool = pools.get(entry) ?? new ThreadPool(entry);
  pools.set(entry, pool);
  return pool;
}

/** The executor whose kernels lie in `folder`, beside the entry of its threads; at most so many of them compute. */
export function loadExecutor(folder: string, threads: number): Promise<Executor> {
  const pool = poolBeside(folder);
  return compileExecutor((file) => readKernels(folder, file), {
    count: threads,
    start: (session) => pool.start({ kind: "session", session }),
  });
}

/** The executor of filters, as `loadExecutor`. Threads share pictures whose samples lie in shared memory. */
export function loadFilterExecutor(folder: string, threads: number): Promise<FilterExecutor> {
  const pool = poolBeside(folder);
  return compileFilterExecutor((file) => readKernels(folder, file), {
    count: threads,
    start: (picture) => pool.start({ kind: "picture", picture }),
  });
}

/** The solver of dense eigenvalue problems whose module lies in `folder`. */
export const loadDenseSolver = (folder: string): Promise<DenseSolver> =>
  compileDenseSolver((file) => readKernels(folder, file));

/** The solver of sparse eigenvalue problems, as `loadExecutor`. */
export function loadSparseSolver(folder: string, threads: number): Promise<SparseSolver> {
  const pool = poolBeside(folder);
  return compileSparseSolver((file) => readKernels(folder, file), {
    count: threads,
    start: (spectrum) => pool.start({ kind: "spectrum", spectrum }),
  });
}

/** Both solvers, for spectra of any graph. */
export async function loadSolvers(folder: string, threads: number): Promise<Solvers> {
  const [dense, sparse] = await Promise.all([loadDenseSolver(folder), loadSparseSolver(folder, threads)]);
  return { dense, sparse };
}
