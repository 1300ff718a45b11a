// OpenCV: filter2D, blur, GaussianBlur, medianBlur, bilateralFilter, convertScaleAbs and multiply as version 5 computes them.

import { lowerAround } from "../around";
import { centred } from "../builder";
import { edgeWords } from "../describe";
import { sharpenMatrix } from "../kernel-table";
import { gaussianSize, gaussianTaps, type Matrix } from "../matrices";
import type { Semantics, StepContext } from "../semantics";
import { namesIn, refuseKernel } from "./refuse";

export const opencv: Semantics = {
  title: "OpenCV",
  edges: ["reflect101", "replicate", "reflect", "zero", "wrap"],
  lights: ["srgb"],
  alphas: ["channel"],
  channels: ["each", "red", "green", "blue", "alpha"],
  refusesSource: () => undefined,
  lower,
  describe({ edge }, pipeline) {
    const names = namesIn(pipeline);
    const has = (...wanted: string[]) => wanted.some((name) => names.has(name));
    return [
      "As OpenCV's filter2D: correlation (the matrix is not flipped), sums rounded to the nearest value, ties to even; it divides the weights first, in singles, so that a divided sum at a tie may be 1 off.",
      edgeWords[edge],
      "Every channel is filtered by itself, alpha like the others, in values as they are stored.",
      "The divisor is 1 unless said; the offset is filter2D's delta.",
      ...(has("gauss")
        ? [
            "Gauss is GaussianBlur, which works in fixed point on 8 bits: weights are multiples of 1/256, and of 1/65536 on 16 bits, where a value in some hundreds may be 1 off.",
          ]
        : []),
      ...(has("blur", "box") ? ["Blur and box are OpenCV's blur, the mean by running sums."] : []),
      ...(has("median", "watercolour") ? ["Median is medianBlur, which always repeats the border pixel."] : []),
      ...(has("bilateral")
        ? [
            "Bilateral is bilateralFilter, for grey and RGB, in OpenCV's own code; builds with Intel's IPP cut the fraction off for d of 3 and 5 on 8-bit grey.",
          ]
        : []),
      ...(has("exposure") ? ["Exposure is convertScaleAbs on 8 bits, and multiply on more."] : []),
    ];
  },
};

function lower(context: StepContext): void {
  const { named, asked, altered, builder, edge, type, fail } = context;
  const name = named?.entry.name;
  const filtering = { edge, rounding: "even" } as const;
  if (edge === "wrap" && name !== "gauss" && name !== "bilateral" && name !== "median" && name !== "exposure")
    fail(
      "edge",
      `OpenCV's ${asked && (name === "blur" || name === "box") ? "blur" : "filter2D"} does not wrap round the border; choose another edge.`,
    );
  lowerAround(context, { rounding: "even", floats: false, withAlpha: true }, (input, mask) => {
    if (asked && !altered && (name === "blur" || name === "box")) return box(asked.matrix, context, input, mask);
    if (name === "gauss" && !altered) return gaussian(named!.values[0], context, input, mask);
    if (asked) {
      const laid = centred(asked.matrix, asked.divisor ?? 1, asked.offset ?? 0);
      return builder.correlate(input, laid, { ...filtering, mask });
    }
    switch (name) {
      case "median":
        return median(named!.values[0], context, input, mask);
      case "watercolour":
        return builder.correlate(median(5, context, input, mask), centred(sharpenMatrix, 1, 0), { ...filtering, mask });
      case "bilateral":
        if (type.elements === "u16" || type.channels % 2 === 0)
          fail("kernel", "OpenCV's bilateralFilter takes grey and RGB pictures of 8 bits or floats only.");
        return builder.bilateral(input, named!.values, { ...filtering, mask });
      case "exposure":
        return builder.affine(input, named!.values[0], 0, { ...filtering, mask });
    }
    return refuseKernel(context, "OpenCV");
  });
}

/**
 * 8-bit means of up to 256 values are divided in integers, which rounds ties up, and also sums that are 1 short of a tie
 * where the number of values is a power of two.
 */
function box(matrix: Matrix, { builder, edge, type }: StepContext, input: number, mask: number): number {
  const size = matrix.length;
  const rounding = type.elements === "u8" && size <= 16 ? "up" : "even";
  if (rounding === "even" || ![2, 4, 8, 16].includes(size))
    return builder.box(input, size, size, { mask, edge, rounding });
  return builder.correlate(input, centred(matrix, size * size, 1 / (size * size)), { mask, edge, rounding });
}

function median(size: number, { builder, type, fail }: StepContext, input: number, mask: number): number {
  if (size > 5 && (type.elements !== "u8" || type.channels === 2))
    fail(
      "kernel",
      `OpenCV's medianBlur takes ${size} × ${size} on 8-bit grey, RGB and RGBA pictures only; here up to 5 × 5.`,
    );
  return builder.median(input, size, { mask, edge: "replicate" });
}

function gaussian(sigma: number, { builder, edge, type, fail }: StepContext, input: number, mask: number): number {
  if (edge === "wrap" && type.elements === "f32")
    fail("edge", "OpenCV's GaussianBlur of floats does not wrap round the border; choose another edge.");
  const taps = gaussianTaps(sigma, gaussianSize(sigma, type.elements === "u8" ? 8 : 16));
  if (type.elements !== "u8") {
    // 16 bits work in fixed point too, of multiples of 1/65536.
    const weights = type.elements === "u16" ? fixedTaps(taps, 65536).map((tap) => tap / 65536) : taps;
    const matrix = weights.map((row) => weights.map((column) => row * column));
    return builder.correlate(input, centred(matrix, 1, 0), { mask, edge, rounding: "even" });
  }
  const weights = Uint16Array.from(fixedTaps(taps, 256));
  return builder.add({
    op: "fixedGaussian",
    input,
    ...type,
    mask,
    edge,
    rowWeights: weights,
    columnWeights: weights,
  });
}

/** Taps in multiples of 1/one: each takes over the rounding error of the one before, the middle makes the sum right. */
function fixedTaps(taps: readonly number[], one: number): number[] {
  const middle = taps.length >> 1;
  const fixed = new Array<number>(taps.length);
  let error = 0;
  let sum = 0;
  for (let i = 0; i < middle; i++) {
    const wanted = taps[i] * one + error;
    fixed[i] = fixed[taps.length - 1 - i] = Math.round(wanted);
    error = wanted - fixed[i];
    sum += 2 * fixed[i];
  }
  fixed[middle] = one - sum;
  return fixed;
}
