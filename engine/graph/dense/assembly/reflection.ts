// The reflection that leaves one entry of a vector.

import { dot, scale } from "./vector";

/** Of the reflection I − τ·v·vᵀ that `makeReflection` found: τ, and the entry that it leaves. */
export let tau: f64 = 0;
export let left: f64 = 0;

/**
 * Turns the vector of the entry at `kept` and of `length` others at `x` into v, whose entry at `kept` is 1. Without others
 * that count, τ is 0.
 */
export function makeReflection(kept: usize, x: usize, length: usize): void {
  const alpha = load<f64>(kept);
  const squares = dot(x, x, length);
  tau = 0;
  left = alpha;
  if (squares > 0) {
    left = sqrt(alpha * alpha + squares);
    if (alpha > 0) left = -left;
    tau = (left - alpha) / left;
    scale(x, 1 / (alpha - left), length);
  }
  store<f64>(kept, 1);
}
