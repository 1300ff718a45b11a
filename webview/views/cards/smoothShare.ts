// How much of what a filter lets through lies in the smoother half of a graph's frequencies.

import type { NetworkFrequencies } from "../../../engine";

/**
 * Of Σg(λ)² over all eigenvalues the share of the smoother half of them; undefined where the gain is one everywhere, or
 * nothing passes.
 */
export function smoothShare({
  lambda,
  count,
  response,
}: Pick<NetworkFrequencies, "lambda" | "count" | "response">): number | undefined {
  if (response.every((gain) => gain === response[0])) return undefined;
  const half = count.reduce((sum, own) => sum + own, 0) / 2;
  let [before, smooth, all] = [0, 0, 0];
  lambda.forEach((_, index) => {
    const [own, energy] = [count[index]!, response[index]! ** 2];
    all += own * energy;
    smooth += Math.max(0, Math.min(own, half - before)) * energy;
    before += own;
  });
  return smooth / all;
}
