// The compiled kernels, as the build puts them into dist.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ThreadPool } from "../../../engine/cli/threads";
import type { CompileLimits } from "../../../engine/core/compile";
import type { Executor, Session } from "../../../engine/core/executor";
import { type ModuleKind, moduleFile, type VectorKind } from "../../../engine/kernels/modules";
import { type WasmOptions, wasmExecutor } from "../../../engine/kernels/wasm";

const dist = join(__dirname, "..", "..", "..", "dist");

/** One of the modules of `npm run build`. */
export function moduleOf(kind: ModuleKind): WebAssembly.Module {
  const path = join(dist, "kernels", moduleFile(kind));
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

/** Stages of the smallest size, cut into parts of few units; whatever can be kept from step to step is. */
export const smallParts: CompileLimits = { cutFrom: 1, partBytes: 256, keepFrom: 1 };

/** The executor on one kind of vectors, on so many threads of this process. */
export const threadedExecutor = (vector: VectorKind, count: number, options: WasmOptions = {}): Executor => {
  const module = moduleOf({ vector, memory: "shared" });
  const executor = wasmExecutor(module, {
    ...options,
    vector,
    threads: { count, start: (session) => pool.start({ kind: "session", session }), wait: true },
  });
  const open: Executor["open"] = (model, graphs) => {
    const session = executor.open(model, graphs);
    threaded.push(session);
    return session;
  };
  return { ...executor, open };
};

const pool = new ThreadPool(join(dist, "thread.js"));
const threaded: Session[] = [];
afterEach(() => {
  for (const session of threaded.splice(0)) session.close();
});

/** The executor on one kind of vectors. */
export const executorOn = (vector: VectorKind, options: WasmOptions = {}): Executor =>
  wasmExecutor(compiled[vector], { ...options, vector });
