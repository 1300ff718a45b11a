// The executors that every numeric test runs on.

import type { Executor } from "../../engine/core/executor";
import { referenceExecutor } from "../../engine/kernels/reference";
import { wasmExecutor } from "../../engine/kernels/wasm";
import { kernels } from "./kernels/module";

export const executors: readonly Executor[] = [referenceExecutor, wasmExecutor(kernels)];
