// `bench [NAME …]`: times the benchmark workloads.

import { type BenchLine, choose, describeLine, runBench } from "../../bench";
import { trainIris } from "../../bench/iris";
import { benchTable } from "../bench-table";
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
    const executor = await executorFor(numbers.get("threads") ?? 1);
    if (switches.has("once")) return output.object(trainIris(executor));
    let refused = 0;
    await runBench(choose(benchTable, positional), {
      executor,
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
  else output.line(describeLine(line));
  output.flush();
}
