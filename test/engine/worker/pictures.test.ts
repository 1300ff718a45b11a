// The worker's calls on pictures over a pair of ports: windows at every size, filtered exactly, figures, files, batches.

import assert from "node:assert/strict";
import { join } from "node:path";
import { loadFilterExecutor } from "../../../engine/cli/ports";
import { compareImages } from "../../../engine/convolution/analysis/compare";
import type { FilterExecutor } from "../../../engine/convolution/executor";
import { lower } from "../../../engine/convolution/lower";
import type { Pipeline } from "../../../engine/convolution/pipeline";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import { elementsOf } from "../../../engine/convolution/samples";
import { readPicture, writePicture } from "../../../engine/data/image";
import type { Image } from "../../../engine/data/image/image";
import { writeSafetensors } from "../../../engine/export/safetensors";
import type { FilterEvent } from "../../../engine/tasks/filter/events";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { OpenPictures } from "../../../engine/worker/open-pictures";
import { levelSize } from "../../../engine/worker/reduce";
import { startServer } from "../../../engine/worker/server";
import { supersededMessage } from "../../../engine/worker/turns";
import { inputError } from "../data/source";
import { wasm } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";
import { blockMean, noise } from "./noise";
import { portPair, until } from "./ports";

const path = "/pictures/noise.png";
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const sharpen: Pipeline = { steps: [{ kernel: "sharpen" }] };

/** What products filter with. */
const fast = () => loadFilterExecutor(join(__dirname, "..", "..", "..", "dist", "kernels"), 1);

async function start(
  image: Image = noise(61, 47, 3, new Uint8Array(0)),
  filters: () => Promise<FilterExecutor> = async () => referenceFilterExecutor,
) {
  const files = new MemoryFiles();
  await files.makeFolder("/pictures");
  const add = async (name: string, added: Image) => {
    const { bytes } = await writePicture(added, name.endsWith(".png") ? "png" : "bmp");
    await files.write(`/pictures/${name}`, bytes);
  };
  await add("noise.png", image);
  const [port, other] = portPair();
  startServer({
    port: other,
    files,
    executor: async () => wasm,
    filters,
    solvers: () => Promise.reject(new Error("No graph is opened here.")),
    breathe,
  });
  const channel = connect<WorkerApi, WorkerEvents>(port);
  const heard: { folder: string; event: FilterEvent }[] = [];
  channel.on("filter", (event) => heard.push(event));
  return { files, add, channel, heard, image };
}

/** The whole picture, filtered in one go, by the oracle unless said. */
function filteredWhole(image: Image, pipeline: Pipeline, executor = referenceFilterExecutor): Image {
  const { width, height, channels, samples } = image;
  const program = lower(pipeline, { elements: elementsOf(samples), channels });
  const region = { x: 0, y: 0, width, height };
  return { ...image, samples: executor.render(program, { ...image, region }, region).samples };
}

function meansOf(image: Image, level: number, region: { x: number; y: number; width: number; height: number }) {
  const means: number[] = [];
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) means.push(...blockMean(image, level, x, y));
  }
  return means;
}

