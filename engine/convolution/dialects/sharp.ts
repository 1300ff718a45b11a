// sharp: convolve, median and blur() of 3 × 3, as its version 0.35 with libvips 8.18 computes them.

import { hasAlpha } from "../../data/image/image";
import { allMask, centred } from "../builder";
import { sharpenMatrix } from "../kernel-table";
import { sumOf, wholeWeights } from "../matrices";
import { whiteOfElements } from "../samples";
import type { AskedMatrix, Semantics, StepContext } from "../semantics";
import { namesIn, refuseKernel } from "./refuse";

export const sharp: Semantics = {
  title: "sharp",
  edges: ["replicate"],
  lights: ["srgb"],
  alphas: ["premultiplied"],
  channels: ["each"],
  refusesSource: ({ elements }) =>
    elements === "f32"
      ? "sharp's convolve is known for pictures of 8 and 16 bits only; this one has floats."
      : undefined,
  lower,
  describe: (_, pipeline) => [
    "As sharp's convolve: correlation (the matrix is not flipped), the fraction of each sum cut off.",
    "Beyond the border the border pixel is repeated.",
    "The divisor is sharp's scale, a whole number: the sum of the weights unless said, or 1 where that is less.",
    "Colours are multiplied by alpha before and divided by it after, with fractions cut off both times; alpha is filtered too, and less than 0.01 counts as none.",
    ...(namesIn(pipeline).has("median")
      ? ["Median is libvips' rank filter, each channel by itself, alpha like the others."]
      : []),
  ],
};

function lower(context: StepContext): void {
  const { named, asked, builder, input, type } = context;
  const mask = allMask(type.channels);
  const name = named?.entry.name;
  if (asked) return void convolve(asked, context, input);
  if (name === "median") return void builder.median(input, named!.values[0], { mask, edge: "replicate" });
  if (name === "watercolour")
    return void convolve({ matrix: sharpenMatrix }, context, builder.median(input, 5, { mask, edge: "replicate" }));
  refuseKernel(context, "sharp");
}

function convolve({ matrix, divisor, offset = 0 }: AskedMatrix, context: StepContext, input: number): void {
  const { builder, type, named, fail } = context;
  const [rows, columns] = [matrix.length, matrix[0].length];
  if (rows < 3 || columns < 3)
    fail(named ? "kernel" : "matrix", `sharp's convolve takes 3 × 3 and more; this one has ${rows} × ${columns}.`);
  if (divisor !== undefined && (divisor < 1 || !Number.isInteger(divisor)))
    fail("divisor", `sharp takes whole numbers from 1 on as its scale, not ${divisor}.`);
  if (!Number.isInteger(offset)) fail("offset", `sharp takes whole numbers as its offset, not ${offset}.`);
  const white = whiteOfElements(type.elements);
  const whole = wholeWeights(matrix, white);
  const laid = centred(whole.matrix, whole.times * (divisor ?? Math.max(1, sumOf(matrix))), offset);
  const filtering = { mask: allMask(type.channels), edge: "replicate", rounding: "truncate" } as const;
  if (!hasAlpha(type.channels)) {
    builder.correlate(input, laid, filtering);
    return;
  }
  const weighed = builder.premultiply(input, "on", type.elements, "truncate");
  const filtered = builder.correlate(weighed, laid, { ...filtering, elements: "f32", white });
  builder.premultiply(filtered, "off", type.elements, "truncate", { inputWhite: white, least: 0.01 });
}
