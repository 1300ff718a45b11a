// The table of benchmark workloads, and how they are run.

import type { Executor } from "../core/executor";
import { InputError } from "../errors";
import { autoencoder } from "./autoencoder";
import { CheckError } from "./checks";
import { cnnMnist } from "./cnn-mnist";
import { dcgan28 } from "./dcgan-28";
import { denoiseCnn } from "./denoise-cnn";
import { ganMlp } from "./gan-mlp";
import { gatCora } from "./gat-cora";
import { gcnCora } from "./gcn-cora";
import { gcnLarge } from "./gcn-large";
import { limits } from "./limits";
import { matmuls } from "./matmul";
import { mlpSmall } from "./mlp-small";
import { time } from "./time";
import { type BenchLine, rounded, type Workload } from "./workload";

export { runScales, type ScaleLine, type SizeLine, scales } from "./scale";
export { type BenchLine, describeLine, rounded, type Workload } from "./workload";

/** Those that need neither files nor processes. */
export const workloads: readonly Workload[] = [
  mlpSmall,
  autoencoder,
  cnnMnist,
  denoiseCnn,
  ganMlp,
  dcgan28,
  gcnCora,
  gatCora,
  gcnLarge,
  ...matmuls,
  ...limits,
];

export interface BenchOptions {
  executor: Executor;
  /** Takes the line of a workload when it is there. */
  emit(line: BenchLine): void;
  /** Takes what a workload did wrong; the others still run. */
  refuse(error: CheckError): void;
}

/** Runs workloads one after the other. */
export async function runBench(chosen: readonly Workload[], { executor, emit, refuse }: BenchOptions): Promise<void> {
  for (const { name, unit, prepare } of chosen) {
    try {
      const { run, note, close } = await prepare(executor);
      const { median, minimum } = await time(run);
      emit({
        workload: name,
        threads: executor.threads,
        median_ms: rounded(median),
        min_ms: rounded(minimum),
        unit,
        note: note(median),
        executor: executor.id,
      });
      close?.();
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      refuse(error);
    }
  }
}

/**
 * Those of the table that are named, by themselves or as a family (`matmul` for `matmul-64` and so on); all without a
 * name.
 * @throws InputError when a name is unknown
 */
export function choose<T extends { name: string }>(
  table: readonly T[],
  names: readonly string[],
  what = "workload",
): readonly T[] {
  if (names.length === 0) return table;
  return names.flatMap((wanted) => {
    const exact = table.filter(({ name }) => name === wanted);
    const found = exact.length > 0 ? exact : table.filter(({ name }) => name.startsWith(`${wanted}-`));
    if (found.length > 0) return found;
    const known = table.map(({ name }) => name).join(", ");
    throw new InputError(`There is no ${what} named ${wanted}: choose among ${known}.`);
  });
}
