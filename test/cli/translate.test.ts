// Translation from the command line: pairs found by their folders, a run on them, and a new picture translated.

import assert from "node:assert/strict";
import { Random } from "../../engine/core/random";
import type { Image } from "../../engine/data/image/image";
import { Workplace } from "./cli";

/** Noise, and its negative. */
function pair(seed: number): { input: Image; target: Image } {
  const random = new Random(seed);
  const form = { width: 20, height: 16, channels: 1 } as const;
  const samples = Uint8Array.from({ length: form.width * form.height }, () => random.integer(256));
  return { input: { ...form, samples }, target: { ...form, samples: samples.map((value) => 255 - value) } };
}

describe("translation on the command line", () => {
  let at: Workplace;
  before(async () => {
    at = new Workplace();
    for (let i = 0; i < 10; i++) {
      const { input, target } = pair(i);
      await at.writeImage(`notes/inputs/${i}.png`, input);
      await at.writeImage(`notes/targets/${i}.png`, target);
    }
    await at.writeImage("new.png", pair(20).input);
  });
  after(() => at.remove());

  it("finds the pairs, trains against a discriminator, judges and translates", async () => {
    const experiment = JSON.parse(await at.call("suggest", "notes", "--task", "translate"));
    assert.deepEqual([experiment.data.file, experiment.data.target], ["notes/inputs", "notes/targets"]);
    assert.deepEqual(experiment.augment, {});
    Object.assign(experiment, { patch: { size: 16, count: 8 }, model: { kind: "unet", channels: 4, depth: 1 } });
    experiment.adversarial = { discriminator: { layers: [4] } };
    at.write("notes.lens.json", JSON.stringify(experiment));
    const said = await at.objects("run", "notes.lens.json", "--epochs", "2", "--out", "run");
    const end = said.at(-1)!;
    assert.equal(end.status, "done");
    assert.deepEqual(Object.keys(end.metrics as object), ["psnr", "ssim", "mse"]);
    assert.deepEqual(Object.keys(end.baselines as object), ["input", "mean target", "colour map"]);
    await at.call("predict", "run", "new.png", "--out", "made.png");
    const { image } = await at.picture("made.png");
    assert.deepEqual([image.width, image.height], [20, 16]);
  });

  it("says what is missing", async () => {
    const refusal = await at.refusal("suggest", "notes/inputs/../targets", "--task", "translate");
    assert.match(refusal, /There are no pictures to translate into: name their folder as data\.target/);
  });
});
