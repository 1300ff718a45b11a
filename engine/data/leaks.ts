// What makes a result too good to be true: columns that give the target away, and rows that occur twice.

import { type CodedValues, codeValues, columnNamed, isMissingAt } from "./cells";
import type { Column, Dataset, Problem } from "./dataset";
import { firstOf } from "./listing";
import type { Partition } from "./split";

/** In smaller tables everything determines everything. */
const leastRows = 20;

/** A value must come again this often on average before it can be said to determine something. */
const rowsPerValue = 4;

/** Share of the rows (or of the variance) that a column must determine to be called a leak. */
const certainty = 0.999;

const namedLines = 5;

/**
 * Columns from which the target follows without the others: each value goes with one class, classes lie in separate
 * ranges of a number, or a numeric target is (nearly) a linear function of it. `features` are the columns in use.
 */
export function findLeaks(
  dataset: Dataset,
  target: string,
  task: "classify" | "regress",
  features?: readonly string[],
): Problem[] {
  if (dataset.rows < leastRows) return [];
  const goal = columnNamed(dataset, target);
  const others = dataset.columns.filter((column) => column !== goal && (features?.includes(column.name) ?? true));
  return others.flatMap((column): Problem[] => {
    if (column.type !== "number" && column.type !== "category" && column.type !== "date") return [];
    const how =
      task === "classify" ? givesClassAway(column, goal, dataset.rows) : givesValueAway(column, goal, dataset.rows);
    if (how === null) return [];
    const text = `Column “${column.name}” gives “${target}” away: ${how}. Leave it out unless it is known before “${target}” is.`;
    return [{ code: "leak", severity: "warning", text, column: column.name }];
  });
}

function givesClassAway(column: Column, target: Column, rows: number): string | null {
  const classes = codeValues(target);
  if (!classes || classes.counts.filter((count) => count > 0).length < 2) return null;
  const values = codeValues(column, Math.floor(rows / rowsPerValue));
  const share = values ? purity(values, classes, rows) : 0;
  if (share === 1) return "each of its values goes with one class";
  if (share >= certainty) return `its value tells the class in ${(100 * share).toFixed(1)} % of the rows`;
  if (column.storage === "numeric" && separates(column.values, classes))
    return "each class has a range of its values for itself";
  return null;
}

/** Share of rows in the most frequent class of their value; 0 when values have too few rows or say too little. */
function purity(values: CodedValues, classes: CodedValues, rows: number): number {
  const width = classes.counts.length;
  const counts = new Int32Array(values.counts.length * width);
  const majority = new Int32Array(width);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const [value, goal] = [values.codes[row], classes.codes[row]];
    if (value < 0 || goal < 0) continue;
    counts[value * width + goal]++;
    majority[goal]++;
    total++;
  }
  const used = values.counts.filter((count) => count > 0).length;
  // A column that is mostly missing determines little, and one that knows no more than the majority nothing.
  if (total < rows / 2 || total < rowsPerValue * used || Math.max(...majority) / total >= certainty) return 0;
  let pure = 0;
  for (let value = 0; value < values.counts.length; value++) {
    let most = 0;
    for (let goal = 0; goal < width; goal++) most = Math.max(most, counts[value * width + goal]);
    pure += most;
  }
  return pure / total;
}

/** Whether the classes, in order of the number, form one run each. */
function separates(values: Float64Array, classes: CodedValues): boolean {
  const used = classes.counts.filter((count) => count > 0).length;
  const lowest = new Float64Array(classes.counts.length).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(classes.counts.length).fill(Number.NEGATIVE_INFINITY);
  let present = 0;
  for (let row = 0; row < values.length; row++) {
    const code = classes.codes[row];
    if (code < 0 || Number.isNaN(values[row])) continue;
    present++;
    lowest[code] = Math.min(lowest[code], values[row]);
    highest[code] = Math.max(highest[code], values[row]);
  }
  const ranges = [...lowest.keys()]
    .filter((code) => lowest[code] <= highest[code])
    .sort((a, b) => lowest[a] - lowest[b]);
  if (present < values.length / 2 || ranges.length < used || present < rowsPerValue * used) return false;
  return ranges.every((code, rank) => rank === 0 || lowest[code] > highest[ranges[rank - 1]]);
}

function givesValueAway(column: Column, target: Column, rows: number): string | null {
  if (target.storage !== "numeric") return null;
  if (column.storage === "numeric") {
    const r = correlation(column.values, target.values);
    return r * r >= certainty ? `their correlation is ${r.toFixed(4)}` : null;
  }
  const values = codeValues(column, Math.floor(rows / rowsPerValue));
  if (!values || rows - column.missing < rows / 2) return null;
  if (rows - column.missing < rowsPerValue * values.counts.filter((count) => count > 0).length) return null;
  return explained(values, target.values) >= certainty ? "each of its values goes with one value of the target" : null;
}

/** Pearson's r over the rows where both are present; 0 when less than half of them are. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let [n, meanA, meanB, squareA, squareB, product] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    if (Number.isNaN(a[row]) || Number.isNaN(b[row])) continue;
    n++;
    const [dA, dB] = [a[row] - meanA, b[row] - meanB];
    meanA += dA / n;
    meanB += dB / n;
    squareA += dA * (a[row] - meanA);
    squareB += dB * (b[row] - meanB);
    product += dA * (b[row] - meanB);
  }
  return n < a.length / 2 || squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}

/** Share of the target's variance that lies between the groups of a category (correlation ratio squared). */
export function explained({ codes, counts }: Pick<CodedValues, "codes" | "counts">, target: Float64Array): number {
  const sums = new Float64Array(counts.length);
  const sizes = new Float64Array(counts.length);
  let [sum, n] = [0, 0];
  for (let row = 0; row < target.length; row++) {
    if (codes[row] < 0 || Number.isNaN(target[row])) continue;
    sums[codes[row]] += target[row];
    sizes[codes[row]]++;
    sum += target[row];
    n++;
  }
  let [within, total] = [0, 0];
  for (let row = 0; row < target.length; row++) {
    if (codes[row] < 0 || Number.isNaN(target[row])) continue;
    within += (target[row] - sums[codes[row]] / sizes[codes[row]]) ** 2;
    total += (target[row] - sum / n) ** 2;
  }
  return total === 0 ? 0 : 1 - within / total;
}

