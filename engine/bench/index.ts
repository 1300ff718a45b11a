// The table of benchmark workloads, and how they are run.

import type { Executor } from "../core/executor";
import { InputError } from "../errors";
import { gcnCora } from "./gcn-cora";
import { gcnLarge } from "./gcn-large";
import { matmuls } from "./matmul";
import { mlpSmall } from "./mlp-small";
import { time } from "./time";
import type { BenchLine, Workload } from "./workload";

export type { BenchLine } from "./workload";

export const workloads: readonly Workload[] = [mlpSmall, gcnCora, gcnLarge, ...matmuls];

/**
 * Runs the named workloads (all when none is named), one after the other, and emits a line for each.
 * @throws InputError when a name is unknown, or for more threads than the executor computes with
 */
export function runBench(
  names: readonly string[],
  { threads }: { threads: number },
  executor: Executor,
  emit: (line: BenchLine) => void,
): void {
  const chosen = names.length > 0 ? names.map(find) : workloads;
  if (threads !== 1) throw new InputError(`${executor.id} computes with one thread: give 1 instead of ${threads}.`);
  for (const { name, unit, prepare } of chosen) {
    const { run, note } = prepare(executor);
    const { median, minimum } = time(run);
    emit({
      workload: name,
      threads,
      median_ms: rounded(median),
      min_ms: rounded(minimum),
      unit,
      note: note(median),
      executor: executor.id,
    });
  }
}

function find(name: string): Workload {
  const workload = workloads.find((one) => one.name === name);
  if (workload) return workload;
  const known = workloads.map((one) => one.name).join(", ");
  throw new InputError(`There is no workload named ${name}: choose among ${known}.`);
}

const rounded = (milliseconds: number): number => Number(milliseconds.toPrecision(4));
