// Groups in experiments on pictures: suggested where nothing is said of the split, and told when a run begins.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { completePictureExperiment } from "../../../../engine/experiment/suggest";
import { pictureStart } from "../../../../engine/tasks/pictures/start";
import type { RestoreExperiment } from "../../../../engine/tasks/restore/spec";

function album(nameOf: (row: number) => string, more: Partial<Album> = {}): Album {
  const pictures = Array.from({ length: 30 }, (_, row) => ({ name: nameOf(row) }));
  const frames = pictures.map(() => ({ width: 8, height: 8, channels: 1 as const, samples: new Uint8Array(64) }));
  return { name: "faces", hash: "", pictures, frames, assumptions: [], problems: [], ...more };
}

const persons = album((row) => `person${Math.floor(row / 5)}_${row % 5}.png`);
const complete = (given: Partial<RestoreExperiment["data"]> = {}, of = persons) =>
  completePictureExperiment({ task: "restore", data: { file: "faces", ...given } }, of) as RestoreExperiment;

describe("groups in experiments on pictures", () => {
  it("are suggested with the split, and never beside what a person says of it", () => {
    const { group } = complete().data;
    assert.equal(new RegExp(group!).exec("person3_1.png")?.[1], "person3");
    assert.equal(complete({ group: "(person)" }).data.group, "(person)");
    assert.equal(complete({ split: { validation: 0.1, test: 0.1 } }).data.group, undefined);
    assert.equal(complete({ testNames: "person5" }).data.group, undefined);
    assert.equal(
      complete(
        {},
        album((row) => `img_${row}.png`),
      ).data.group,
      undefined,
    );
    assert.equal(complete({}, { ...persons, testFrom: 25 }).data.group, undefined);
    // What is complete stays as it is.
    assert.deepEqual(complete(complete().data).data, complete().data);
  });

  it("are told with their number and an example", () => {
    const examples = {
      rows: new Uint32Array(30),
      parts: { train: new Uint32Array(20), validation: new Uint32Array(5), test: new Uint32Array(5) },
    };
    const begin = (experiment: RestoreExperiment) =>
      pictureStart({ experiment, album: persons, executor: { id: "x" }, start: { name: "a" } }, examples, {
        features: [],
        target: "picture",
      });
    const { assumptions, data } = begin(complete());
    assert.deepEqual(
      assumptions.map(({ text }) => text),
      ["By their names the pictures are of 6 groups, each on one side of the split: person0_0.png is of person0."],
    );
    assert.deepEqual([data.file, data.rows, data.train, data.album?.pictures], ["faces", 30, 20, 30]);
    assert.deepEqual(begin(complete({ split: "none" })).assumptions, []);
  });
});
