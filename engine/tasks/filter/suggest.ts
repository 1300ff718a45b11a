// A complete filter experiment for a picture or a folder of them: a chain that is a sensible first thing to try.

import type { FilterExperiment } from "./spec";

/** Sharpening in the own semantics, every setting written out; `file` is relative to where the experiment will lie. */
export const suggestFilter = (file: string): FilterExperiment => ({
  task: "filter",
  name: "sharpen",
  data: { file },
  edge: "reflect101",
  light: "srgb",
  alpha: "straight",
  steps: [{ kernel: "sharpen", channels: "each" }],
});
