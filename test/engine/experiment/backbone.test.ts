// Features of finished runs: what the output layer makes of them is what the run predicts.

import assert from "node:assert/strict";
import { readAlbum } from "../../../engine/data/album/read";
import { type BackboneSource, backboneFeatures } from "../../../engine/experiment/backbone";
import { FieldError } from "../../../engine/experiment/field-error";
import { loadModel, type Prediction, predictRows } from "../../../engine/experiment/predict";
import { picturesToPredict, predictPictures } from "../../../engine/experiment/predict-pictures";
import { readDataFile, runExperiment } from "../../../engine/experiment/run";
import type { Experiment } from "../../../engine/experiment/schema";
import type { PictureClassifyExperiment } from "../../../engine/tasks/pictures/task";
import type { ClassifyExperiment } from "../../../engine/tasks/table/task";
import type { MemoryFiles } from "../memory-files";
import { collect, filesWithTable, hostOf, wasm } from "./runs";

const breathe = async () => undefined;
const options = { executor: wasm, breathe };
const run = "/runs/backbone";

const onTable: ClassifyExperiment = {
  task: "classify",
  data: { file: "points.csv" },
  model: { layers: [{ dense: 6, activation: "tanh" }, { batchNorm: true }, { dropout: 0.2 }, { dense: 5 }] },
  train: { learningRate: 0.1, epochs: 3, batch: 16, seeds: [1, 2] },
};

const onPictures: PictureClassifyExperiment = {
  task: "classify",
  data: { file: "pictures", size: [6, 6], split: { validation: 0.25, test: 0.25 } },
  model: { layers: [{ conv: 3 }, { batchNorm: true }, { maxPool: 2 }] },
  train: { learningRate: 0.1, epochs: 2, batch: 8, seeds: [1] },
};

async function trained(files: MemoryFiles, experiment: Experiment): Promise<MemoryFiles> {
  const host = hostOf(files);
  const { fault } = await collect(runExperiment(experiment as ClassifyExperiment, "/data", { host, folder: run }));
  assert.equal(fault, undefined);
  return files;
}

/** Pictures of 7 × 6 pixels, two classes. */
async function filesWithPictures(): Promise<MemoryFiles> {
  const files = filesWithTable();
  for (const [label, name] of ["dark", "light"].entries()) {
    await files.makeFolder(`/data/pictures/${name}`);
    for (let i = 0; i < 8; i++) {
      const samples = Array.from({ length: 42 }, (_, at) => 60 + 80 * label + ((at * (i + 3)) % 97));
      await files.write(
        `/data/pictures/${name}/${i}.pgm`,
        Uint8Array.from([...new TextEncoder().encode("P5 7 6 255\n"), ...samples]),
      );
    }
  }
  return files;
}

/** The softmax of the output layer on features. */
function probabilities(
  { values, width }: { values: Float32Array; width: number },
  output: Record<string, Float32Array>,
) {
  const { weight, bias } = output;
  const classes = bias.length;
  return Array.from({ length: values.length / width }, (_, row) => {
    const logits = Array.from(bias, (start, k) => {
      let sum = start;
      for (let j = 0; j < width; j++) sum += values[row * width + j] * weight[j * classes + k];
      return Math.exp(sum);
    });
    const total = logits.reduce((sum, value) => sum + value, 0);
    return logits.map((value) => value / total);
  });
}

async function check(
  files: MemoryFiles,
  source: BackboneSource,
  predictions: AsyncGenerator<Prediction>,
  width: number,
) {
  const features = await backboneFeatures(files, run, source, options);
  assert.equal(features.width, width);
  const { weights } = await loadModel(files, run);
  const layer = (part: string) => weights.get(`output/${part}`)!.values as Float32Array;
  const found = probabilities(features, { weight: layer("weight"), bias: layer("bias") });
  let row = 0;
  for await (const { probabilities: expected } of predictions) {
    expected!.forEach((value, k) => {
      assert.ok(Math.abs(found[row][k] - value) < 1e-5, `row ${row}: ${found[row]} instead of ${expected}`);
    });
    row++;
  }
  assert.equal(row, found.length);
  return features.assumptions.map(({ text }) => text);
}

const refuses = (files: MemoryFiles, source: BackboneSource, message: RegExp, folder = run) =>
  assert.rejects(backboneFeatures(files, folder, source, options), (error) => {
    assert.ok(error instanceof FieldError);
    assert.deepEqual(error.path, ["model", "backbone"]);
    assert.match(error.message, message);
    return true;
  });

describe("the network of a finished run as a source of features", () => {
  it("gives of a table what its output layer takes, and says what it has learned from", async () => {
    const files = await trained(filesWithTable(), onTable);
    const model = await loadModel(files, run);
    const predict = (dataset: Awaited<ReturnType<typeof readDataFile>>) =>
      predictRows({ ...model, experiment: model.experiment as ClassifyExperiment }, dataset, wasm, breathe, () => {});
    const dataset = await readDataFile(files, "/data/points.csv");
    const said = await check(files, { dataset }, predict(dataset), 5);
    assert.match(said.join(), /^The backbone was trained on these same data/);

    const many = Array.from({ length: 1200 }, (_, i) => `${Math.sin(i)},${i % 5 ? "gone" : Math.cos(i)}`);
    await files.write("/data/others.csv", ["x1,x2", ...many].join("\n"));
    const others = await readDataFile(files, "/data/others.csv");
    assert.deepEqual(await check(files, { dataset: others }, predict(others), 5), [
      "960 cells hold no number where the backbone takes one, counted as missing.",
    ]);
  });

  it("gives of pictures, of any size, all that its last hidden layer has", async () => {
    const files = await trained(await filesWithPictures(), onPictures);
    const model = await loadModel(files, run);
    const given = { ...model, experiment: model.experiment as PictureClassifyExperiment };
    const album = await readAlbum(files, "/data/pictures", {}, breathe);
    const source = await picturesToPredict(files, "/data/pictures");
    const predictions = predictPictures(given, source, wasm, breathe, () => {});
    assert.deepEqual(await check(files, { frames: album.frames }, predictions, 27), []);
    await refuses(files, { dataset: await readDataFile(files, "/data/points.csv") }, /is on pictures, .* a table/);
  });

  it("names what is no finished run of classify, and data that do not suit", async () => {
    const files = await trained(filesWithTable(), {
      task: "regress",
      data: { file: "points.csv", target: "x1" },
      train: { epochs: 1, seeds: [1] },
    });
    await refuses(files, { frames: [] }, /is of the task regress, and a backbone is one of classify/);
    await refuses(files, { frames: [] }, /not the folder of a run/, "/data");
    await files.remove(`${run}/verdict.json`);
    await refuses(files, { frames: [] }, /has not finished: resume it first/);

    const other = await trained(filesWithTable(), onTable);
    await refuses(other, { frames: [] }, /is on a table, .* pictures/);
    await other.write("/data/lacking.csv", "x1,z\n1,2\n2,3\n");
    await refuses(other, { dataset: await readDataFile(other, "/data/lacking.csv") }, /“x2”/);
  });
});
