// Runs test files with mocha in this process and leaves the counts in a file, for a stage to add up.

import { readFileSync, writeFileSync } from "node:fs";
import Mocha from "mocha";
import { allowRelaxedVectors } from "../../engine/cli/vectors";

export interface Counts {
  passed: number;
  /** Title and message of each test that failed. */
  failures: string[];
}

/** Environment variable with the path of the file that the counts are written to. */
export const resultVariable = "NEURAL_LENS_RESULT";

/** Milliseconds after which a test counts as hanging, on a machine that has much else to do. */
export const patience = 180_000;

/**
 * Runs the files; a pending test or an `.only` counts as failed, so that nothing is left out in silence.
 * `timeout` is in milliseconds and holds for each test and hook that sets none of its own.
 */
export async function runMocha(files: string[], timeout: number, grep?: string): Promise<Counts> {
  const color = process.stdout.isTTY === true;
  const mocha = new Mocha({ timeout, grep, color, forbidOnly: true, forbidPending: true, reporter: "spec" });
  for (const file of files) mocha.addFile(file);
  const counts: Counts = { passed: 0, failures: [] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("pass", () => counts.passed++);
    runner.on("fail", (test, error) => counts.failures.push(`${test.fullTitle()}: ${firstLine(error)}`));
  });
  const path = process.env[resultVariable];
  if (path) writeFileSync(path, JSON.stringify(counts));
  return counts;
}

const firstLine = ({ message }: { message?: string }) => message?.split("\n")[0] ?? "";

/** Lets sources import .wasm files as their bytes, as the bundles do. */
function importWasmAsBytes(): void {
  require.extensions[".wasm"] = (module, file) => {
    module.exports = { __esModule: true, default: new Uint8Array(readFileSync(file)) };
  };
}

if (require.main === module) {
  importWasmAsBytes();
  const [timeout, grep, ...files] = process.argv.slice(2);
  allowRelaxedVectors();
  runMocha(files, Number(timeout), grep || undefined).then(
    // Workers and servers that a failed test left behind must not keep the stage from ending.
    (counts) => process.exit(counts.failures.length > 0 ? 1 : 0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
