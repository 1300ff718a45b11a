// Predictions as lines of a CSV file.

import { quoted } from "../data/csv/quote";
import type { Encoder } from "../data/encode";
import type { Prediction } from "./predict";

/** Columns before the predictions, by what is predicted. */
export const predictedNames = {
  row: [],
  node: ["node"],
  pair: ["node", "other"],
  graph: ["graph"],
  picture: ["picture"],
} as const;

/** The first line, with a probability for each class; of labels with a column of 0 and 1 for each before. */
export function predictionHeader(noun: keyof typeof predictedNames, { target }: Pick<Encoder, "target">): string {
  const classes = namesOf(target);
  const predicted = target.kind === "labels" ? target.labels : [target.column];
  const header = [...predictedNames[noun], ...predicted, ...classes.map((name) => `probability of ${name}`)];
  return header.map(quoted).join(",");
}

export function predictionLine({ id, other, prediction, probabilities = [] }: Prediction): string {
  const named = [id, other].filter((end) => end !== undefined);
  const own = Array.isArray(prediction)
    ? probabilities.map((probability) => (probability >= 0.5 ? 1 : 0))
    : [typeof prediction === "string" ? quoted(prediction) : shortest(prediction)];
  return [...named.map(quoted), ...own, ...probabilities.map(shortest)].join(",");
}

/** Of the classes, or labels, that predictions have a probability for. */
export const namesOf = (target: Encoder["target"]): readonly string[] =>
  target.kind === "class" ? target.classes : target.kind === "labels" ? target.labels : [];

/** As many digits as single precision has. */
const shortest = (value: number): string => String(Number(value.toPrecision(7)));
