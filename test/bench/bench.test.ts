// The benchmark workloads do the work that they are named for, on data that other engines can build.

import assert from "node:assert/strict";
import {
  type BenchLine,
  choose,
  runBench,
  runScales,
  type ScaleLine,
  type SizeLine,
  scales,
  type Workload,
  workloads,
} from "../../engine/bench";
import { CheckError, lossChecks, reach, verify } from "../../engine/bench/checks";
import { distinctPairs, draw, fmix32, glorot, normal, u, undirected, uni } from "../../engine/bench/data";
import { filters, hashOf } from "../../engine/bench/filters";
import { propagation } from "../../engine/bench/gcn";
import { trainIris } from "../../engine/bench/iris";
import {
  channelsLast,
  convolutionKernel,
  denseFromImages,
  denseToImages,
  denseWeight,
} from "../../engine/bench/layout";
import { exponent } from "../../engine/bench/scale";
import { spectra } from "../../engine/bench/spectrum-dense";
import { time } from "../../engine/bench/time";
import type { Window } from "../../engine/convolution/program";
import { InputError } from "../../engine/errors";
import { wasmExecutor } from "../../engine/kernels/wasm";
import { filters as filterExecutor } from "../engine/convolution/module";
import { executors } from "../engine/executors";
import { atOnce, denseSolver } from "../engine/graph/dense/module";
import { kernels } from "../engine/kernels/module";

const executor = wasmExecutor(kernels);
const named = (name: string): Workload => workloads.find((workload) => workload.name === name)!;

