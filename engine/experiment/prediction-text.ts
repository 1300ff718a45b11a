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

/** The first line, with a probability for each class. */
export function predictionHeader(noun: keyof typeof predictedNames, { target }: Pick<Encoder, "target">): string {
  const classes = target.kind === "class" ? target.classes : [];
  const header = [...predictedNames[noun], target.column, ...classes.map((name) => `probability of ${name}`)];
  return header.map(quoted).join(",");
}

export function predictionLine({ id, other, prediction, probabilities = [] }: Prediction): string {
  const own = typeof prediction === "string" ? quoted(prediction) : shortest(prediction);
  const named = [id, other].filter((end) => end !== undefined);
  return [...named.map(quoted), own, ...probabilities.map(shortest)].join(",");
}

/** As many digits as single precision has. */
const shortest = (value: number): string => String(Number(value.toPrecision(7)));
