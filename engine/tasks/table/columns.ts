// The columns that an experiment names, checked against those that the data have.

import type { Dataset } from "../../data/dataset";
import { FieldError, type FieldPath } from "../../experiment/field-error";
import { suggestion } from "../../words";

/** @throws FieldError at the first name that no column has, or that is target and feature at once, or a feature twice */
export function checkColumns(
  { target, features = [] }: { target?: string; features?: readonly string[] },
  dataset: Dataset,
): void {
  const names = dataset.columns.map(({ name }) => name);
  const at = { file: dataset.name };
  const check = (name: string, path: FieldPath) => {
    if (names.includes(name)) return;
    throw new FieldError(path, `The data have no column "${name}"${suggestion(name, names)}`, at);
  };
  if (target !== undefined) check(target, ["data", "target"]);
  for (const [index, name] of features.entries()) {
    const path = ["data", "features", index];
    check(name, path);
    if (name === target) throw new FieldError(path, `"${name}" is the target: take it out of data.features.`, at);
    if (features.indexOf(name) < index) throw new FieldError(path, `"${name}" stands twice: take one out.`, at);
  }
}
