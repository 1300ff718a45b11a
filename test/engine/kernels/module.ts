// The compiled kernels, as the build puts them into dist.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Executor } from "../../../engine/core/executor";
import { type ModuleKind, moduleFile, type VectorKind } from "../../../engine/kernels/modules";
import { type WasmOptions, wasmExecutor } from "../../../engine/kernels/wasm";

/** One of the modules of `npm run build`. */
export function moduleOf(kind: ModuleKind): WebAssembly.Module {
  const path = join(__dirname, "..", "..", "..", "dist", "kernels", moduleFile(kind));
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build first.`);
  return new WebAssembly.Module(readFileSync(path));
}

export const vectorKinds: readonly VectorKind[] = ["plain", "relaxed"];
const compiled = {
  plain: moduleOf({ vector: "plain", memory: "unshared" }),
  relaxed: moduleOf({ vector: "relaxed", memory: "unshared" }),
};

/** The module on plain vectors, for what does not depend on their kind. */
export const kernels = compiled.plain;

/** The executor on one kind of vectors. */
export const executorOn = (vector: VectorKind, options: WasmOptions = {}): Executor =>
  wasmExecutor(compiled[vector], { ...options, vector });
