// OpenCV's 8-bit Gaussian: along rows as multiples of 1/256 in 16 bits, along columns in 32, rounded once.

import type { CorrelateNode, FixedGaussianNode } from "../../program";
import { type Operation, Padding, type Setting } from "../operation";
import { integerSums } from "../sums";
import { correlate } from "./correlate";

/** Weights that add up to more, which no Gaussian has, could leave 16 bits. */
const most = 257;

export function fixedGaussian(node: FixedGaussianNode, setting: Setting): Operation {
  const { rowWeights, columnWeights, channels } = node;
  const [{ elements }] = setting.inputs;
  const sum = (weights: Uint16Array) => weights.reduce((total, weight) => total + weight, 0);
  if (elements === "u8" && node.elements === "u8" && sum(rowWeights) <= most && sum(columnWeights) <= most) {
    const padding = new Padding(setting.machine, node, setting.size, elements, "i16");
    return integerSums(setting.machine, padding, rowWeights, columnWeights, channels, { unsigned: true });
  }
  return correlate(asCorrelation(node), setting);
}

/** The same weights as one matrix. */
function asCorrelation({ op: _, rowWeights, columnWeights, ...node }: FixedGaussianNode): CorrelateNode {
  const [rows, columns] = [columnWeights.length, rowWeights.length];
  const weights = Float32Array.from(
    { length: rows * columns },
    (_, at) => columnWeights[Math.floor(at / columns)] * rowWeights[at % columns],
  );
  const anchors = { anchorRow: rows >> 1, anchorColumn: columns >> 1 };
  return { ...node, op: "correlate", rows, columns, weights, ...anchors, scale: 2 ** -16, offset: 0, rounding: "up" };
}
