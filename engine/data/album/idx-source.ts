// Pictures in IDX files, with the labels that lie beside them and the test set of a folder that holds both.

import { InputError } from "../../errors";
import { listOf } from "../../words";
import { readAll } from "../bytes";
import type { Files } from "../files";
import { gunzip, isGzip } from "../gzip";
import { quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import { type IdxArray, readIdx } from "./idx";
import type { PictureSource } from "./source";
import { labelsOf, stackSource, withTest } from "./stack";

/** Bytes of an array, unpacked. */
const unpackedLimit = 2 ** 30;

/** `train-images-idx3-ubyte.gz`, `t10k-images.idx3-ubyte`, `x.idx3`. */
const pictureName = /idx[34](-ubyte)?(\.gz)?$/i;
const testName = /t10k|test/i;

/** An IDX file, as it is or packed by gzip. */
export async function readIdxFile(files: Files, path: string): Promise<IdxArray & { hash: string }> {
  const source = await files.open(path);
  const { bytes, hash } = await readAll(source, {});
  const plain = isGzip(bytes) ? await gunzip(bytes, source.name, unpackedLimit) : bytes;
  return { ...readIdx(plain, source.name), hash };
}

/** Labels in an IDX file, one for each of so many pictures. */
export async function readIdxLabels(
  files: Files,
  path: string,
  pictures: number,
): Promise<{ labels: string[]; hash: string }> {
  const { hash, ...array } = await readIdxFile(files, path);
  return { labels: labelsOf({ type: "u1", fortranOrder: false, ...array }, pictures, files.nameOf(path)), hash };
}

/** @throws InputError where the file or its labels are damaged, or there are no pictures in it */
export async function idxSource(files: Files, path: string): Promise<PictureSource> {
  const name = files.nameOf(path);
  const { hash, ...array } = await readIdxFile(files, path);
  const source = { ...stackSource({ type: "u1", fortranOrder: false, ...array }, "idx", name), hash };
  const beside = await labelsBeside(files, path);
  if (beside === undefined) return source;
  const found = await readIdxLabels(files, beside, source.names.length);
  const text = `The labels are those in ${quoted(files.nameOf(beside))}, which lies beside ${quoted(name)}.`;
  return {
    ...source,
    labels: found.labels,
    hash: `${hash}${found.hash}`,
    assumptions: [...source.assumptions, { text }],
  };
}

async function labelsBeside(files: Files, path: string): Promise<string | undefined> {
  const name = files.nameOf(path);
  const plain = name
    .replace(/\.gz$/i, "")
    .replace(/images?/i, "labels")
    .replace(/idx[34]/i, "idx1");
  if (plain === name.replace(/\.gz$/i, "")) return undefined;
  for (const candidate of [plain, `${plain}.gz`]) {
    const beside = files.join(files.folderOf(path), candidate);
    if ((await files.stat(beside))?.kind === "file") return beside;
  }
  return undefined;
}

/** Names of the IDX files of pictures in a folder, of two that differ in packing alone the one that is not packed. */
export function idxPictures(names: readonly string[]): string[] {
  const found = names.filter((name) => pictureName.test(name) && !name.startsWith("."));
  return found.filter((name) => !found.includes(name.replace(/\.gz$/i, "")) || !/\.gz$/i.test(name)).sort(naturalOrder);
}

/** The pictures of a folder of IDX files: those of t10k or test, beside others, are a test set. */
export async function idxFolderSource(files: Files, path: string, names: readonly string[]): Promise<PictureSource> {
  const [tests, trains] = [names.filter((name) => testName.test(name)), names.filter((name) => !testName.test(name))];
  if (tests.length > 1 || trains.length > 1) {
    const message = `There are several files of pictures in this folder (${listOf(names.slice(0, 6), "and")}): name one of them.`;
    throw new InputError(message, { file: path });
  }
  const read = (name: string) => idxSource(files, files.join(path, name));
  if (tests.length === 0 || trains.length === 0) return read(names[0]);
  return withTest(await read(trains[0]), await read(tests[0]));
}
