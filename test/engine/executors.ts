// The executors that every numeric test runs on; the first is the oracle.

import type { Executor } from "../../engine/core/executor";
import { referenceExecutor } from "../../engine/kernels/reference";
import { executorOn, smallParts, threadedExecutor, vectorKinds } from "./kernels/module";

const named = (executor: Executor, name: string): Executor => ({ ...executor, id: `${executor.id} ${name}` });

/**
 * Working memory holds NaN before each run, so that nothing reads what it has not written. Small parts cut even the
 * smallest program into stages, which several threads then share.
 */
export const executors: readonly Executor[] = [
  referenceExecutor,
  ...vectorKinds.map((vector) => executorOn(vector, { poison: true })),
  named(executorOn("plain", { poison: true, limits: smallParts }), "in small parts"),
  named(threadedExecutor("relaxed", 3, { poison: true, limits: smallParts }), "on 3 threads"),
];
