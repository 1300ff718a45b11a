// The table of generators, by name.

import { customers } from "./customers";
import { friedman } from "./friedman";
import { gaussians } from "./gaussians";
import { grid } from "./grid";
import { labelTable } from "./label-table";
import { moons } from "./moons";
import { ring } from "./ring";
import { spirals } from "./spirals";
import type { Generator } from "./table";
import { xor } from "./xor";

export const generators = {
  spirals,
  moons,
  xor,
  gaussians,
  ring,
  grid,
  customers,
  friedman,
  weather: labelTable,
} satisfies Record<string, Generator>;
export { type GeneratedTable, toCsv } from "./table";
export { truthTable } from "./xor";
