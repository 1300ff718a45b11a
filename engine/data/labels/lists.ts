// Cells that list the labels of a row: cut into labels, and columns of such cells told from other texts.

import type { CodedColumn, Column } from "../dataset";

/** What may stand between the labels of a cell, the one that says most first. */
const separators = ["|", ";", ","] as const;

/** Names of columns that list labels, in whose cells a blank may separate as well. */
const listName = /^(labels?|tags?|genres?|topics?|categories|keywords?|classes|emotions?|moods?)$/i;

/** Cells that are looked at, and the share of them that lists several labels at least. */
const lookedAt = 5_000;
const leastLists = 0.05;
/** A label comes this often on average, in a column whose name says nothing; else it is free text. */
const usesPerLabel = 4;
/** Labels are names: this long, in characters, on average at most. */
const longestLabel = 30;

/** The labels in a cell, as they stand, each once; brackets and quotes of lists as programs write them left out. */
export function labelsIn(cell: string, separator: string): string[] {
  const inner = cell.trim().replace(/^[[({](.*)[\])}]$/s, "$1");
  const labels = inner.split(separator).map((part) => part.trim().replace(/^(["'])(.*)\1$/s, "$2"));
  return [...new Set(labels.filter((label) => label !== ""))];
}

/** What separates the labels in the cells of a column; undefined of a column that lists none. `sure` is of one that must. */
export function listSeparator(column: Column, sure = false): string | undefined {
  if (column.storage !== "coded") return undefined;
  const hinted = sure || listName.test(column.name);
  const tried = hinted ? [...separators, " "] : separators;
  const judged = tried.map((separator) => ({ separator, share: shareOfLists(column, separator, hinted) }));
  const best = judged.reduce((a, b) => (b.share > a.share ? b : a));
  if (best.share >= leastLists) return best.separator;
  return sure ? (judged.find(({ share }) => share > 0)?.separator ?? separators[1]) : undefined;
}

/** Share of the cells that list several labels; 0 where the cells are something else than lists. */
function shareOfLists({ codes, categories }: CodedColumn, separator: string, hinted: boolean): number {
  const uses = new Map<string, number>();
  const lengths = new Set<number>();
  let [cells, lists, parts, characters, numbers] = [0, 0, 0, 0, 0];
  for (let row = 0; row < codes.length && cells < lookedAt; row++) {
    if (codes[row] < 0) continue;
    const labels = labelsIn(categories[codes[row]], separator);
    cells++;
    if (labels.length > 1) lists++;
    lengths.add(labels.length);
    for (const label of labels) {
      uses.set(label, (uses.get(label) ?? 0) + 1);
      parts++;
      characters += label.length;
      if (Number.isFinite(Number(label))) numbers++;
    }
  }
  if (lists === 0 || uses.size < 2) return 0;
  if (hinted) return lists / cells;
  // Parts that are always as many are fields: a town and its country, a number and its decimals.
  const isList =
    lengths.size > 1 && parts >= usesPerLabel * uses.size && characters <= longestLabel * parts && numbers < parts;
  return isList ? lists / cells : 0;
}
