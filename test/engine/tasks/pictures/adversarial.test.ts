// A discriminator beside the losses of super-resolution and segmentation: what is reported, and the same bits after a stop.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { RunControl } from "../../../../engine/experiment/control";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import type { Adversarial } from "../../../../engine/tasks/pictures/spec";
import type { SegmentExperiment } from "../../../../engine/tasks/segment/spec";
import type { SuperresolveExperiment } from "../../../../engine/tasks/superresolve/spec";
import { completeSuperresolve } from "../../../../engine/tasks/superresolve/suggest";
import { collect, ofKind } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";
import { albumOf, hostWith, stripes } from "../restore/albums";

const adversarial: Adversarial = { weight: 0.1, loss: "leastSquares", discriminator: { layers: [4] } };
const shared = { data: { file: "pictures" }, patch: { size: 12, count: 8 }, adversarial };

const enlarge: SuperresolveExperiment = {
  task: "superresolve",
  ...shared,
  model: { kind: "srcnn", channels: [3], kernels: [3, 3] },
  train: { epochs: 3, batch: 4 },
};

const segment: SegmentExperiment = {
  task: "segment",
  ...shared,
  model: { kind: "unet", channels: 3, depth: 1 },
  train: { epochs: 3, batch: 4 },
};

const pictures = stripes(8, 32);

/** Where the stripes are bright. */
function masked(): Album {
  const { frames } = pictures;
  const partners = frames.map((frame) => ({ ...frame, samples: frame.samples.map((value) => Number(value > 128)) }));
  return albumOf(frames, { partners, maskValues: ["0", "255"] });
}

describe("a discriminator beside another loss", () => {
  for (const [album, experiment] of [
    [pictures, enlarge],
    [masked(), segment],
  ] as const) {
    it(`${experiment.task}: reported, and the same weights after a stop`, async () => {
      const [whole, cut] = [new MemoryFiles(), new MemoryFiles()];
      const begin = (files: MemoryFiles, control?: RunControl) =>
        runExperiment(experiment, "/data", { host: hostWith(album, files), folder: "/run", control });
      const { events, fault } = await collect(begin(whole));
      assert.equal(fault, undefined);
      const [{ train }] = ofKind(events, "epoch");
      for (const name of ["loss", "discriminatorLoss", "generatorLoss", "real", "fake"]) {
        assert.ok(Number.isFinite(train[name]), name);
      }
      const control = new RunControl();
      for await (const event of begin(cut, control)) if (event.event === "epoch" && event.epoch === 2) control.stop();
      await collect(resumeRun("/run", { host: hostWith(album, cut) }));
      assert.deepEqual(await cut.read("/run/model.safetensors"), await whole.read("/run/model.safetensors"));
    });
  }

  it("is written out only where it is asked for", () => {
    const { adversarial: complete } = completeSuperresolve({ ...enlarge, adversarial: {} }, pictures, "x");
    const discriminator = { layers: [32, 64], spectralNorm: false };
    assert.deepEqual(complete, { weight: 0.01, loss: "nonSaturating", discriminator, learningRate: 0.002 });
    const { adversarial: none, ...plain } = enlarge;
    assert.ok(none && !("adversarial" in completeSuperresolve(plain, pictures, "x")));
  });
});
