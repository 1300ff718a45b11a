// From the bytes of a kernel module to its executor, for hosts that do not know WebAssembly's types.

import type { Executor } from "../core/executor";
import { wasmExecutor } from "./wasm";

export async function compileExecutor(bytes: Uint8Array): Promise<Executor> {
  return wasmExecutor(await WebAssembly.compile(bytes));
}
