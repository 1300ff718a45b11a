// filter-… on the command line: with the executor of filters beside this bundle.

import type { Workload } from "../bench";
import { filters } from "../bench/filters";
import { kernelsFolder } from "./inputs";
import { loadFilterExecutor } from "./ports";

export const filterWorkloads: readonly Workload[] = filters.map(({ name, prepare }) => ({
  name,
  unit: "image",
  prepare: async ({ threads }) => prepare(await loadFilterExecutor(kernelsFolder(), threads)),
}));
