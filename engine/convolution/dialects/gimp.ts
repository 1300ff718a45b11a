// GIMP: its convolution matrix of 5 × 5, which is gegl:convolution-matrix of GEGL 0.4, in linear light.

import { hasAlpha } from "../../data/image/image";
import { lowerAround } from "../around";
import { allMask, centred, type LaidMatrix } from "../builder";
import { edgeWords } from "../describe";
import { sumOf } from "../matrices";
import { alphaMask, colourMask } from "../samples";
import type { AskedMatrix, Semantics, StepContext } from "../semantics";
import { refuseKernel } from "./refuse";

export const gimp: Semantics = {
  title: "GIMP",
  edges: ["replicate", "wrap", "zero"],
  lights: ["linear"],
  alphas: ["premultiplied", "straight", "channel"],
  channels: ["each", "red", "green", "blue", "alpha"],
  refusesSource: () => undefined,
  lower,
  describe: ({ edge, alpha }) => [
    "As GIMP's convolution matrix: correlation (the matrix lies on the picture as in its dialog), up to 5 × 5, in floats.",
    edgeWords[edge],
    "Values are made linear light first and stored values after.",
    "Without divisor and offset it normalises: the divisor is the sum, or 1 where that is 0 and the offset 127.5; for a negative sum, its size and 255. The offset is added to light.",
    {
      premultiplied:
        "Alpha-weighting is on: each neighbour counts by its alpha, the sum stays weighed, and alpha becomes full where any neighbour has some.",
      straight: "Alpha-weighting is off, and alpha stays as it is.",
      channel: "Alpha-weighting is off, and alpha is filtered like the colours.",
    }[alpha],
  ],
};

function lower(context: StepContext): void {
  const { asked, builder, edge, alpha, type, channels, fail } = context;
  const laid = lay(asked ?? refuseKernel(context, "GIMP's convolution matrix"), context);
  if (alpha !== "premultiplied" || !hasAlpha(type.channels)) {
    lowerAround(context, { rounding: "even", floats: false, withAlpha: true }, (input, mask) =>
      builder.correlate(input, laid, { mask, edge, rounding: "even" }),
    );
    return;
  }
  if (channels !== "each")
    fail("channels", 'GIMP\'s alpha-weighting is computed for all channels; choose alpha "straight" for one of them.');
  if (laid.matrix.flat().some((weight) => weight < 0))
    fail("alpha", 'GIMP\'s alpha-weighting of negative weights is not computed; choose alpha "straight" or "channel".');
  lowerWeighted(laid, context);
}

/** The 5 × 5 fields of the dialog. */
function lay({ matrix, divisor, offset }: AskedMatrix, { named, fail }: StepContext): LaidMatrix {
  const [rows, columns] = [matrix.length, matrix[0].length];
  if (rows > 5 || columns > 5 || rows % 2 === 0 || columns % 2 === 0)
    fail(named ? "kernel" : "matrix", `GIMP takes odd sizes up to 5 × 5 only; this one has ${rows} × ${columns}.`);
  if (divisor !== undefined || offset !== undefined) return centred(matrix, divisor ?? 1, offset ?? 0);
  const sum = sumOf(matrix);
  if (sum > 0) return centred(matrix, sum, 0);
  return sum < 0 ? centred(matrix, -sum, 255) : centred(matrix, 1, 127.5);
}

/** Colours are sums weighed by alpha; alpha is Σ w · α · Σ w / Σ w · α over the divisor: Σ w over it, or 0 where all α are 0. */
function lowerWeighted(laid: LaidMatrix, { builder, input, type, edge }: StepContext): void {
  const [colours, alpha] = [colourMask(type.channels), alphaMask(type.channels)];
  const exact = { edge, rounding: "even" } as const;
  const linear = builder.transfer(input, "linear", "f32", "even");
  const weighed = builder.premultiply(linear, "on", "f32", "even");
  const sums = builder.correlate(weighed, laid, { ...exact, mask: colours });
  // So large a scale that 8 bits hold white wherever any alpha is.
  const any = builder.correlate(input, { ...laid, scale: 1e9, offset: 0 }, { ...exact, mask: alpha, elements: "u8" });
  const full = sumOf(laid.matrix) * laid.scale;
  const opaque = builder.affine(any, full, laid.offset, {
    mask: allMask(type.channels),
    rounding: "even",
    elements: "f32",
  });
  builder.transfer(builder.mix(sums, opaque, 0, 1, alpha), "srgb", type.elements, "even");
}
