// Pictures changed at random: what the changes are, and that seed and epoch alone say which.

import assert from "node:assert/strict";
import type { Frame } from "../../../../engine/data/album/album";
import { type AugmentedRows, writeEpoch, writePlain } from "../../../../engine/tasks/pictures/augment";
import type { Augmentation } from "../../../../engine/tasks/pictures/spec";

const size = 12;
const framesOf = (count: number, sample: (row: number, i: number) => number, channels: 1 | 3 = 1): Frame[] =>
  Array.from({ length: count }, (_, row) => ({
    width: size,
    height: size,
    channels,
    samples: Uint8Array.from({ length: size * size * channels }, (_, i) => sample(row, i)),
  }));
const noisy = framesOf(40, (row, i) => (row * 37 + i * 101 + ((i * i) % 7) * 13) % 256);
const levels = { factor: 1, shift: 0 };

function written(rows: AugmentedRows, augmentation: Augmentation, epoch = 0, seed = 1) {
  const all: { values: Float32Array; shares?: Float32Array }[] = [];
  writeEpoch(rows, augmentation, { seed, epoch }, (row, values, shares) => {
    all[row] = { values: values.slice(), shares: shares?.slice() };
  });
  return all;
}
const picturesOf = (augmentation: Augmentation, frames = noisy) =>
  written({ frames, levels }, augmentation).map(({ values }) => values);

describe("augmentation", () => {
  it("without changes gives the pictures as they are, at their levels", () => {
    const plain: Float32Array[] = [];
    writePlain(noisy, { factor: 2, shift: -1 }, (row, values) => {
      plain[row] = values.slice();
    });
    assert.deepEqual(
      plain,
      written({ frames: noisy, levels: { factor: 2, shift: -1 } }, {}).map((row) => row.values),
    );
    assert.deepEqual(
      Array.from(plain[3]),
      Array.from(noisy[3].samples, (sample) => 2 * sample - 1),
    );
  });

  it("turns pictures over, each way half of them, exactly", () => {
    for (const [flip, from] of [
      ["horizontal", (x: number, y: number) => y * size + size - 1 - x],
      ["vertical", (x: number, y: number) => (size - 1 - y) * size + x],
    ] as const) {
      let turned = 0;
      for (const [row, values] of picturesOf({ flip }).entries()) {
        const { samples } = noisy[row];
        const over = samples.map((_, i) => samples[from(i % size, Math.floor(i / size))]);
        if (values.every((value, i) => value === over[i])) turned++;
        else assert.deepEqual(Array.from(values), Array.from(samples));
      }
      assert.ok(turned > 10 && turned < 30, `${turned} of 40`);
    }
  });

  it("samples a plane where it lies, and continues the rim", () => {
    // x + 10·y in the middle: linear sampling of a plane is exact, so each picture tells where it was taken.
    const plane = framesOf(30, (_, i) => (i % size) + 10 * Math.floor(i / size));
    const middle = (size - 1) / 2;
    let largest = 0;
    for (const values of picturesOf({ shift: 2, rotate: 20, scale: 1.2 }, plane)) {
      const at = (x: number, y: number) => {
        const value = values[y * size + x];
        return value;
      };
      const across = at(6, 5) - at(5, 5);
      const down = at(5, 6) - at(5, 5);
      // (a, b) of a turn by θ and a scale s: across = a + 10·b, down = −b + 10·a, with a = cos θ / s, b = −sin θ / s.
      const a = (across + 10 * down) / 101;
      const b = (10 * across - down) / 101;
      const scale = 1 / Math.hypot(a, b);
      const angle = (Math.atan2(-b, a) * 180) / Math.PI;
      assert.ok(scale > 1 / 1.2001 && scale < 1.2001, `scale ${scale}`);
      assert.ok(Math.abs(angle) < 20.01, `angle ${angle}`);
      largest = Math.max(largest, Math.abs(angle));
      const centre = (at(5, 5) + at(6, 5) + at(5, 6) + at(6, 6)) / 4 - 11 * middle;
      assert.ok(Math.abs(centre) < 11 * 2 * Math.SQRT2 * 1.2, `moved by ${centre}`);
      assert.ok(values.every((value) => value >= 0 && value <= 11 * (size - 1)));
    }
    assert.ok(largest > 10);
  });

  it("moves all channels of a pixel together", () => {
    const colours = framesOf(20, (row, i) => ((Math.floor(i / 3) * 29 + row) % 80) * ((i % 3) + 1), 3);
    for (const values of picturesOf({ shift: 3, rotate: 30 }, colours)) {
      for (let i = 0; i < values.length; i += 3) {
        assert.ok(Math.abs(values[i + 1] - 2 * values[i]) < 1e-3 && Math.abs(values[i + 2] - 3 * values[i]) < 1e-3);
      }
    }
  });

  it("adds noise of the deviation that is said, in units of a sample", () => {
    const grey = framesOf(40, () => 100);
    const frames = { frames: grey, levels: { factor: 0.5, shift: 0 } };
    const values = written(frames, { noise: 20 }).flatMap((row) => Array.from(row.values));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    assert.ok(Math.abs(mean - 50) < 0.5 && Math.abs(deviation - 10) < 0.3, `${mean}, ${deviation}`);
  });

  it("blends pictures with their classes", () => {
    const frames = framesOf(300, (row) => (row < 150 ? 0 : 200));
    const shares = Float32Array.from({ length: 600 }, (_, at) => Number(at < 300 === (at % 2 === 0)));
    const rows = written({ frames, levels, targets: { shares, count: 2 } }, { mixup: 0.4 });
    let between = 0;
    for (const { values, shares } of rows) {
      assert.ok(Math.abs(shares![0] + shares![1] - 1) < 1e-6);
      // Class 1 is white: the share of the class is the share of the picture.
      assert.ok(values.every((value) => Math.abs(value - 200 * shares![1]) < 1e-3));
      if (shares![1] > 0.1 && shares![1] < 0.9) between++;
    }
    // Half of the partners are of the other class, and of Beta(0.4, 0.4) 0.44 lie between 0.1 and 0.9.
    assert.ok(between > 30 && between < 110, `${between}`);
  });

  it("is a function of seed and epoch", () => {
    const all: Augmentation = { shift: 2, flip: "both", rotate: 10, scale: 1.1, noise: 5, mixup: 1 };
    const rows = { frames: noisy, levels };
    assert.deepEqual(written(rows, all, 3), written(rows, all, 3));
    assert.notDeepEqual(written(rows, all, 3), written(rows, all, 4));
    assert.notDeepEqual(written(rows, all, 3), written(rows, all, 3, 2));
  });
});
