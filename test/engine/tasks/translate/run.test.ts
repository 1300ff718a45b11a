// Translation of pictures from pairs to the verdict: trained against a discriminator, resumed to the same bits, and what is refused.

import assert from "node:assert/strict";
import type { Album, Frame } from "../../../../engine/data/album/album";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import type { FinishedRun } from "../../../../engine/tasks/pictures/task";
import { fitColours, mapColours } from "../../../../engine/tasks/translate/colour-map";
import type { TranslateExperiment } from "../../../../engine/tasks/translate/spec";
import { completeTranslate } from "../../../../engine/tasks/translate/suggest";
import { translate } from "../../../../engine/tasks/translate/task";
import { collect, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";
import { albumOf, hostWith, stripes } from "../restore/albums";

/** Stripes, and where they are brighter to the right: nothing that one pixel tells. */
function edges(count: number): Album {
  const { frames } = stripes(count);
  const slopes = frames.map((frame): Frame => {
    const { width, samples } = frame;
    const slope = samples.map((_, i) => {
      const [left, right] = [i % width > 0 ? i - 1 : i, i % width < width - 1 ? i + 1 : i];
      return samples[right] - samples[left] > 0 ? 230 : 40;
    });
    return { ...frame, samples: slope };
  });
  return albumOf(frames, { partners: slopes });
}

type Given = Partial<Omit<TranslateExperiment, "data">>;

const small = {
  model: { kind: "unet", channels: 6, depth: 1, batchNorm: false },
  adversarial: { discriminator: { layers: [6] } },
  patch: { size: 16, count: 16 },
  // Mirrored, what is brighter to the right would be darker.
  augment: {},
  train: { epochs: 24, batch: 4, learningRate: 0.01 },
} satisfies Given;

const experimentOf = (given: Given = {}): TranslateExperiment => ({
  task: "translate",
  data: { file: "pictures", target: "slopes" },
  ...small,
  ...given,
});

function begin(album: Album, given: Given = {}, files = new MemoryFiles(), control?: RunControl) {
  void files.makeFolder("/data/slopes");
  return runExperiment(experimentOf(given), "/data", { host: hostWith(album, files), folder: "/run", control });
}

const refused = (given: Given, album = edges(12)) => {
  try {
    completeTranslate(experimentOf(given), album, "x");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("the task translate", () => {
  it("beats what one pixel tells, against a discriminator, and translates new pictures", async () => {
    const files = new MemoryFiles();
    const { events, fault } = await collect(begin(edges(20), {}, files));
    assert.equal(fault, undefined);
    const [{ metrics, baselines, sentence, evaluatedRows }] = ofKind(events, "verdict");
    assert.deepEqual(Object.keys(baselines), ["input", "mean target", "colour map"]);
    assert.equal(evaluatedRows, 4);
    for (const rival of Object.values(baselines)) {
      assert.ok((metrics.psnr as number) > (rival.psnr as number) + 1, sentence);
    }
    assert.match(
      sentence,
      /^The network .* against 8\.62 dB \(.*\)\. Whether the discriminator made the pictures better/,
    );
    const epochs = ofKind(events, "epoch");
    assert.equal(epochs.length, 24);
    for (const { train, validation } of epochs) {
      assert.deepEqual(Object.keys(train).slice(0, 3), ["loss", "psnr", "discriminatorLoss"]);
      assert.ok(train.real > 0 && train.real < 1 && train.fake > 0 && train.fake < 1);
      assert.deepEqual(Object.keys(validation!), ["loss", "psnr"]);
    }
    const [shown] = ofKind(events, "pictures").filter(({ split }) => split === "test");
    assert.ok(shown.pictures[0].after! > shown.pictures[0].before!);
    assert.equal(ofKind(events, "weights").at(-1)!.images.length, 6);
    const run = (await loadModel(files, "/run")) as FinishedRun<TranslateExperiment>;
    assert.ok([...run.weights.keys()].every((name) => !name.startsWith("discriminator")));
    const album = edges(20);
    const breathe = async () => {};
    const whole = await translate.shown!(run, album, shown.pictures[0].row, wasm, breathe);
    assert.equal(whole.after, shown.pictures[0].after);
    const maker = translate.maker!(run, wasm, breathe);
    const made = await maker.apply({ width: 21, height: 9, channels: 1, samples: new Uint8Array(189) });
    assert.deepEqual([made.width, made.height, made.channels], [21, 9, 1]);
    maker.close();
  });

  it("goes on to the same weights", async () => {
    const [whole, cut] = [new MemoryFiles(), new MemoryFiles()];
    const given = {
      adversarial: { loss: "hinge" as const, discriminator: { layers: [4], spectralNorm: true } },
      patch: { size: 16, count: 8 },
      train: { ...small.train, epochs: 4 },
    };
    await collect(begin(edges(12), given, whole));
    const control = new RunControl();
    for await (const event of begin(edges(12), given, cut, control)) {
      if (event.event === "epoch" && event.epoch === 2) control.stop();
    }
    await collect(resumeRun("/run", { host: hostWith(edges(12), cut) }));
    assert.deepEqual(await cut.read("/run/model.safetensors"), await whole.read("/run/model.safetensors"));
  });

  it("trains by either loss alone", async () => {
    const train = { ...small.train, epochs: 1 };
    const plain = await collect(begin(edges(12), { train, adversarial: { weight: 0 } }));
    assert.deepEqual(Object.keys(ofKind(plain.events, "epoch")[0].train), ["loss", "psnr"]);
    assert.doesNotMatch(ofKind(plain.events, "verdict")[0].sentence, /discriminator/);
    const { events } = await collect(begin(edges(12), { train, absolute: 0 }));
    assert.ok("generatorLoss" in ofKind(events, "epoch")[0].train);
  });

  it("refuses what cannot be learned, in one sentence", () => {
    assert.match(
      refused({}, stripes(12)),
      /^There are no pictures to translate into: name their folder as data\.target/,
    );
    assert.match(refused({ absolute: 0, adversarial: { weight: 0 } }), /^The weights of both losses are 0/);
    assert.match(refused({ patch: { size: 15, count: 4 } }), /^patch\.size is 15, .* multiple of 2\.$/);
    assert.match(
      refused({ adversarial: { discriminator: { layers: [4, 4, 4, 4] } } }),
      /^Patches of 16 × 16 pixels are too small for a discriminator of 4 layers, which needs 32 × 32/,
    );
    assert.equal(refused({}), "");
  });
});

describe("maps of colours", () => {
  it("find the affine map that made one picture of another", async () => {
    const { frames } = stripes(3);
    const input: Frame = { width: 16, height: 16, channels: 3, samples: new Uint8Array(768) };
    frames.forEach(({ samples }, c) => {
      samples.forEach((value, i) => {
        input.samples[3 * i + c] = value;
      });
    });
    const wanted = [
      [0.5, 0, 0.25, 0.1],
      [0, 0.75, 0, 0],
      [-0.5, 0.25, 0.25, 0.5],
    ].map((row) => Float64Array.from(row));
    const mapped = mapColours(
      wanted,
      Float32Array.from(input.samples, (value) => value / 255),
    );
    const target = { ...input, samples: Uint8Array.from(mapped, (value) => Math.round(255 * value)) };
    const found = await fitColours([{ input, target }], async () => {});
    found.forEach((weights, c) => {
      weights.forEach((weight, k) => {
        assert.ok(Math.abs(weight - wanted[c][k]) < 0.005, `${c}, ${k}: ${weight}`);
      });
    });
  });
});
