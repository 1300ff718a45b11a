// Resizing against numbers of dense matrices, and what it must keep.

import assert from "node:assert/strict";
import { imresize, resizeNearest } from "../../../../engine/data/album/imresize";
import { readGolden } from "../../../golden/read";
import { difference } from "../image/support";

interface Case {
  width: number;
  height: number;
  channels: number;
  samples: number[];
  newWidth: number;
  newHeight: number;
  output: number[];
}

describe("imresize", () => {
  for (const given of readGolden<{ cases: Case[] }>("imresize").cases) {
    const { width, height, channels, newWidth, newHeight, output } = given;
    it(`${width} × ${height} × ${channels} to ${newWidth} × ${newHeight}`, () => {
      assert.ok(difference(imresize(given, newWidth, newHeight), output) < 1e-4);
    });
  }

  it("keeps flat pictures flat, and those whose size stays to the bit", () => {
    const flat = { width: 9, height: 5, channels: 1, samples: new Uint8Array(45).fill(77) };
    assert.ok(imresize(flat, 4, 11).every((value) => Math.abs(value - 77) < 1e-4));
    const samples = Float32Array.from({ length: 45 }, (_, i) => Math.sin(i));
    assert.deepEqual(imresize({ ...flat, samples }, 9, 5), samples);
  });

  it("takes the nearest pixel of masks", () => {
    const mask = { width: 4, height: 2, samples: Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]) };
    assert.deepEqual([...resizeNearest(mask, 2, 1)], [5, 7]);
    assert.deepEqual([...resizeNearest(mask, 8, 2).subarray(0, 8)], [0, 0, 1, 1, 2, 2, 3, 3]);
  });
});
