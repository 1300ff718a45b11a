// What a region needs of the source is what changes it: no pixel less, and no row or column more.

import assert from "node:assert/strict";
import { neededRegion } from "../../../engine/convolution/needed";
import { edgeModes } from "../../../engine/convolution/pipeline";
import type { FilterNode, FilterProgram, Region, Window } from "../../../engine/convolution/program";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import { Chance, programOf } from "./programs";

/** The smallest rectangle of pixels that change the region when they are changed. */
function found(program: FilterProgram, { width, height }: { width: number; height: number }, region: Region): Region {
  const window = (): Window => ({
    ...{ width, height, channels: 1, region: { x: 0, y: 0, width, height } },
    samples: new Float32Array(width * height),
  });
  const changed: { x: number; y: number }[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const source = window();
      source.samples[y * width + x] = 1;
      if (referenceFilterExecutor.render(program, source, region).samples.some((value) => value !== 0))
        changed.push({ x, y });
    }
  const [columns, rows] = [changed.map(({ x }) => x), changed.map(({ y }) => y)];
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
}

describe("neededRegion", () => {
  for (const edge of edgeModes) {
    it(`is exact with the edge ${edge}, on pictures smaller than the kernels too`, () => {
      const chance = new Chance(900 + edgeModes.indexOf(edge));
      for (let i = 0; i < 40; i++) {
        const size = { width: chance.whole(1, 11), height: chance.whole(1, 11) };
        const kernel = (input: number): FilterNode => {
          const [rows, columns] = [chance.whole(1, 5), chance.whole(1, 5)];
          const weights = new Float32Array(rows * columns).fill(1);
          return {
            ...{ op: "correlate", input, elements: "f32", channels: 1, mask: 1, edge, rows, columns, weights },
            ...{ anchorRow: chance.whole(0, rows - 1), anchorColumn: chance.whole(0, columns - 1) },
            ...{ scale: 1, offset: 0, rounding: "even" },
          };
        };
        const program = programOf({ op: "source", elements: "f32", channels: 1 }, kernel(0), kernel(1));
        const region = chance.region(size);
        const need = neededRegion(program, size, region);
        const exact = found(program, size, region);
        // Where border pixels stay, whole rows of kernels may be read for pixels that are not filtered.
        if (edge !== "copy") assert.deepEqual(need, exact);
        assert.ok(need.x <= exact.x && need.y <= exact.y);
        assert.ok(need.x + need.width >= exact.x + exact.width && need.y + need.height >= exact.y + exact.height);
      }
    });
  }

  it("is the region itself for the source, and for what looks at one pixel", () => {
    const region = { x: 2, y: 3, width: 4, height: 5 };
    const node: FilterNode = {
      ...{ op: "affine", input: 0, elements: "u8", channels: 1, mask: 1 },
      ...{ gain: 2, offset: 0, rounding: "even" },
    };
    const program = programOf({ op: "source", elements: "u8", channels: 1 }, node);
    const size = { width: 20, height: 20 };
    for (const last of [0, 1]) assert.deepEqual(neededRegion(program, size, region, last), region);
  });
});
