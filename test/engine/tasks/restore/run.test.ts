// Runs that restore pictures: trained and judged beside simple ways, resumed to the same bits, and what they refuse.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { bytesSource } from "../../../../engine/data/bytes-source";
import { readPicture } from "../../../../engine/data/image";
import { applyToPictures } from "../../../../engine/experiment/apply-pictures";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { RowPages } from "../../../../engine/experiment/rows";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { suggestPictures } from "../../../../engine/experiment/suggest";
import { pictureExperiment } from "../../../../engine/experiment/table-experiment";
import { pngOf } from "../../../../engine/tasks/restore/montage";
import type { RestoreExperiment } from "../../../../engine/tasks/restore/spec";
import { completeRestore } from "../../../../engine/tasks/restore/suggest";
import { collect, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";
import { albumOf, hostWith, stripes } from "./albums";

type Given = Partial<Omit<RestoreExperiment, "data">> & { data?: Partial<RestoreExperiment["data"]> };

const experimentOf = ({ data, ...rest }: Given = {}): RestoreExperiment => ({
  task: "restore",
  ...rest,
  data: { file: "pictures", ...data },
});

function begin(album: Album, given?: Given, files = new MemoryFiles(), folder?: string, control?: RunControl) {
  return runExperiment(experimentOf(given), "/data", { host: hostWith(album, files), folder, control });
}

const small = {
  degradation: { noise: 40 },
  model: { kind: "residualCnn", layers: 3, channels: 8 },
  patch: { size: 12, count: 64 },
  train: { epochs: 12, batch: 16, learningRate: 0.01 },
} satisfies Given;

const refused = (given: Given, album: Album) => {
  try {
    completeRestore(experimentOf(given), album, "x");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("the task restore", () => {
  it("takes noise away, against simple ways, and leaves pictures behind", async () => {
    const files = new MemoryFiles();
    const { events, fault } = await collect(begin(stripes(30), small, files, "/run"));
    assert.equal(fault, undefined);
    const [start] = ofKind(events, "start");
    assert.deepEqual([start.data.train, start.data.validation, start.data.test], [21, 3, 6]);
    const [{ metrics, baselines, sentence, beatsBaselines }] = ofKind(events, "verdict");
    assert.deepEqual(Object.keys(baselines), ["input", "mean image", "filter", "PCA-50"]);
    assert.ok(Math.abs((baselines.input.psnr as number) - 20 * Math.log10(255 / 40)) < 0.3);
    assert.ok((metrics.psnr as number) > (baselines.input.psnr as number) + 2, sentence);
    assert.equal(typeof beatsBaselines, "boolean");
    assert.match(sentence, /^The network .* \d\d\.\d\d dB over the 6 held-out pictures, against \d\d\.\d\d dB/);
    const shown = ofKind(events, "pictures");
    assert.deepEqual(new Set(shown.map(({ split }) => split)), new Set(["validation", "test"]));
    const [{ pictures }] = shown.filter(({ split }) => split === "test");
    assert.equal(atob(pictures[0].output.samples).length, 16 * 16);
    assert.ok(pictures[0].after! > pictures[0].before!);
    assert.ok(pictures[0].ssim![1] > pictures[0].ssim![0]);
    // What never changes is told once by each split.
    for (const split of ["validation", "test"]) {
      const told = shown.filter((event) => event.split === split).map(({ pictures }) => pictures[0]);
      const full = told.map(({ input, truth }) => [input, truth].map((frame) => frame !== undefined));
      assert.deepEqual(full, [[true, true], ...told.slice(1).map(() => [false, false])], split);
    }
    const page = await new RowPages(files).page({ run: "/run", split: "test", sort: "error", offset: 0, count: 9 });
    assert.equal(page.total, 6);
    for (const { row, name, ssim } of page.rows) {
      assert.equal(name, stripes(30).pictures[row].name);
      assert.ok(ssim! > 0 && ssim! < 1);
    }
    await files.remove("/run/pictures.json");
    const [older] = (await new RowPages(files).page({ run: "/run", sort: "row", offset: 0, count: 1 })).rows;
    assert.equal(older.name, undefined);
    assert.equal(ofKind(events, "weights").at(-1)!.images.length, 8);
    const [sample] = ofKind(events, "sample").filter(({ split }) => split === "test");
    assert.deepEqual(sample.truth.length, 6);
    assert.deepEqual(
      sample.names,
      sample.rows.map((row) => `p${row}.png`),
    );
    const montage = await readPicture(bytesSource("montage.png", await files.read("/run/montage.png")));
    assert.deepEqual([montage.image.width, montage.image.height], [48, 16]);
    assert.ok(await files.stat("/run/restored.png"));
    const { input, output } = JSON.parse(new TextDecoder().decode(await files.read("/run/restored.json")));
    assert.ok(Math.abs(output.mse - 255 ** 2 / 10 ** (output.psnr / 10)) < 1e-6 * output.mse);
    assert.ok(output.psnr > input.psnr);
  });

  it("goes on to the same weights", async () => {
    const [whole, cut] = [new MemoryFiles(), new MemoryFiles()];
    await collect(begin(stripes(12), small, whole, "/run"));
    const control = new RunControl();
    const events = begin(stripes(12), small, cut, "/run", control);
    for await (const event of events) if (event.event === "epoch" && event.epoch === 5) control.stop();
    await collect(resumeRun("/run", { host: hostWith(stripes(12), cut) }));
    assert.deepEqual(await cut.read("/run/model.safetensors"), await whole.read("/run/model.safetensors"));
  });

  it("fills in masked pixels, keeps the others, and is held against normalised convolution", async () => {
    const files = new MemoryFiles();
    const given = { ...small, degradation: { maskPixels: 0.3 }, train: { ...small.train, epochs: 4 } };
    const { events } = await collect(begin(stripes(12), given, files, "/run"));
    const [{ baselines }] = ofKind(events, "verdict");
    assert.ok((baselines["normalised convolution"].psnr as number) > (baselines.input.psnr as number));
    const model = await loadModel(files, "/run");
    const run = { ...model, experiment: pictureExperiment(model.experiment) };
    const [frame] = stripes(1, 30, 20).frames;
    frame.samples.fill(0, 100, 130);
    await files.makeFolder("/new");
    await files.write("/new/a.png", await pngOf(frame));
    await files.write("/new/b.png", "not a picture");
    const apply = async (out?: string) => {
      const said = [];
      for await (const one of applyToPictures(files, run, { path: "/new", out }, wasm, async () => undefined))
        said.push(one);
      return said;
    };
    const said = await apply();
    assert.deepEqual(
      said.map(({ out }) => out),
      ["/new/a.restored.png", undefined],
    );
    assert.match(said[1].failed!, /not a picture|no picture/);
    const restored = (await readPicture(bytesSource("a", await files.read("/new/a.restored.png")))).image;
    for (let i = 0; i < 600; i++) if (frame.samples[i] > 0) assert.equal(restored.samples[i], frame.samples[i]);
    assert.ok(restored.samples.slice(100, 130).some((value) => value > 0));
    assert.deepEqual(
      (await apply()).map(({ out }) => out),
      ["/new/a.restored-2.png", undefined],
    );
  });

  it("says that only the mean image was learned", async () => {
    // Weights that decay to nothing leave the biases of the output, and the best of those are the mean image.
    const given: Given = {
      degradation: {},
      model: { kind: "deepAutoencoder", sizes: [144, 20, 2, 20, 144] },
      train: { epochs: 40, batch: 8, optimizer: "gradientDescent", learningRate: 0.05, l2: 4 },
    };
    const { events } = await collect(begin(stripes(30, 12), given));
    const [{ sentence, metrics, baselines }] = ofKind(events, "verdict");
    assert.ok(Math.abs((metrics.psnr as number) - (baselines["mean image"].psnr as number)) < 0.3, sentence);
    assert.match(sentence, /has learned only the mean image: .* model\.kind residualCnn/);
    const [embedding] = ofKind(events, "embedding");
    assert.equal(embedding.nodes.length, 30);
  });

  it("takes pairs as they are", async () => {
    const { frames } = stripes(12);
    const dark = frames.map((frame) => ({ ...frame, samples: frame.samples.map((value) => value >> 1) }));
    const given = { ...small, degradation: undefined, train: { ...small.train, epochs: 2 } };
    const { events } = await collect(begin(albumOf(dark, { partners: frames }), given));
    const [{ baselines }] = ofKind(events, "verdict");
    assert.ok((baselines.input.psnr as number) < 15);
    const message = refused({ degradation: { noise: 25 } }, albumOf(dark, { partners: frames }));
    assert.match(message, /come with clean ones/);
  });

  it("suggests everything, and what is given stays", () => {
    const album = stripes(20, 64, 48);
    const experiment = suggestPictures(album, "pictures", "restore") as RestoreExperiment;
    assert.deepEqual(experiment.degradation, { seed: 1, noise: 25 });
    assert.deepEqual(experiment.patch, { size: 40, count: 308 });
    assert.equal(experiment.data.channels, "grey");
    assert.deepEqual(completeRestore(experiment, album, "other"), experiment);
    const recipe = completeRestore(experimentOf({ model: { kind: "deepAutoencoder" } }), album, "x");
    assert.deepEqual(
      recipe.model!.kind === "deepAutoencoder" && recipe.model!.sizes,
      [3072, 1500, 500, 200, 50, 200, 500, 1500, 3072],
    );
    assert.deepEqual([recipe.loss, recipe.train!.learningRate, recipe.train!.batch], ["halfSquare", 0.03, 150]);
  });

  it("says what does not suit the pictures", async () => {
    const { frames } = stripes(4);
    const mixed = albumOf([...frames, ...stripes(2, 20).frames]);
    const sizes = /takes whole pictures of one size, and p0\.png has 16 × 16 pixels, p4\.png 20 × 20: set data\.size/;
    assert.match(refused({ model: { kind: "deepAutoencoder" } }, mixed), sizes);
    assert.match(refused({ patch: { size: 24, count: 8 } }, mixed), /p0\.png has only 16 × 16 pixels/);
    const short = { kind: "deepAutoencoder" as const, sizes: [100, 4, 100] };
    assert.match(refused({ model: short }, stripes(4)), /256 values \(16 × 16\), and model\.sizes begins with 100/);
    assert.match(refused({ degradation: {} }, stripes(4)), /nothing to restore/);
    const odd = { model: { kind: "convAutoencoder" } as const, patch: { size: 10, count: 8 } };
    assert.match(refused(odd, stripes(4)), /no multiple of 4: take 8/);
    const own = { kind: "deepAutoencoder" as const, sizes: [256, 8, 4, 8, 256], pretraining: { sizes: [256, 6, 3] } };
    assert.match(refused({ model: own }, stripes(4)), /have no layer of the network/);
    const { fault } = await collect(begin(stripes(12), { ...small, montage: { picture: "p3.jpg" } })).catch(
      (error) => ({ fault: error }),
    );
    assert.match(String(fault), /montage\.picture is "p3\.jpg"; did you mean "p3\.png"/);
    const deep: Given = {
      model: { kind: "deepAutoencoder", sizes: [256, 4, 256] },
      train: { epochs: 1 },
    };
    const { events } = await collect(begin(stripes(10), deep));
    assert.match(ofKind(events, "warning")[0].text, /7 pictures to train on, fewer than train\.batch \(150\)/);
  });
});
