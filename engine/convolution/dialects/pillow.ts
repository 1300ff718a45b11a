// Pillow: ImageFilter.Kernel of 3 × 3 and 5 × 5, MedianFilter and BoxBlur, as version 12 computes them on 8-bit pictures.

import { lowerAround } from "../around";
import { centred } from "../builder";
import { sharpenMatrix } from "../kernel-table";
import { type Matrix, sumOf } from "../matrices";
import type { AskedMatrix, Semantics, StepContext } from "../semantics";
import { namesIn, refuseKernel } from "./refuse";

export const pillow: Semantics = {
  title: "Pillow",
  edges: ["copy"],
  lights: ["srgb"],
  alphas: ["channel"],
  channels: ["each", "red", "green", "blue", "alpha"],
  refusesSource: ({ elements }) =>
    elements === "u8" ? undefined : "Pillow filters pictures of 8 bits a channel only; this one has more.",
  lower,
  describe(_, pipeline) {
    const names = namesIn(pipeline);
    const median = names.has("median") || names.has("watercolour");
    return [
      "As Pillow's ImageFilter.Kernel: the rows of the matrix are read from the bottom up, 3 × 3 or 5 × 5.",
      "Pixels whose neighbourhood crosses the border stay as they are.",
      "The divisor is the sum of the weights unless said; half is added and the rest cut off. It divides the weights first, in singles, so that a divided sum at a tie may be 1 off.",
      "Every channel is filtered by itself, alpha like the others, in values as they are stored.",
      ...(median ? ["Median is MedianFilter, which repeats the border pixel."] : []),
      ...(names.has("box")
        ? ["Box is BoxBlur: rows, then columns, each rounded, with the border pixel repeated."]
        : []),
    ];
  },
};

function lower(context: StepContext): void {
  const { named, asked, altered, builder } = context;
  const name = named?.entry.name;
  lowerAround(context, { rounding: "up", floats: false, withAlpha: true }, (input, mask) => {
    if (name === "box" && !altered) return box(named!.values[0], context, input, mask);
    if (name === "gauss" && !altered)
      context.fail(
        "kernel",
        'Pillow\'s GaussianBlur, boxes in fixed point, is not computed; leave out "as", or write it as a matrix.',
      );
    if (asked) return convolve(asked, context, input, mask);
    const replicate = { mask, edge: "replicate" } as const;
    if (name === "median") return builder.median(input, named!.values[0], replicate);
    if (name === "watercolour")
      return convolve({ matrix: sharpenMatrix }, context, builder.median(input, 5, replicate), mask);
    return refuseKernel(context, "Pillow");
  });
}

function convolve(asked: AskedMatrix, context: StepContext, input: number, mask: number): number {
  const { builder, fail, named } = context;
  const matrix: Matrix = asked.matrix.toReversed();
  const [rows, columns] = [matrix.length, matrix[0].length];
  if (rows !== columns || (rows !== 3 && rows !== 5))
    fail(named ? "kernel" : "matrix", `Pillow's Kernel takes 3 × 3 and 5 × 5 only; this one has ${rows} × ${columns}.`);
  const divisor = asked.divisor ?? sumOf(matrix);
  if (divisor === 0) fail("divisor", "Pillow divides by the sum of the weights, which is 0 here; give a divisor.");
  return builder.correlate(input, centred(matrix, divisor, asked.offset ?? 0), { mask, edge: "copy", rounding: "up" });
}

function box(size: number, { builder, fail }: StepContext, input: number, mask: number): number {
  if (size % 2 === 0) fail("kernel", `Pillow's BoxBlur of whole pixels has odd sizes only, not ${size}.`);
  const filtering = { mask, edge: "replicate", rounding: "up" } as const;
  return builder.box(builder.box(input, 1, size, filtering), size, 1, filtering);
}
