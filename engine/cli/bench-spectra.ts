// spectrum-dense-… on the command line: with the dense solver beside this bundle.

import type { Workload } from "../bench";
import { spectra } from "../bench/spectrum-dense";
import { kernelsFolder } from "./inputs";
import { breathe, loadDenseSolver } from "./ports";

export const spectrumWorkloads: readonly Workload[] = spectra.map(({ name, prepare }) => ({
  name,
  unit: "spectrum",
  prepare: async () => prepare(await loadDenseSolver(kernelsFolder()), { breathe }),
}));
