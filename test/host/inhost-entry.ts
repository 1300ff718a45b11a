// What VS Code calls inside its extension host: runs the bundled tests with mocha.

import { appendFileSync, readFileSync } from "node:fs";
import { format } from "node:util";
import Mocha from "mocha";
import type { InHostOrder } from "./inhost";
import { patience, runMocha } from "./mocha";

/** Resolves whatever the tests did: their counts say it. */
export async function run(): Promise<void> {
  const order = JSON.parse(readFileSync(process.env.NEURAL_LENS_TESTS ?? "", "utf8")) as InHostOrder;
  process.setSourceMapsEnabled(true);
  Mocha.reporters.Base.consoleLog = (...values) => appendFileSync(order.log, `${format(...values)}\n`);
  await runMocha(order.files, patience, order.grep || undefined);
}
