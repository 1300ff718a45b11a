// Pictures in NumPy files: an array of them, or an archive of arrays of pictures and labels, for training and test.

import { InputError } from "../../errors";
import { listOf } from "../../words";
import { readAll } from "../bytes";
import type { Assumption, ByteSource } from "../dataset";
import type { Files } from "../files";
import { Hash } from "../hash";
import { firstOf, quoted } from "../listing";
import { type ArrayDescription, describeArray, loadArray } from "../numpy/array";
import { entryStart, readEntry, type ZipEntry, zipEntries } from "../zip";
import type { PictureSource } from "./source";
import { labelsOf, stackShape, stackSource, withTest } from "./stack";

/** Bytes that the description of an array is within. */
export const describedBytes = 4096;

/** Bytes of an array, unpacked. */
const unpackedLimit = 2 ** 30;

/** An array of an archive before it is read. */
interface Member extends Pick<ArrayDescription, "type" | "shape"> {
  name: string;
  entry: ZipEntry;
}

const testName = /test/i;
const validationName = /val/i;
/** What arrays of pictures are called, the likeliest first. */
const pictureNames = /^(x|images?|data|arr_0|pictures|faces)\b|^x_|images?$/i;

export async function npySource(source: ByteSource): Promise<PictureSource> {
  const { bytes, hash } = await readAll(source, {});
  const array = await loadArray(bytes, source.name);
  return { ...stackSource(array as Parameters<typeof stackSource>[0], "npy", source.name), hash };
}

/** Labels in an array, one for each of so many pictures. */
export async function readNpyLabels(
  files: Files,
  path: string,
  pictures: number,
): Promise<{ labels: string[]; hash: string }> {
  const source = await files.open(path);
  const { bytes, hash } = await readAll(source, {});
  return { labels: labelsOf(await loadArray(bytes, source.name), pictures, source.name), hash };
}

/** The arrays of an archive that can be read, by their descriptions alone. */
export async function npzMembers(source: ByteSource): Promise<Member[]> {
  const members: Member[] = [];
  for (const entry of await zipEntries(source)) {
    if (!entry.name.endsWith(".npy")) continue;
    try {
      const { type, shape } = describeArray(await entryStart(source, entry, describedBytes), source.name);
      members.push({ name: entry.name.replace(/\.npy$/, ""), entry, type, shape });
    } catch (error) {
      // Arrays of objects and the like do not matter while there are pictures.
      if (!(error instanceof InputError)) throw error;
    }
  }
  return members;
}

export const isPictureArray = ({ type, shape }: Pick<Member, "type" | "shape">): boolean =>
  /^[biuf]/.test(type) && stackShape(shape) !== undefined;

/**
 * Arrays whose names say test are a test set; labels are the arrays of as many values as there are pictures with the same
 * part in their name (x_train and y_train, test_images and test_labels, images and labels).
 */
export async function npzSource(source: ByteSource): Promise<PictureSource> {
  const members = await npzMembers(source);
  const pictures = members.filter(isPictureArray);
  if (pictures.length === 0) {
    const shapes = members.map(({ name, shape }) => `${name} (${shape.join(" × ")})`);
    const message = `No array in this file holds pictures ([pictures, height, width] or with channels behind): there is ${listOf(shapes, "and") || "none"}.`;
    throw new InputError(message, { file: source.name });
  }
  const assumptions: Assumption[] = [];
  const left: string[] = [];
  const read = async (part: readonly Member[]) => {
    const [chosen, ...others] = [...part].sort((a, b) => rank(a) - rank(b));
    left.push(...others.map(({ name }) => name));
    const labels = members.filter(
      (member) => isLabels(member) && partOf(member) === partOf(chosen) && member.shape[0] === chosen.shape[0],
    );
    left.push(...labels.slice(1).map(({ name }) => name));
    return readPart(source, chosen, labels[0], assumptions);
  };
  const of = (part: "train" | "test" | "validation") => pictures.filter((member) => partOf(member) === part);
  const [train, test, validation] = [of("train"), of("test"), of("validation")];
  left.push(...(train.length > 0 ? validation : []).map(({ name }) => name));
  const main = await read(train.length > 0 ? train : validation.length > 0 ? validation : test);
  const whole = train.length > 0 && test.length > 0 ? withTest(main, await read(test)) : main;
  if (left.length > 0) assumptions.push({ text: `Arrays left out: ${firstOf(left.map(quoted), 4)}.` });
  return { ...whole, assumptions: [...assumptions, ...whole.assumptions] };
}

const rank = ({ name }: Member) => (pictureNames.test(name) ? 0 : 1);

const isLabels = ({ shape }: Member) => shape.length >= 1 && shape.slice(1).every((length) => length === 1);

const partOf = ({ name }: Member) =>
  testName.test(name) ? "test" : validationName.test(name) ? "validation" : "train";

async function readPart(
  source: ByteSource,
  pictures: Member,
  labels: Member | undefined,
  assumptions: Assumption[],
): Promise<PictureSource> {
  const hash = new Hash();
  const load = async ({ entry, name }: Member) => {
    if (entry.size > unpackedLimit) {
      const message = `The array ${quoted(name)} has ${entry.size >> 20} MB unpacked, and at most ${unpackedLimit >> 20} MB are read.`;
      throw new InputError(message, { file: source.name });
    }
    const bytes = await readEntry(source, entry);
    hash.update(bytes);
    return loadArray(bytes, `${source.name}/${name}`);
  };
  const array = (await load(pictures)) as Parameters<typeof stackSource>[0];
  const stack = stackSource(array, "npz", `${source.name}/${pictures.name}`);
  const said = labels ? `, and ${quoted(labels.name)} are its labels` : "";
  assumptions.push({ text: `The array ${quoted(pictures.name)} holds ${stack.names.length} pictures${said}.` });
  if (!labels) return { ...stack, hash: hash.digest() };
  const texts = labelsOf(await load(labels), stack.names.length, `${source.name}/${labels.name}`);
  return { ...stack, labels: texts, hash: hash.digest() };
}
