// From the file of the filters' kernels to their executor, for hosts that do not know WebAssembly's types.

import { filterModuleFile } from "../kernels/modules";
import type { FilterExecutor } from "./executor";
import { type FilterThreads, wasmFilterExecutor } from "./wasm-executor";

/** The executor of filters; `read` gives the bytes of a file of `dist/kernels`. */
export async function compileFilterExecutor(
  read: (file: string) => Promise<Uint8Array>,
  threads?: FilterThreads,
): Promise<FilterExecutor> {
  return wasmFilterExecutor(await WebAssembly.compile(await read(filterModuleFile)), threads);
}