describe("worker on pictures", () => {
  it("describes a picture, and says what is none", async () => {
    const { files, channel } = await start(noise(1000, 3, 4, new Uint16Array(0)));
    const { memory, assumptions, ...told } = await channel.call("picture", { path });
    assert.deepEqual(told, {
      path,
      name: "noise.png",
      width: 1000,
      height: 3,
      channels: 4,
      elements: "u16",
      format: "png",
      bits: 16,
      palette: false,
      orientation: 1,
      frames: 1,
      levels: 2,
    });
    assert.equal(memory, 1000 * 3 * 4 * 2);
    assert.deepEqual(assumptions, []);
    await assert.rejects(channel.call("picture", { path: "/pictures/none.png" }), inputError(/no file at this path/));
    await assert.rejects(channel.call("picture", { path: "/pictures" }), inputError(/a folder, not a picture/));
    await files.write("/pictures/text.png", "no picture");
    await assert.rejects(channel.call("picture", { path: "/pictures/text.png" }), inputError(/\S/));
  });

  it("refuses pictures over its limit", async () => {
    const { files } = await start();
    const pictures = new OpenPictures({ files, breathe, maxPixels: 1000 });
    await assert.rejects(pictures.open(path), inputError(/61 × 47 pixels/));
  });

  it("gives windows of the picture at every level, cropped to what there is", async () => {
    const { channel, image } = await start();
    for (const level of [0, 1, 3]) {
      const size = levelSize(image, level);
      const region = { x: 1, y: 2, width: size.width - 2, height: size.height - 3 };
      const window = await channel.call("pictureWindow", { path, level, region });
      assert.deepEqual([window.width, window.height, window.region], [size.width, size.height, region]);
      assert.deepEqual([...window.samples], meansOf(image, level, region));
      const beyond = await channel.call("pictureWindow", {
        path,
        level,
        region: { x: size.width - 1, y: -5, width: 50, height: 7 },
      });
      assert.deepEqual(beyond.region, { x: size.width - 1, y: 0, width: 1, height: 2 });
    }
    const outside = { path, level: 0, region: { x: 61, y: 0, width: 5, height: 5 } };
    await assert.rejects(channel.call("pictureWindow", outside), /outside of the picture/);
    // The open picture has kept its samples, though those of windows go away.
    const whole = { x: 0, y: 0, width: 61, height: 47 };
    const again = await channel.call("pictureWindow", { path, level: 0, region: whole });
    assert.deepEqual(again.samples, image.samples);
  });

  it("filters windows as the whole picture is filtered, then reduces them, at every edge", async () => {
    const { channel, image } = await start();
    const chains: Pipeline[] = [
      sharpen,
      { edge: "wrap", steps: [{ kernel: "box:9" }, { kernel: "median3" }] },
      { edge: "zero", steps: [{ matrix: [[1, 2, 3]], divisor: 6 }, { kernel: "gauss:2" }, { kernel: "emboss" }] },
      { steps: [{ kernel: "sharpen", off: true }] },
    ];
    for (const pipeline of chains) {
      const whole = filteredWhole(image, pipeline);
      for (const level of [0, 2]) {
        const size = levelSize(image, level);
        const regions = [
          { x: 0, y: 0, ...size },
          { x: size.width >> 1, y: size.height >> 1, width: size.width - (size.width >> 1), height: 3 },
        ];
        for (const region of regions) {
          const window = await channel.call("filteredWindow", { path, pipeline, level, region });
          assert.deepEqual(window.region, region);
          assert.deepEqual([...window.samples], meansOf(whole, level, region));
        }
      }
    }
    const region = { x: 0, y: 0, width: 5, height: 5 };
    const wrong = { path, pipeline: { steps: [{ kernel: "sharpn" }] }, level: 0, region };
    await assert.rejects(channel.call("filteredWindow", wrong), inputError(/sharpen/));
  });

  it("ends an older request of a view for a newer one, and no other's; answers in between", async () => {
    const { channel, image } = await start(noise(900, 700, 1, new Uint8Array(0)), fast);
    const region = { x: 0, y: 0, width: 900, height: 700 };
    const request = { path, pipeline: sharpen, level: 0, region };
    await channel.call("picture", { path });
    const order: string[] = [];
    const older = channel.call("filteredWindow", request);
    const olderFigures = channel.call("pictureFigures", { path, pipeline: sharpen });
    const elsewhere = channel.call("filteredWindow", { ...request, view: "another" });
    elsewhere.then(() => order.push("window"));
    const newer = channel.call("filteredWindow", request);
    const newerFigures = channel.call("pictureFigures", { path, pipeline: sharpen });
    channel.call("runs", { root: "/none" }).then(() => order.push("runs"));
    for (const ended of [older, olderFigures]) {
      await assert.rejects(ended, (error: Error) => error.message === supersededMessage);
    }
    const expected = filteredWhole(image, sharpen, await fast()).samples;
    for (const window of await Promise.all([newer, elsewhere])) assert.deepEqual(window.samples, expected);
    await newerFigures;
    assert.deepEqual(order, ["runs", "window"]);
  });

  it("measures the whole picture against the original or a chosen reference", async () => {
    const { channel, add, image } = await start();
    const result = filteredWhole(image, sharpen);
    const figures = await channel.call("pictureFigures", { path, pipeline: sharpen });
    let changed = 0;
    let largest = 0;
    const counts = Array.from({ length: 3 }, () => new Array<number>(256).fill(0));
    for (let i = 0; i < image.samples.length; i++) counts[i % 3][result.samples[i]]++;
    for (let pixel = 0; pixel < 61 * 47; pixel++) {
      const differences = [0, 1, 2].map((c) => Math.abs(result.samples[3 * pixel + c] - image.samples[3 * pixel + c]));
      if (Math.max(...differences) > 0) changed++;
      largest = Math.max(largest, ...differences);
    }
    assert.equal(figures.changed, changed / (61 * 47));
    assert.equal(figures.largest, largest);
    assert.deepEqual(figures.after.counts, counts);
    assert.notDeepEqual(figures.before.counts, counts);
    assert.deepEqual(figures.comparison, compareImages(result, image));

    await add("same.png", result);
    const equal = await channel.call("pictureFigures", { path, pipeline: sharpen, reference: "/pictures/same.png" });
    assert.deepEqual([equal.comparison?.mse, equal.comparison?.psnr], [0, Number.POSITIVE_INFINITY]);
    assert.equal(equal.changed, figures.changed);
    await add("small.png", noise(5, 5, 3, new Uint8Array(0)));
    const other = await channel.call("pictureFigures", { path, pipeline: sharpen, reference: "/pictures/small.png" });
    assert.equal(other.comparison, undefined);
    await add("grey.png", noise(61, 47, 1, new Uint8Array(0)));
    const grey = await channel.call("pictureFigures", { path, pipeline: sharpen, reference: "/pictures/grey.png" });
    assert.equal(grey.comparison, undefined);
  });

  it("saves under a new name in the format that it says, never over the original, and whole or not at all", async () => {
    const { files, channel, image } = await start();
    const original = files.contents.get(path);
    for (const out of [path, "/pictures/./noise.png"]) {
      const over = channel.call("savePicture", { path, pipeline: sharpen, out });
      await assert.rejects(over, inputError(/original, which is not overwritten/));
    }
    for (const out of ["/pictures/new.gif", "/pictures/new"]) {
      const unknown = channel.call("savePicture", { path, pipeline: sharpen, out });
      await assert.rejects(unknown, inputError(/end in \.png/));
    }
    const { changes } = await channel.call("savePicture", { path, pipeline: sharpen, out: "/pictures/new.png" });
    assert.deepEqual(changes, []);
    const written = await readPicture(await files.open("/pictures/new.png"));
    assert.deepEqual(written.image, filteredWhole(image, sharpen));
    const converted = await channel.call("savePicture", { path, pipeline: sharpen, out: "/pictures/new.bmp" });
    assert.match(converted.changes.join(), /BMP/);
    files.room = [...files.contents.values()].reduce((sum, { length }) => sum + length, 100);
    const full = channel.call("savePicture", { path, pipeline: sharpen, out: "/pictures/full.png" });
    await assert.rejects(full, inputError(/disk is full/));
    assert.equal(files.contents.get(path), original);
    assert.deepEqual([...files.contents.keys()].sort(), [path, "/pictures/new.bmp", "/pictures/new.png"].sort());
  });

  it("reads a picture once while its file stays the same, and keeps no more than its limit", async () => {
    const { files, add } = await start();
    let reads = 0;
    const open = files.open.bind(files);
    files.open = (name: string) => {
      reads++;
      return open(name);
    };
    const pictures = new OpenPictures({ files, breathe, limit: 20_000 });
    const [first, second] = await Promise.all([pictures.open(path), pictures.open(path)]);
    assert.equal(reads, 1);
    assert.equal(first, second);
    assert.equal(first.memory(), 61 * 47 * 3);
    const half = await first.level(1);
    assert.equal(await first.level(1), half);
    assert.equal(first.memory(), 61 * 47 * 3 + 31 * 24 * 3);
    await add("noise.png", noise(61, 47, 3, new Uint8Array(0), 2));
    assert.notEqual(await pictures.open(path), first);
    assert.equal(reads, 2);
    for (const name of ["a", "b"]) await add(`${name}.png`, noise(50, 50, 3, new Uint8Array(0)));
    await pictures.open("/pictures/a.png");
    await pictures.open(path);
    assert.equal(reads, 3);
    await pictures.open("/pictures/b.png");
    await pictures.open(path);
    assert.equal(reads, 4);
    // This is the one that had not been asked for the longest.
    await pictures.open("/pictures/a.png");
    assert.equal(reads, 5);
  });

  it("gives the kernels of a trained network", async () => {
    const { files, channel } = await start();
    const values = Float32Array.from({ length: 2 * 3 * 5 * 5 }, (_, i) => i);
    const tensors = new Map([["conv1.weight", { shape: [2, 3, 5, 5], values }]]);
    await files.write("/pictures/net.safetensors", writeSafetensors({ tensors, metadata: {} }));
    const [kernels] = await channel.call("networkKernels", { path: "/pictures/net.safetensors" });
    assert.deepEqual([kernels.rows, kernels.columns, kernels.channels, kernels.filters.length], [5, 5, 3, 2]);
    await assert.rejects(channel.call("networkKernels", { path }), inputError(/safetensors/));
  });

  it("learns a kernel from a folder, says how far it has come, and is stopped", async () => {
    const { files, add, channel } = await start(noise(64, 64, 1, new Uint8Array(0)), fast);
    for (let i = 0; i < 3; i++) await add(`${i}.png`, noise(64, 64, 3, new Uint8Array(0), i));
    await files.write("/pictures/notes.txt", "no picture");
    const fractions: number[] = [];
    channel.on("progress", ({ path: folder, fraction }) => folder === "/pictures" && fractions.push(fraction));
    const request = { folder: "/pictures", degradation: { noise: 25, jpeg: 50 }, size: 3 };
    const first = channel.call("fitKernel", request);
    await assert.rejects(channel.call("fitKernel", request), inputError(/already/));
    const { matrix, fitted, heldOut } = await first;
    assert.deepEqual([matrix.length, matrix[0].length, fitted + heldOut], [3, 3, 4]);
    assert.ok(fractions.length > 1 && fractions.at(-1) === 1, `${fractions}`);
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    const stopped = channel.call("fitKernel", request);
    await channel.call("stopFit", { folder: "/pictures" });
    await assert.rejects(stopped, /was stopped/);
    await assert.rejects(channel.call("fitKernel", { ...request, folder: "/none" }), inputError(/\S/));
  });

  it("filters a folder one batch at a time, tells every event, stops and goes on", async () => {
    const { files, add, channel, heard } = await start(noise(40, 40, 3, new Uint8Array(0)));
    for (const name of ["a.png", "b.png", "c.bmp"]) await add(name, noise(20, 30, 3, new Uint8Array(0)));
    const before = new Map(files.contents);
    const experiment = { task: "filter" as const, data: { file: "." }, steps: [{ kernel: "sharpen" }] };
    const request = { path: "/pictures/x.lens.json", experiment };
    const first = channel.call("filterPictures", { ...request, folder: "/runs/1" });
    await assert.rejects(channel.call("filterPictures", { ...request, folder: "/runs/1" }), inputError(/already/));
    const second = channel.call("filterPictures", { ...request, folder: "/runs/2", files: ["/pictures/a.png"] });
    const third = channel.call("filterPictures", { ...request, folder: "/runs/3" });
    await until(() => heard.some(({ event }) => event.event === "picture"));
    await channel.call("stop", { folder: "/runs/1" });
    await channel.call("stop", { folder: "/runs/3" });
    await Promise.all([first, second, third]);
    assert.deepEqual([...new Set(heard.map(({ folder }) => folder))], ["/runs/1", "/runs/2"]);
    const end = (folder: string) => heard.findLast((one) => one.folder === folder)?.event;
    const [stopped, done] = [end("/runs/1"), end("/runs/2")];
    assert.ok(stopped?.event === "end" && stopped.status === "stopped" && stopped.left > 0, JSON.stringify(stopped));
    assert.ok(done?.event === "end" && done.status === "done" && done.done === 1, JSON.stringify(done));
    await channel.call("filterPictures", { ...request, folder: "/runs/1", resume: true });
    const last = end("/runs/1");
    assert.ok(last?.event === "end" && last.status === "done" && last.done === 4, JSON.stringify(last));
    const events = await channel.call("filterEvents", { folder: "/runs/1" });
    assert.deepEqual(events.at(-1), JSON.parse(JSON.stringify(last)));
    for (const [name, bytes] of before) assert.equal(files.contents.get(name), bytes, `${name} was written to`);
  });

  it("places what does not suit in the experiment file, and keeps pictures inside the workspace", async () => {
    const { files, channel } = await start();
    const text = '{ "task": "filter",\n"data": { "file": "../other" },\n"steps": [] }';
    const file = "/pictures/x.lens.json";
    await files.write(file, text);
    const request = { path: file, experiment: JSON.parse(text), folder: "/runs/1" };
    const outside = channel.call("filterPictures", { ...request, workspace: "/pictures" });
    await assert.rejects(outside, inputError(/inside the workspace/, 2));
  });
});
