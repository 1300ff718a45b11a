// Classes of pictures from a folder to the verdict, to resumed bits and to predictions for other pictures.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { readAlbum } from "../../../../engine/data/album/read";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel, type Prediction } from "../../../../engine/experiment/predict";
import { picturesToPredict, predictPictures } from "../../../../engine/experiment/predict-pictures";
import { readPredictions } from "../../../../engine/experiment/predictions";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { suggestPictures } from "../../../../engine/experiment/suggest";
import { tableExperiment } from "../../../../engine/experiment/table-experiment";
import { preparePictures } from "../../../../engine/tasks/classify-pictures/examples";
import { openTraining } from "../../../../engine/tasks/classify-pictures/training";
import type { PictureClassifyExperiment } from "../../../../engine/tasks/pictures/task";
import type { Training } from "../../../../engine/tasks/training/training";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";

const side = 8;
const breathe = async () => undefined;

/** Stripes across and stripes down, each at a place of its own, under noise: nothing that a single pixel tells. */
async function filesWithStripes(count = 30): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const random = new Random(5);
  for (const [label, name] of ["across", "down"].entries()) {
    await files.makeFolder(`/data/stripes/${name}`);
    for (let i = 0; i < count; i++) {
      const phase = random.integer(4);
      const samples = Uint8Array.from({ length: side * side }, (_, at) => {
        const line = label === 0 ? Math.floor(at / side) : at % side;
        return 90 + 60 * Number((line + phase) % 4 < 2) + random.integer(50);
      });
      const header = new TextEncoder().encode(`P5 ${side} ${side} 255\n`);
      await files.write(`/data/stripes/${name}/${i}.pgm`, Uint8Array.from([...header, ...samples]));
    }
  }
  return files;
}

const experiment: PictureClassifyExperiment = {
  task: "classify",
  data: { file: "stripes", split: { validation: 0.2, test: 0.3 } },
  model: { layers: [{ conv: 6 }, { maxPool: 2 }, { batchNorm: true }, { dropout: 0.1 }, { dense: 8 }] },
  augment: { shift: 1, flip: "both", rotate: 5, scale: 1.1, noise: 4, mixup: 0.2 },
  train: { learningRate: 0.02, epochs: 12, batch: 8, seeds: [1] },
};
const folder = "/runs/one";
const run = (files: MemoryFiles, control?: RunControl) =>
  runExperiment(experiment, "/data", { host: hostOf(files), folder, control, checkpointSeconds: 0 });

