// spectrum-sparse-… and spectrum-density on the command line: with the solver of sparse problems beside this bundle.

import type { Workload } from "../bench";
import { spectrumDensity } from "../bench/spectrum-density";
import { sparseSpectra } from "../bench/spectrum-sparse";
import { kernelsFolder } from "./inputs";
import { breathe, loadSparseSolver } from "./ports";

export const sparseWorkloads: readonly Workload[] = [...sparseSpectra, spectrumDensity].map(
  ({ name, unit, prepare }) => ({
    name,
    unit,
    prepare: async ({ threads }) => prepare(await loadSparseSolver(kernelsFolder(), threads), { breathe }),
  }),
);
