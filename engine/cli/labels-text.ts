// The labels of a table, or of pictures, in a line of the command line.

import type { LabelsDescription } from "../data/labels/describe";
import { firstOf } from "../data/listing";
import { countOf, significant } from "../words";

/** Labels that are named. */
const told = 8;

/** `6 labels, 1.87 a row: calm (12), sad (30)`; `noun` is what carries them. */
export function labelsText({ count, cardinality, names, rowsOf }: LabelsDescription, noun = "row"): string {
  const each = names.map((name, label) => `${name} (${rowsOf[label]})`);
  return `${countOf(count, "label")}, ${significant(cardinality)} a ${noun}: ${firstOf(each, told, count)}`;
}
