// What the extension host measures, as it is left for the process that started it.

import type { WindowFigures } from "../../host/bench-window";

/** Environment variable with the path that the figures are written to. */
export const figuresVariable = "NEURAL_LENS_FIGURES";

export type HostFigures = Record<"activation" | "first-epoch" | "blocked-by-run" | "blocked-by-burst", WindowFigures>;
