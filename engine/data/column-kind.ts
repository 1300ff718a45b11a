// Whether the texts of a column are numbers, dates or words, and when a few that are not do not change that.

import type { Entry } from "./column-builder";
import { type DateReader, findDateFormat } from "./dates";

export type Kind = { kind: "number" } | { kind: "date"; reader: DateReader } | { kind: "text" } | { kind: "none" };

/** Few different numbers beside words that come again and again are names of classes ("0", "1", "2", "3+"). */
const fewNumbers = 20;

/**
 * Numbers, when all cells are; when nine tenths are and the others look like slips; or when at least half are and one
 * single word, which then stands for a missing value, is the rest.
 */
export function isMostlyNumbers(
  numbers: number,
  distinctNumbers: number,
  words: number,
  distinctWords: number,
): boolean {
  if (words === 0) return numbers > 0;
  if (distinctNumbers <= fewNumbers && words >= 3 * distinctWords) return false;
  return numbers >= 9 * words || (distinctWords === 1 && numbers >= words && distinctNumbers > fewNumbers);
}

/** "none" when every cell is missing. */
export function decideKind(entries: readonly Entry[]): Kind {
  const present = entries.filter((entry) => !entry.missing && entry.count > 0);
  if (present.length === 0) return { kind: "none" };
  const numeric = present.filter((entry) => !Number.isNaN(entry.number));
  const cells = (some: readonly Entry[]) => some.reduce((sum, entry) => sum + entry.count, 0);
  const numbers = cells(numeric);
  const words = cells(present) - numbers;
  if (isMostlyNumbers(numbers, numeric.length, words, present.length - numeric.length)) return { kind: "number" };
  if (numeric.length > 0.1 * present.length) return { kind: "text" };
  const reader = findDateFormat(textsForDates(present));
  return reader ? { kind: "date", reader } : { kind: "text" };
}

/** The texts by which dates are recognised; `present` have no missing ones among them. */
export function textsForDates(present: readonly Entry[]): string[] {
  return present.slice(0, 2000).map((entry) => entry.text);
}
