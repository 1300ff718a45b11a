// Predictions beside the truth for views to draw: at most so many rows of a split, evenly spread.

import { type SampleEvent, type Split, sampleLimit } from "../../experiment/events";
import { confusionMatrix } from "../classify/metrics";
import type { JudgedExamples, Judging } from "./training";

/** `predictions` has a row of `outputs` numbers for each example of the split. */
export function sampleEvent(
  judging: Judging,
  { rows, lines, names, truth, outputs, parts }: JudgedExamples,
  about: { member: number; epoch: number; split: Split },
  predictions: ArrayLike<number>,
): SampleEvent {
  const part = parts[about.split];
  const count = Math.min(part.length, sampleLimit);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * part.length) / count));
  const judged = chosen.map((i) => judging.judge(truth[part[i]], predictions, i * outputs, outputs));
  const event: SampleEvent = {
    event: "sample",
    ...about,
    rows: chosen.map((i) => rows[part[i]]),
    truth: chosen.map((i) => truth[part[i]]),
    prediction: judged.map(({ prediction }) => prediction),
    total: part.length,
  };
  if (lines) event.lines = chosen.map((i) => lines[part[i]]);
  if (names) event.names = event.rows.map((row) => names[row]);
  if (judging.targets !== "classes") return event;
  event.confidence = judged.map(({ confidence = Number.NaN }) => confidence);
  const actual = Int32Array.from(part, (example) => truth[example]);
  const predicted = Int32Array.from(
    part,
    (example, i) => judging.judge(truth[example], predictions, i * outputs, outputs).prediction,
  );
  event.confusion = confusionMatrix(actual, predicted, outputs);
  return event;
}
