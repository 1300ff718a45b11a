// Albums split by groups and classes, by names, and with a test set of their own.

import assert from "node:assert/strict";
import type { Album, AlbumPicture } from "../../../../engine/data/album/album";
import { splitAlbum } from "../../../../engine/tasks/pictures/split";

function album(pictures: AlbumPicture[], more: Partial<Album> = {}): Album {
  return { name: "a", hash: "", pictures, frames: [], assumptions: [], problems: [], ...more };
}

/** 40 persons, 10 pictures each. */
const faces = album(
  Array.from({ length: 400 }, (_, i) => {
    const person = String(Math.floor(i / 10) + 1).padStart(2, "0");
    return { name: `person_${person}_${(i % 10) + 1}.png` };
  }),
);
const personOf = (row: number) => faces.pictures[row].name.slice(0, 9);
const group = "person_(\\d+)";
const shares = { validation: 0.1, test: 0.2 };

describe("the split of an album", () => {
  it("keeps groups on one side, in the sizes asked for", () => {
    const parts = splitAlbum(faces, { split: shares, group }, 5);
    assert.deepEqual([parts.train.length, parts.validation.length, parts.test.length], [280, 40, 80]);
    const [train, validation, test] = [parts.train, parts.validation, parts.test].map(
      (rows) => new Set(Array.from(rows, personOf)),
    );
    assert.equal(train.size + validation.size + test.size, 40);
    assert.deepEqual(splitAlbum(faces, { split: { ...shares, seed: 5 }, group }), parts);
    assert.notDeepEqual(splitAlbum(faces, { split: shares, group }, 6).test, parts.test);
  });

  it("tests on the pictures that names say, with all of their groups", () => {
    const parts = splitAlbum(faces, { split: shares, group, testNames: "person_(3[1-9]|40)_" });
    assert.deepEqual(
      [...parts.test],
      Array.from({ length: 100 }, (_, i) => 300 + i),
    );
    assert.deepEqual([parts.validation.length, parts.train.length], [30, 270]);
    const one = splitAlbum(faces, { split: "none", group, testNames: "person_02_7" });
    assert.deepEqual([...one.test], [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    assert.deepEqual([one.train.length, one.validation.length], [390, 0]);
  });

  it("is stratified by class, and leaves an own test set alone", () => {
    const pictures = Array.from({ length: 120 }, (_, i) => ({ name: `${i}`, label: i < 75 ? 0 : i < 100 ? 1 : i % 2 }));
    const parts = splitAlbum(album(pictures, { testFrom: 100, classes: ["a", "b"] }), { split: shares });
    assert.deepEqual([...parts.test], [...Array.from({ length: 20 }, (_, i) => 100 + i)]);
    const labels = Array.from(parts.validation, (row) => pictures[row].label);
    assert.deepEqual([labels.filter((label) => label === 0).length, labels.length], [8, 10]);
    assert.equal(parts.train.length, 90);
    assert.deepEqual(
      [...parts.train],
      [...parts.train].sort((a, b) => a - b),
    );
  });

  it("refuses names that no picture has, and to train on nothing", () => {
    assert.throws(
      () => splitAlbum(faces, { testNames: "person_41" }),
      /in no picture's name; the first is person_01_1/,
    );
    assert.throws(() => splitAlbum(faces, { testNames: "(" }), /no regular expression/);
    assert.throws(() => splitAlbum(faces, { group: "face_(\\d+)" }), /in no picture's name; the first is person_01_1/);
    assert.throws(() => splitAlbum(faces, { group: "(" }), /no regular expression/);
    assert.throws(() => splitAlbum(faces, { testNames: "person" }), /No picture is left to train on/);
  });
});
