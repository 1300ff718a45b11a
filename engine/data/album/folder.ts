// A folder of pictures, or of folders of pictures that are classes or parts of a split, as a source.

import { InputError } from "../../errors";
import { countOf, listOf } from "../../words";
import { readWhole } from "../bytes";
import { bytesSource } from "../bytes-source";
import type { Assumption } from "../dataset";
import type { Files } from "../files";
import { isPicturePath, pictureExtensions, readPicture } from "../image";
import { isOutputOf, splitName } from "../image/output-names";
import { firstOf, quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import type { PictureSource, ReadPicture } from "./source";

/** Folders within folders that are looked into. */
const deepest = 4;

/** Pictures by what a folder says of them, with names relative to where the search began. */
interface Found {
  names: string[];
  labels?: string[];
  testFrom?: number;
  assumptions: Assumption[];
}

/** What networks call the pictures that they make of others, behind the names of these. */
const networkWords = ["restored", "translated", "x2", "x3", "x4"] as const;
const trainName = /^train(ing)?$/i;
const testName = /^test(ing)?$/i;
const validationName = /^val(id(ation)?)?$/i;

/** @throws InputError where there is no picture */
export async function folderSource(files: Files, path: string): Promise<PictureSource> {
  const found = await explore(files, path, "", deepest);
  if (!found) {
    const message = `There is no picture in this folder, nor in those within: no file ends in ${listOf(pictureExtensions)}.`;
    throw new InputError(message, { file: path });
  }
  return {
    format: "folder",
    ...found,
    read: (index) => readFile(files, files.join(path, ...found.names[index].split("/"))),
  };
}

/** Whether a folder, or one within it, holds a picture. */
export async function holdsPictures(files: Files, path: string, depth = deepest): Promise<boolean> {
  const { pictures, folders } = await glance(files, path);
  if (pictures.length > 0) return true;
  if (depth === 0) return false;
  for (const folder of folders) if (await holdsPictures(files, files.join(path, folder), depth - 1)) return true;
  return false;
}

/** Folders in a folder that hold pictures, in themselves or deeper. */
export async function pictureFolders(files: Files, path: string): Promise<string[]> {
  const { folders } = await glance(files, path);
  const holding: string[] = [];
  for (const folder of folders) if (await holdsPictures(files, files.join(path, folder))) holding.push(folder);
  return holding;
}

async function glance(files: Files, path: string): Promise<{ pictures: string[]; folders: string[] }> {
  const names = (await files.list(path)).filter((name) => !name.startsWith(".")).sort(naturalOrder);
  const folders: string[] = [];
  for (const name of names) {
    if (!isPicturePath(name) && (await files.stat(files.join(path, name)))?.kind === "folder") folders.push(name);
  }
  return { pictures: names.filter(isPicturePath), folders };
}

async function explore(files: Files, root: string, below: string, depth: number): Promise<Found | undefined> {
  const named = (name: string) => (below === "" ? name : `${below}/${name}`);
  const { pictures, folders } = await glance(files, below === "" ? root : files.join(root, ...below.split("/")));
  if (pictures.length > 0) {
    const stems = new Set(pictures.map((name) => splitName(name).stem));
    const [made, given] = parted(pictures, (name) => networkWords.some((word) => isOutputOf(name, word, stems)));
    const assumptions: Assumption[] = [];
    if (folders.length > 0) {
      const text = `${countOf(folders.length, "folder")} beside the pictures left out: ${firstOf(folders.map(quoted), 3)}.`;
      assumptions.push({ text });
    }
    if (made.length > 0) {
      const text = `${countOf(made.length, "picture")} left out that a network made of others: ${firstOf(made.map(quoted), 3)}.`;
      assumptions.push({ text });
    }
    return { names: given.map(named), assumptions };
  }
  if (depth === 0) return undefined;
  const parts: { name: string; found: Found }[] = [];
  for (const name of folders) {
    const found = await explore(files, root, named(name), depth - 1);
    if (found) parts.push({ name, found });
  }
  if (parts.length < 2) return parts[0]?.found;
  return splitOf(parts, below === "" ? 0 : below.split("/").length) ?? classesOf(parts);
}

function parted<T>(all: readonly T[], first: (one: T) => boolean): [T[], T[]] {
  return [all.filter(first), all.filter((one) => !first(one))];
}

/**
 * Folders called train and test, or validation, so many folders below the root, are parts of a split that the data bring;
 * undefined for other ones.
 */
function splitOf(parts: readonly { name: string; found: Found }[], level: number): Found | undefined {
  const named = (pattern: RegExp) => parts.filter(({ name }) => pattern.test(name));
  const [[train], [test], [validation]] = [named(trainName), named(testName), named(validationName)];
  const judging = test ?? validation;
  if (!train || !judging) return undefined;
  const known = [train, test, validation].filter((part) => part !== undefined);
  const training = test && validation ? [train, validation] : [train];
  const assumptions = known.flatMap(({ found }) => found.assumptions);
  assumptions.push({ text: `The pictures in ${quoted(judging.name)} are a test set of their own.` });
  if (training.length > 1) {
    const text = `The pictures in ${quoted(validation.name)} are read with those in ${quoted(train.name)}: a run holds out its own for validation.`;
    assumptions.push({ text });
  }
  const others = parts.filter((part) => !known.includes(part)).map(({ name }) => quoted(name));
  if (others.length > 0) assumptions.push({ text: `Left out beside train and test: ${firstOf(others, 3)}.` });
  const trained = training.flatMap(({ found }) => found.names);
  const names = [...trained, ...judging.found.names];
  const labels = labelsAt(names, level + 1) ?? joined([...training, judging].map(({ found }) => found.labels));
  return { names, ...(labels ? { labels } : {}), testFrom: trained.length, assumptions };
}

/** The folders of a level as labels: a part may have pictures of one class only. Undefined unless there are several. */
function labelsAt(names: readonly string[], level: number): string[] | undefined {
  const paths = names.map((name) => name.split("/"));
  if (paths.some((path) => path.length < level + 2)) return undefined;
  const labels = paths.map((path) => path[level]);
  return new Set(labels).size > 1 ? labels : undefined;
}

const joined = (labels: readonly (string[] | undefined)[]): string[] | undefined =>
  labels.every((part) => part !== undefined) ? labels.flat() : undefined;

function classesOf(parts: readonly { name: string; found: Found }[]): Found {
  return {
    names: parts.flatMap(({ found }) => found.names),
    labels: parts.flatMap(({ name, found }) => found.names.map(() => name)),
    assumptions: [{ text: `The ${parts.length} folders with pictures are taken as classes.` }],
  };
}

/** What is in a file, unless it changes meanwhile. */
async function readFile(files: Files, path: string): Promise<ReadPicture> {
  const before = await files.stat(path);
  const source = await files.open(path);
  const bytes = await readWhole(source, {});
  const after = await files.stat(path);
  if (!before || !after || before.size !== after.size || before.modified !== after.modified) {
    throw new InputError("The file changed while it was read.", { file: path });
  }
  const { image, facts } = await readPicture(bytesSource(source.name, bytes));
  return { image, bytes, statements: facts.assumptions.map(({ text }) => text) };
}
