// The columns of a table that are generated, and the class that samples of it can be asked for.

import { codeValues } from "../../data/cells";
import type { Assumption, Column, Dataset } from "../../data/dataset";
import { firstOf } from "../../data/listing";
import { FieldError } from "../../experiment/field-error";
import { suggestion } from "../../words";
import type { GenerateExperiment } from "./spec";

type Data = GenerateExperiment["data"];

/** Categories of a column at most: each is an output of the generator. */
const mostCategories = 100;
/** Classes at most. */
export const mostClasses = 50;

/**
 * Those that data.columns names, or all that are numbers, dates or categories; the class is none of them. What is left out
 * is said in `assumptions`.
 * @throws FieldError where a name is wrong, or no column is left
 */
export function generatedColumns(
  { columns: named, class: target }: Pick<Data, "columns" | "class">,
  dataset: Dataset,
): { columns: Column[]; assumptions: Assumption[] } {
  if (named) return { columns: namedColumns(named, target, dataset), assumptions: [] };
  const columns: Column[] = [];
  const reasons: string[] = [];
  for (const column of dataset.columns) {
    if (column.name === target) continue;
    const why = unfit(column);
    if (why === undefined) columns.push(column);
    else reasons.push(`“${column.name}” ${why}`);
  }
  if (columns.length === 0) {
    const why = reasons.length > 0 ? firstOf(reasons, 6) : "there is none beside the class";
    const message = `No column of this table can be generated: ${why}; add a column of numbers or categories.`;
    throw new FieldError(["data", "columns"], message, { file: dataset.name });
  }
  return { columns, assumptions: reasons.map((reason) => ({ text: `Not generated: ${reason}.` })) };
}

function namedColumns(named: readonly string[], target: string | undefined, dataset: Dataset): Column[] {
  const names = dataset.columns.map(({ name }) => name);
  return named.map((name, index) => {
    const refuse = (message: string) =>
      new FieldError(["data", "columns", index], message, { file: dataset.name, line: dataset.lines?.[0] });
    const column = dataset.columns.find((candidate) => candidate.name === name);
    if (!column) throw refuse(`The data have no column "${name}"${suggestion(name, names)}`);
    if (name === target) throw refuse(`"${name}" is the class: take it out of data.columns.`);
    if (named.indexOf(name) < index) throw refuse(`"${name}" stands twice: take one out.`);
    const why = column.type === "id" && column.storage === "numeric" ? undefined : unfit(column);
    if (why !== undefined) throw refuse(`"${name}" cannot be generated: it ${why}; take it out of data.columns.`);
    return column;
  });
}

/** Why a column cannot be generated, a predicate of it. */
function unfit(column: Column): string | undefined {
  if (column.type === "text" || (column.type === "id" && column.storage === "coded")) {
    return "is free text, nearly every value different";
  }
  if (column.type === "id") return "numbers the rows";
  if (column.type === "constant") return column.missing > 0 ? "has one value or none" : "never changes";
  if (column.storage === "coded" && column.categories.length > mostCategories) {
    return `has ${column.categories.length} different values, more than ${mostCategories}`;
  }
  return undefined;
}

/** Of each row of the data the index of its class, −1 where it has none, and the names of the classes, in order. */
export interface ClassColumn {
  classes: Int32Array;
  names: string[];
}

/** @throws FieldError where there is no such column, or it has not two classes, or too many */
export function classColumn(name: string, dataset: Dataset): ClassColumn {
  const refuse = (message: string) => new FieldError(["data", "class"], message, { file: dataset.name });
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (!column) {
    const names = dataset.columns.map((candidate) => candidate.name);
    throw refuse(`The data have no column "${name}"${suggestion(name, names)}`);
  }
  const coded = codeValues(column, mostClasses + 1);
  const present = coded ? coded.texts.filter((_, code) => coded.counts[code] > 0) : [];
  if (!coded || present.length > mostClasses) {
    throw refuse(`"${name}" has more than ${mostClasses} values: name a column with few as data.class.`);
  }
  if (present.length < 2) {
    const only = present.length === 0 ? "no values at all" : `one value only ("${present[0]}")`;
    throw refuse(`"${name}" has ${only}: name another column as data.class, or leave it out.`);
  }
  const names =
    column.storage === "coded"
      ? present.sort((a, b) => (a < b ? -1 : 1))
      : present.sort((a, b) => Number(a) - Number(b));
  const indices = new Map(names.map((text, index) => [text, index]));
  const byCode = coded.texts.map((text) => indices.get(text) ?? -1);
  return { classes: Int32Array.from(coded.codes, (code) => (code < 0 ? -1 : byCode[code])), names };
}

/** Whether the columns are points on a line or in a plane: one or two, of numbers. */
export const arePoints = (columns: readonly Column[]): boolean =>
  columns.length <= 2 && columns.every(({ storage, type }) => storage === "numeric" && type !== "date");
