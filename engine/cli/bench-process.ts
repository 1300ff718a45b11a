// mlp-iris-cold: the command line as a process, from its start to its end, with a whole training inside.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Workload } from "../bench";
import { CheckError } from "../bench/checks";
import type { trainIris } from "../bench/iris";

const name = "mlp-iris-cold";
/** What any sound training reaches on these rows. */
const leastAccuracy = 0.94;

/** The process that is timed is this command line again, with `--once`. */
export const irisCold: Workload = {
  name,
  unit: "process",
  async prepare({ threads }) {
    const results: ReturnType<typeof trainIris>[] = [];
    const run = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) results.push(await processOnce(threads));
    };
    const started = performance.now();
    await run(1);
    const first = performance.now() - started;
    const [{ accuracy }] = results;
    if (!(accuracy >= leastAccuracy))
      throw new CheckError(`${name}: the accuracy ${accuracy} is below ${leastAccuracy}.`);
    return {
      run,
      note() {
        const training = Math.min(...results.slice(1).map(({ milliseconds }) => milliseconds));
        return `accuracy ${accuracy.toFixed(4)}, training alone ${training.toFixed(1)} ms, first run ${first.toFixed(0)} ms`;
      },
    };
  },
};

async function processOnce(threads: number): Promise<ReturnType<typeof trainIris>> {
  const words = ["bench", name, "--once", "--threads", String(threads), "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, [__filename, ...words]);
  return JSON.parse(stdout);
}
