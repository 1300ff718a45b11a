// Pairs: which clean picture or mask belongs to which picture, by their names.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption } from "../dataset";
import { firstOf } from "../listing";
import type { PictureSource } from "./source";

/** What names of pairs differ in. */
const kinds =
  "noisy|noise|clean|degraded|blurry|blurred|blur|sharp|damaged|original|orig|input|target|output|ground[-_ ]?truth|gt|reference|ref|mask|masks|label|labels|seg|segmentation|annotation|image|img|lr|hr|x[234]|low|high";
const before = new RegExp(`^(${kinds})[-_. ]+(?=.)`, "i");
const behind = new RegExp(`(?<=.)[-_. ]+(${kinds})$|(?<=\\d)x[234]$`, "i");

/** The path without extension, as names have it that differ in case and extension alone. */
const stemOf = (name: string) => name.replace(/\.[^./]+$/, "").toLowerCase();

/** The file's stem without words that tell the two of a pair apart. */
function keyOf(name: string): string {
  let key = stemOf(name).replace(/^.*\//, "");
  for (let last = ""; last !== key; ) {
    last = key;
    key = key.replace(behind, "").replace(before, "");
  }
  return key;
}

const nameless = (name: string) => stemOf(name).replace(/^.*\//, "");

/** In what order names are held against each other: the first that gives a picture exactly one partner counts. */
const keys: ((name: string) => string)[] = [stemOf, nameless, keyOf];

/**
 * The index of each picture's partner; −1 for pictures without one. In files that hold many pictures the order decides.
 * Throws InputError where no picture has a partner, or the numbers of an array differ.
 */
export function matchPartners(
  { names, format }: PictureSource,
  partners: PictureSource,
  file: string,
): { indices: Int32Array; assumptions: Assumption[] } {
  if (partners.format !== "folder" || format !== "folder") {
    if (partners.names.length !== names.length) {
      const message = `There are ${countOf(names.length, "picture")} and ${countOf(partners.names.length, "partner")}: where a file holds many, both need as many.`;
      throw new InputError(message, { file });
    }
    const text = "Partners belong to pictures by their order.";
    return { indices: Int32Array.from(names.keys()), assumptions: [{ text }] };
  }
  const indices = new Int32Array(names.length).fill(-1);
  const taken = new Set<number>();
  let shortened = 0;
  for (const key of keys) {
    const [mine, others] = [new Map<string, number[]>(), new Map<string, number[]>()];
    const add = (map: Map<string, number[]>, name: string, index: number) => {
      const known = map.get(key(name));
      if (known) known.push(index);
      else map.set(key(name), [index]);
    };
    for (const [index, name] of names.entries()) if (indices[index] < 0) add(mine, name, index);
    for (const [index, name] of partners.names.entries()) if (!taken.has(index)) add(others, name, index);
    for (const [text, [index, ...more]] of mine) {
      const [other, ...rest] = others.get(text) ?? [];
      if (other === undefined || more.length > 0 || rest.length > 0) continue;
      indices[index] = other;
      taken.add(other);
      if (key === keyOf) shortened++;
    }
  }
  if (taken.size === 0) {
    const message = `No picture has a partner here: names must agree, as ${names[0]} and ${stemOf(names[0])}.png do; the first here is ${partners.names[0]}.`;
    throw new InputError(message, { file });
  }
  const assumptions: Assumption[] = [{ text: `${countOf(taken.size, "picture")} and partners match by name.` }];
  if (shortened > 0) {
    const [index] = [...indices.keys()].filter(
      (i) => indices[i] >= 0 && stemOf(names[i]) !== stemOf(partners.names[indices[i]]),
    );
    const example = `${names[index]} and ${partners.names[indices[index]]}`;
    assumptions.push({ text: `Words that tell pairs apart were left out of names: ${example} belong together.` });
  }
  const left = partners.names.filter((_, index) => !taken.has(index));
  if (left.length > 0) {
    assumptions.push({ text: `${countOf(left.length, "partner")} without a picture left out: ${firstOf(left, 3)}.` });
  }
  return { indices, assumptions };
}
