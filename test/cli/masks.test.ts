// Segmentation from the command line: masks found beside the pictures, a run on them, and masks of new pictures.

import assert from "node:assert/strict";
import { Random } from "../../engine/core/random";
import type { Image } from "../../engine/data/image/image";
import { Workplace } from "./cli";

/** A bright disc on grey ground, and its mask. */
function disc(seed: number): { picture: Image; mask: Image } {
  const [width, height] = [32, 24];
  const random = new Random(seed);
  const [x, y] = [8 + 16 * random.uniform(), 6 + 12 * random.uniform()];
  const inside = Uint8Array.from({ length: width * height }, (_, i) =>
    Number(((i % width) - x) ** 2 + (Math.floor(i / width) - y) ** 2 < 30),
  );
  const samples = inside.map((marked) => 90 + 80 * marked + random.integer(30));
  return {
    picture: { width, height, channels: 1, samples },
    mask: { width, height, channels: 1, samples: inside.map((marked) => 255 * marked) },
  };
}

describe("segmentation on the command line", () => {
  let at: Workplace;
  before(async () => {
    at = new Workplace();
    for (let i = 0; i < 8; i++) {
      const { picture, mask } = disc(i);
      await at.writeImage(`discs/images/${i}.png`, picture);
      await at.writeImage(`discs/masks/${i}_mask.png`, mask);
    }
    await at.writeImage("new.png", disc(20).picture);
  });
  after(() => at.remove());

  it("finds the masks, trains, judges and draws a mask", async () => {
    const text = await at.call("suggest", "discs", "--task", "segment");
    const experiment = JSON.parse(text);
    assert.deepEqual([experiment.data.file, experiment.data.masks], ["discs/images", "discs/masks"]);
    assert.equal(experiment.patch.size, 24);
    Object.assign(experiment, { patch: { size: 16, count: 16 } });
    experiment.model = { kind: "unet", channels: 4, depth: 1 };
    at.write("discs.lens.json", JSON.stringify(experiment));
    const said = await at.objects("run", "discs.lens.json", "--epochs", "3", "--out", "run");
    const end = said.at(-1)!;
    assert.equal(end.status, "done");
    assert.deepEqual(Object.keys(end.metrics as object), ["iou", "dice", "iou 0", "iou 255"]);
    assert.deepEqual(Object.keys(end.baselines as object), ["majority", "threshold"]);
    await at.call("predict", "run", "new.png", "--out", "mask.png");
    const { image } = await at.picture("mask.png");
    assert.deepEqual([image.width, image.height], [32, 24]);
    assert.ok((image.samples as Uint8Array).every((value) => value === 0 || value === 255));
  });

  it("says what is missing", async () => {
    const { code, error } = await at.begin(["suggest", "discs/images/../masks", "--task", "segment"]);
    assert.equal(code, 2);
    assert.match(error, /There are no masks to learn from: name their folder as data\.masks/);
  });
});
