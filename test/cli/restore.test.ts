// Pictures that are restored, from the command line: suggested, run, and applied to a folder.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stripes } from "../engine/tasks/restore/albums";
import { Workplace } from "./cli";

describe("restoring pictures on the command line", () => {
  let at: Workplace;
  before(async () => {
    at = new Workplace();
    for (const [i, frame] of stripes(12).frames.entries()) await at.writeImage(`stripes/p${i}.png`, frame);
    at.write("stripes/broken.png", "not a picture");
    const short = { task: "restore", data: { file: "stripes" }, patch: { size: 16, count: 32 }, train: { epochs: 3 } };
    at.write("short.lens.json", JSON.stringify(short));
    const sizes = [256, 8, 256];
    const model = { kind: "deepAutoencoder", sizes, pretraining: { epochs: 2 } };
    const staged = { task: "restore", data: { file: "stripes" }, model, train: { epochs: 2 } };
    at.write("staged.lens.json", JSON.stringify(staged));
  });
  after(() => at.remove());

  it("suggests, runs, and writes new pictures that overwrite nothing", async () => {
    const [suggested] = await at.objects("suggest", "stripes", "--task", "restore");
    assert.deepEqual(suggested.degradation, { seed: 1, noise: 25 });
    const text = await at.call("run", "short.lens.json", "--out", "run");
    assert.match(text, /9 pictures to train on, 1 to choose by, 2 held out/);
    assert.match(text, /broken\.png/);
    assert.match(text, /psnr +ssim +mse\n +network/);
    const names = () => readdirSync(join(at.folder, "stripes")).filter((name) => name.includes("restored"));
    const told = await at.call("predict", "run", "stripes");
    assert.match(told, /12 pictures written, 1 left out\.$/m);
    assert.equal(names().length, 12);
    await at.call("predict", "run", "stripes");
    assert.equal(names().length, 24);
    await at.call("predict", "run", "stripes/p3.png", "--out", "new.png");
    assert.equal((await at.picture("new.png")).image.width, 16);
    assert.match(await at.refusal("predict", "run", "stripes/p3.png", "--out", "new.png"), /a file of this name/);
  });

  it("says how long each stage of the recipe took", async () => {
    assert.match(
      await at.call("run", "staged.lens.json", "--out", "staged"),
      /autoencoder 256–8 +\d+\.\d\d s\n +network +\d/,
    );
  });
});
