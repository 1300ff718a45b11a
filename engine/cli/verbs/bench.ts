// `bench [NAME …]`: times the benchmark workloads.

import { type BenchLine, choose, runBench, type Workload, workloads } from "../../bench";
import { trainIris } from "../../bench/iris";
import { csvRead } from "../bench-csv";
import { irisCold } from "../bench-process";
import { executorFor } from "../inputs";
import type { Output } from "../output";
import type { Verb } from "../verb";

export const bench: Verb = {
  flags: {
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    // What a process of mlp-iris-cold does; no help names it.
    once: { kind: "switch" },
  },
  async run({ positional, numbers, switches }, output) {
    const threads = numbers.get("threads") ?? 1;
    const executor = await executorFor(threads);
    if (switches.has("once")) return output.object(trainIris(executor));
    const table: Workload[] = [...workloads, irisCold(threads), csvRead];
    let refused = 0;
    await runBench(choose(table, positional), {
      executor,
      threads,
      emit: (line) => show(line, output),
      refuse(error) {
        refused++;
        output.error(error.message);
      },
    });
    if (refused > 0) throw new Error(`${refused} of the workloads did not do the work that they are named for.`);
  },
};

function show(line: BenchLine, output: Output): void {
  if (output.json) output.object(line);
  else {
    const { workload, median_ms: median, min_ms: minimum, unit, threads, note } = line;
    const times = `${median} ms a ${unit} (least ${minimum})`;
    output.line(`${workload}: ${times}, ${threads === 1 ? "1 thread" : `${threads} threads`} · ${note}`);
  }
  output.flush();
}
