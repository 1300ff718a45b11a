// Super-resolution from pictures to the verdict: patches, tiles, what is said of it, and what is refused.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { photograph } from "../../../../engine/data/generate/photographs";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { fieldOf } from "../../../../engine/tasks/pictures/figures";
import type { FinishedRun } from "../../../../engine/tasks/pictures/task";
import { openEnlarger } from "../../../../engine/tasks/superresolve/apply";
import { takeApart } from "../../../../engine/tasks/superresolve/luma";
import { lumaFigures } from "../../../../engine/tasks/superresolve/metrics";
import { networkOf } from "../../../../engine/tasks/superresolve/network";
import { enlarge, pairOf } from "../../../../engine/tasks/superresolve/pairs";
import { outputUnit, patchSides, writePatches } from "../../../../engine/tasks/superresolve/patches";
import type { SuperresolveExperiment } from "../../../../engine/tasks/superresolve/spec";
import { completeSuperresolve } from "../../../../engine/tasks/superresolve/suggest";
import { superresolve } from "../../../../engine/tasks/superresolve/task";
import { inputError } from "../../data/source";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";

/** Drawn photographs, the last two of them to judge by. */
function photographs(sizes: readonly [number, number][]): Album {
  const frames = sizes.map(([width, height], seed) => {
    const { samples } = photograph("leaves", width, height, seed + 1);
    return { width, height, channels: 3 as const, samples: samples as Uint8Array };
  });
  const pictures = frames.map((_, row) => ({ name: `${row}.png` }));
  return { name: "photos", hash: "1", pictures, frames, testFrom: sizes.length - 2, assumptions: [], problems: [] };
}

const small = {
  model: { kind: "espcn", channels: [6, 6], kernels: [5, 3, 3] },
  patch: { size: 8, count: 24 },
  train: { epochs: 4, batch: 4, learningRate: 0.004 },
} satisfies Partial<SuperresolveExperiment>;

const six = photographs(Array.from({ length: 6 }, () => [40, 36]));

function hostWith(album: Album, files = new MemoryFiles()) {
  files.contents.set("/data/photos", new Uint8Array(1));
  return { ...hostOf(files), readAlbum: async () => album };
}

function begin(album: Album, given: Partial<SuperresolveExperiment> = {}, files?: MemoryFiles, control?: RunControl) {
  const experiment: SuperresolveExperiment = { task: "superresolve", data: { file: "photos" }, ...small, ...given };
  const folder = files && "/runs/a";
  return runExperiment(experiment, "/data", { host: hostWith(album, files), folder, control });
}