/** The lines of workloads, and what was wrong with them. */
async function ran(chosen: readonly Workload[]): Promise<{ lines: BenchLine[]; errors: string[] }> {
  const lines: BenchLine[] = [];
  const errors: string[] = [];
  const emit = (line: BenchLine) => void lines.push(line);
  await runBench(chosen, { executor, emit, refuse: ({ message }) => void errors.push(message) });
  return { lines, errors };
}

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
    assert.equal(glorot(1, 25, 200, 200).length, 200);
  });

  it("turns PyTorch's layouts into ours", () => {
    const count = (length: number) => Float32Array.from({ length }, (_, i) => i);
    assert.deepEqual([...denseWeight(count(6), 2, 3)], [0, 3, 1, 4, 2, 5]);
    // Channel, row, column → row, column, channel.
    assert.deepEqual([...channelsLast(count(12), [1, 2, 2, 3])], [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]);
    // Of two outputs with one input and a 1×2 kernel; of one output with two inputs.
    assert.deepEqual([...convolutionKernel(count(4), [2, 1, 1, 2])], [0, 2, 1, 3]);
    assert.deepEqual([...convolutionKernel(count(4), [1, 2, 1, 2])], [0, 2, 1, 3]);
    // [out 2][C 2][W 2] → [W][C][out], and [C 2][W 2][in 2] → [in][W][C].
    assert.deepEqual([...denseFromImages(count(8), [2, 2, 1, 2])], [0, 4, 2, 6, 1, 5, 3, 7]);
    assert.deepEqual([...denseToImages(count(8), [2, 1, 2, 2])], [0, 4, 2, 6, 1, 5, 3, 7]);
  });

  for (const one of executors) {
    it(`mlp-small trains as PyTorch does · ${one.id}`, async () => {
      assert.match((await named("mlp-small").prepare(one)).note(1), /^loss1 0\.963314, loss20 0\.843143, \d/);
    });
  }

  for (const name of ["gan-mlp", "cnn-mnist", "denoise-cnn", "dcgan-28", "gcn-cora", "gat-cora"]) {
    it(`${name} trains as PyTorch does`, async () => {
      const { checks, prepare } = named(name);
      const { note } = await prepare(executor);
      for (const { name: check } of checks!) assert.match(note(1), new RegExp(`\\b${check} `));
    });
  }

  it("hashes bytes as the script of the golden hashes does", () => {
    assert.equal(hashOf(Uint8Array.of(1, 2, 3)), (31 * 31 + 2 * 31 + 3).toString(16).padStart(8, "0"));
    assert.equal(hashOf(new Uint8Array(7).fill(255)).length, 8);
  });

  for (const name of ["3x3-grey4096", "5x5-rgba2048", "gauss-sigma3-grey4096", "median5-rgba2048"]) {
    it(`filter-${name} gives OpenCV's bytes`, () => {
      const { prepare } = filters.find((workload) => workload.name === `filter-${name}`)!;
      assert.match(prepare(filterExecutor).note(2), /^hash [0-9a-f]{8}, \d+ Mpx\/s$/);
      const idle = { ...filterExecutor, render: (_: unknown, source: Window) => source };
      assert.throws(() => prepare(idle), CheckError);
    });
  }

  it("spectrum-dense-1000 has NumPy's largest eigenvalue, and a zero for each component", async () => {
    const solver = await denseSolver();
    const { prepare } = spectra.find(({ name }) => name === "spectrum-dense-1000")!;
    assert.match((await prepare(solver, atOnce)).note(1), /^4 zeros, λmax 1\.8309997204, /);
    const idle = { ...solver, eigenvalues: async (_: Float64Array, n: number) => new Float64Array(n) };
    await assert.rejects(prepare(idle, atOnce), /1000 eigenvalues are 0, but there are 4 components\.$/);
  });

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

  it("tells the kinds of mlp-iris apart", () => {
    const { accuracy, milliseconds } = trainIris(executor);
    assert.ok(accuracy >= 0.94, String(accuracy));
    assert.ok(milliseconds > 0);
  });

  it("multiplies matrices", async () => {
    const [a, b] = [uni(70, -1, 1, 64 * 64), uni(71, -1, 1, 64 * 64)];
    const corner = a.slice(0, 64).reduce((sum, value, i) => sum + value * b[i * 64], 0);
    const { run, note } = await named("matmul-64").prepare(executor);
    await run(1);
    assert.match(note(1), new RegExp(`corners ${corner.toPrecision(6)}`));
  });

  for (const name of ["copy", "triad"]) {
    it(`counts the bytes of limits-${name}`, async () => {
      const { run, note } = await named(`limits-${name}-L1`).prepare(executor);
      await run(2);
      const passes = name === "copy" ? 2 : 3;
      assert.equal(note(1), `${((passes * 2 ** 20) / 1e6).toFixed(1)} GB/s read and written, arrays of 8 KB`);
    });
  }

  it("times calls of a size that can be timed", async () => {
    const counts: number[] = [];
    const busy = (count: number): void => {
      counts.push(count);
      const end = performance.now() + count;
      while (performance.now() < end);
    };
    const { median, minimum, repeats } = await time(busy);
    assert.ok(counts.length >= 8 && counts.at(-1)! > counts[0], counts.join());
    assert.equal(new Set(counts.slice(-7)).size, 1);
    assert.ok(minimum >= 1 && median >= minimum && repeats === 7);
    assert.equal((await time(busy, 1)).repeats, 1, "and ends with its budget");
  });

  it("fits how cost grows", () => {
    const sizes = [1, 2, 4, 8, 16];
    const fitted = (values: number[]) => exponent(sizes, values);
    assert.ok(Math.abs(fitted(sizes.map((size) => 3 * size ** 1.5)) - 1.5) < 1e-12);
    assert.ok(Math.abs(fitted([7, 7, 7, 7, 7])) < 1e-12);
    // By hand: log₂ of the values is 0, 1, 1, 3, 4 over 0 … 4, whose slope is (−2·0 − 1 + 0 + 3 + 2·4)/10.
    assert.ok(Math.abs(fitted([1, 2, 2, 8, 16]) - 1) < 1e-12);
  });

  it("times each size of a scale, and says how cost grows", async () => {
    const lines: (SizeLine | ScaleLine)[] = [];
    const [{ open }] = scales;
    await runScales([{ name: "rows", sizes: [16, 32], open }], executor, (line) => void lines.push(line));
    const [first, second, whole] = lines;
    assert.ok("size" in first && "size" in second && "sizes" in whole);
    assert.deepEqual([first.size, second.size, whole.sizes], [16, 32, [16, 32]]);
    assert.ok(first.min_ms > 0 && second.bytes >= first.bytes);
    assert.ok(whole.time_exponent > 0 && whole.memory_exponent >= 0);
    for (const { sizes } of scales) assert.ok(sizes.length >= 5);
  });

  it("gives a line for each workload that is named", async () => {
    const { lines, errors } = await ran([named("mlp-small")]);
    assert.deepEqual(errors, []);
    assert.equal(lines.length, 1);
    const [{ workload, threads, median_ms, min_ms, unit, note, executor: id }] = lines;
    assert.deepEqual([workload, threads, unit, id], ["mlp-small", 1, "step", executor.id]);
    assert.match(note, /loss1 0\.963314/);
    assert.ok(median_ms >= min_ms && min_ms > 0);
  });

  it("refuses work that is not the one that is meant, and goes on", async () => {
    const prepare = () => {
      throw new CheckError("other: loss1 is 2 instead of 1.");
    };
    const { lines, errors } = await ran([{ name: "other", unit: "step", prepare }, named("matmul-64")]);
    assert.deepEqual(errors, ["other: loss1 is 2 instead of 1."]);
    assert.deepEqual(
      lines.map(({ workload }) => workload),
      ["matmul-64"],
    );
  });

  it("compares losses with those that are known", () => {
    const checks = lossChecks({ 20: 0.5, 1: 2 });
    let steps = 0;
    const found = (factor: number) =>
      reach(
        checks,
        (count) => {
          steps += count;
        },
        () => factor * (steps === 1 ? 2 : 0.5),
      );
    assert.equal(verify("some", found(1.0009)), "loss1 2.00180, loss20 0.500450");
    steps = 0;
    assert.throws(
      () => verify("some", found(1.0011)),
      (error) => error instanceof CheckError && /^some: loss1 is 2\.00220 instead of 2\.$/.test(error.message),
    );
    steps = 0;
    assert.throws(() => verify("some", found(Number.NaN)), CheckError);
  });

  it("finds workloads by name and family, and refuses names that it does not know", () => {
    const names = (...wanted: string[]) => choose(workloads, wanted).map(({ name }) => name);
    assert.deepEqual(names(), names(...workloads.map(({ name }) => name)));
    assert.deepEqual(names("matmul-64"), ["matmul-64"]);
    assert.equal(names("matmul").length, 6);
    assert.throws(
      () => names("mlp-smal"),
      (error) => error instanceof InputError && /mlp-smal: choose among mlp-small, /.test(error.message),
    );
  });
});
