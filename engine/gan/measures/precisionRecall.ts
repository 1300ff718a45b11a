// Precision and recall of generated samples by the nearest neighbours of each: T. Kynkäänniemi et al., 2019.

import type { Breathe } from "../../tasks/table/matrix";
import { coveredShare, neighbourRadii, type Rows } from "./neighbours";

/** Neighbours that span the ball around a sample, as published. */
const neighbours = 3;

/** A set taken for the union of balls around its samples, each as far as the k-th nearest of the others. */
export interface Manifold {
  rows: Rows;
  radii: Float64Array;
}

export const manifoldOf = async (rows: Rows, breathe: Breathe, k = neighbours): Promise<Manifold> => ({
  rows,
  radii: await neighbourRadii(rows, k, breathe),
});

/**
 * `precision`: share of the generated samples in the real set; `recall`: share of the real ones in the generated set. Both
 * sets should have as many samples, since more of them cover less each.
 */
export async function precisionAndRecall(
  real: Manifold,
  generated: Manifold,
  breathe: Breathe,
): Promise<{ precision: number; recall: number }> {
  return {
    precision: await coveredShare(generated.rows, real.rows, real.radii, breathe),
    recall: await coveredShare(real.rows, generated.rows, generated.radii, breathe),
  };
}
