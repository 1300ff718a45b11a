// Generators from the command line: suggested, run, sampled, their samples tested; and what is refused.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toCsv } from "../../engine/data/generate";
import { ring } from "../../engine/data/generate/ring";
import { Workplace } from "./cli";

describe("generators on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
    at.write("ring.csv", toCsv(ring(96, 1)));
  });
  after(() => at.remove());

  it("learn from a table, and write rows that are marked, never over others", async () => {
    const [suggested] = await at.objects("suggest", "customers.csv", "--task", "generate");
    assert.equal((suggested.data as { class: string }).class, "churned");
    const text = await at.call("run", "ring.csv", "--task", "generate", "--epochs", "2", "--out", "run");
    assert.match(text, /^ring: new rows of 2 columns · 72 rows to train on, 24 held out\n/);
    assert.match(text, /\n {2}realAgainstReal /);
    await at.call("sample", "run", "--n", "5", "--out", "more.csv");
    const lines = readFileSync(join(at.folder, "more.csv"), "utf8").trimEnd().split("\n");
    assert.equal(lines[0], "x,y,generated");
    assert.equal(lines.length, 6);
    assert.match(await at.refusal("sample", "run", "--n", "5", "--out", "more.csv"), /nothing is written over/);
    assert.match(
      await at.refusal("sample", "run", "--n", "5", "--class", "a", "--out", "b.csv"),
      /trained with classes/,
    );
    assert.match(await at.refusal("predict", "run", "ring.csv"), /generates and predicts nothing/);
    assert.match(await at.refusal("augment", "run"), /no class that a classifier could learn/);
  });

  it("say what is wrong", async () => {
    assert.match(await at.refusal("sample", "run"), /^Name a run, how many samples and where to/);
    const folds = await at.refusal("run", "ring.csv", "--task", "generate", "--folds", "3");
    assert.match(folds, /has no folds/);
    const target = await at.refusal("run", "customers.csv", "--task", "generate", "--target", "churn");
    assert.match(target, /no column "churn"/);
    at.write(
      "penalty.lens.json",
      '{ "task": "generate", "data": { "file": "ring.csv" }, "gradientPenalty": 1,\n  "model": { "discriminator": { "batchNorm": true } } }',
    );
    assert.match(await at.refusal("run", "penalty.lens.json"), /^penalty.lens.json:2:46: Batch normalisation/);
  });
});
