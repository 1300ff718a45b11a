// Several labels from the command line: every head run over the same folds, predicted, compared.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labelledRows } from "../engine/tasks/labels/tables";
import { Workplace } from "./cli";

describe("several labels on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
    at.write("rows.csv", labelledRows(60));
  });
  after(() => at.remove());

  it("runs every head over the same folds, and writes their table", async () => {
    const text = await at.call(
      "run",
      "rows.csv",
      "--task",
      "labels",
      "--folds",
      "3",
      "--epochs",
      "3",
      "--out",
      "folds",
    );
    assert.match(text, /^rows: labels from 4 features · 40 rows to train on, 20 held out\n/);
    assert.match(text, /\nOf 5 heads .* has the highest mAP on the 60 held-out rows: /);
    const heads = [...text.matchAll(/^ {2}(\w+) +\d\.\d+ ± /gm)].map(([, head]) => head);
    assert.deepEqual(heads, ["graph", "independent", "chain", "hypergraph", "identity", "frequencies"]);
    const table = readFileSync(join(at.folder, "folds", "comparison.csv"), "utf8");
    assert.equal(table.trim().split("\n").length, 7);
    assert.ok(existsSync(join(at.folder, "folds", "fold-2", "heads", "chain", "predictions.safetensors")));
  });

  it("predicts a column of zeros and ones, and one of probabilities, for each label", async () => {
    const [header, first] = (await at.call("predict", "folds", "rows.csv")).split("\n");
    assert.equal(header, "left,right,far,probability of left,probability of right,probability of far");
    assert.match(first, /^([01],){3}(0\.\d+,){2}0\.\d+$/);
    const [{ prediction, probabilities }] = await at.objects("predict", "folds", "rows.csv");
    const likely = Object.entries(probabilities as object).filter(([, probability]) => probability >= 0.5);
    assert.deepEqual(
      prediction,
      likely.map(([name]) => name),
    );
  });

  it("compares runs with different heads in points of mAP", async () => {
    const over = ["--over", "model.head=independent,identity", "--seeds", "1", "--epochs", "2", "--out", "over"];
    const text = await at.call("compare", "rows.csv", "--task", "labels", ...over);
    assert.match(text, /\(mAP 0\.\d+\) .* on the 9 rows that both held out \(.* points, 95 % interval /);
  });

  it("says what is wrong", async () => {
    at.write("chain.lens.json", '{ "task": "labels",\n  "data": { "file": "rows.csv", "labels": ["left", "up"] } }\n');
    assert.match(await at.refusal("run", "chain.lens.json"), /chain\.lens\.json:2:\d+: .*no column "up"/);
    assert.match(await at.refusal("run", "customers.csv", "--task", "labels"), /look like several labels/);
  });
});
