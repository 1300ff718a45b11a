// A process that times one workload in TensorFlow.js on one backend, and prints what it found as one JSON line.

import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { workloads } from "../../engine/bench";
import { type Check, verify } from "../../engine/bench/checks";
import { time } from "../../engine/bench/time";
import { root } from "../host/root";
import { peerWorkloads, type Unit } from "./peer-workloads";

export const backends = ["wasm", "cpu"] as const;
export type Backend = (typeof backends)[number];

/** What a peer took; or which kernel its backend lacks. */
export type PeerResult = { median_ms: number; min_ms: number; repeats: number; note: string } | { missing: string };

/** Milliseconds for the losses, and as many for the timing; a first step that takes longer is the timing. */
const budget = 10_000;

export async function prepareBackend(backend: Backend): Promise<void> {
  // No checks for NaN, no advice on standard error.
  tf.enableProdMode();
  if (backend === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(`${join(root, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist")}/`);
  } else await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend(backend);
  await tf.ready();
}

/** Runs to the checks while there is time, then times. Both backends compute when they are called. */
export async function measure(name: string): Promise<PeerResult> {
  const { checks = [] } = workloads.find((workload) => workload.name === name)!;
  try {
    const unit = peerWorkloads[name]();
    const found = new Map<Check, number>();
    const begin = performance.now();
    const spent = () => performance.now() - begin;
    const last = Math.max(0, ...checks.map(({ step }) => step));
    let first = 0;
    for (let step = 1; step <= last && spent() < budget; step++) {
      const values = valuesOf(unit);
      if (step === 1) first = spent();
      for (const check of checks) if (check.step === step) found.set(check, values[check.output]);
    }
    const note = verify(name, found);
    if (first > budget) return { median_ms: first, min_ms: first, repeats: 1, note };
    const run = (count: number): void => {
      for (let i = 0; i < count; i++) tf.tidy(() => void unit());
    };
    const { median, minimum, repeats } = await time(run, budget);
    return { median_ms: median, min_ms: minimum, repeats, note };
  } catch (error) {
    const missing = /Kernel '(\w+)' not registered/.exec((error as Error).message);
    if (missing) return { missing: missing[1] };
    throw error;
  }
}

export function valuesOf(unit: Unit): Record<string, number> {
  return tf.tidy(() => Object.fromEntries(Object.entries(unit()).map(([name, value]) => [name, value.dataSync()[0]])));
}

if (require.main === module) {
  const [backend, name] = process.argv.slice(2);
  prepareBackend(backend as Backend)
    .then(() => measure(name))
    .then(
      (result) => console.log(JSON.stringify(result)),
      (error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
      },
    );
}
