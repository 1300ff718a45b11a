// `bench [NAME …]`: times the benchmark workloads.

import { runBench } from "../../bench";
import { runHost } from "../inputs";
import type { Verb } from "../verb";

export const bench: Verb = {
  flags: { threads: { kind: "whole", value: "NUMBER", least: 1 } },
  async run({ positional, numbers }, output) {
    const { executor } = await runHost();
    runBench(positional, { threads: numbers.get("threads") ?? 1 }, executor, (line) => {
      if (output.json) output.object(line);
      else {
        const { workload, median_ms: median, min_ms: minimum, unit, threads, note } = line;
        const times = `${median} ms a ${unit} (least ${minimum})`;
        output.line(`${workload}: ${times}, ${threads === 1 ? "1 thread" : `${threads} threads`} · ${note}`);
      }
      output.flush();
    });
  },
};
