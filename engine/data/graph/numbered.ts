// Graphs whose nodes are numbered from 1 and counted in the header: what MatrixMarket, DIMACS, Pajek and hMETIS share.

import { InputError } from "../../errors";
import { grouped } from "../../words";
import { numberFromText, parseNumber } from "../numbers";
import { excerpt, plainInteger, type Words } from "./lines";

/** More nodes than this are no graph that fits into memory; the count may be damaged. */
const nodeLimit = 2 ** 28;

const decoder = new TextDecoder();

/** The line as text, for headers. */
export function lineText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end)).trim();
}

/** A count from a header. Throws InputError where it is no whole number, or more than memory holds. */
export function countFrom(text: string | undefined, what: string, place: { file: string; line: number }): number {
  const count = text !== undefined && /^\d+$/.test(text) ? numberFromText(text) : Number.NaN;
  if (Number.isNaN(count)) {
    const found = text === undefined ? "nothing" : `“${excerpt(text)}”`;
    throw new InputError(`The number of ${what} is expected here, and there is ${found}.`, place);
  }
  if (count > nodeLimit) {
    throw new InputError(`The header counts ${grouped(count)} ${what}, more than fit into memory.`, place);
  }
  return count;
}

/** The node, counted from 0, that a word names by its number. Throws InputError for what is no number from 1 to `nodes`. */
export function nodeFrom(
  bytes: Uint8Array,
  words: Words,
  index: number,
  nodes: number,
  place: { file: string; line: number },
): number {
  const [start, end] = [words.starts[index], words.ends[index]];
  const number = index < words.count ? plainInteger(bytes, start, end) : -1;
  if (number >= 1 && number <= nodes) return number - 1;
  if (index >= words.count) throw new InputError("An edge needs two ends, and this line has fewer.", place);
  const text = excerpt(lineText(bytes, start, end));
  throw new InputError(`“${text}” is no node: they are numbered from 1 to ${grouped(nodes)}.`, place);
}

/** The number that a word writes. Throws InputError where it is none. */
export function numberFrom(
  bytes: Uint8Array,
  words: Words,
  index: number,
  what: string,
  place: { file: string; line: number },
): number {
  const value = index < words.count ? parseNumber(bytes, words.starts[index], words.ends[index]) : Number.NaN;
  if (!Number.isNaN(value)) return value;
  const text = index < words.count ? excerpt(lineText(bytes, words.starts[index], words.ends[index])) : "";
  throw new InputError(`A ${what} is expected here, and there is ${text === "" ? "nothing" : `“${text}”`}.`, place);
}
