// Drawn shapes: the seed decides, masks have the areas that geometry says, and pictures differ where masks do.

import assert from "node:assert/strict";
import { drawShape, type ShapeName, shapeNames } from "../../../../engine/data/generate/shapes";

/** Areas in squares of the shape's radius, by elementary geometry. */
const areas: Record<ShapeName, number> = {
  disc: Math.PI * 0.9 ** 2,
  ring: Math.PI * (0.92 ** 2 - 0.44 ** 2),
  square: 1.5 ** 2,
  triangle: 1.6 ** 2 / 1.75,
};

/** Pixels that the mask of a seed covers. */
const coverage = (name: ShapeName, seed: number) =>
  Array.from(drawShape(name, 32, seed).mask.samples).filter((value) => value > 0).length;

describe("drawn shapes", () => {
  for (const name of shapeNames) {
    it(`${name}: the seed decides, and the mask is where the picture differs from its ground`, () => {
      const { picture, mask } = drawShape(name, 48, 3);
      assert.deepEqual([picture.width, picture.height, picture.channels, picture.samples.length], [48, 48, 1, 2304]);
      assert.deepEqual(drawShape(name, 48, 3), { picture, mask });
      assert.notDeepEqual(drawShape(name, 48, 4).picture.samples, picture.samples);
      assert.deepEqual([...new Set(mask.samples)].sort(), [0, 255]);
      const mean = (wanted: number) => {
        const own = Array.from(picture.samples).filter((_, i) => mask.samples[i] === wanted);
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      };
      assert.ok(Math.abs(mean(255) - mean(0)) > 40, `${mean(255)} on ${mean(0)}`);
    });
  }

  it("cover areas in the ratios of geometry", () => {
    // The radius lies between 22 and 36 % of the side, evenly.
    const squares = (0.36 ** 3 - 0.22 ** 3) / (3 * 0.14);
    for (const name of shapeNames) {
      const seeds = Array.from({ length: 40 }, (_, seed) => coverage(name, seed));
      const mean = seeds.reduce((sum, count) => sum + count, 0) / seeds.length / 32 ** 2;
      assert.ok(Math.abs(mean / (areas[name] * squares) - 1) < 0.15, `${name}: ${mean} for ${areas[name] * squares}`);
    }
  });
});
