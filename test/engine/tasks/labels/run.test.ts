// A run on several labels from its data to the verdict: all heads on the same rows, resumed bits, predictions for others.

import assert from "node:assert/strict";
import { applyRun } from "../../../../engine/experiment/apply-run";
import { RunControl } from "../../../../engine/experiment/control";
import type { Spread } from "../../../../engine/experiment/events";
import { loadModel, type Prediction } from "../../../../engine/experiment/predict";
import { type LabelsModel, predictLabels, predictPictureLabels } from "../../../../engine/experiment/predict-labels";
import { picturesToPredict } from "../../../../engine/experiment/predict-pictures";
import { predictionHeader, predictionLine } from "../../../../engine/experiment/prediction-text";
import { readPredictions } from "../../../../engine/experiment/predictions";
import { RowPages } from "../../../../engine/experiment/rows";
import { readDataFile, resumeRun, runExperiment } from "../../../../engine/experiment/run";
import type { TrainingExperiment } from "../../../../engine/experiment/table-experiment";
import type { LabelsExperiment } from "../../../../engine/tasks/labels/spec";
import { inputError } from "../../data/source";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { type MemoryFiles, PowerCut } from "../../memory-files";
import { filesWithLabels, filesWithPictures, names, onPictures, onRows } from "./tables";

const folder = "/runs/one";
const often = { checkpointSeconds: 0 };
const begin = (files: MemoryFiles, experiment: LabelsExperiment, control?: RunControl) =>
  runExperiment(experiment, "/data", { host: hostOf(files), folder, control, ...often });
const goOn = (files: MemoryFiles) => resumeRun(folder, { host: hostOf(files), ...often });
const others = ["independent", "chain", "hypergraph", "identity"];

/** What a run comes to: all that must be the same whatever happened on the way. */
const results = (files: MemoryFiles) =>
  new Map([...files.contents].filter(([path]) => /\/(model\.safetensors|verdict\.json|\w+\.csv)$/.test(path)).sort());

const modelOf = async (files: MemoryFiles): Promise<LabelsModel> =>
  ({ ...(await loadModel(files, folder)), run: folder }) as LabelsModel;
const optionsOf = (files: MemoryFiles) => ({ files, executor: wasm, breathe: async () => undefined });

async function all(predictions: AsyncIterable<Prediction>): Promise<Prediction[]> {
  const made: Prediction[] = [];
  for await (const prediction of predictions) made.push(prediction);
  return made;
}

/** Stored probabilities by row, beside which predictions are held. */
function assertStored(files: MemoryFiles, made: readonly Prediction[], labels: number): void {
  const { rows, predictions, outputs } = readPredictions(files.contents.get(`${folder}/predictions.safetensors`)!);
  assert.equal(outputs, 2 * labels);
  assert.ok(rows.length > 0);
  for (const [i, row] of rows.entries()) {
    const stored = predictions.subarray(i * outputs, i * outputs + labels);
    for (const [label, value] of stored.entries()) {
      assert.ok(Math.abs(value - made[row].probabilities![label]) < 1e-5, `row ${row}, label ${label}`);
    }
  }
}

