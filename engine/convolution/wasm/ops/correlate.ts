// Correlations: in 16 bits, as two passes, or in singles, as weights and samples allow without another result.

import type { CorrelateNode } from "../../program";
import { whiteOfElements } from "../../samples";
import { finishOf, isWhole } from "../finish";
import type { Kind } from "../machine";
import { type Operation, Padding, type Setting } from "../operation";
import { factorsOf } from "../rank";
import { directSums, type Finisher, integerSums, separableSums, threeSums } from "../sums";

/** Two passes pay from so many taps more than they have themselves. */
const passes = 4;
/** Below these the sums of whole numbers are exact. */
const exact = { i16: 2 ** 15, f32: 2 ** 24, i32: 2 ** 31 };

const absolute = (weights: ArrayLike<number>): number =>
  Array.from(weights).reduce((sum, weight) => sum + Math.abs(weight), 0);

/** Whether a 3 × 3 kernel stays what it is when it is mirrored, either way. */
const isMirrored = (weights: ArrayLike<number>): boolean =>
  weights[1] === weights[7] && weights[3] === weights[5] && [2, 6, 8].every((corner) => weights[corner] === weights[0]);

export function correlate(node: CorrelateNode, { machine, size, inputs }: Setting): Operation {
  const { weights, rows, columns, channels } = node;
  const [{ elements }] = inputs;
  const white = whiteOfElements(elements);
  const taps = weights.reduce((sum, weight) => sum + Number(weight !== 0), 0);
  const factors = taps > rows + columns + passes ? factorsOf(weights, rows, columns) : undefined;
  // What is not whole, or not from a picture of whole numbers, has no bound that matters.
  const whole = elements !== "f32" && weights.every(Number.isInteger);
  const bound = whole ? white * absolute(weights) : Number.POSITIVE_INFINITY;
  const bounds = {
    least: white * weights.reduce((sum, weight) => sum + Math.min(weight, 0), 0),
    most: white * weights.reduce((sum, weight) => sum + Math.max(weight, 0), 0),
  };
  const paddingAs = (kind: Kind) => new Padding(machine, node, size, elements, kind);
  const finisher = (kind: Kind): Finisher => {
    const finish = finishOf(machine, kind, node, bounds);
    return (from, to, count, samples) => finish(from.address, from.stride, to.address, to.stride, count, samples);
  };

  if (factors && elements === "u8" && bound < exact.i32) {
    const { row, column } = factors;
    const narrow = white * absolute(row) < exact.i16 && column.every((weight) => Math.abs(weight) < exact.i16);
    if (narrow)
      return integerSums(machine, paddingAs("i16"), row, column, channels, {
        unsigned: false,
        finish: finisher("i32"),
      });
  }
  const kind = elements === "u8" && bound < exact.i16 ? "i16" : bound >= exact.f32 && bound < exact.i32 ? "i32" : "f32";
  if (factors && kind === "f32")
    return separableSums(machine, paddingAs(kind), factors.row, factors.column, channels, finisher(kind));
  if (kind === "i16" && rows === 3 && columns === 3 && isMirrored(weights))
    return threeSums(machine, paddingAs("u8"), weights, channels, isWhole(node) ? node.offset : finisher(kind));
  return directSums(machine, paddingAs(kind), kind, { weights, rows, columns }, channels, finisher(kind));
}
