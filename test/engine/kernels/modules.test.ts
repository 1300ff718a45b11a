// The four modules of the kernels: each takes the memory that it is for, and what the probe finds is what they need.

import assert from "node:assert/strict";
import { moduleFile, moduleKinds, sharedPages } from "../../../engine/kernels/modules";
import { hasRelaxedVectors, supportedKind } from "../../../engine/kernels/probe";
import { headerWords } from "../../../engine/kernels/tape";
import { moduleOf } from "./module";

const memories = {
  unshared: () => new WebAssembly.Memory({ initial: 3 }),
  shared: () => new WebAssembly.Memory({ initial: 3, maximum: sharedPages, shared: true }),
};

interface Exports {
  run(header: number): number;
  freeFrom(): number;
}

describe("kernel modules", () => {
  for (const kind of moduleKinds) {
    it(`${moduleFile(kind)} runs on ${kind.memory} memory alone`, () => {
      const module = moduleOf(kind);
      const memory = memories[kind.memory]();
      const { run, freeFrom } = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
      // A header full of zeros is a program without instructions that is asked for no steps.
      assert.ok(freeFrom() + headerWords * 4 <= memory.buffer.byteLength);
      assert.equal(run(freeFrom()), 0);
      const other = memories[kind.memory === "shared" ? "unshared" : "shared"]();
      assert.throws(() => new WebAssembly.Instance(module, { env: { memory: other } }), WebAssembly.LinkError);
    });
  }

  it("are chosen by what this process can do", () => {
    assert.ok(hasRelaxedVectors());
    assert.equal(supportedKind().memory, "shared");
  });
});
