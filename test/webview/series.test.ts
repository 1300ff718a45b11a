// The arithmetic of curves: smoothing against its closed form, thinning that loses no extreme, bins that hold every value.

import assert from "node:assert/strict";
import { binValues } from "../../webview/charts/bins";
import { spread } from "../../webview/charts/labels";
import { align, lowerBound, Smoother } from "../../webview/charts/series";
import { classFigures } from "../../webview/views/cards/classFigures";
import { random } from "./training";

describe("series", () => {
  it("smooths as the weighted mean of the past that its formula says", () => {
    const next = random(3);
    const y = Array.from({ length: 200 }, () => next());
    const weight = 0.9;
    const smoother = new Smoother(weight);
    smoother.extend(y.slice(0, 120));
    const got = smoother.extend(y);
    for (const at of [0, 1, 57, 199]) {
      let sum = 0;
      let weights = 0;
      for (let back = 0; back <= at; back++) {
        sum += weight ** back * y[at - back]!;
        weights += weight ** back;
      }
      assert.ok(Math.abs(got[at]! - sum / weights) < 1e-12, `epoch ${at}`);
    }
    assert.equal(got[0], y[0]);
  });

  it("leaves missing values out of the mean and begins again on a shorter curve", () => {
    const smoother = new Smoother(0.5);
    const got = smoother.extend([1, Number.NaN, 3]);
    assert.deepEqual([got[0], Number.isNaN(got[1])], [1, true]);
    assert.ok(Math.abs(got[2]! - (0.5 * 1 + 3) / 1.5) < 1e-12);
    assert.deepEqual(smoother.extend([7]), [7]);
  });

  it("keeps every point that fits, aligned by epoch", () => {
    const { x, ys } = align(
      [
        { x: [1, 2, 3], y: [4, 5, 6] },
        { x: [2, 4], y: [8, Number.NaN] },
      ],
      1,
      4,
      10,
    );
    assert.deepEqual(x, [1, 2, 3, 4]);
    assert.deepEqual(ys, [
      [4, 5, 6, null],
      [null, 8, null, null],
    ]);
  });

  it("thins 100 000 points without losing the lowest or the highest of any pixel", () => {
    const next = random(5);
    const x = Array.from({ length: 100_000 }, (_, index) => index + 1);
    const y = x.map(() => next());
    y[41_234] = 99;
    y[77_777] = -99;
    const buckets = 600;
    const { x: xs, ys } = align([{ x, y }], 1, 100_000, buckets);
    assert.equal(xs.length, 2 * buckets);
    const got = ys[0] as number[];
    assert.ok(got.includes(99) && got.includes(-99));
    assert.ok(Math.abs(xs[got.indexOf(99)]! - 41_235) < 100_000 / buckets);
    const width = 99_999 / buckets;
    for (const bucket of [0, 1, 300, 599]) {
      const own = y.filter((_, index) => Math.min(buckets - 1, Math.floor((x[index]! - 1) / width)) === bucket);
      const pair = got.slice(2 * bucket, 2 * bucket + 2).sort((a, b) => a - b);
      assert.deepEqual(pair, [Math.min(...own), Math.max(...own)]);
    }
  });

  it("finds the first value that is not smaller", () => {
    assert.deepEqual(
      [0, 1, 2, 3, 9].map((target) => lowerBound([1, 2, 2, 5], target)),
      [0, 0, 1, 3, 4],
    );
  });

  it("puts every value into exactly one bin, between its bounds", () => {
    const next = random(9);
    const values = Array.from({ length: 500 }, () => 10 * next() - 3);
    values.push(-3, 7, 0, 0.1 + 0.2);
    const { edges, members } = binValues(values);
    assert.equal(members.flat().length, values.length);
    members.forEach((bin, index) => {
      for (const member of bin) {
        const last = index === members.length - 1;
        assert.ok(values[member]! >= edges[index]! && (values[member]! < edges[index + 1]! || last));
      }
    });
    assert.deepEqual(binValues([5, 5]).members, [[0, 1]]);
  });

  it("moves labels apart and keeps their order", () => {
    const labels = [{ at: 100 }, { at: 98 }, { at: 10 }];
    spread(labels, 14, 0, 104);
    assert.deepEqual(
      labels.map(({ at }) => at),
      [10, 90, 104],
    );
  });

  it("counts precision, recall and F1 of every class", () => {
    const figures = classFigures(
      [
        [8, 2, 0],
        [1, 9, 0],
        [0, 0, 0],
      ],
      ["a", "b", "c"],
    );
    assert.deepEqual(figures[0], { name: "a", precision: 8 / 9, recall: 0.8, f1: 16 / 19, support: 10 });
    assert.ok(Number.isNaN(figures[2]!.precision) && Number.isNaN(figures[2]!.recall) && Number.isNaN(figures[2]!.f1));
  });
});
