// Segmentation from pictures and masks to the verdict, masks of new pictures, and what is refused.

import assert from "node:assert/strict";
import { posix } from "node:path";
import { Random } from "../../../../engine/core/random";
import type { Album, Frame } from "../../../../engine/data/album/album";
import { maskedPictures } from "../../../../engine/data/album/partner-folders";
import { loadModel } from "../../../../engine/experiment/predict";
import { runExperiment } from "../../../../engine/experiment/run";
import type { FinishedRun } from "../../../../engine/tasks/pictures/task";
import { type FinishedSegment, openSegmenter } from "../../../../engine/tasks/segment/apply";
import { overlapOf } from "../../../../engine/tasks/segment/metrics";
import { writeSquares } from "../../../../engine/tasks/segment/patches";
import type { SegmentExperiment } from "../../../../engine/tasks/segment/spec";
import { segment } from "../../../../engine/tasks/segment/task";
import { inputError } from "../../data/source";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";

/** Stripes on one side of a border and dots on the other, of the same greys: no pixel says by itself where it lies. */
function textures(count: number, [width, height]: readonly [number, number] = [24, 20]): Album {
  const frames: Frame[] = [];
  const partners: Frame[] = [];
  for (let picture = 0; picture < count; picture++) {
    const random = new Random(picture, 3);
    const border = width * (0.3 + 0.4 * random.uniform());
    const mask = Uint8Array.from({ length: width * height }, (_, i) => Number(i % width > border));
    const samples = mask.map((right, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return (right ? y & 2 : (x + y) & 1) ? 200 : 60;
    });
    frames.push({ width, height, channels: 1, samples });
    partners.push({ width, height, channels: 1, samples: mask });
  }
  const pictures = frames.map((_, row) => ({ name: `${row}.png` }));
  const told = { assumptions: [], problems: [] };
  return { name: "pictures", hash: "1", pictures, frames, partners, maskValues: ["0", "255"], ...told };
}

const small = {
  model: { kind: "unet", channels: 4, depth: 1 },
  patch: { size: 16, count: 16 },
  train: { epochs: 8, batch: 4, learningRate: 0.02 },
} satisfies Partial<SegmentExperiment>;

function begin(album: Album, given: Partial<SegmentExperiment> = {}, files = new MemoryFiles()) {
  files.contents.set("/data/pictures", new Uint8Array(1));
  const experiment: SegmentExperiment = { task: "segment", data: { file: "pictures" }, ...small, ...given };
  const host = { ...hostOf(files), readAlbum: async () => album };
  return runExperiment(experiment, "/data", { host, folder: "/runs/a" });
}

describe("the task segment", () => {
  it("draws masks that no rule on greys can, and draws them of new pictures", async () => {
    const files = new MemoryFiles();
    const { events } = await collect(begin(textures(12), {}, files));
    const [verdict] = ofKind(events, "verdict");
    const { iou, dice, "iou 0": first, "iou 255": second } = verdict.metrics as Record<string, number>;
    assert.ok(iou > 0.8 && dice > iou, `${iou}, ${dice}`);
    assert.ok(Math.abs((first + second) / 2 - iou) < 1e-6);
    assert.deepEqual(Object.keys(verdict.baselines), ["majority", "threshold"]);
    assert.ok((verdict.baselines.threshold.iou as number) < 0.6);
    assert.match(verdict.sentence, /^The network beats .*: its masks .* \(IoU; 0: \d\d\.\d %, 255: \d\d\.\d %\)/);
    const [{ pictures }] = ofKind(events, "pictures").slice(-1);
    assert.ok(pictures[0].after! > pictures[0].before!);
    assert.equal(pictures[0].truth!.samples.length, pictures[0].input!.samples.length);

    const model = (await loadModel(files, "/runs/a")) as FinishedRun<SegmentExperiment> & FinishedSegment;
    const row = ofKind(events, "sample").slice(-1)[0].rows[0];
    const shown = await segment.shown!(model, textures(12), row, wasm, async () => undefined);
    assert.ok(Math.abs(shown.after! - ofKind(events, "sample").slice(-1)[0].prediction[0]) < 1e-6);
    assert.ok(shown.before! < shown.after!);
    const segmenter = openSegmenter(model, wasm, async () => undefined);
    const { frames, partners } = textures(13, [37, 23]);
    const mask = await segmenter.apply(frames[12]);
    segmenter.close();
    assert.deepEqual([mask.width, mask.height, mask.channels], [37, 23, 1]);
    const drawn = overlapOf(
      mask.samples.map((value) => value / 255),
      partners![12].samples,
      2,
    );
    assert.ok(drawn.iou > 0.7, `${drawn.iou}`);
  });

  it("mirrors pictures with their masks, as far as it may", () => {
    const [frame] = textures(1).frames;
    const mask = { ...frame, samples: frame.samples.map((value) => Number(value > 100)) };
    for (const [flip, kept] of [
      [undefined, 0],
      ["horizontal", 1],
      ["vertical", 2],
      ["both", 3],
    ] as const) {
      const features = new Float32Array(8 * 64);
      const targets = new Int32Array(8 * 64);
      const places = Array.from({ length: 8 }, (_, turn) => ({ row: 0, x: 5, y: 3, turn }));
      writeSquares([{ frame, mask }], places, { size: 8, flip }, features, targets);
      for (let turn = 0; turn < 8; turn++) {
        for (let i = 0; i < 8; i++) {
          for (let j = 0; j < 8; j++) {
            const column = 5 + (turn & kept & 1 ? 7 - j : j);
            const pixel = (3 + (turn & kept & 2 ? 7 - i : i)) * frame.width + column;
            const at = turn * 64 + 8 * i + j;
            assert.equal(targets[at], mask.samples[pixel]);
            assert.ok(Math.abs(features[at] - frame.samples[pixel] / 255) < 1e-6);
          }
        }
      }
    }
  });

  it("refuses what cannot be learned, with what to do", async () => {
    const refused = (album: Album, given: Partial<SegmentExperiment>, message: RegExp) =>
      assert.rejects(collect(begin(album, given)), inputError(message));
    const { partners, ...bare } = textures(4);
    await refused(bare, {}, /There are no masks to learn from: name their folder as data\.masks/);
    const many = { ...small, patch: { size: 18, count: 4 }, model: { kind: "unet", channels: 4, depth: 2 } } as const;
    await refused(textures(4), many, /patch\.size is 18, and .* must be a multiple of 4/);
    await refused(
      textures(4),
      { patch: { size: 32, count: 4 } },
      /has a patch of 32 × 32 pixels: make patch\.size 20 or less/,
    );
    assert.ok(partners);
  });
});

describe("masks beside pictures", () => {
  it("are found by the names of folders, inside and beside", async () => {
    const files = new MemoryFiles();
    for (const path of ["/a/images/1.png", "/a/masks/1.png", "/b/leaves/1.png", "/b/leaves_mask/1.png", "/c/x/1.png"]) {
      await files.makeFolder(posix.dirname(path));
      files.contents.set(path, new Uint8Array(1));
    }
    const inA = { pictures: "/a/images", partners: "/a/masks" };
    assert.deepEqual(await maskedPictures(files, "/a"), inA);
    assert.deepEqual(await maskedPictures(files, "/a/images"), inA);
    assert.deepEqual(await maskedPictures(files, "/b"), { pictures: "/b/leaves", partners: "/b/leaves_mask" });
    assert.equal(await maskedPictures(files, "/c"), undefined);
  });
});
