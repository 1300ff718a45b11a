// Which test files there are, in sets that run in a process each.

import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "./root";

const tests = join(root, "test");

/** Test files under a folder of test/ (or that one file) that lie at one of the paths, in order of their names. */
export function testFiles(place: string, paths: readonly string[]): string[] {
  const path = join(tests, place);
  const all = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
    : [path];
  return all
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => paths.length === 0 || paths.some((prefix) => shortName(file).startsWith(prefix)))
    .sort();
}

/** A path as people write it. */
export const shortName = (path: string): string => relative(root, path).replaceAll("\\", "/");

export const eachAlone = (files: readonly string[]): string[][] => files.map((file) => [file]);

/**
 * Files in sets, one for each folder that lies two levels below test/: a process takes as long to begin as many a file.
 * Those that take longest are the first: the folder of ops, then those of most files.
 */
export function byFolder(files: readonly string[]): string[][] {
  const sets = new Map<string, string[]>();
  for (const file of files) {
    const folder = relative(tests, dirname(file)).split(sep).slice(0, 2).join(sep);
    sets.set(folder, [...(sets.get(folder) ?? []), file]);
  }
  const isOps = ([first]: string[]) => dirname(first) === join(tests, "engine", "ops");
  return [...sets.values()].sort((a, b) => Number(isOps(b)) - Number(isOps(a)) || b.length - a.length);
}

/** What a set is called. */
export function titleOf(files: readonly string[]): string {
  return files.length === 1 ? shortName(files[0]) : `${shortName(dirname(files[0]))}, ${files.length} files`;
}
