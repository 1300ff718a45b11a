// Networks on nodes from the command line: suggested, run, predicted, compared; and what is wrong in one sentence.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toCsv } from "../../engine/data/generate";
import { blockGraph } from "../../engine/data/generate/block-graph";
import type { Spread } from "../../engine/experiment/events";
import { Workplace } from "./cli";

describe("networks on nodes on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
    const { edges, nodes } = blockGraph(5, { size: 40 });
    at.write("blocks.csv", toCsv(edges));
    at.write("people.csv", toCsv(nodes));
  });
  after(() => at.remove());

  const data = ["blocks.csv", "--nodes", "people.csv", "--target", "block"];

  it("suggests an experiment, runs it and predicts with it", async () => {
    const text = await at.call("suggest", ...data);
    const experiment = JSON.parse(text);
    assert.deepEqual(experiment.data, {
      file: "blocks.csv",
      nodes: "people.csv",
      target: "block",
      features: ["x1", "x2", "x3", "score"],
      normalizeRows: false,
      split: { perClass: 10, validation: 30, test: 60, seed: 1 },
    });
    at.write("blocks.lens.json", text);
    const said = await at.objects("run", "blocks.lens.json", "--seed", "3", "--epochs", "40", "--out", "run");
    const kinds = new Set(said.map(({ event }) => event));
    assert.deepEqual([...kinds].sort(), ["embedding", "end", "epoch", "layers", "sample", "start", "verdict"]);
    const end = said.at(-1)!;
    assert.equal(end.status, "done");
    assert.deepEqual(Object.keys(end.metrics as object), ["accuracy", "macroF1", "logLoss"]);
    assert.deepEqual(Object.keys(end.baselines as object), ["mlp", "label propagation", "majority"]);
    const kept = JSON.parse(readFileSync(join(at.folder, "run", "experiment.json"), "utf8"));
    assert.deepEqual([kept.data.file, kept.data.nodes], ["../blocks.csv", "../people.csv"]);
    const predictions = await at.call("predict", "run", "blocks.csv");
    const [header, first] = predictions.split("\n");
    assert.equal(header, "node,block,probability of a,probability of b,probability of c");
    assert.match(first, /^n\d+,[abc],/);
    assert.equal(predictions.trim().split("\n").length, 121);
  });

  it("compares models on the same split and seeds in one command", async () => {
    const [comparison] = await at.objects(
      "compare",
      ...data,
      "--over",
      "model=gcn,mlp",
      "--seeds",
      "2",
      "--epochs",
      "100",
      "--out",
      "over",
    );
    const { rows, sentence } = comparison as {
      rows: { name: string; values: Record<string, object> }[];
      sentence: string;
    };
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["gcn", "mlp"],
    );
    assert.ok("interval" in rows[0].values.accuracy);
    assert.match(sentence, /^gcn .* better than mlp .* on the 60 nodes that both held out/);
    const verdict = JSON.parse(readFileSync(join(at.folder, "over", "gcn", "verdict.json"), "utf8"));
    assert.equal((verdict.metrics.accuracy as Spread).values.length, 2);
    assert.ok(existsSync(join(at.folder, "over", "mlp", "seed-2", "predictions.safetensors")));
  });

  it("tells a graph from a table, and a person what a run is about", async () => {
    at.write("karate.gml", karate);
    const text = await at.call("run", "karate.gml", "--epochs", "3", "--seed", "1", "--out", "karate");
    assert.match(text, /^karate: side \(2 classes\) from 1 feature · 3 nodes to train on/);
    assert.match(text, /8 nodes · 9 edges · 1 component · 0 isolated\nH' = ReLU\(D̃\^-½ \(A \+ I\) D̃\^-½ H W\)/);
  });

  it("says what is wrong", async () => {
    assert.match(await at.refusal("run", "blocks.csv", "--task", "nodes"), /^blocks\.csv: .*can be predicted/);
    assert.match(await at.refusal("run", ...data, "--folds", "3"), /no folds/);
    assert.match(await at.refusal("compare", ...data, "--over", "model=gcn,gnc"), /model\.kind must be "gcn", /);
    const foreign = toCsv({
      columns: ["id", "block"],
      rows: [
        ["x1", "a"],
        ["x2", "b"],
      ],
    });
    at.write("foreign.csv", foreign);
    assert.match(await at.refusal("run", "blocks.csv", "--nodes", "foreign.csv"), /foreign\.csv.*/);
  });
});

/** Two squares with a diagonal each, joined by an edge. */
const karate = `graph [
${Array.from({ length: 8 }, (_, i) => `  node [ id ${i + 1} side "${i < 4 ? "left" : "right"}" ]`).join("\n")}
${["1 2", "2 3", "3 4", "4 1", "5 6", "6 7", "7 8", "8 5", "4 5"]
  .map((pair) => pair.split(" "))
  .map(([u, v]) => `  edge [ source ${u} target ${v} ]`)
  .join("\n")}
]
`;
