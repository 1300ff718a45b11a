// Drawn photographs: the seed decides, and they hold what filters are judged by.

import assert from "node:assert/strict";
import { cutOutLeaf, inGrey, photograph, sceneNames } from "../../../../engine/data/generate/photographs";
import type { Image } from "../../../../engine/data/image/image";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Differences of neighbours in a row, in a picture of one channel. */
function slopes({ width, samples }: Image): number[] {
  return Array.from(samples, (value, i) => (i % width === 0 ? 0 : Math.abs(value - samples[i - 1])));
}

describe("drawn photographs", () => {
  for (const scene of sceneNames) {
    it(`${scene}: the seed decides, tones are spread, areas are smooth and edges sharp`, () => {
      const image = photograph(scene, 60, 40, 1);
      assert.deepEqual([image.width, image.height, image.channels, image.samples.length], [60, 40, 3, 7200]);
      assert.deepEqual(photograph(scene, 60, 40, 1), image);
      assert.notDeepEqual(photograph(scene, 60, 40, 2).samples, image.samples);
      const grey = inGrey(image);
      assert.equal(grey.samples.length, 2400);
      const middle = mean(grey.samples);
      assert.ok(middle > 40 && middle < 215, `${middle}`);
      const spread = Math.sqrt(mean(Array.from(grey.samples, (value) => (value - middle) ** 2)));
      assert.ok(spread > 15, `${spread}`);
      const steps = slopes(grey).sort((a, b) => a - b);
      assert.ok(steps[1200] < 12 && steps[2390] > 15, `${steps[1200]}, ${steps[2390]}`);
    });
  }

  it("are not the same scene for the same seed", () => {
    const [first, second] = sceneNames.map((scene) => photograph(scene, 30, 20, 1).samples);
    assert.notDeepEqual(first, second);
  });

  it("a leaf that is cut out has full, empty and half covered pixels", () => {
    const { samples, channels } = cutOutLeaf(60, 40, 1);
    assert.equal(channels, 4);
    const alpha = Array.from({ length: 2400 }, (_, i) => samples[4 * i + 3]);
    for (const value of [0, 128, 255]) assert.ok(alpha.filter((a) => a === value).length > 10, `${value}`);
  });

  it("turn grey by BT.601", () => {
    const colours = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255]);
    assert.deepEqual([...inGrey({ width: 3, height: 1, channels: 3, samples: colours }).samples], [76, 150, 29]);
  });
});
