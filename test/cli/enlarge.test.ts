// Super-resolution from the command line: suggested, run on a folder of photographs, and new pictures enlarged.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cutOutLeaf, inGrey, photograph } from "../../engine/data/generate/photographs";
import { Workplace } from "./cli";

describe("super-resolution on the command line", () => {
  let at: Workplace;
  before(async () => {
    at = new Workplace();
    for (let i = 0; i < 5; i++) await at.writeImage(`photos/${i}.png`, inGrey(photograph("leaves", 48, 40, i)));
    await at.writeImage("test/a.bmp", photograph("hills", 33, 41, 9), "bmp");
    await at.writeImage("new/leaf.png", cutOutLeaf(21, 17, 3));
    await at.writeImage("new/street.png", photograph("street", 30, 20, 4));
    at.write("new/broken.png", "no picture");
  });
  after(() => at.remove());

  it("suggests, trains, judges and enlarges a folder", async () => {
    const experiment = JSON.parse(await at.call("suggest", "photos", "--task", "superresolve"));
    assert.deepEqual(Object.keys(experiment), ["task", "name", "data", "factor", "model", "patch", "train"]);
    assert.deepEqual([experiment.data.channels, experiment.patch.size], ["colour", 20]);
    Object.assign(experiment, { factor: 3, patch: { size: 10, count: 16 } });
    experiment.data.test = "test";
    Object.assign(experiment.model, { channels: [8], kernels: [3, 3] });
    at.write("x3.lens.json", JSON.stringify(experiment));
    const said = await at.objects("run", "x3.lens.json", "--epochs", "2", "--out", "run");
    const end = said.at(-1)!;
    assert.equal(end.status, "done");
    assert.deepEqual(Object.keys(end.metrics as object), ["psnr", "ssim", "mse"]);
    assert.deepEqual(Object.keys(end.baselines as object), ["bicubic"]);

    const { code, out, error } = await at.begin(["predict", "run", "new"]);
    assert.equal(code, 0);
    assert.match(error, /^Left out: broken\.png: /);
    assert.match(out, /2 pictures written, 1 left out\./);
    assert.deepEqual(readdirSync(join(at.folder, "new")).sort(), [
      "broken.png",
      "leaf.png",
      "leaf.x3.png",
      "street.png",
      "street.x3.png",
    ]);
    const { image: leaf } = await at.picture("new/leaf.x3.png");
    assert.deepEqual([leaf.width, leaf.height, leaf.channels], [63, 51, 4]);
    const { image: street } = await at.picture("new/street.x3.png");
    assert.deepEqual([street.width, street.height, street.channels], [90, 60, 3]);
    await at.call("predict", "run", "new", "--out", "large");
    assert.ok(existsSync(join(at.folder, "large", "leaf.x3.png")));
  });
});
