// Which of the edges' columns holds their weights, and what is done where it says nothing.

import { InputError } from "../../errors";
import { countOf, suggestion } from "../../words";
import type { Assumption, Column } from "../dataset";
import { quoted } from "../listing";
import { numberFromText } from "../numbers";

/** Names under which weights are looked for, in any case. */
export const weightNames = ["weight", "weights", "value", "w", "strength"];

/** Whether a name speaks of weights and of nothing else. */
export const saysWeight = (name: string): boolean => /^weights?$/i.test(name.trim());

export interface WeightChoice {
  weights?: Float64Array;
  /** The other columns. */
  columns: Column[];
}

/**
 * Takes the weights out of the columns: the one of name `wanted`, none for null, or one that is named so. Throws
 * InputError when the wanted one is not there or holds no numbers.
 */
export function takeWeights(
  columns: Column[],
  wanted: string | null | undefined,
  context: { file?: string; lines?: Uint32Array; assumptions: Assumption[]; what?: string },
): WeightChoice {
  const { file, lines, assumptions, what = "edge" } = context;
  if (wanted === null) {
    assumptions.push({ text: `Every ${what} weighs 1, as asked for.` });
    return { columns };
  }
  const column =
    wanted === undefined
      ? weightNames.flatMap((name) => columns.filter((candidate) => candidate.name.toLowerCase() === name))[0]
      : columns.find((candidate) => candidate.name === wanted);
  if (!column) {
    if (wanted === undefined) return { columns };
    const near = suggestion(
      wanted,
      columns.map(({ name }) => name),
    );
    throw new InputError(`The ${what}s have no “${wanted}” that could be their weights${near}`, { file });
  }
  if (column.storage !== "numeric" || column.type === "date") {
    refuseWords(column, wanted, { file, lines, what });
    if (wanted !== undefined) {
      throw new InputError(`The values of “${wanted}” are no numbers and cannot be weights.`, {
        file,
        line: lines?.[0],
      });
    }
    const text = `${quoted(column.name)} holds no numbers, so every ${what} weighs 1.`;
    assumptions.push({ text, line: lines?.[0] });
    return { columns };
  }
  if (column.missing === column.values.length) {
    if (lines && lines.length > 0) {
      const text = `${quoted(column.name)} holds no finite numbers, so every ${what} weighs 1.`;
      assumptions.push({ text, line: lines[0] });
    }
    return { columns };
  }
  assumptions.push({ text: `The weights are the values of ${quoted(column.name)}.` });
  const weights = column.values.slice();
  if (column.missing > 0) {
    const text = `${countOf(column.missing, what)} without a weight ${column.missing === 1 ? "weighs" : "weigh"} 1.`;
    assumptions.push({ text, line: lines?.[weights.findIndex(Number.isNaN)] });
    for (let i = 0; i < weights.length; i++) if (Number.isNaN(weights[i])) weights[i] = 1;
  }
  return { weights, columns: columns.filter((other) => other !== column) };
}

/** A column that is called weight and holds numbers holds weights, and a word among them is a mistake. */
function refuseWords(
  column: Column,
  wanted: string | undefined,
  { file, lines, what }: { file?: string; lines?: Uint32Array; what: string },
): void {
  if (column.storage !== "coded" || (wanted === undefined && !saysWeight(column.name))) return;
  const isWord = column.categories.map((text) => Number.isNaN(numberFromText(text)));
  const row = column.codes.findIndex((code) => code >= 0 && isWord[code]);
  if (row < 0 || isWord.every((word) => word)) return;
  const text = quoted(column.categories[column.codes[row]]);
  throw new InputError(
    `${text} is no number, and ${quoted(column.name)} holds the weights; correct it, or take every ${what} as 1.`,
    { file, line: lines?.[row] },
  );
}
