// The executors that every numeric test runs on; the first is the oracle.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Executor } from "../../engine/core/executor";
import { referenceExecutor } from "../../engine/kernels/reference";
import { wasmExecutor } from "../../engine/kernels/wasm";

const path = join(__dirname, "..", "..", "dist", "kernels", "plain.wasm");
if (!existsSync(path)) throw new Error("dist/kernels/plain.wasm is missing: run npm run build first.");
const plain = new WebAssembly.Module(readFileSync(path));

/** Working memory holds NaN before each run, so that nothing reads what it has not written. */
export const executors: readonly Executor[] = [referenceExecutor, wasmExecutor(plain, { poison: true })];
