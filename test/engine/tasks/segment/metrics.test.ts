// Figures of masks against scikit-learn's, and the rules that masks are held against.

import assert from "node:assert/strict";
import type { Frame } from "../../../../engine/data/album/album";
import {
  byRule,
  countGreys,
  emptyHistogram,
  everywhere,
  greyRule,
  majorityClass,
} from "../../../../engine/tasks/segment/baselines";
import { maskOf } from "../../../../engine/tasks/segment/masks";
import { overlapOf } from "../../../../engine/tasks/segment/metrics";
import { readGolden } from "../../../golden/read";

interface Golden {
  classes: number;
  truth: number[];
  given: number[];
  iou: number;
  dice: number;
  classIou: Record<string, number>;
}

const grey = (width: number, height: number, samples: number[]): Frame => {
  return { width, height, channels: 1, samples: Uint8Array.from(samples) };
};

describe("overlap of masks", () => {
  for (const { classes, truth, given, iou, dice, classIou } of readGolden<Golden[]>("masks")) {
    it(`is as scikit-learn says, of ${Object.keys(classIou).length} of ${classes} classes`, () => {
      const overlap = overlapOf(Uint8Array.from(given), Uint8Array.from(truth), classes);
      assert.ok(Math.abs(overlap.iou - iou) < 1e-12, `${overlap.iou}`);
      assert.ok(Math.abs(overlap.dice - dice) < 1e-12, `${overlap.dice}`);
      overlap.classIou.forEach((own, index) => {
        if (!(index in classIou)) assert.ok(Number.isNaN(own), `class ${index}`);
        else assert.ok(Math.abs(own - classIou[index]) < 1e-12, `${own}`);
      });
    });
  }
});

/** Of one picture. */
function histogramOf(frame: Frame, mask: Frame, classes: number) {
  const histogram = emptyHistogram(classes);
  countGreys(histogram, { frame, mask });
  return histogram;
}

describe("rules on grey", () => {
  it("find the threshold between two classes, whichever is brighter", () => {
    for (const bright of [0, 1]) {
      const frame = grey(4, 2, [10, 200, 30, 180, 90, 120, 20, 250]);
      const mask = grey(
        4,
        2,
        Array.from(frame.samples, (level) => (level >= 120 ? bright : 1 - bright)),
      );
      const histogram = histogramOf(frame, mask, 2);
      assert.deepEqual(byRule(greyRule(histogram), frame), mask.samples);
    }
  });

  it("take the threshold with the largest mean IoU of all, where none is right", () => {
    const frame = grey(10, 1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const mask = grey(10, 1, [0, 0, 1, 0, 0, 1, 0, 1, 1, 1]);
    const rule = greyRule(histogramOf(frame, mask, 2));
    const ious = Array.from({ length: 11 }, (_, from) => {
      return overlapOf(
        frame.samples.map((level) => Number(level >= from)),
        mask.samples,
        2,
      ).iou;
    });
    assert.equal(overlapOf(byRule(rule, frame), mask.samples, 2).iou, Math.max(...ious));
  });

  it("take the likeliest class of each level, and of the nearest one for a level that was not there", () => {
    const frame = grey(6, 1, [10, 10, 10, 100, 100, 200]);
    const rule = greyRule(histogramOf(frame, grey(6, 1, [2, 2, 0, 1, 1, 0]), 3));
    assert.deepEqual(byRule(rule, grey(6, 1, [0, 10, 60, 100, 160, 255])), Uint8Array.of(2, 2, 1, 1, 0, 0));
  });

  it("take the class of most pixels, whatever the grey", () => {
    const frame = grey(4, 1, [1, 2, 3, 4]);
    const rule = everywhere(majorityClass(histogramOf(frame, grey(4, 1, [2, 1, 1, 0]), 3)));
    assert.deepEqual(byRule(rule, frame), new Uint8Array(4).fill(1));
  });
});

describe("masks of classes", () => {
  it("have the greys, or the colours, that stood for the classes", () => {
    const classes = Uint8Array.of(0, 1, 2, 1);
    assert.deepEqual(maskOf(classes, 2, 2, ["0", "128", "255"]), grey(2, 2, [0, 128, 255, 128]));
    const { channels, samples } = maskOf(classes, 2, 2, ["0", "7", "#ff8001"]);
    assert.equal(channels, 3);
    assert.deepEqual([...samples], [0, 0, 0, 7, 7, 7, 255, 128, 1, 7, 7, 7]);
  });
});
