// Words for sentences: lists, counts, the nearest name to a misspelt one, numbers with a few significant digits.

/** `a, b or c`. */
export function listOf(words: readonly string[], conjunction: "or" | "and" = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words[words.length - 1]}`;
}

/** `1 row`, `12 345 rows`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number with a thin gap between groups of three digits, from 10 000 on. */
export function grouped(count: number): string {
  const digits = String(count);
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A number with so many significant digits, without an exponent between 1e-4 and 1e6. */
export function significant(value: number, digits = 3): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e6) return rounded.toExponential(digits - 1);
  return rounded.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/** A share (0 to 1) as `97.3 %`. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** The name that `wrong` was probably meant to be, if one is near enough. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** `; did you mean "x"?` after what is wrong, or `: there are …` while the names are few. */
export function suggestion(wrong: string, names: readonly string[]): string {
  const near = nearest(wrong, names);
  if (near !== undefined) return `; did you mean "${near}"?`;
  if (names.length === 0) return ".";
  const shown = names.slice(0, 12).map((name) => `"${name}"`);
  return `: there ${names.length === 1 ? "is" : "are"} ${listOf(names.length > 12 ? [...shown, "others"] : shown, "and")}.`;
}

/** Fewest insertions, deletions, replacements and swaps of neighbours that make one word of the other (Damerau). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
