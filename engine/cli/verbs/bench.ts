// `bench [NAME …]`: times the benchmark workloads, or with --scale how cost grows.

import {
  type BenchLine,
  choose,
  describeLine,
  runBench,
  runScales,
  type ScaleLine,
  type SizeLine,
  scales,
} from "../../bench";
import { trainIris } from "../../bench/iris";
import { benchTable } from "../bench-table";
import { executorFor } from "../inputs";
import type { Output } from "../output";
import type { Verb } from "../verb";

export const bench: Verb = {
  flags: {
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    scale: { kind: "switch" },
    // What a process of mlp-iris-cold does; no help names it.
    once: { kind: "switch" },
  },
  async run({ positional, numbers, switches }, output) {
    const executor = await executorFor(numbers.get("threads") ?? 1);
    if (switches.has("once")) return output.object(trainIris(executor));
    if (switches.has("scale")) {
      return runScales(choose(scales, positional, "scale"), executor, (line) => showScale(line, output));
    }
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

function showScale(line: SizeLine | ScaleLine, output: Output): void {
  if (output.json) output.object(line);
  else if ("size" in line) {
    const { scale, size, median_ms, min_ms, bytes } = line;
    output.line(`${scale} ${size}: ${median_ms} ms a step (least ${min_ms}), ${(bytes / 2 ** 20).toFixed(1)} MB`);
  } else {
    const { scale, time_exponent, memory_exponent } = line;
    output.line(`${scale}: time grows like ${scale}^${time_exponent}, memory like ${scale}^${memory_exponent}`);
  }
  output.flush();
}
