// The random numbers of programs: the bits of core/random.ts, on vectors.

import assert from "node:assert/strict";
import { Graph } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { threefry } from "../../../engine/core/random";
import { f32 } from "../../../engine/core/shape";
import { wasmExecutor } from "../../../engine/kernels/wasm";
import { dropoutMask } from "../../../engine/ops/dropoutMask";
import { kernels } from "./module";

/** Known answers of Threefry-2x32-20 from Random123's kat_vectors: key, counter, result. */
const knownAnswers = [
  [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
];

describe("random numbers", () => {
  it("are Threefry's", () => {
    for (const [k0, k1, c0, c1, x, y] of knownAnswers) {
      const block = new Uint32Array(2);
      threefry(k0, k1, c0, c1, block);
      assert.deepEqual([...block], [x, y]);
    }
  });

  for (const length of [1, 2, 3, 4, 5, 7, 8, 9, 17, 31, 1000]) {
    it(`${length} of them have the same bits in WebAssembly`, () => {
      const [seed, stream, index] = [0xdeadbeef, 0x9abcdef0, 41];
      const model = new Model();
      const graph = new Graph(model, { capacity: 1 });
      const block = new Uint32Array(2);
      const drawn = Array.from({ length }, (_, i) => {
        threefry(seed, stream, i >> 2, index + 2, block);
        return (block[(i >> 1) & 1] >>> (16 * (i & 1))) & 0xffff;
      });
      // One of the numbers is the threshold: it is not below.
      const threshold = drawn[length >> 1];
      const share = threshold / 65536;
      graph.output("mask", dropoutMask(graph, f32([length]), stream, share));
      const session = wasmExecutor(kernels).open(model, { draw: graph });
      session.run("draw", { seed, rows: 3, first: 0, count: 3, index });
      const expected = drawn.map((number) => (number >= threshold ? Math.fround(1 / (1 - share)) : 0));
      assert.deepEqual([...session.output("draw", "mask")], expected);
    });
  }
});
