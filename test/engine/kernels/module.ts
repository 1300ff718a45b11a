// The compiled kernels, as the build puts them into dist.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The module of `npm run build`. */
export const kernels = new WebAssembly.Module(
  readFileSync(join(__dirname, "..", "..", "..", "dist", "kernels", "plain.wasm")),
);
