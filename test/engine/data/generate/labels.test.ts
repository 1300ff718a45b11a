// Generated data with several labels: the same for the same seed, found by the readers, and true to their laws.

import assert from "node:assert/strict";
import { digitLaw, digitNames, labelPictures } from "../../../../engine/data/generate/label-pictures";
import { labelTable, weatherLaw } from "../../../../engine/data/generate/label-table";
import { toCsv } from "../../../../engine/data/generate/table";
import { findLabels } from "../../../../engine/data/labels/layout";
import { readLabelVectors } from "../../../../engine/data/labels/vectors";
import { MemoryFiles } from "../../memory-files";
import { read } from "../source";

/** Within four standard deviations of a share of so many draws. */
const isNear = (found: number, share: number, draws: number) =>
  Math.abs(found / draws - share) < 4 * Math.sqrt((share * (1 - share)) / draws);

describe("generated labels", () => {
  it("make a table whose labels occur together by the law of the weather", () => {
    const { columns, rows } = labelTable(3000, 1);
    const features = columns.length - weatherLaw.length;
    assert.deepEqual(
      columns.slice(features),
      weatherLaw.map(({ label }) => label),
    );
    const carries = (row: (typeof rows)[number], label: number) => row[features + label] === 1;
    for (const [label, { after = 0, given, otherwise }] of weatherLaw.entries()) {
      for (const [before, share] of [
        [true, given],
        [false, otherwise],
      ] as const) {
        const days = label === 0 ? rows : rows.filter((row) => carries(row, after) === before);
        const found = days.filter((row) => carries(row, label)).length;
        assert.ok(isNear(found, share, days.length), `${weatherLaw[label].label}: ${found} of ${days.length}`);
      }
    }
    assert.deepEqual(labelTable(5, 3), labelTable(5, 3));
    assert.notDeepEqual(labelTable(5, 3), labelTable(5, 4));
  });

  it("make a table that is known to carry several labels by itself", async () => {
    const layout = findLabels(await read(toCsv(labelTable(200, 1)), "weather.csv"));
    assert.deepEqual(layout, { kind: "columns", columns: weatherLaw.map(({ label }) => label), from: "values" });
  });

  it("make pictures of digits that occur together by their law, with tables of labels and vectors", async () => {
    const { pictures, labels, vectors } = labelPictures(400, 1, 8);
    assert.deepEqual(pictures[7].image, labelPictures(8, 1, 8).pictures[7].image);
    assert.deepEqual([pictures[0].name, pictures[0].image.width, pictures[0].image.height], ["001.png", 18, 8]);
    const threes = pictures.filter(({ digits }) => digits.length === 3).length;
    assert.ok(isNear(threes, digitLaw.third, 400), `${threes} have three`);
    assert.ok(pictures.every(({ digits }) => new Set(digits).size === digits.length));
    // Of two digits that begin with an even one, the other is its partner by the law, or by one chance in the nine left.
    const pairs = pictures.filter(({ digits: { length } }) => length === 2);
    const partners = pairs.filter(({ digits: [a, b] }) => Math.abs(a - b) === 1 && Math.min(a, b) % 2 === 0).length;
    const share = digitLaw.even * (digitLaw.partner + (1 - digitLaw.partner) / 9) + (1 - digitLaw.even) / 9;
    assert.ok(isNear(partners, share, pairs.length), `${partners} of ${pairs.length}, ${share}`);
    assert.deepEqual(labels.columns, ["picture", ...digitNames]);
    for (const [i, [name, ...ones]] of labels.rows.entries()) {
      assert.equal(name, pictures[i].name);
      const digits = ones.flatMap((one, digit) => (one === 1 ? [digit] : []));
      assert.deepEqual(digits, [...pictures[i].digits].sort());
    }
    const files = new MemoryFiles();
    await files.write("/v.csv", toCsv(vectors));
    const { size, values, missing } = await readLabelVectors(files, "/v.csv", digitNames);
    assert.deepEqual([size, missing, [...values.subarray(7, 14)]], [7, [], [-1, -1, 1, -1, -1, 1, -1]]);
  });

  it("draw digits brighter than their ground, each unlike the others", () => {
    const { pictures } = labelPictures(12, 2);
    for (const { image, digits } of pictures) {
      const bright = image.samples.filter((sample) => sample > 110).length;
      assert.ok(bright < 0.5 * image.samples.length, `${digits}: ${bright}`);
    }
    assert.ok(pictures.some(({ image }) => image.samples.filter((sample) => sample > 170).length > 30));
  });
});
