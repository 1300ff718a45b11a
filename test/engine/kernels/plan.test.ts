// The memory plan: buffers that are alive together never share an element, and nothing is read before it is written.

import assert from "node:assert/strict";
import { compile } from "../../../engine/core/compile";
import { align, type Lifetime, planMemory } from "../../../engine/core/plan";
import { memoryOf } from "../../../engine/core/program";
import { Random } from "../../../engine/core/random";
import { wasmExecutor } from "../../../engine/kernels/wasm";
import { kernels } from "./module";
import { contents, epochSteps, openTraining, stepsPerEpoch, trainingProgram } from "./training";

describe("memory plan", () => {
  it("keeps buffers apart whose lifetimes overlap", () => {
    const random = new Random(1);
    for (let trial = 0; trial < 50; trial++) {
      const buffers: Lifetime[] = Array.from({ length: 60 }, () => {
        const from = random.integer(40);
        return { size: 1 + random.integer(300), from, to: from + random.integer(12) };
      });
      const { offsets, size } = planMemory(buffers);
      buffers.forEach((a, i) => {
        assert.ok(offsets[i] + align(a.size) <= size);
        buffers.slice(0, i).forEach((b, j) => {
          const together = a.from <= b.to && b.from <= a.to;
          const apart = offsets[i] + a.size <= offsets[j] || offsets[j] + b.size <= offsets[i];
          assert.ok(apart || !together, `buffers ${i} and ${j}`);
        });
      });
    }
  });

  it("gives the same bits as a plan that shares nothing, on memory full of NaN", () => {
    const graph = trainingProgram();
    const shared = openTraining(wasmExecutor(kernels, { poison: true }), graph);
    const apart = openTraining(wasmExecutor(kernels, { poison: true, keepAll: true }), graph);
    for (let step = 0; step < stepsPerEpoch; step++) {
      for (const session of [shared, apart]) session.run("train", epochSteps(step, 1));
      assert.deepEqual(contents(shared, graph), contents(apart, graph));
      assert.deepEqual(shared.output("train", "loss"), apart.output("train", "loss"));
      assert.ok(Number.isFinite(shared.output("train", "loss")[0]));
    }
  });

  it("saves most of the working memory of a training step", () => {
    const graph = trainingProgram();
    assert.ok(compile(graph).workingSize < compile(graph, { keepAll: true }).workingSize / 3);
  });

  it("tells the memory of a session before it is opened", () => {
    const graph = trainingProgram();
    const { bytes } = openTraining(wasmExecutor(kernels), graph);
    const told = memoryOf([compile(graph)]);
    assert.ok(told <= bytes && bytes <= told + 2 * 65536, `${told} told, ${bytes} taken`);
  });
});
