// Benchmarks in a real VS Code and in the page: how long a person waits, and how long something else is kept from its turn.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchLine, rounded } from "../../engine/bench";
import { clickFigures } from "../extension/bench/clicks";
import { figuresVariable, type HostFigures } from "../extension/bench/figures";
import { chartFigures } from "../webview/chart-figures";
import { chooseHost } from "./host";
import { runInHost } from "./inhost";
import { root } from "./root";

/** Milliseconds of one repeat each, and what they belong to. */
export interface WindowFigures {
  milliseconds: readonly number[];
  note: string;
}

export interface WindowWorkload {
  name: string;
  /** What a time is for. */
  unit: string;
  measure(): Promise<WindowFigures>;
}

let inHost: Promise<HostFigures> | undefined;

/** All that is measured inside an extension host, in one start of it. */
function hostFigures(): Promise<HostFigures> {
  inHost ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "neural-lens-figures-"));
    try {
      const path = join(folder, "figures.json");
      const file = join(root, "test", "extension", "bench", "in-host.ts");
      await runInHost(await chooseHost(), [file], "", { [figuresVariable]: path }, console.log);
      return JSON.parse(readFileSync(path, "utf8"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  })();
  return inHost;
}

const ofHost = (name: keyof HostFigures, unit: string): WindowWorkload => ({
  name: `window-${name}`,
  unit,
  measure: async () => (await hostFigures())[name],
});

export const windowWorkloads: readonly WindowWorkload[] = [
  ofHost("activation", "activation"),
  ofHost("first-epoch", "click"),
  ofHost("blocked-by-run", "run"),
  ofHost("blocked-by-burst", "run"),
  { name: "window-first-point", unit: "click", measure: clickFigures },
  { name: "window-chart", unit: "frame", measure: chartFigures },
];

/** The line of a workload: the median of its repeats, on the threads that the extension has. */
export async function measureWindow({ name, unit, measure }: WindowWorkload): Promise<BenchLine> {
  const { milliseconds, note } = await measure();
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return {
    workload: name,
    threads: Math.max(1, availableParallelism() - 1),
    median_ms: rounded(sorted[(sorted.length - 1) >> 1]),
    min_ms: rounded(sorted[0]),
    unit,
    note: `most ${rounded(sorted.at(-1)!)} of ${sorted.length}; ${note}`,
    executor: name === "window-chart" ? "Chromium" : (await chooseHost()).name,
  };
}
