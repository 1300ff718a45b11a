// From the files of the kernels to their executor, for hosts that do not know WebAssembly's types.

import type { Executor } from "../core/executor";
import { moduleFile } from "./modules";
import { supportedKind } from "./probe";
import { type WasmOptions, wasmExecutor } from "./wasm";

/**
 * The fastest executor that this machine can run; `read` gives the bytes of a file of `dist/kernels`. It computes on one
 * thread where memory cannot be shared, whatever `threads` asks for.
 */
export async function compileExecutor(
  read: (file: string) => Promise<Uint8Array>,
  threads: Required<WasmOptions>["threads"],
): Promise<Executor> {
  const { vector, memory: possible } = supportedKind();
  const memory = threads.count > 1 ? possible : "unshared";
  const module = await WebAssembly.compile(await read(moduleFile({ vector, memory })));
  return wasmExecutor(module, { vector, ...(memory === "shared" ? { threads } : {}) });
}
