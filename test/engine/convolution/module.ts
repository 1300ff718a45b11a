// The compiled module of filters, as the build puts it into dist.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ThreadPool } from "../../../engine/cli/threads";
import { wasmFilterExecutor } from "../../../engine/convolution/wasm-executor";
import { filterModuleFile } from "../../../engine/kernels/modules";

const dist = join(__dirname, "..", "..", "..", "dist");
const module = new WebAssembly.Module(readFileSync(join(dist, "kernels", filterModuleFile)));
const pool = new ThreadPool(join(dist, "thread.js"));

export const filters = wasmFilterExecutor(module);

/** All of whose threads take part in every picture in shared memory. */
export const threadedFilters = (count: number) =>
  wasmFilterExecutor(module, { count, start: (picture) => pool.start({ kind: "picture", picture }), wait: true });
