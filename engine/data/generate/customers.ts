// An invented table of customers with columns of every kind and holes in it: numbers, categories, dates, an id.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

const plans = ["basic", "plus", "premium"];
const regions = ["north", "east", "south", "west"];
const price = [9, 19, 39];
const day = 86_400_000;
const start = Date.UTC(2021, 0, 1);

/**
 * Whether a customer churned follows from a logistic model on plan, months, calls and satisfaction, so some of it cannot
 * be foretold. Four cells in a hundred of `age` are missing, eight of `satisfaction`, two of `region`.
 */
export function customers(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const table = Array.from({ length: rows }, (_, i) => {
    const plan = random.integer(plans.length);
    const region = regions[random.integer(regions.length)]!;
    const age = Math.round(18 + 60 * random.uniform() ** 1.3);
    const months = 1 + random.integer(48);
    const joined = new Date(start + (48 - months) * 30.4 * day).toISOString().slice(0, 10);
    const calls = Math.floor(-2 * Math.log(1 - random.uniform()));
    const satisfaction = Math.max(1, Math.min(10, Math.round(8 - 0.9 * calls + 1.5 * random.normal())));
    const charge = Math.round(100 * (price[plan]! * (1 + 0.15 * random.normal()))) / 100;
    const logit = 1.6 - 0.06 * months + 0.5 * calls - 0.45 * (satisfaction - 4) + (plan === 0 ? 0.7 : 0);
    const churned = random.uniform() < 1 / (1 + Math.exp(-logit));
    const unless = <T>(share: number, value: T) => (random.uniform() < share ? null : value);
    return [
      `C${String(i + 1).padStart(4, "0")}`,
      joined,
      unless(0.04, age),
      unless(0.02, region),
      plans[plan]!,
      charge,
      calls,
      unless(0.08, satisfaction),
      churned ? "yes" : "no",
    ];
  });
  const columns = ["customer", "joined", "age", "region", "plan", "monthly_charge", "calls", "satisfaction", "churned"];
  return { columns, rows: table };
}
