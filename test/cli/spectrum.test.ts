// Spectra and descriptions of graph files on the command line, for people and for programs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, Workplace } from "./cli";

describe("spectra on the command line", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
    // A path of four, a triangle, and a self-loop that is left out.
    at.write("parts.csv", "source,target\n0,1\n1,2\n2,3\n4,5\n5,6\n6,4\n4,4\n");
    at.write("sets.hif.json", JSON.stringify({ incidences: [0, 1, 2].map((node) => ({ edge: "e", node })) }));
    at.write("signed.csv", "source,target,weight\n0,1,1\n1,2,-2\n");
  });
  after(() => at.remove());

  it("describes a graph", async () => {
    const [description] = await at.objects("describe", "parts.csv");
    const { event, nodes, edges, components, directed, weighted, loops } = description;
    assert.deepEqual(
      { event, nodes, edges, components, directed, weighted, loops },
      { event: "description", nodes: 7, edges: 6, components: 2, directed: false, weighted: false, loops: 1 },
    );
    assert.match(
      await at.call("describe", "parts.csv"),
      /7 nodes · 6 edges · 2 components · undirected · unweighted\n/,
    );
  });

  it("prints one object with all eigenvalues", async () => {
    const [found, ...more] = await at.objects("spectrum", "parts.csv", "--laplacian", "normalized");
    assert.equal(more.length, 0);
    assert.deepEqual([found.event, found.matrix, found.complete], ["spectrum", "normalized", true]);
    const expected = [0, 0, 0.5, 1.5, 1.5, 1.5, 2];
    for (const [i, value] of (found.eigenvalues as number[]).entries()) {
      assert.ok(Math.abs(value - expected[i]) < 1e-12);
    }
    assert.equal(found.bipartite, 1);
  });

  it("takes a picture as a graph of pixels, and the rows of a table with the nearest of them", async () => {
    at.write("tiny.pgm", "P2\n3 2\n255\n0 50 100\n150 200 250\n");
    const [grid] = await at.objects("spectrum", "tiny.pgm");
    // Sums of the eigenvalues of a path of three and one of two.
    for (const [i, value] of (grid.eigenvalues as number[]).entries()) {
      assert.ok(Math.abs(value - [0, 1, 2, 3, 3, 5][i]) < 1e-12);
    }
    const [eight] = await at.objects("spectrum", "tiny.pgm", "--neighbours", "8");
    assert.equal(eight.edges, 11);
    assert.match(await at.refusal("spectrum", "tiny.pgm", "--neighbours", "5"), /A pixel has 4 or 8 neighbours, not 5/);
    at.write("points.csv", "x,y\n0,0\n0,1\n1,0\n9,9\n9,8\n8,9\n");
    const [near] = await at.objects("spectrum", "points.csv", "--neighbours", "2", "--laplacian", "normalized");
    assert.deepEqual([near.nodes, near.edges], [6, 6]);
    assert.equal((near.components as { count: number }).count, 2);
  });

  it("tells people what it will do, and what it found", async () => {
    const { out, error } = await at.begin(["spectrum", "parts.csv", "--k", "3"]);
    assert.match(error, /^dense, with up to 1 MB of memory: The largest of 2 components has 4 nodes/);
    assert.match(out, /^L = D − A/);
    assert.match(out, / {2}0 +× 2 +exact: every component gives a zero\n/);
    assert.match(out, /line 8: .*self-loop/);
  });

  it("computes a density, and the spectrum of a hypergraph", async () => {
    const [density] = await at.objects("spectrum", "parts.csv", "--laplacian", "normalized", "--density");
    assert.deepEqual(density.eigenvalues, []);
    assert.ok((density.density as { moments: number[] }).moments.length > 10);
    const [sets] = await at.objects("spectrum", "sets.hif.json");
    assert.deepEqual([sets.matrix, sets.edges], ["hypergraph", 1]);
  });

  it("suggests and runs an experiment, stops at an interrupt, and computes again", async () => {
    const suggested = JSON.parse(await at.call("suggest", "parts.csv", "--task", "spectrum"));
    assert.deepEqual([suggested.laplacian, suggested.k, suggested.method], ["combinatorial", "all", "dense"]);
    at.write("parts.lens.json", JSON.stringify({ ...suggested, laplacian: "normalized" }));
    const said = await at.objects("run", "parts.lens.json", "--out", "run-a");
    const events = said.map(({ event }) => event).filter((event) => event !== "progress");
    assert.deepEqual(events, ["start", "spectrum", "verdict", "end"]);
    const end = said.at(-1)!;
    assert.deepEqual([end.status, (end.metrics as { components: number }).components], ["done", 2]);
    const values = readFileSync(join(at.folder, "run-a", "eigenvalues.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1);
    assert.deepEqual(
      values.map((row) => Math.round(1e9 * Number(row.split(",")[1])) / 1e9),
      [0, 0, 0.5, 1.5, 1.5, 1.5, 2],
    );
    assert.match(await at.refusal("run", "--resume", "run-a"), /has finished already/);
    at.write(
      "ring.csv",
      `source,target\n${Array.from({ length: 900 }, (_, i) => `${i},${(i + 1) % 900}`).join("\n")}\n`,
    );
    const { code, out } = await at.begin(
      ["run", "ring.csv", "--task", "spectrum", "--out", "run-b", "--json"],
      (heard, child) => {
        // A second interrupt ends the process.
        if (!child.killed && heard.includes('"progress"')) child.kill("SIGINT");
      },
    );
    assert.deepEqual([code, linesOf(out).at(-1)!.status], [0, "stopped"]);
    assert.equal((await at.objects("run", "--resume", "run-b")).at(-1)!.status, "done");
  });

  it("says in a line what is wrong", async () => {
    const signed = await at.refusal("spectrum", "signed.csv", "--laplacian", "normalized");
    assert.match(signed, /^L_sym divides by degrees, and with negative weights the one of node 1/);
    assert.match(
      await at.refusal("spectrum", "parts.csv", "--density", "--k", "3"),
      /--k has no place beside --density/,
    );
    assert.match(
      await at.refusal("spectrum", "parts.csv", "--unweighted", "--weight", "w"),
      /--weight has no place beside --unweighted/,
    );
    at.write("bad.lens.json", '{ "task": "spectrum",\n  "data": { "file": "gone.csv" } }');
    assert.match(
      await at.refusal("run", "bad.lens.json"),
      /^bad\.lens\.json:2:21: There is no data file gone\.csv here/,
    );
    assert.match(await at.refusal("run", "parts.csv", "--task", "spectrum", "--seed", "1"), /^--seed says something/);
    assert.match(await at.refusal("spectrum", "parts.csv", "--laplacian", "L"), /--laplacian/);
  });
});
