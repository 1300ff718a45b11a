// How well values were predicted: root mean square error, mean absolute error, R².

import type { Metrics } from "../../experiment/events";

/** rmse and mae in the target's unit; r2 = 1 − Σ(y − ŷ)²/Σ(y − ȳ)², NaN when all of `truth` is one value. */
export function valueMetrics(truth: ArrayLike<number>, predicted: ArrayLike<number>): Metrics {
  const rows = truth.length;
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += truth[row] / rows;
  let [squares, absolutes, spread] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const error = predicted[row] - truth[row];
    squares += error * error;
    absolutes += Math.abs(error);
    spread += (truth[row] - mean) ** 2;
  }
  return {
    rmse: Math.sqrt(squares / rows),
    mae: absolutes / rows,
    r2: spread > 0 ? 1 - squares / spread : Number.NaN,
  };
}
