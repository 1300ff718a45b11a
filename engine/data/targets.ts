// Which columns a person would most likely want to predict, best guess first, and why.

import { type CodedValues, codeValues } from "./cells";
import type { Column, Dataset } from "./dataset";
import type { TargetSuggestion } from "./profile";

/** More classes than this are no classes. */
const classLimit = 50;

/** A numeric column with at most this many whole values from 0 or 1 upwards is a coded class. */
const codedClassLimit = 12;

/** Names that columns to be predicted have, with what they weigh; the heaviest match counts. */
const hints: [pattern: RegExp, weight: number][] = [
  [/^(target|label|labels|y|ground[ _-]?truth|dependent|response)$/i, 60],
  [/^(target|label|y)[ _-].*|.*[ _-](target|label)$/i, 45],
  [/^(outcome|diagnosis|survived|churn|churned|exited|attrition|default|defaulted|fraud|is[ _-]?fraud|spam)$/i, 50],
  [/^(died|death|admitted|approved|purchased|subscribed|converted|clicked|loan[ _-]?status|income)$/i, 40],
  [/^(class|classes|species|category|variety|genus|breed|digit|sentiment)$/i, 35],
  [/^(price|sale[ _-]?price|median[ _-]?house[ _-]?value|medv|charges|salary|quality|rating|score|result|grade)$/i, 30],
];

const reasons = {
  name: "its name says so",
  file: "the file is named after it",
  last: "it is the last column",
  binary: "it has two values",
  classes: "it has few classes",
  number: "it is a number",
};

/** Columns that can be predicted, in order of likelihood. */
export function suggestTargets(dataset: Dataset): TargetSuggestion[] {
  const last = dataset.columns.length - 1;
  const points = dataset.columns.some(({ name }) => /^x$/i.test(name));
  const judged = dataset.columns.flatMap((column, index) => {
    // Beside an x that it does not end a row with, y is a coordinate.
    const coordinate = points && index !== last && /^y$/i.test(column.name);
    const suggestion = judge(column, { last: index === last, coordinate, stem: stemOf(dataset.name) });
    return suggestion ? [{ ...suggestion, index }] : [];
  });
  judged.sort((a, b) => b.score - a.score || b.index - a.index);
  return judged.map(({ suggestion }) => suggestion);
}

/** As a suggested experiment on graphs takes them: classes before numbers. */
export const classesFirst = (targets: readonly TargetSuggestion[]): TargetSuggestion[] =>
  [...targets].sort((a, b) => Number(b.task === "classify") - Number(a.task === "classify"));

function judge(
  column: Column,
  { last, coordinate, stem }: { last: boolean; coordinate: boolean; stem: string },
): { suggestion: TargetSuggestion; score: number } | null {
  if (column.type !== "number" && column.type !== "category") return null;
  const weights = hints.map(([pattern, weight]) => (pattern.test(column.name) ? weight : 0));
  const hint = coordinate ? 0 : Math.max(...weights);
  const file = stem !== "" && singular(column.name.toLowerCase()) === stem;
  const coded = codeValues(column, classLimit + 1);
  const classes = coded && isClass(column, coded) ? coded.counts.length : 0;
  if (column.type === "category" && classes === 0) return null;
  // What differs in every row is a name, also where rows are too few to call it an id.
  if (column.type === "category" && classes > 2 && coded!.counts.every((count) => count === 1)) return null;
  const rows = column.storage === "numeric" ? column.values.length : column.codes.length;
  let score = hint + (file ? 45 : 0) + (last ? 25 : 0) - (30 * column.missing) / rows;
  let reason: keyof typeof reasons = classes === 0 ? "number" : classes === 2 ? "binary" : "classes";
  if (classes === 2) score += column.type === "number" ? 12 : 8;
  else if (classes > 0) score += classes <= 10 ? 10 : 5;
  // A class with a single row can neither be learnt nor tested.
  if (classes > 0 && coded!.counts.some((count) => count < 2)) score -= 10;
  if (last) reason = "last";
  if (file) reason = "file";
  if (hint > 0) reason = "name";
  const text = reasons[reason];
  const suggestion: TargetSuggestion =
    classes > 0
      ? { column: column.name, task: "classify", classes, reason: text }
      : { column: column.name, task: "regress", reason: text };
  return { suggestion, score };
}

/** Words with 2 to 50 values; numbers only when they count classes: two values, or whole ones from 0 or 1 without gaps. */
function isClass(column: Column, { counts, texts }: CodedValues): boolean {
  if (counts.length < 2 || counts.length > classLimit) return false;
  if (column.storage === "coded") return true;
  const values = texts.map(Number).sort((a, b) => a - b);
  const rows = column.values.length - column.missing;
  if (!values.every(Number.isInteger)) return false;
  if (counts.length === 2) return values[1] - values[0] === 1 || (values[0] === -1 && values[1] === 1);
  const gapless = values.every((value, index) => value === values[0] + index);
  return gapless && values[0] >= 0 && values[0] <= 1 && counts.length <= codedClassLimit && rows >= 5 * counts.length;
}

function stemOf(name = ""): string {
  return singular(name.toLowerCase().replace(/\.[^.]*$/, ""));
}

function singular(word: string): string {
  return word.replace(/s$/, "");
}
