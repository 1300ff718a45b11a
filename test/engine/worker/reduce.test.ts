// Reduced sizes against means taken pixel by pixel.

import assert from "node:assert/strict";
import { cut } from "../../../engine/convolution/bands";
import type { Channels, Samples } from "../../../engine/data/image/image";
import { fullRegion, levelSize, Reducer } from "../../../engine/worker/reduce";
import { blockMean, noise } from "./noise";

describe("reduced sizes", () => {
  it("are means of all pixels that there are, of any type, level and region, in bands of any height", () => {
    const cases: [Channels, Samples][] = [
      [1, new Uint8Array(0)],
      [4, new Uint8Array(0)],
      [3, new Uint16Array(0)],
      [2, new Float32Array(0)],
    ];
    for (const [channels, like] of cases) {
      const image = noise(37, 23, channels, like);
      for (const [level, bands] of [0, 1, 2, 3, 6].entries()) {
        const size = levelSize(image, level);
        const whole = { x: 0, y: 0, ...size };
        const part = { x: size.width >> 1, y: size.height >> 2, width: (size.width + 1) >> 1, height: 1 };
        for (const region of [whole, part]) {
          const reducer = new Reducer(level, region, image);
          const full = fullRegion(image, level, region);
          for (let y = full.y; y < full.y + full.height; y += bands + 1) {
            const height = Math.min(bands + 1, full.y + full.height - y);
            reducer.add(cut(image, { ...full, y, height }));
          }
          const { result } = reducer;
          assert.deepEqual([result.width, result.height, result.region], [size.width, size.height, region]);
          const expected: number[] = [];
          for (let y = region.y; y < region.y + region.height; y++) {
            for (let x = region.x; x < region.x + region.width; x++) expected.push(...blockMean(image, level, x, y));
          }
          assert.deepEqual([...result.samples], expected);
        }
      }
    }
  });
});
