// Links and whole graphs from the command line: described, suggested, run, predicted.

import assert from "node:assert/strict";
import { toCsv } from "../../engine/data/generate";
import { blockGraph } from "../../engine/data/generate/block-graph";
import { Workplace } from "./cli";

/** A ring of n nodes, or n nodes joined to the first, one JSON line. */
function shapeLine(kind: "ring" | "star", n: number): string {
  const nodes = Array.from({ length: n }, (_, id) => ({ id }));
  const links = nodes.slice(1).map(({ id }) => ({ source: kind === "ring" ? id - 1 : 0, target: id }));
  if (kind === "ring") links.push({ source: n - 1, target: 0 });
  return JSON.stringify({ shape: kind, nodes, links });
}

describe("links and whole graphs on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
    at.write("blocks.csv", toCsv(blockGraph(5, { size: 30, within: 0.4 }).edges));
    const lines = Array.from({ length: 40 }, (_, index) => shapeLine(index % 2 ? "star" : "ring", 5 + (index % 9)));
    at.write("shapes.jsonl", lines.join("\n"));
  });
  after(() => at.remove());

  it("holds out edges, and predicts the likeliest that are missing", async () => {
    const short = ["--seed", "1", "--epochs", "20", "--out", "links"];
    const end = (await at.objects("run", "blocks.csv", "--task", "links", ...short)).at(-1)!;
    assert.equal(end.status, "done");
    assert.deepEqual(Object.keys(end.metrics as object), ["auc", "averagePrecision"]);
    const [header, first] = (await at.call("predict", "links", "blocks.csv")).split("\n");
    assert.equal(header, "node,other,edge,probability of no edge,probability of edge");
    assert.match(first, /^n\d+,n\d+,edge,/);
  });

  it("describes many graphs, and tells their classes", async () => {
    const [described] = await at.objects("describe", "shapes.jsonl");
    assert.deepEqual([described.graphs, described.nodes], [40, 350]);
    const text = await at.call("run", "shapes.jsonl", "--seed", "1", "--epochs", "20", "--out", "graphs");
    assert.match(
      text,
      /^shapes: shape \(2 classes\) from 1 feature · 28 graphs to train on, 4 to choose by, 8 held out\n40 graphs · /,
    );
    const predicted = await at.call("predict", "graphs", "shapes.jsonl");
    assert.match(predicted, /^graph,shape,probability of ring,probability of star\n1,(ring|star),/);
    assert.equal(predicted.trim().split("\n").length, 41);
  });

  it("says what is wrong", async () => {
    assert.match(
      await at.refusal("run", "blocks.csv", "--task", "links", "--target", "x"),
      /predicts edges and no column/,
    );
    assert.match(await at.refusal("run", "blocks.csv", "--task", "graphs"), /Nothing of these graphs can be predicted/);
  });
});
