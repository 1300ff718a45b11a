// Runs on tables from suggestion to verdict: what events say, and every way in which data do not suit.

import assert from "node:assert/strict";
import { toCsv } from "../../../engine/data/generate";
import { customers } from "../../../engine/data/generate/customers";
import { friedman } from "../../../engine/data/generate/friedman";
import { sampleLimit } from "../../../engine/experiment/events";
import { type RunHost, runExperiment } from "../../../engine/experiment/run";
import { suggestExperiment } from "../../../engine/experiment/suggest";
import type { TableExperiment } from "../../../engine/tasks/table/task";
import { inputError, read } from "../data/source";
import { executors } from "../executors";
import { collect, hostOf, ofKind } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";

/** A host whose only file is the experiment's table. */
function hostWith({ data }: TableExperiment, csv: string): RunHost {
  const files = new MemoryFiles();
  void files.write(`/${data.file}`, csv);
  return hostOf(files);
}

const events = async (experiment: TableExperiment, csv: string) =>
  (await collect(runExperiment(experiment, "/", { host: hostWith(experiment, csv) }))).events;

const fails = (experiment: TableExperiment, csv: string, message: RegExp) =>
  assert.rejects(events(experiment, csv), (error: Error) => {
    assert.match(error.message, message);
    return error.name === "InputError";
  });

const truthTable = "a,b,c,y\n0,0,1,0\n0,1,1,1\n1,0,1,1\n1,1,1,0\n";
const fromScratch: TableExperiment = {
  task: "regress",
  data: { file: "table.csv", target: "y", split: "none" },
  model: { layers: [{ dense: 4, activation: "sigmoid" }], bias: false, outputActivation: "sigmoid" },
  loss: "sumOfSquares",
  standardizeTarget: false,
  standardizeFeatures: false,
  train: { optimizer: "gradientDescent", learningRate: 1, epochs: 1500, batch: "full", seeds: [1] },
};

