// From the files of the kernels to their executor, for hosts that do not know WebAssembly's types.

import type { Executor } from "../core/executor";
import { moduleFile } from "./modules";
import { supportedKind } from "./probe";
import { wasmExecutor } from "./wasm";

/** The fastest executor that this machine can run; `read` gives the bytes of a file of `dist/kernels`. */
export async function compileExecutor(read: (file: string) => Promise<Uint8Array>): Promise<Executor> {
  const { vector } = supportedKind();
  const bytes = await read(moduleFile({ vector, memory: "unshared" }));
  return wasmExecutor(await WebAssembly.compile(bytes), { vector });
}