describe("a run on several labels", () => {
  let whole: MemoryFiles;

  it("trains every head on the same rows, and says whether knowing other labels helped", async () => {
    whole = await filesWithLabels();
    const { events, fault } = await collect(begin(whole, onRows));
    assert.equal(fault, undefined);
    const kinds = events.map(({ event }) => event);
    assert.deepEqual(kinds.slice(0, 3), ["start", "labels", "epoch"]);
    const [told] = ofKind(events, "labels");
    assert.deepEqual([told.labels, told.total, told.rows], [[...names], 3, 36]);
    assert.deepEqual([...new Set(ofKind(events, "head").map(({ head }) => head))], others);
    const [scores] = ofKind(events, "labelScores");
    assert.deepEqual(
      scores.heads.map(({ head }) => head),
      ["graph", ...others],
    );
    const [verdict] = ofKind(events, "verdict");
    assert.deepEqual(Object.keys(verdict.baselines), [...others, "frequencies"]);
    assert.deepEqual(Object.keys(verdict.metrics).slice(0, 6), [
      "mAP",
      "CF1",
      "OF1",
      "hamming",
      "rankingLoss",
      "subsetAccuracy",
    ]);
    const own = scores.heads[0].averagePrecision as number[];
    const mean = own.reduce((sum, value) => sum + value / own.length, 0);
    assert.ok(Math.abs(Number(verdict.metrics.mAP) - mean) < 1e-12);
    assert.ok(Number(verdict.baselines.frequencies.mAP) < mean);
    assert.match(
      verdict.sentence,
      /Of 5 heads .* has the highest mAP on the 12 held-out rows: .* % against .* noise\. The label graph .* against /,
    );
    const table = new TextDecoder().decode(whole.contents.get(`${folder}/comparison.csv`)!).split("\n");
    assert.match(table[0], /^head,mAP,mAP from,mAP to,CF1,/);
    assert.deepEqual(
      table.slice(1, -1).map((line) => line.slice(0, line.indexOf(","))),
      ["graph", ...others, "frequencies"],
    );
    assert.ok(whole.contents.has(`${folder}/heads/chain/model.safetensors`));
  });

  it("lists rows by what they carry and what was predicted", async () => {
    const { rows } = await new RowPages(whole).page({ run: folder, sort: "error", offset: 0, count: 60 });
    const lines = new TextDecoder().decode(whole.contents.get("/data/rows.csv")!).split("\n");
    for (const { line, truth } of rows) {
      const cells = lines[line! - 1].split(",").slice(4);
      assert.equal(truth, names.filter((_, label) => cells[label] === "1").join(", ") || "–");
    }
    assert.ok(rows[0].error >= rows.at(-1)!.error && rows.length === 60);
  });

  it("gives the same bits after a power cut at any of 4 points, in whichever head", async () => {
    const short = { ...onRows, train: { ...onRows.train, epochs: 2 } };
    const files = await filesWithLabels();
    await collect(begin(files, short));
    const cost = files.spent;
    for (let i = 0; i < 4; i++) {
      const cut = await filesWithLabels();
      cut.power = Math.floor(((i + 0.5) / 4) * cost);
      await collect(begin(cut, short)).catch((error) => assert.ok(error instanceof PowerCut, String(error)));
      cut.power = Number.POSITIVE_INFINITY;
      const there = (await cut.stat(`${folder}/experiment.json`)) !== null;
      const { fault } = await collect(there ? goOn(cut) : begin(cut, short));
      assert.equal(fault, undefined);
      assert.deepEqual(results(cut), results(files), `cut after ${cut.power} of ${cost}`);
    }
    assert.equal(results(files).size, 8);
  });

  it("stops within a head beside the configured one, and does not train again what is over", async () => {
    const files = await filesWithLabels();
    const control = new RunControl();
    for await (const event of begin(files, onRows, control)) {
      if (event.event === "head" && event.head === "hypergraph") control.stop();
    }
    const { events } = await collect(goOn(files));
    assert.deepEqual([...new Set(ofKind(events, "head").map(({ head }) => head))], ["hypergraph", "identity"]);
    assert.equal(ofKind(events, "epoch").length, 0);
    assert.deepEqual(results(files), results(whole));
  });

  it("predicts for other rows what it has predicted for its own", async () => {
    const model = await modelOf(whole);
    const dataset = await readDataFile(whole, "/data/rows.csv");
    const made = await all(predictLabels(model, dataset, optionsOf(whole), () => undefined));
    assertStored(whole, made, 3);
    const header = predictionHeader("row", model.encoder);
    assert.equal(header, "left,right,far,probability of left,probability of right,probability of far");
    const line = predictionLine(made[0]).split(",");
    assert.deepEqual(
      line.slice(0, 3).map(Number),
      made[0].probabilities!.map((probability) => Number(probability >= 0.5)),
    );
  });

  it("judges folds by their differences, corrected for the rows that they share", async () => {
    const files = await filesWithLabels();
    await files.write("/data/vectors.csv", "name,x,y\nleft,1,0\nright,0,1\nfar,0.2,0.9\n");
    const { events } = await collect(
      begin(files, {
        ...onRows,
        data: { ...onRows.data, vectors: "vectors.csv", split: { validation: 0, test: 0 } },
        model: { ...onRows.model!, head: "independent" },
        train: { ...onRows.train, epochs: 2, folds: 3 },
      }),
    );
    const [told] = ofKind(events, "labels");
    assert.deepEqual(told.vectors, { kind: "file", size: 2, missing: [] });
    const [verdict] = ofKind(events, "verdict");
    assert.equal((verdict.metrics.mAP as Spread).values.length, 3);
    assert.equal(verdict.evaluatedRows, 60);
    const table = new TextDecoder().decode(files.contents.get(`${folder}/comparison.csv`)!);
    assert.match(table, /^independent(,[\d.]+){18},,,(,-?[\d.]+){3}$/m);
  });

  it("takes features from a finished run", async () => {
    const files = await filesWithLabels();
    const classify: TrainingExperiment = {
      task: "classify",
      data: { file: "rows.csv", target: "left", features: ["a", "b", "c", "d"] },
      model: { layers: [{ dense: 5 }] },
      train: { epochs: 2, seeds: [1] },
    };
    await collect(runExperiment(classify, "/data", { host: hostOf(files), folder: "/data/backbone" }));
    const model = { ...onRows.model!, layers: [], backbone: "backbone" };
    const { events, fault } = await collect(begin(files, { ...onRows, model }));
    assert.equal(fault, undefined);
    const [start] = ofKind(events, "start");
    assert.equal(start.data.features[0].name, "5 features");
    assert.ok(start.assumptions.some(({ text }) => /trained on these same data/.test(text)));
    const dataset = await readDataFile(files, "/data/rows.csv");
    assertStored(files, await all(predictLabels(await modelOf(files), dataset, optionsOf(files), () => undefined)), 3);
  });

  it("learns the labels of pictures, blended with each other", async () => {
    const files = await filesWithPictures();
    const { events, fault } = await collect(begin(files, onPictures));
    assert.equal(fault, undefined);
    const [verdict] = ofKind(events, "verdict");
    assert.ok(Number(verdict.metrics.mAP) > 0.9, JSON.stringify(verdict.metrics));
    assert.match(verdict.sentence, /on the 10 held-out pictures/);
    assert.equal(ofKind(events, "weights").at(-1)?.layer, "conv1");
    const model = await modelOf(files);
    const source = await picturesToPredict(files, "/data/bars");
    const made = await all(predictPictureLabels(model, source, optionsOf(files), () => undefined));
    assert.equal(made.length, 40);
    assertStored(files, made, 3);
    const applied = await applyRun(files, folder, "/data/bars", optionsOf(files), () => "go on");
    const [path] = applied.written;
    const [header, first] = new TextDecoder().decode(files.contents.get(path)).split("\n");
    assert.equal(header.slice(0, 24), "picture,left,right,below");
    assert.equal(first.split(",").length, 7);
    // Bits of an epoch with blended pictures, stopped on the way.
    const stopped = await filesWithPictures();
    const control = new RunControl();
    for await (const event of begin(stopped, onPictures, control)) {
      if (event.event === "epoch" && event.epoch === 5) control.stop();
    }
    await collect(goOn(stopped));
    assert.deepEqual(results(stopped), results(files));
  });

  it("says once of a label that no row carries, and judges without it", async () => {
    const files = await filesWithLabels(30);
    const text = new TextDecoder().decode(files.contents.get("/data/rows.csv")!);
    const [header, ...rows] = text.trim().split("\n");
    await files.write("/data/rows.csv", [`${header},never`, ...rows.map((row) => `${row},0`)].join("\n"));
    const labels = [...names, "never"];
    const { events, fault } = await collect(
      begin(files, { ...onRows, data: { ...onRows.data, labels }, train: { ...onRows.train, epochs: 1 } }),
    );
    assert.equal(fault, undefined);
    const [{ problems }] = ofKind(events, "start");
    assert.deepEqual(
      problems.filter(({ text }) => text.includes("never")).map(({ code }) => code),
      ["rare-class"],
    );
    const [{ metrics }] = ofKind(events, "verdict");
    assert.ok(Number.isFinite(metrics.mAP as number), "mAP is of the labels that occur");
  });

  it("refuses a chain that is too long, and vectors that are not there", async () => {
    const files = await filesWithLabels();
    const many = Array.from({ length: 65 }, (_, label) => `l${label}`);
    const rows = Array.from({ length: 30 }, (_, row) => [
      row / 7,
      ...many.map((_, label) => Number((row + label) % 3 === 0)),
    ]);
    await files.write("/data/many.csv", [["x", ...many], ...rows].map((row) => row.join()).join("\n"));
    const long: LabelsExperiment = {
      ...onRows,
      data: { file: "many.csv", labels: many, features: ["x"] },
      model: { layers: [], head: "chain" },
    };
    await assert.rejects(collect(begin(files, long)), inputError(/at most 64, and these are 65/));
    const vectors: LabelsExperiment = { ...onRows, model: { ...onRows.model!, vectors: "file" } };
    await assert.rejects(collect(begin(files, vectors)), inputError(/data\.vectors names none/));
  });
});
