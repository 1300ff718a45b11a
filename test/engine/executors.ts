// The executors that every numeric test runs on; the first is the oracle.

import type { Executor } from "../../engine/core/executor";
import { referenceExecutor } from "../../engine/kernels/reference";
import { executorOn, vectorKinds } from "./kernels/module";

/** Working memory holds NaN before each run, so that nothing reads what it has not written. */
export const executors: readonly Executor[] = [
  referenceExecutor,
  ...vectorKinds.map((vector) => executorOn(vector, { poison: true })),
];