describe("the task superresolve", () => {
  it("judges whole pictures beside bicubic enlarging, and shows some", async () => {
    const { events } = await collect(begin(six));
    const [start] = ofKind(events, "start");
    assert.deepEqual([start.data.train, start.data.validation, start.data.test], [3, 1, 2]);
    const epochs = ofKind(events, "epoch").map(({ train }) => train.loss);
    assert.ok(epochs[3] < epochs[0], `${epochs}`);
    const [verdict] = ofKind(events, "verdict");
    assert.deepEqual(Object.keys(verdict.metrics), ["psnr", "ssim", "mse"]);
    assert.deepEqual(Object.keys(verdict.baselines), ["bicubic"]);
    assert.match(
      verdict.sentence,
      /^The network .* bicubic enlarging: its pictures come to \d\d\.\d\d dB and SSIM 0\.\d{3} on luma over the 2 held-out pictures/,
    );
    const [shown] = ofKind(events, "pictures").slice(-1);
    assert.equal(shown.split, "test");
    const [{ input, output, truth, before, after, ssim }] = shown.pictures;
    for (const { width, height, channels } of [input!, output, truth!]) {
      assert.deepEqual([width, height, channels], [40, 36, 3]);
    }
    // Pictures as small as these are shown in whole, and so are their figures those of the table.
    const [sample] = ofKind(events, "sample").slice(-1);
    assert.ok(ssim![0] > 0 && ssim![0] < 1 && ssim![1] > 0 && ssim![1] < 1, `${ssim}`);
    assert.ok(Math.abs(after! - sample.prediction[0]) < 1e-4 && Math.abs(before! - sample.truth[0]) < 1e-4);
    assert.deepEqual([ofKind(events, "weights")[0].layer, ofKind(events, "weights")[0].total], ["conv1", 6]);
  });

  it("is stopped, and goes on to the same bits", async () => {
    const results = (files: MemoryFiles) =>
      new Map([...files.contents].sort().filter(([path]) => /model\.safetensors$|verdict\.json$/.test(path)));
    const [whole, stopped] = [new MemoryFiles(), new MemoryFiles()];
    await collect(begin(six, {}, whole));
    const control = new RunControl();
    for await (const event of begin(six, {}, stopped, control)) {
      if (event.event === "epoch" && event.epoch === 2) control.stop();
    }
    await collect(resumeRun("/runs/a", { host: hostWith(six, stopped) }));
    assert.deepEqual(results(stopped), results(whole));
    assert.equal(results(whole).size, 2);

    const model = (await loadModel(whole, "/runs/a")) as FinishedRun<SuperresolveExperiment>;
    const enlarger = openEnlarger(model, wasm, async () => undefined);
    const samples = Uint8Array.from({ length: 7 * 5 * 4 }, (_, i) => (61 * i) & 255);
    const large = await enlarger.apply({ width: 7, height: 5, channels: 4, samples });
    enlarger.close();
    assert.deepEqual([large.width, large.height, large.channels, large.samples.length], [14, 10, 4, 14 * 10 * 4]);
    const shown = await superresolve.shown!(model, six, 5, wasm, async () => undefined);
    assert.deepEqual([shown.name, shown.output.width, shown.output.channels], ["5.png", 40, 3]);
    await assert.rejects(
      superresolve.shown!(model, six, 6, wasm, async () => undefined),
      inputError(/There is no picture 6: they are counted from 0 to 5/),
    );
  });

  for (const kind of ["espcn", "srcnn"] as const) {
    it(`cuts patches as ${kind} sees them in whole pictures, in all orientations`, () => {
      const experiment = completeSuperresolve(
        { task: "superresolve", data: { file: "photos" }, factor: 3, model: { kind }, patch: { size: 4, count: 1 } },
        six,
        "photos",
      );
      const { plan } = networkOf(experiment);
      const [large] = photographs([
        [60, 57],
        [40, 40],
      ]).frames;
      const pair = pairOf({ large }, 3);
      const sides = patchSides(plan);
      const bicubic = enlarge(pair.small, 3);
      const seen = plan.enlarged ? bicubic : pair.small;
      for (let turn = 0; turn < 8; turn++) {
        const features = new Float32Array(sides.input ** 2);
        const targets = new Float32Array(sides.output ** 2);
        writePatches([pair], [{ row: 0, x: 8, y: 7, turn }], plan, features, targets);
        // Where the pixel in row i and column j of a patch comes from, in the patch that is not turned.
        const source = (side: number, i: number, j: number) => {
          const [row, column] = turn & 4 ? [j, i] : [i, j];
          return [turn & 2 ? side - 1 - row : row, turn & 1 ? side - 1 - column : column];
        };
        const scale = plan.enlarged ? 3 : 1;
        const [i, j] = source(sides.input, 2, 5);
        const at = (scale * 7 - plan.margin + i) * seen.width + scale * 8 - plan.margin + j;
        assert.ok(Math.abs(features[2 * sides.input + 5] - seen.samples[at]) < 1e-6);
        const [k, l] = source(sides.output, 10, 1);
        const place = (21 + k) * bicubic.width + 24 + l;
        const wanted = (pair.truth.samples[place] / 255 - bicubic.samples[place]) / outputUnit(plan);
        assert.ok(Math.abs(targets[10 * sides.output + 1] - wanted) < 1e-5);
      }
    });
  }

  it("learns from the small pictures that the data bring, and takes the factor from them", async () => {
    const large = photographs(Array.from({ length: 6 }, () => [60, 57]));
    // Not made by bicubic reduction: by the first pixel of each square.
    const frames = large.frames.map(({ width, height, channels, samples }) => {
      const [w, h] = [width / 3, height / 3];
      const taken = Uint8Array.from({ length: w * h * channels }, (_, i) => {
        const [channel, pixel] = [i % channels, Math.floor(i / channels)];
        return samples[(3 * Math.floor(pixel / w) * width + 3 * (pixel % w)) * channels + channel];
      });
      return { width: w, height: h, channels, samples: taken };
    });
    const pairs: Album = { ...large, frames, partners: large.frames, factor: 3 };
    const { events, fault } = await collect(begin(pairs, { train: { epochs: 1 } }));
    assert.equal(fault, undefined);
    const [start] = ofKind(events, "start");
    assert.equal((start.experiment as SuperresolveExperiment).factor, 3);
    assert.match(start.assumptions.map(({ text }) => text).join(), /small pictures are those that the data bring/);
    const [shown] = ofKind(events, "pictures").slice(-1);
    const [{ input, truth, before }] = shown.pictures;
    assert.deepEqual([input!.width, input!.height, truth!.width], [60, 57, 60]);
    // What was brought is off by a pixel, which enlarging what is made small is not.
    const { small: made, truth: luma } = pairOf({ large: large.frames[4] }, 3);
    assert.ok(before! < lumaFigures(enlarge(made, 3), luma, 3)[0] - 1, `${before}`);
    await assert.rejects(
      collect(begin(pairs, { factor: 2 })),
      inputError(/factor is 2, and the pictures of data\.clean are 3 times as wide and high: write 3, or leave it out/),
    );
  });

  it("leaves out what is too small, and refuses where nothing is left", async () => {
    const tiny = photographs([
      [40, 36],
      [12, 90],
      [40, 36],
      [40, 36],
    ]);
    const { events } = await collect(begin(tiny, { train: { epochs: 1 } }));
    const [start] = ofKind(events, "start");
    assert.equal(start.data.train, 1);
    assert.match(start.problems[0].text, /^1\.png has 12 × 90 pixels, too few to be made 2 times smaller/);
    const refused = (given: Partial<SuperresolveExperiment>, message: RegExp, album = six) =>
      assert.rejects(collect(begin(album, given)), inputError(message));
    await refused(
      { patch: { size: 30, count: 8 } },
      /has a patch of 30 × 30 pixels once it is 2 times smaller: make patch\.size 18 or less/,
    );
    await refused(
      {},
      /No picture is large enough .*: 15 × 15 pixels are needed/,
      photographs([
        [9, 9],
        [8, 30],
        [9, 9],
      ]),
    );
    await refused(
      { model: { kind: "espcn", channels: [4], kernels: [3] } },
      /model\.kernels has 1 sides, and 2 are needed/,
    );
  });

  it("enlarges colours and alpha beside luma", async () => {
    const experiment = completeSuperresolve({ task: "superresolve", data: { file: "x" }, ...small }, six, "x");
    const enlarger = openEnlarger({ experiment, weights: new Map() }, wasm, async () => undefined);
    const frame = six.frames[0];
    const large = await enlarger.apply(frame);
    enlarger.close();
    const { chroma } = takeApart(large);
    const wanted = enlarge(takeApart(frame).chroma![0], 2).samples;
    // Rounded to whole values, and clamped where the network at its start leaves the range of colours.
    const off = chroma![0].samples.filter((value, i) => Math.abs(value - wanted[i]) > 2 / 255).length;
    assert.ok(off < 0.1 * wanted.length, `${off} of ${wanted.length}`);
    assert.equal(fieldOf(frame).channels, 3);
  });
});
