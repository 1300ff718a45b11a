// How many samples are copies of training examples: nearer to one than nearly all real examples that were held out are.

import type { Breathe } from "../../tasks/table/matrix";
import { countOfRows, nearestRows, type Rows } from "./neighbours";

/** Share of the held-out examples that count as copies. */
const expected = 0.01;

/** What to expect of as many new real examples as were held out: about 1 %, more where they are few. */
export const expectedCopies = (heldOut: number): number => Math.max(expected, 1 / (heldOut + 1));

/** A distance to the nearest training example below which a sample is called a copy of it. */
export interface CopyRule {
  training: Rows;
  limit: number;
}

/**
 * The limit is the distance than which 1 % of the held-out examples are nearer to a training example, or that of the
 * nearest of fewer than 100. Without any, the training examples among each other say it. Where real examples repeat each
 * other, as in tables of categories, it is 0, and nothing is nearer than that.
 */
export async function copyRule(training: Rows, heldOut: Rows | undefined, breathe: Breathe): Promise<CopyRule> {
  const own = heldOut === undefined || heldOut.values.length === 0;
  const { distances } = await nearestRows(own ? training : heldOut, training, breathe, own);
  const sorted = distances.sort();
  return { training, limit: sorted[Math.floor(expected * sorted.length)] };
}

/** The share of `samples` that are copies. */
export async function copiesAmong(samples: Rows, { training, limit }: CopyRule, breathe: Breathe): Promise<number> {
  const { distances } = await nearestRows(samples, training, breathe);
  return distances.reduce((count, distance) => count + (distance < limit ? 1 : 0), 0) / countOfRows(samples);
}