describe("classes of pictures", () => {
  let whole: MemoryFiles;

  it("are learnt where single pixels tell nothing, and the verdict says so", async () => {
    whole = await filesWithStripes();
    const { events, fault } = await collect(run(whole));
    assert.equal(fault, undefined);
    const [verdict] = ofKind(events, "verdict");
    assert.ok(Number(verdict.metrics.accuracy) > 0.9, JSON.stringify(verdict.metrics));
    const claim = /^The network beats .*: it tells the class of .* of the 18 held-out pictures, against/;
    assert.match(verdict.sentence, claim);
    assert.ok(Number(verdict.baselines["logistic regression"].accuracy) < 0.8);
    assert.deepEqual(Object.keys(verdict.baselines), ["majority", "logistic regression"]);
    const [start] = ofKind(events, "start");
    assert.deepEqual(start.data.classes, ["across", "down"]);
    assert.deepEqual([start.data.train, start.data.validation, start.data.test], [30, 12, 18]);
    const sample = ofKind(events, "sample").at(-1)!;
    assert.equal(
      sample.confusion!.flat().reduce((sum, count) => sum + count, 0),
      18,
    );
    // Rows are pictures of the album: the first half of them lie across.
    for (const [i, row] of sample.rows.entries()) assert.equal(sample.truth[i], Number(row >= 30));
    const weights = ofKind(events, "weights").at(-1)!;
    assert.deepEqual(
      [weights.layer, weights.width, weights.height, weights.channels, weights.total],
      ["conv1", 3, 3, 1, 6],
    );
    assert.equal(Math.max(...weights.images.flat().map(Math.abs)), 1);
  });

  it("come to the same bits after a stop", async () => {
    const files = await filesWithStripes();
    const control = new RunControl();
    for await (const event of run(files, control)) if (event.event === "epoch" && event.epoch === 5) control.stop();
    const { fault } = await collect(resumeRun(folder, { host: hostOf(files), checkpointSeconds: 0 }));
    assert.equal(fault, undefined);
    for (const name of ["model.safetensors", "verdict.json"]) {
      assert.deepEqual(files.contents.get(`${folder}/${name}`), whole.contents.get(`${folder}/${name}`), name);
    }
  });

  it("go on with the same bits from the middle of an epoch, whose pictures are drawn again", async () => {
    const album = await readAlbum(await filesWithStripes(), "/data/stripes", {}, breathe);
    const { examples } = await preparePictures(experiment, album, breathe);
    const open = () => openTraining(experiment, examples, { member: 0, seed: 1, executor: wasm, breathe });
    const finish = ({ trainer, close }: Training) => {
      while (!trainer.finished) trainer.advance(1000);
      const weights = trainer.weights();
      close();
      return weights;
    };
    const cut = open();
    // A call without time runs one step: of the four steps of an epoch, the second one of the third epoch is next.
    while (cut.trainer.position.epoch < 2 || cut.trainer.position.step < 1) cut.trainer.advance(0);
    const again = open();
    again.trainer.restore(cut.trainer.snapshot());
    cut.close();
    assert.deepEqual(finish(again), finish(open()));
  });

  it("are predicted for other pictures as for those of the run, and unreadable ones named", async () => {
    const model = await loadModel(whole, folder);
    await whole.write("/data/stripes/down/7.pgm", "no picture");
    const given = { ...model, experiment: model.experiment as PictureClassifyExperiment };
    const problems: string[] = [];
    const note = ({ text }: { text: string }) => void problems.push(text);
    const predictions: Prediction[] = [];
    const source = await picturesToPredict(whole, "/data/stripes");
    for await (const one of predictPictures(given, source, wasm, breathe, note)) predictions.push(one);
    assert.equal(predictions.length, 59);
    assert.match(problems[0], /^down\/7\.pgm: /);
    const stored = readPredictions(whole.contents.get(`${folder}/predictions.safetensors`)!);
    const entry = Array.from(stored.rows).indexOf(12);
    const { id, probabilities = [] } = predictions[12];
    assert.equal(id, "across/12.pgm");
    const expected = stored.predictions.subarray(2 * entry, 2 * entry + 2);
    assert.ok(probabilities.every((value, i) => Math.abs(value - expected[i]) < 1e-6));
    const alone = await picturesToPredict(whole, "/data/stripes/across/12.pgm");
    for await (const one of predictPictures(given, alone, wasm, breathe, note)) {
      assert.deepEqual(one, { ...predictions[12], id: "12.pgm" });
    }
  });

  it("have a suggestion by size, without flips of what has no colour", async () => {
    const album = await readAlbum(await filesWithStripes(), "/data/stripes", {}, breathe);
    const complete = suggestPictures(album, "stripes", "classify") as PictureClassifyExperiment;
    assert.deepEqual(complete.data.size, [8, 8]);
    assert.deepEqual(
      complete.model!.layers.map((layer) => Object.keys(layer)[0]),
      ["conv", "maxPool", "conv", "flatten", "dense", "dropout"],
    );
    assert.equal(complete.augment!.flip, undefined);
    const large = {
      ...album,
      frames: album.frames.map((frame, i) => ({ ...frame, width: 300 + i, height: 200, channels: 3 as const })),
    };
    const suited = suggestPictures(large, "stripes", "classify") as PictureClassifyExperiment;
    assert.deepEqual([suited.data.size, suited.data.fit, suited.augment!.flip], [[64, 64], "crop", "horizontal"]);
    assert.ok(suited.model!.layers.some((layer) => "globalPool" in layer));
    const labels = { ...album, classes: undefined };
    assert.throws(() => suggestPictures(labels, "stripes", "classify"), /nothing says what is on them/);
    const data = { file: "stripes", target: "kind" };
    const { fault } = await collect(runExperiment({ ...experiment, data }, "/data", { host: hostOf(whole) })).catch(
      (error) => ({ fault: error }),
    );
    assert.match(String(fault), /data\.target is for tables/);
  });

  it("are asked for of pictures alone", () => {
    const table = { task: "classify", data: { file: "points.csv" } } as const;
    const labelled = { ...table, data: { ...table.data, labels: "labels.csv" } };
    assert.throws(() => tableExperiment(labelled), /data\.labels is for pictures, and the data are a table/);
    assert.throws(() => tableExperiment({ ...table, augment: { shift: 1 } }), /augment is for pictures/);
    assert.throws(() => tableExperiment({ ...table, model: { layers: [{ conv: 3 }] } }), /is for pictures/);
    assert.equal(tableExperiment(table), table);
  });
});
