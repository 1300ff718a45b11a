// The own semantics: correlation with the matrix as written, every setting free to choose, rounded once a step, to even.

import { lowerAround } from "./around";
import { centred } from "./builder";
import { describeSettings } from "./describe";
import { sharpenMatrix } from "./kernel-table";
import { sumsToZero } from "./kernels";
import { gaussianMatrix, gaussianSize } from "./matrices";
import { alphaModes, channelChoices, edgeModes, lightModes } from "./pipeline";
import type { NamedKernel, Semantics, StepContext } from "./semantics";

export const ownSemantics: Semantics = {
  title: "Neural Lens",
  edges: ["reflect101", ...edgeModes.filter((edge) => edge !== "reflect101")],
  lights: lightModes,
  alphas: alphaModes,
  channels: channelChoices,
  refusesSource: () => undefined,
  lower,
  describe: (settings) => [
    "Correlation: the matrix is not flipped.",
    ...describeSettings(settings),
    "Sums are rounded to the nearest value, ties to even, once at the end of each step.",
  ],
};

/** Kernels that are several operations, which are computed in floats. */
const compound = new Set(["unsharp", "glow", "halo"]);

function lower(context: StepContext): void {
  const { named, asked, altered, builder, edge } = context;
  const name = named?.entry.name;
  const zero = asked !== undefined && sumsToZero(asked.matrix);
  const around = {
    rounding: "even",
    floats: name !== undefined && compound.has(name),
    withAlpha: !zero && name !== "exposure",
  } as const;
  lowerAround(context, around, (input, mask) => {
    const filtering = { mask, edge, rounding: "even" } as const;
    if (asked && !altered && (name === "blur" || name === "box"))
      return builder.box(input, asked.matrix.length, asked.matrix.length, filtering);
    if (!asked) return lowerNamed(named!, context, input, mask);
    const matrix = name === "gauss" ? gaussian(named!.values[0], context) : asked.matrix;
    return builder.correlate(input, centred(matrix, asked.divisor ?? 1, asked.offset ?? 0), filtering);
  });
}

/** Its size depends on the bits of the picture. */
function gaussian(sigma: number, { type }: StepContext) {
  return gaussianMatrix(sigma, gaussianSize(sigma, type.elements === "u8" ? 8 : 16));
}

function lowerNamed({ entry, values }: NamedKernel, context: StepContext, input: number, mask: number): number {
  const { builder, edge } = context;
  const filtering = { mask, edge, rounding: "even" } as const;
  const blurred = (sigma: number) => builder.correlate(input, centred(gaussian(sigma, context), 1, 0), filtering);
  switch (entry.name) {
    case "median":
      return builder.median(input, values[0], filtering);
    case "bilateral":
      return builder.bilateral(input, values, filtering);
    case "watercolour":
      return builder.correlate(builder.median(input, 5, filtering), centred(sharpenMatrix, 1, 0), filtering);
    case "exposure":
      return builder.affine(input, values[0], 0, filtering);
    case "unsharp": {
      const [sigma, amount, threshold] = values;
      return builder.mix(input, blurred(sigma), 1 + amount, -amount, mask, threshold);
    }
    case "glow": {
      const [sigma, strength] = values;
      return builder.screen(input, blurred(sigma), strength, mask);
    }
    case "halo": {
      const [sigma, strength] = values;
      const rim = builder.mix(blurred(sigma), blurred(3 * sigma), 1, -1, mask);
      return builder.mix(input, rim, 1, strength, mask);
    }
  }
  throw new Error(`The kernel "${entry.name}" is in the table but not known to the lowering.`);
}