/** For each row the first row that is equal to it in all columns but identifiers (itself, where there is none before). */
export function firstEqualRows(dataset: Dataset): Uint32Array {
  const columns = dataset.columns.filter((column) => column.type !== "id");
  const first = new Uint32Array(dataset.rows);
  const hashes = new Int32Array(dataset.rows);
  for (const column of columns) mixColumn(hashes, column);
  let size = 16;
  while (size < 2 * dataset.rows) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  for (let row = 0; row < dataset.rows; row++) {
    let slot = hashes[row] & (size - 1);
    while (slots[slot] >= 0 && !(hashes[slots[slot]] === hashes[row] && equalRows(columns, slots[slot], row))) {
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] < 0) slots[slot] = row;
    first[row] = slots[slot];
  }
  return first;
}

function mixColumn(hashes: Int32Array, column: Column): void {
  const words = column.storage === "numeric" ? new Int32Array(column.values.slice().buffer) : column.codes;
  const step = column.storage === "numeric" ? 2 : 1;
  for (let row = 0; row < hashes.length; row++) {
    let h = hashes[row];
    for (let i = 0; i < step; i++) {
      h = Math.imul(h ^ words[row * step + i], 0x85ebca6b);
      h ^= h >>> 15;
    }
    hashes[row] = h;
  }
}

function equalRows(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) =>
    column.storage === "coded"
      ? column.codes[a] === column.codes[b]
      : column.values[a] === column.values[b] || (isMissingAt(column, a) && isMissingAt(column, b)),
  );
}

/** Says which rows repeat an earlier one. */
export function findDuplicates(dataset: Dataset, first = firstEqualRows(dataset)): Problem[] {
  const repeated: number[] = [];
  let count = 0;
  for (let row = 0; row < dataset.rows; row++) {
    if (first[row] === row) continue;
    count++;
    if (repeated.length < namedLines) repeated.push(row);
  }
  if (count === 0) return [];
  const { lines } = dataset;
  const places = repeated.map((row) => String(lines ? lines[row] : row + 1));
  const where = `${lines ? "line" : "row"}${count === 1 ? "" : "s"} ${firstOf(places, namedLines, count)}`;
  const rows = count === 1 ? "1 row repeats" : `${count} rows repeat`;
  return [
    {
      code: "duplicate-rows",
      severity: "information",
      text: `${rows} an earlier row exactly: ${where}.`,
      line: lines?.[repeated[0]],
    },
  ];
}

/** Rows that were held out although training has equal ones: the model has seen them. */
export function findDuplicatesAcross(dataset: Dataset, split: Partition, first = firstEqualRows(dataset)): Problem[] {
  const trained = new Set<number>();
  for (const row of split.train) trained.add(first[row]);
  return (["validation", "test"] as const).flatMap((part): Problem[] => {
    const seen = split[part].filter((row) => trained.has(first[row]));
    if (seen.length === 0) return [];
    const verb = seen.length === 1 ? "equals a training row" : "equal training rows";
    const text = `${seen.length} of the ${split[part].length} ${part} rows ${verb}, so the ${part} result is a little too good; remove duplicates to be sure.`;
    return [{ code: "duplicate-rows", severity: "warning", text, line: dataset.lines?.[seen[0]] }];
  });
}

/** At most this many rare classes are named; of more, the smallest one is, with their number. */
const namedClasses = 3;

/** Says, in one problem, which classes have so few rows (under `least`) that they cannot be both learnt and tested. */
export function findRareClasses(dataset: Dataset, target: string, least = 5): Problem[] {
  const { codes, counts, texts } = codeValues(columnNamed(dataset, target))!;
  const present = [...counts.keys()].filter((code) => counts[code] > 0);
  const rare = present.filter((code) => counts[code] < least).sort((a, b) => counts[a] - counts[b]);
  if (rare.length === 0) return [];
  const { lines } = dataset;
  const first = codes.indexOf(rare[0]);
  const rowsOf = (code: number) => (counts[code] === 1 ? "1 row" : `${counts[code]} rows`);
  const where = lines ? `, line ${lines[first]}` : `, row ${first + 1}`;
  const named = rare.map((code, rank) => `“${texts[code]}” (${rowsOf(code)}${rank === 0 ? where : ""})`);
  const few = "too few to be learnt and tested";
  const text =
    rare.length > namedClasses
      ? `${rare.length} of the ${present.length} classes of “${target}” have fewer than ${least} rows, ${few}, the smallest ${named[0]}; add rows, join rare classes into one, or predict another column.`
      : rare.length === 1
        ? `The class ${named[0]} of “${target}” has ${few}; add rows, or join it with another class.`
        : `The classes ${named.slice(0, -1).join(", ")} and ${named.at(-1)} of “${target}” have ${few}; add rows, or join them with others.`;
  return [{ code: "rare-class", severity: "warning", text, line: lines?.[first], column: target }];
}
