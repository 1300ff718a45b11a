// The table of generators, by name.

import { customers } from "./customers";
import { friedman } from "./friedman";
import { gaussians } from "./gaussians";
import { moons } from "./moons";
import { spirals } from "./spirals";
import type { Generator } from "./table";
import { xor } from "./xor";

export const generators = { spirals, moons, xor, gaussians, customers, friedman } satisfies Record<string, Generator>;
export { type GeneratedTable, toCsv } from "./table";
export { truthTable } from "./xor";
