// SVG: feConvolveMatrix as the specification says and Chromium computes it, with 8 bits a channel between its stages.

import { hasAlpha } from "../../data/image/image";
import { allMask, centred, type LaidMatrix, sumOrOne } from "../builder";
import { edgeWords } from "../describe";
import type { Matrix } from "../matrices";
import { colourMask, toSample } from "../samples";
import type { AskedMatrix, Semantics, StepContext } from "../semantics";
import { linearOfSrgb, srgbOfLinear } from "../transfer";
import { refuseKernel } from "./refuse";

export const svg: Semantics = {
  title: "SVG",
  edges: ["replicate", "wrap", "zero"],
  lights: ["linear", "srgb"],
  alphas: ["premultiplied", "straight"],
  channels: ["each"],
  refusesSource: ({ elements }) =>
    elements === "u8" ? undefined : "SVG filters work on pictures of 8 bits a channel only; this one has more.",
  lower,
  describe: ({ edge, light, alpha }) => [
    "As SVG's feConvolveMatrix: the matrix is turned by 180°, which makes it a convolution.",
    edgeWords[edge],
    "The divisor is the sum of the weights unless said, or 1 where that is 0; the offset is its bias.",
    light === "linear"
      ? "Its color-interpolation-filters is linearRGB, its default: 8-bit values are made 8-bit linear light first, as Chromium does."
      : "Its color-interpolation-filters is sRGB: values are summed as they are stored.",
    alpha === "premultiplied"
      ? "Its preserveAlpha is false, its default: colours are multiplied by alpha, which is filtered too."
      : "Its preserveAlpha is true: alpha stays, and colours are filtered without regard to it.",
    `Results are rounded to the nearest of 8 bits, ties up${light === "linear" ? "; transparent colours come within a step of those that Chromium's approximate powers give" : ""}.`,
  ],
};

function lower(context: StepContext): void {
  const { asked, builder, input, light, type } = context;
  const laid = lay(asked ?? refuseKernel(context, "SVG's feConvolveMatrix"));
  if (hasAlpha(type.channels)) {
    lowerWithAlpha(laid, context);
    return;
  }
  const mask = allMask(type.channels);
  const lookup = (node: number, table: Uint8Array) =>
    builder.add({ op: "lookup", input: node, ...type, mask, table, otherwise: table });
  const linear = light === "linear" ? lookup(input, linearTable) : input;
  const filtered = builder.correlate(linear, laid, filteringOf(context, mask));
  if (light === "linear") lookup(filtered, srgbTable);
}

/** A curve on 8 bits, with the values that Chromium's approximation of powers rounds the other way. */
function tableOf(
  curve: (value: number) => number,
  others: readonly (readonly [from: number, to: number])[],
): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, value) => toSample(255 * curve(value / 255), "u8", "up"));
  for (const [from, to] of others) table[from] = to;
  return table;
}

const linearTable = tableOf(linearOfSrgb, [
  [220, 182],
  [243, 228],
]);
const srgbTable = tableOf(srgbOfLinear, [
  [110, 176],
  [120, 183],
]);

const filteringOf = ({ edge }: StepContext, mask: number) => ({ mask, edge, rounding: "up", elements: "u8" }) as const;

function lay({ matrix, divisor, offset = 0 }: AskedMatrix): LaidMatrix {
  const turned: Matrix = quantised(matrix.toReversed().map((row) => row.toReversed()));
  return centred(turned, divisor ?? sumOrOne(matrix), offset);
}

/** Matrices of more than 25 weights are held in 8 bits, from the least weight to the greatest. */
function quantised(matrix: Matrix): Matrix {
  const flat = matrix.flat();
  const [least, most] = [Math.min(...flat), Math.max(...flat)];
  if (flat.length <= 25 || least === most) return matrix;
  const step = (most - least) / 255;
  return matrix.map((row) => row.map((weight) => least + step * Math.floor((weight - least) / step + 0.5)));
}

/** Between its stages Chromium holds pictures of 8 bits with colours multiplied by alpha. */
function lowerWithAlpha(laid: LaidMatrix, context: StepContext): void {
  const { builder, input, light, alpha, type } = context;
  const hold = (node: number) => builder.premultiply(node, "on", "u8", "up");
  // Before it divides by alpha it makes shares of white, in singles: their last bits decide ties.
  const shares = (node: number) =>
    builder.affine(node, 255 * Math.fround(1 / 255), 0, {
      mask: allMask(type.channels),
      rounding: "even",
      elements: "f32",
    });
  const release = (node: number) => builder.premultiply(shares(node), "off", "f32", "up");
  let node = hold(input);
  if (light === "linear") node = hold(builder.transfer(release(node), "linear", "f32", "up"));
  if (alpha === "premultiplied") node = builder.correlate(node, laid, filteringOf(context, allMask(type.channels)));
  else {
    const filtering = { ...filteringOf(context, colourMask(type.channels)), elements: "f32" } as const;
    node = hold(builder.correlate(release(node), laid, filtering));
  }
  if (light === "linear") node = hold(builder.transfer(release(node), "srgb", "f32", "up"));
  builder.premultiply(shares(node), "off", "u8", "even");
}
