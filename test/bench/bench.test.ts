// The benchmark workloads do the work that they are named for, on data that other engines can build.

import assert from "node:assert/strict";
import { runBench, workloads } from "../../engine/bench";
import { distinctPairs, draw, fmix32, glorot, normal, transposed, u, undirected, uni } from "../../engine/bench/data";
import { propagation } from "../../engine/bench/gcn";
import { gcnCora } from "../../engine/bench/gcn-cora";
import { mlpSmall } from "../../engine/bench/mlp-small";
import { time } from "../../engine/bench/time";
import type { BenchLine } from "../../engine/bench/workload";
import { InputError } from "../../engine/errors";
import { wasmExecutor } from "../../engine/kernels/wasm";
import { executors } from "../engine/executors";
import { kernels } from "../engine/kernels/module";

const executor = wasmExecutor(kernels);

describe("bench", () => {
  it("draws what the formulas say", () => {
    assert.equal(fmix32(1), 0x514e28b7);
    assert.equal(fmix32(0xdeadbeef), 0x0de5c6a9);
    assert.deepEqual(
      [0, 1, 2].map((i) => u(1, i)),
      [0.18724611750803888, 0.6348886252380908, 0.15464469883590937],
    );
    assert.equal(u(71, 4194303), 0.46961665502749383);
    assert.deepEqual([...draw(2, 10, 8)], [7, 2, 1, 4, 2, 0, 7, 3]);
    assert.deepEqual([...normal(2, 0.1, 2)], [-0.1385905953653299, -0.029094679804097186].map(Math.fround));
    assert.deepEqual([...uni(1, -1, 1, 2)], [2 * u(1, 0) - 1, 2 * u(1, 1) - 1].map(Math.fround));
    assert.deepEqual([...glorot(1, 2, 4)].slice(0, 2), [2 * u(1, 0) - 1, 2 * u(1, 1) - 1].map(Math.fround));
    assert.deepEqual([...transposed(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)], [1, 4, 2, 5, 3, 6]);
  });

  for (const one of executors) {
    it(`mlp-small trains as PyTorch does · ${one.id}`, () => {
      assert.equal(mlpSmall.prepare(one).note(1), "loss1 0.963314, loss20 0.843143");
    });
  }

  it("draws each edge once, whatever its direction, and no loops", () => {
    const drawn = [3, 1, 2, 2, 1, 3, 0, 1, 3, 2];
    assert.deepEqual([...distinctPairs(4, 3, (k) => [drawn[2 * k], drawn[2 * k + 1]])], [3, 1, 0, 1, 3, 2]);
    assert.deepEqual(
      [...undirected(2708, 5278, 10).slice(0, 2)],
      [10, 11].map((seed) => Math.floor(2708 * u(seed, 0))),
    );
  });

  it("propagates along edges and loops by the roots of the degrees", () => {
    const { values, ...places } = propagation(4, Int32Array.of(2, 0, 2, 1));
    const [half, sixth, third] = [1 / 2, 1 / Math.sqrt(6), 1 / 3].map(Math.fround);
    assert.deepEqual([...(places.rowPointers as Int32Array)], [0, 2, 4, 7, 8]);
    assert.deepEqual([...(places.columnIndices as Int32Array)], [0, 2, 1, 2, 0, 1, 2, 3]);
    assert.deepEqual([...values], [half, sixth, half, sixth, sixth, sixth, third, 1]);
  });

  it("gcn-cora trains as PyTorch does", () => {
    const { run, note } = gcnCora.prepare(executor);
    run(1);
    assert.match(note(1), /^without dropout loss1 1\.94584, loss20 1\.78822; with dropout loss1 1\.9\d+, loss20 1\.8/);
  });

  it("multiplies matrices", () => {
    const [a, b] = [uni(70, -1, 1, 64 * 64), uni(71, -1, 1, 64 * 64)];
    const corner = a.slice(0, 64).reduce((sum, value, i) => sum + value * b[i * 64], 0);
    const { run, note } = workloads.find(({ name }) => name === "matmul-64")!.prepare(executor);
    run(1);
    assert.match(note(1), new RegExp(`corners ${corner.toPrecision(6)}`));
  });

  it("times calls of a size that can be timed", () => {
    const counts: number[] = [];
    const { median, minimum } = time((count) => {
      counts.push(count);
      const end = performance.now() + count;
      while (performance.now() < end);
    });
    assert.ok(counts.length >= 8 && counts.at(-1)! > counts[0], counts.join());
    assert.equal(new Set(counts.slice(-7)).size, 1);
    assert.ok(minimum >= 1 && median >= minimum);
  });

  it("gives a line for each workload that is named", () => {
    const lines: BenchLine[] = [];
    runBench(["mlp-small"], { threads: 1 }, executor, (line) => lines.push(line));
    assert.equal(lines.length, 1);
    const [{ workload, threads, median_ms, min_ms, unit, note, executor: id }] = lines;
    assert.deepEqual([workload, threads, unit, id], ["mlp-small", 1, "step", executor.id]);
    assert.match(note, /loss1 0\.963314/);
    assert.ok(median_ms >= min_ms && min_ms > 0);
  });

  it("refuses names that it does not know, and threads that an executor does not have", () => {
    const run = (name: string, threads: number) => () => runBench([name], { threads }, executor, () => {});
    assert.throws(
      run("mlp-smal", 1),
      (error) => error instanceof InputError && /mlp-small, matmul-64/.test(error.message),
    );
    assert.throws(run("mlp-small", 2), InputError);
  });
});