describe("run on a table", () => {
  it("learns four rows from scratch, falling at every iteration, and says that nothing was held out", async () => {
    const said = await events(fromScratch, truthTable);
    const losses = ofKind(said, "epoch").map(({ train }) => train.loss);
    assert.equal(losses.length, 1500);
    assert.ok(losses.every((loss, i) => i === 0 || loss < losses[i - 1]));
    assert.ok(losses[1499] < 0.01, `${losses[1499]}`);
    const [verdict] = ofKind(said, "verdict");
    assert.equal(verdict.evaluated, "train");
    assert.equal(verdict.beatsBaselines, null);
    assert.match(verdict.sentence, /^Nothing was held out/);
    const sample = ofKind(said, "sample").at(-1)!;
    assert.deepEqual(
      [sample.rows, sample.lines, sample.truth],
      [
        [0, 1, 2, 3],
        [2, 3, 4, 5],
        [0, 1, 1, 0],
      ],
    );
    assert.ok(sample.prediction.every((value, i) => Math.abs(value - sample.truth[i]) < 0.1));
  });

  it("says all that happened: start, epochs, samples, verdict, end", async () => {
    const csv = toCsv(customers(300, 1));
    const dataset = await read(csv, "customers.csv");
    const experiment = suggestExperiment(dataset, "customers.csv", { seeds: [1, 2], epochs: 5 });
    const said = await events(experiment, csv);
    const [start] = ofKind(said, "start");
    assert.deepEqual(start.members, [{ seed: 1 }, { seed: 2 }]);
    assert.equal(start.data.train + start.data.validation + start.data.test, start.data.rows);
    assert.ok(start.program.parameters > 0 && start.program.instructions > 0 && start.program.bytes > 0);
    assert.deepEqual(start.experiment, experiment);
    for (const member of [0, 1]) {
      const epochs = ofKind(said, "epoch").filter((event) => event.member === member);
      assert.deepEqual(
        epochs.map(({ epoch }) => epoch),
        [1, 2, 3, 4, 5],
      );
      for (const { train, validation } of epochs) {
        assert.deepEqual(
          [Object.keys(train), Object.keys(validation!)],
          [
            ["loss", "accuracy"],
            ["loss", "accuracy"],
          ],
        );
      }
      const samples = ofKind(said, "sample").filter((event) => event.member === member);
      assert.deepEqual(
        samples.map(({ split }) => split),
        ["train", "validation", "test"],
      );
      for (const sample of samples) {
        assert.equal(
          sample.confusion!.flat().reduce((sum, count) => sum + count, 0),
          sample.total,
        );
        assert.ok(sample.rows.length <= sampleLimit);
      }
    }
    const [verdict] = ofKind(said, "verdict");
    const accuracy = verdict.metrics.accuracy as { values: number[] };
    const last = ofKind(said, "sample").at(-1)!;
    const hits = last.confusion!.reduce((sum, row, k) => sum + row[k], 0);
    assert.equal(accuracy.values[1], hits / last.total);
    assert.deepEqual(Object.keys(verdict.baselines), ["majority", "logistic regression"]);
    const [end] = ofKind(said, "end");
    assert.deepEqual([end.status, end.metrics, end.baselines], ["done", verdict.metrics, verdict.baselines]);
    assert.equal(said.at(-1), end);
  });

  it("holds every row out once in cross-validation, and judges the network on all of them", async () => {
    const csv = toCsv(friedman(120, 2));
    const dataset = await read(csv, "friedman.csv");
    const said = await events(suggestExperiment(dataset, "friedman.csv", { folds: 4, epochs: 30 }), csv);
    assert.deepEqual(
      ofKind(said, "start")[0].members.map(({ fold }) => fold),
      [1, 2, 3, 4],
    );
    const held = ofKind(said, "sample").filter(({ split }) => split === "test");
    assert.deepEqual(
      held.flatMap(({ rows }) => rows).sort((a, b) => a - b),
      Array.from({ length: 120 }, (_, i) => i),
    );
    const [verdict] = ofKind(said, "verdict");
    assert.equal(verdict.evaluatedRows, 120);
    const { mean, values } = verdict.metrics.rmse as { mean: number; values: number[] };
    assert.ok(Math.abs(mean - values.reduce((sum, value) => sum + value / 4, 0)) < 1e-12);
    assert.match(verdict.sentence, /than|against|beats/);
  });

  it("beats linear regression where the truth is curved, and says so", async () => {
    const csv = toCsv(friedman(1000, 1));
    const dataset = await read(csv, "friedman.csv");
    const said = await events(suggestExperiment(dataset, "friedman.csv", { seeds: [1] }), csv);
    const [verdict] = ofKind(said, "verdict");
    assert.equal(verdict.beatsBaselines, true);
    assert.match(verdict.sentence, /^The network beats linear regression: .* \d+ % less/);
  });

  it("says that there is no clear gain where labels are noise", async () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `${(Math.sin(i * 12.9898) * 43758.5453) % 1},${i % 7 < 3 ? "yes" : "no"}`,
    );
    const said = await events({ task: "classify", data: { file: "a.csv", target: "y" } }, `x,y\n${lines.join("\n")}\n`);
    const [verdict] = ofKind(said, "verdict");
    assert.equal(verdict.beatsBaselines, false);
    assert.match(verdict.sentence, /no clear gain over|does worse than|exactly as well as/);
  });

  it("warns where early stopping has nothing to look at", async () => {
    const train = { ...fromScratch.train, epochs: 2, earlyStopping: 1 };
    const said = await events({ ...fromScratch, train } as TableExperiment, truthTable);
    assert.match(ofKind(said, "warning")[0].text, /earlyStopping changes nothing/);
    assert.equal(ofKind(said, "epoch").length, 2);
  });

  it("warns of settings that change nothing beside the others", async () => {
    const schedule = { kind: "warmup" as const, epochs: 3 };
    const train = { ...fromScratch.train, epochs: 2, momentum: 0.5, weightDecay: 0.1, schedule, folds: 2 };
    const texts = ofKind(await events({ ...fromScratch, train }, truthTable), "warning").map(({ text }) => text);
    for (const pattern of [/momentum/, /weightDecay/, /warm-up/, /split "none"/]) {
      assert.ok(
        texts.some((text) => pattern.test(text)),
        `${pattern} among ${texts.join(" ")}`,
      );
    }
  });

  it("says which rows repeat an earlier one, whatever is held out", async () => {
    const repeats = async (csv: string) =>
      ofKind(await events(fromScratch, csv), "start")[0]
        .problems.filter(({ code }) => code === "duplicate-rows")
        .map(({ text, line }) => [text, line]);
    assert.deepEqual(await repeats(`${truthTable}0,0,1,0\n`), [["1 row repeats an earlier row exactly: line 6.", 6]]);
    assert.deepEqual(await repeats(truthTable), []);
  });

  it("warns when the training loss grew", async () => {
    const train = { ...fromScratch.train, epochs: 10 };
    const said = await events({ ...fromScratch, model: { layers: [] }, train } as TableExperiment, truthTable);
    assert.match(ofKind(said, "warning")[0].text, /grew from \S+ to \S+: lower train\.learningRate/);
    assert.equal(ofKind(await events(fromScratch, truthTable), "warning").length, 0);
  });

  it("leaves columns that give the target away out, and says so", async () => {
    const csv = toCsv({
      columns: ["x", "answer", "y"],
      rows: Array.from({ length: 60 }, (_, i) => [Math.sin(i), i % 3 === 0 ? "a" : "b", i % 3 === 0 ? "yes" : "no"]),
    });
    const said = await events({ task: "classify", data: { file: "a.csv", target: "y" } }, csv);
    const [start] = ofKind(said, "start");
    assert.deepEqual(
      start.data.features.map(({ name }) => name),
      ["x"],
    );
    assert.ok(start.assumptions.some(({ text }) => /“answer” gives “y” away.*left out/.test(text)));
    const [named] = ofKind(
      await events({ task: "classify", data: { file: "a.csv", target: "y", features: ["x", "answer"] } }, csv),
      "start",
    );
    assert.ok(named.problems.some(({ code }) => code === "leak"));
  });

  it("leaves rows without any feature out, and says so", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => (i === 5 ? ",," : `${i % 9},${i % 4},`) + (i % 2 ? "a" : "b"));
    const csv = `u,v,y\n${rows.join("\n")}\n`;
    const [start] = ofKind(await events({ task: "classify", data: { file: "a.csv", target: "y" } }, csv), "start");
    assert.equal(start.data.rows, 39);
    assert.deepEqual(start.assumptions.at(-1), {
      text: "1 row in which all columns to predict from are missing is left out.",
      line: 7,
    });
  });

  it("names the op, the epoch and what to change when the loss is not finite", async () => {
    const csv = toCsv(friedman(60, 1));
    const experiment: TableExperiment = {
      task: "regress",
      data: { file: "a.csv" },
      model: { layers: [{ dense: 8 }] },
      train: { optimizer: "gradientDescent", learningRate: 1e6, epochs: 50, seeds: [1] },
    };
    for (const executor of executors) {
      const run = runExperiment(experiment, "/", { host: { ...hostWith(experiment, csv), executor } });
      const { events: said, fault } = await collect(run);
      const end = said.at(-1);
      assert.ok(end?.event === "end" && end.status === "failed");
      assert.match(
        end.reason!,
        /^The loss is no number any more: \w+ in \w+.* gave NaN or infinity in epoch \d+, step \d+; lower train.learningRate \(now 1.00e\+6\), or set train.clipNorm to 1\.$/,
      );
      assert.ok(inputError(/The loss is no number/)(fault));
    }
  });

  it("says what does not suit, before anything is trained", async () => {
    const classify = (data: object, more: object = {}): TableExperiment =>
      ({ task: "classify", data: { file: "a.csv", ...data }, ...more }) as TableExperiment;
    const csv = `x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? "a" : "b"}`).join("\n")}\n`;
    await fails(classify({ target: "z" }), csv, /The data have no column "z"/);
    await fails(classify({ target: "y", features: ["xx"] }), csv, /The data have no column "xx"; did you mean "x"\?/);
    await fails(classify({ target: "y", features: ["y"] }), csv, /"y" is the target/);
    await fails(classify({ target: "y", features: ["x", "x"] }), csv, /"x" stands twice/);
    await fails(classify({ target: "y" }, { train: { folds: 40 } }), csv, /asks for 40 folds, but only 30 rows/);
    await fails(
      classify({ target: "y" }, { model: { layers: [], outputActivation: "tanh" } }),
      csv,
      /outputActivation does not go with/,
    );
    await fails({ task: "regress", data: { file: "a.csv", target: "y" } }, csv, /not a number/);
    await fails(classify({ target: "y" }), csv.replaceAll("b\n", "a\n"), /one class only|never changes|No column/);
    await fails(
      { task: "regress", data: { file: "a.csv", target: "x" }, loss: "binaryCrossEntropy" },
      csv,
      /targets from 0 to 1/,
    );
    await fails(classify({}), "x,y\n", /no rows|No column/);
    await fails(classify({}), `x,y\n${",\n".repeat(5)}`, /missing|No column/);
  });
});
