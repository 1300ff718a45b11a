// The peers of the benchmarks do our work, and the table of ratios says how they stand.

import assert from "node:assert/strict";
import { workloads } from "../../engine/bench";
import { type Check, verify } from "../../engine/bench/checks";
import { prepareBackend, valuesOf } from "./peer";
import { peerWorkloads } from "./peer-workloads";
import { type Comparison, compared, describePeer, ratioTable } from "./ratios";

const line = { workload: "gan-mlp", threads: 1, median_ms: 2, min_ms: 1.5, unit: "D+G step", note: "", executor: "e" };
const measured = { median_ms: 33.12345, min_ms: 30, repeats: 7, note: "loss1 1.4" };
const comparisons: Comparison[] = [
  { line, peers: { "tfjs-wasm": measured, "tfjs-cpu": { over: 60000 } } },
  { line: { ...line, workload: "cnn-mnist", threads: 2 }, peers: { "tfjs-wasm": { missing: "MaxPoolGrad" } } },
  { line: { ...line, workload: "csv-read" }, peers: {} },
];

describe("the peers of the benchmarks", () => {
  before(() => prepareBackend("cpu"));

  for (const name of ["mlp-small", "gan-mlp"]) {
    it(`find our losses of ${name}`, () => {
      const { checks } = workloads.find((workload) => workload.name === name)!;
      const values = valuesOf(peerWorkloads[name]());
      const first = checks!.filter(({ step }) => step === 1);
      const found = new Map(first.map((check): [Check, number] => [check, values[check.output]]));
      assert.match(verify(name, found), /^loss1 /);
    });
  }

  it("have our names", () => {
    const names = workloads.map(({ name }) => name);
    for (const name of Object.keys(peerWorkloads)) assert.ok(names.includes(name), name);
  });

  it("stand in a table with their ratios", () => {
    assert.deepEqual(ratioTable(comparisons).split("\n").slice(1), [
      "workload   ours ms             tfjs-wasm ms  ratio  tfjs-cpu ms    ratio  target  aim",
      "gan-mlp          2                    33.12    17×   over 60000  >30000×     2.8  2.1",
      "cnn-mnist        2  no kernel (MaxPoolGrad)                                    5  3.6",
      "csv-read         2                                                          2200  700",
      "",
      "Recorded earlier, in ms, on a machine of the type the targets are for:",
      "gan-mlp: torch 2.6 (1.3×) · tfjs-wasm 33 (17×)",
      "cnn-mnist: torch channels-last 4.9 (2.5×) · jax 9 (4.5×)",
      "csv-read: polars 373 (187×) · pandas 733 (367×) · papaparse 1908 (954×)",
    ]);
  });

  it("are described", () => {
    assert.equal(describePeer("a", measured), "  a: 33.12 ms (least 30, 7 repeats) · loss1 1.4");
    assert.equal(describePeer("a", { ...measured, repeats: 1, note: "" }), "  a: 33.12 ms (least 30, once)");
    assert.equal(describePeer("a", { over: 60000 }), "  a: over 60000 ms");
    assert.equal(describePeer("a", { failed: "loss1 is 2" }), "  a: loss1 is 2");
  });

  it("stand beside our line as JSON", () => {
    assert.deepEqual(compared(comparisons[1]), {
      ...comparisons[1].line,
      peers: { "tfjs-wasm": { missing: "MaxPoolGrad" } },
      recorded: { "torch channels-last": { median_ms: 4.9, ratio: 2.45 }, jax: { median_ms: 9, ratio: 4.5 } },
      target_ms: 5,
      aim_ms: 3.6,
    });
    assert.deepEqual((compared(comparisons[0]) as { peers: object }).peers, {
      "tfjs-wasm": { ...measured, median_ms: 33.12, ratio: 16.56 },
      "tfjs-cpu": { over: 60000 },
    });
  });
});
