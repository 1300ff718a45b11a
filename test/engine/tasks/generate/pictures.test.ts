// Pictures that are generated: how they are brought to numbers and back, what is suggested of them, and the files they become.

import assert from "node:assert/strict";
import type { Album } from "../../../../engine/data/album/album";
import { readAlbum } from "../../../../engine/data/album/read";
import { drawShape } from "../../../../engine/data/generate/shapes";
import { writePicture } from "../../../../engine/data/image";
import { writeSamples } from "../../../../engine/experiment/generators";
import { suggestGenerateAt } from "../../../../engine/experiment/suggest-generate";
import { decode } from "../../../../engine/tasks/generate/codec";
import { prepareGenerate } from "../../../../engine/tasks/generate/examples";
import { FinishedGenerator } from "../../../../engine/tasks/generate/finished";
import { openGenerator } from "../../../../engine/tasks/generate/open-training";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { completeGenerate } from "../../../../engine/tasks/generate/suggest";
import { tensorsOf } from "../../../../engine/tasks/training/loop";
import { hostOf, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";

const breathe = async () => undefined;

/** Discs and squares, of several sizes where that is asked for. */
async function filesWithShapes(sizes: readonly number[] = [16]): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  for (const name of ["disc", "square"] as const) {
    await files.makeFolder(`/data/shapes/${name}`);
    for (let i = 0; i < 12; i++) {
      const { picture } = drawShape(name, sizes[i % sizes.length], i);
      await files.write(`/data/shapes/${name}/${i}.png`, (await writePicture(picture, "png")).bytes);
    }
  }
  return files;
}

const albumOf = async (files: MemoryFiles): Promise<Album> => readAlbum(files, "/data/shapes", {}, breathe);

describe("pictures that are generated", () => {
  it("are suggested a convolutional network, told their class, and come back as they were", async () => {
    const files = await filesWithShapes();
    const experiment = await suggestGenerateAt(hostOf(files), "/data/shapes");
    const { data, model } = experiment;
    assert.deepEqual(
      [data.size, data.class, model!.kind, model!.conditional],
      [[16, 16], "folder", "convolutional", true],
    );
    const album = await albumOf(files);
    const { encoder, encoded, classes, rows } = await prepareGenerate(experiment, { album }, breathe);
    assert.ok(encoded.every((value) => value >= -1 && value <= 1));
    const { frames } = decode(encoder, encoded, classes);
    assert.deepEqual(
      frames!.map(({ samples }) => samples),
      Array.from(rows, (row) => album.frames[row].samples),
    );
  });

  it("are brought to one size where they have several, which must be said where nothing was suggested", async () => {
    const files = await filesWithShapes([16, 20]);
    const album = await albumOf(files);
    const given: GenerateExperiment = { task: "generate", data: { file: "shapes", split: "none" } };
    await assert.rejects(prepareGenerate(given, { album }, breathe), /16 × 16 and 20 × 20 among them: say data.size/);
    const experiment = completeGenerate(given, { album }, "shapes");
    assert.deepEqual(experiment.data.size, [20, 20]);
    assert.equal((await prepareGenerate(experiment, { album }, breathe)).width, 400);
  });

  it("are written as marked files in a folder a class, and never over others", async () => {
    const files = await filesWithShapes();
    const host = hostOf(files);
    const suggested = await suggestGenerateAt(host, "/data/shapes");
    const experiment = {
      ...suggested,
      model: { ...suggested.model, generator: { layers: [4, 4] }, discriminator: { layers: [4, 4] } },
    };
    const prepared = await prepareGenerate(experiment, { album: await albumOf(files) }, breathe);
    const open = openGenerator(experiment, prepared, { seed: 1, executor: wasm, breathe });
    const weights = tensorsOf(open.trainer.weights(), open.model);
    open.close();
    const generator = new FinishedGenerator({ experiment, encoder: prepared.encoder, weights }, wasm, breathe);
    const wished = { count: 3, class: "square", out: "/data/new", seed: 1 };
    const names = (attempt: string) => [1, 2, 3].map((i) => `/data/new/square/generated-${i}${attempt}.png`);
    assert.deepEqual(await writeSamples(files, generator, wished, () => "go on"), names(""));
    assert.deepEqual(await writeSamples(files, generator, wished, () => "go on"), names("-2"));
    await assert.rejects(
      writeSamples(files, generator, { ...wished, class: "disk" }, () => "go on"),
      /did you mean "disc"/,
    );
    generator.close();
  });
});
