// Node 20 has relaxed vector instructions behind a flag, which a process of our own may set for itself.

import { setFlagsFromString } from "node:v8";
import { hasRelaxedVectors } from "../kernels/probe";

/** Also for the threads that start afterwards; to be called before any module is compiled. */
export function allowRelaxedVectors(): void {
  if (!hasRelaxedVectors()) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
