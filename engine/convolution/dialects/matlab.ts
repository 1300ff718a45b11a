// MATLAB: imfilter and medfilt2, as its documentation and Octave's image package say.

import { lowerAround } from "../around";
import type { LaidMatrix } from "../builder";
import { edgeWords } from "../describe";
import { sharpenMatrix } from "../kernel-table";
import type { AskedMatrix, Semantics, StepContext } from "../semantics";
import { namesIn, refuseKernel } from "./refuse";

export const matlab: Semantics = {
  title: "MATLAB",
  edges: ["zero", "replicate", "reflect", "wrap"],
  lights: ["srgb"],
  // imread gives alpha apart from the colours.
  alphas: ["straight", "channel"],
  channels: ["each", "red", "green", "blue", "alpha"],
  refusesSource: () => undefined,
  lower,
  describe({ edge, alpha }, pipeline) {
    const names = namesIn(pipeline);
    return [
      "As MATLAB's imfilter: correlation (the matrix is not flipped) in double precision, rounded to the class of the picture, ties away from 0.",
      edgeWords[edge],
      alpha === "straight"
        ? "Alpha, which imread gives apart from the colours, stays as it is."
        : "Every channel is filtered by itself, alpha like the others.",
      "There is no divisor unless said; an even matrix has its pixel above and left of the middle.",
      ...(names.has("median") || names.has("watercolour")
        ? ["Median is medfilt2, which puts 0 beyond the border."]
        : []),
    ];
  },
};

function lower(context: StepContext): void {
  const { named, asked, builder, edge } = context;
  const name = named?.entry.name;
  lowerAround(context, { rounding: "away", floats: false, withAlpha: true }, (input, mask) => {
    const filtering = { mask, edge, rounding: "away" } as const;
    if (asked) return builder.correlate(input, lay(asked), filtering);
    const padded = { mask, edge: "zero" } as const;
    if (name === "median") return builder.median(input, named!.values[0], padded);
    if (name === "watercolour")
      return builder.correlate(builder.median(input, 5, padded), lay({ matrix: sharpenMatrix }), filtering);
    return refuseKernel(context, "MATLAB");
  });
}

const lay = ({ matrix, divisor = 1, offset = 0 }: AskedMatrix): LaidMatrix => ({
  matrix,
  anchorRow: (matrix.length - 1) >> 1,
  anchorColumn: (matrix[0].length - 1) >> 1,
  scale: 1 / divisor,
  offset,
});
