// The worker's calls on graphs, over a connection as a host uses them: opened, drawn, searched, spectra and signals.

import assert from "node:assert/strict";
import { join } from "node:path";
import { loadSolvers } from "../../../engine/cli/ports";
import { referenceFilterExecutor } from "../../../engine/convolution/reference";
import type { WorkerApi, WorkerEvents } from "../../../engine/worker/api";
import { connect } from "../../../engine/worker/channel";
import { startServer } from "../../../engine/worker/server";
import { inputError } from "../data/source";
import { wasm } from "../experiment/runs";
import { MemoryFiles } from "../memory-files";
import { portPair } from "./ports";

const kernels = join(__dirname, "..", "..", "..", "dist", "kernels");

/** A path of four with a label each, and a node of its own; edges from line 9 on. */
const graph = `*Vertices 5
1 "ant"
2 "bee"
3 "cat"
4 "dog"
5 "eel"
*Arcs
*Edges
1 2
2 3
3 4 
`;
const path = "/data/animals.net";

async function start() {
  const files = new MemoryFiles();
  await files.makeFolder("/data");
  await files.write(path, graph);
  const [port, other] = portPair();
  startServer({
    port: other,
    files,
    executor: async () => wasm,
    filters: async () => referenceFilterExecutor,
    solvers: () => loadSolvers(kernels, 1),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return { files, channel: connect<WorkerApi, WorkerEvents>(port) };
}

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-10, `${a} is not ${b}`);

describe("worker: graphs", () => {
  it("describes, finds nodes by text, and knows lines of nodes and edges", async () => {
    const { channel } = await start();
    const description = await channel.call("graph", { source: { path } });
    assert.deepEqual(
      [description.nodes, description.edges, description.components, description.isolated, description.directed],
      [5, 3, 2, 1, false],
    );
    const all = await channel.call("graphNodes", { path, offset: 1, count: 2 });
    assert.equal(all.total, 5);
    assert.deepEqual(
      all.rows.map(({ node, degree, line }) => [node, degree, line]),
      [
        [1, 2, 3],
        [2, 2, 4],
      ],
    );
    const found = await channel.call("graphNodes", { path, text: " CAT", offset: 0, count: 9 });
    assert.deepEqual([found.total, found.rows[0].node], [1, 2]);
    const { neighbours } = await channel.call("graphNode", { path, node: 1 });
    assert.deepEqual(
      neighbours.map(({ node }) => node),
      [0, 2],
    );
    assert.equal(await channel.call("edgeLine", { path, source: 2, target: 1 }), 10);
    assert.equal(await channel.call("edgeLine", { path, source: 0, target: 3 }), undefined);
    assert.equal(await channel.call("nodeAt", { path, line: 4 }), 2);
    assert.equal(await channel.call("nodeAt", { path, line: 11 }), 2);
    assert.equal(await channel.call("nodeAt", { path, line: 1 }), undefined);
  });

  it("tells of hyperedges with their members, those that are drawn among them", async () => {
    const { files, channel } = await start();
    const teams = "/data/teams.hif.json";
    const incidences = [
      { edge: "left", node: "ant" },
      { edge: "left", node: "bee" },
      { edge: "right", node: "bee" },
      { edge: "right", node: "cat" },
      { edge: "right", node: "dog" },
    ];
    const edges = [{ edge: "left" }, { edge: "right", weight: 2.5, attrs: { hall: "B" } }];
    await files.write(teams, JSON.stringify({ "network-type": "undirected", incidences, edges }));
    const drawing = await channel.call("graphDrawing", { path: teams, layout: "circle", nodes: 100, edges: 100 });
    assert.deepEqual([drawing.hyperedgesFrom, [...drawing.hyperedges!]], [4, [0, 1]]);
    assert.deepEqual(drawing.labels.slice(4), ["left", "right"]);
    assert.deepEqual([...drawing.degrees.slice(4)], [2, 3]);
    const { members, columns, line, ...right } = await channel.call("graphHyperedge", { path: teams, hyperedge: 1 });
    assert.deepEqual(right, { hyperedge: 1, id: "right", size: 3, weight: 2.5 });
    assert.deepEqual(
      members.map(({ id }) => id),
      ["bee", "cat", "dog"],
    );
    assert.deepEqual(columns, [["hall", "B"]]);
    const { hyperedges, degree, neighbourCount } = await channel.call("graphNode", { path: teams, node: 1 });
    assert.deepEqual([degree, neighbourCount], [2, 3]);
    assert.deepEqual(
      hyperedges?.map(({ id, size }) => [id, size]),
      [
        ["left", 2],
        ["right", 3],
      ],
    );
    await assert.rejects(channel.call("graphHyperedge", { path: teams, hyperedge: 2 }), inputError(/no hyperedge 3/));
    await assert.rejects(channel.call("graphHyperedge", { path, hyperedge: 0 }), inputError(/no hyperedge 1/));
  });

  it("draws all of a small graph and a stated sample of a larger one", async () => {
    const { channel } = await start();
    const whole = await channel.call("graphDrawing", { path, layout: "spectral", nodes: 100, edges: 100 });
    assert.equal(whole.sample, undefined);
    assert.deepEqual([whole.labels.length, whole.edges.length, whole.positions.length], [5, 6, 10]);
    assert.ok(whole.positions.every((value) => Math.abs(value) <= 1));
    const part = await channel.call("graphDrawing", { path, layout: "circle", nodes: 3, edges: 100 });
    assert.equal(part.shown?.length, 3);
    assert.match(part.sample ?? "", /3 of 5 nodes/);
  });

  it("plans and computes a spectrum, its vectors, quadratic forms and signals", async () => {
    const { channel } = await start();
    const spectrum = { matrix: "combinatorial" } as const;
    const plan = await channel.call("spectrumPlan", { path, spectrum });
    assert.deepEqual([plan.method, plan.components, plan.largest], ["dense", 2, 4]);
    await assert.rejects(
      channel.call("eigenvector", { path, matrix: "combinatorial", index: 0 }),
      /Compute the spectrum/,
    );
    const { eigenvalues, zeros } = await channel.call("spectrum", { path, spectrum });
    const expected = [0, 0, ...[1, 2, 3].map((k) => 2 - 2 * Math.cos((Math.PI * k) / 4))];
    for (const [i, value] of eigenvalues.entries()) near(value, expected[i]);
    assert.equal(zeros?.count, 2);
    const { vector, value, residual } = await channel.call("eigenvector", { path, matrix: "combinatorial", index: 4 });
    near(value, expected[4]);
    assert.equal(vector.length, 5);
    assert.ok(residual < 1e-12);
    const signal = { kind: "values", values: Float64Array.of(1, 2, 4, 8, 16) } as const;
    const form = await channel.call("quadraticForm", { path, matrix: "combinatorial", signal });
    assert.deepEqual([form.value, form.norm, form.edges[0].share], [21, 341, 16]);
    near(form.most ?? 0, expected[4]);
    const filtered = await channel.call("graphSignal", {
      path,
      matrix: "combinatorial",
      signal,
      filter: { kind: "low", cut: 0.1 },
    });
    near(filtered.energy.nodes, filtered.energy.frequencies);
    for (const [i, x] of [3.75, 3.75, 3.75, 3.75, 16].entries()) near(filtered.filtered[i], x);
  });

  it("reads unsaved text in place of the file, and the file again when its text is gone", async () => {
    const { channel, files } = await start();
    const text = graph.replace("3 4 \n", "");
    assert.equal((await channel.call("graph", { source: { path, text } })).edges, 2);
    assert.equal((await channel.call("graphNode", { path, node: 3 })).degree, 0);
    await files.write(path, `${graph}4 5\n`);
    assert.equal((await channel.call("graph", { source: { path } })).edges, 4);
    await channel.call("closeGraph", { path });
    await assert.rejects(channel.call("nodeColumn", { path, name: "height" }), /no column “height”/);
  });

  it("joins the rows of a table to their nearest ones, as many as it is asked for, until it is closed", async () => {
    const { files, channel } = await start();
    const rows = Array.from({ length: 6 }, (_, index) => `${index},${index < 3 ? "a" : "b"}`);
    await files.write("/data/rows.csv", `x,kind\n${rows.join("\n")}\n`);
    const source = { path: "/data/rows.csv" };
    // Rows 0 to 5 on a line: to the nearest one each, then to two.
    assert.equal((await channel.call("graph", { source, reading: { neighbours: 1 } })).edges, 5);
    assert.equal((await channel.call("graph", { source, reading: { neighbours: 2 } })).edges, 7);
    const drawn = await channel.call("graphDrawing", { ...source, layout: "circle", nodes: 9, edges: 99 });
    assert.equal(drawn.edges.length, 2 * 7);
    await channel.call("closeGraph", source);
    const { total } = await channel.call("graphNodes", { ...source, offset: 0, count: 1 });
    assert.equal(total, 8, "a list of edges again, like all files that are opened as graphs");

    const long = { path: "/data/long.csv" };
    await files.write(long.path, `x\n${Array.from({ length: 5000 }, (_, index) => Math.sin(index)).join("\n")}\n`);
    const stopped = assert.rejects(channel.call("graph", { source: long, reading: { neighbours: 3 } }), /abort/);
    await channel.call("closeGraph", long);
    await stopped;
  });

  it("reads a graph as the data of an experiment say, until it is asked for in another way", async () => {
    const { channel, files } = await start();
    const text = "source,target,weight\n1,2,2\n2,3,3\n";
    await files.write("/data/w.csv", text);
    const source = { path: "/data/w.csv" };
    assert.ok((await channel.call("graph", { source })).weighted);
    assert.ok(!(await channel.call("graph", { source, reading: { weight: null } })).weighted);
    const plan = { path: source.path, spectrum: { matrix: "combinatorial" } } as const;
    const most = async () => (await channel.call("spectrum", plan)).eigenvalues.at(-1)!;
    near(await most(), 3);
    await channel.call("graph", { source });
    assert.ok((await most()) > 4);
    await files.write(
      "/data/t.csv",
      `x,y,z\n${Array.from({ length: 12 }, (_, i) => `${i},${i * i},0.5`).join("\n")}\n`,
    );
    const table = await channel.call("graph", { source: { path: "/data/t.csv" }, reading: {} });
    assert.equal(table.nodes, 12);
  });

  it("computes spectra as runs one at a time, tells every event, stops and computes again", async () => {
    const { channel, files } = await start();
    const heard: WorkerEvents["spectrum"][] = [];
    channel.on("spectrum", (event) => heard.push(event));
    const experiment = { task: "spectrum" as const, data: { file: "animals.net" } };
    const request = { path: "/data/x.lens.json", experiment };
    const first = channel.call("runSpectrum", { ...request, folder: "/runs/1" });
    await assert.rejects(channel.call("runSpectrum", { ...request, folder: "/runs/1" }), inputError(/already/));
    const second = channel.call("runSpectrum", { ...request, folder: "/runs/2" });
    await channel.call("stop", { folder: "/runs/2" });
    await Promise.all([first, second]);
    assert.deepEqual([...new Set(heard.map(({ folder }) => folder))], ["/runs/1"]);
    const events = await channel.call("spectrumEvents", { folder: "/runs/1" });
    assert.deepEqual(events, JSON.parse(JSON.stringify(heard.map(({ event }) => event))));
    const [run] = await channel.call("runs", { root: "/runs" });
    assert.deepEqual([run.name, run.task, run.status], ["animals spectrum", "spectrum", "done"]);
    await files.write("/data/bad.lens.json", '{ "task": "spectrum",\n"data": { "file": "../gone.net" } }');
    const outside = { path: "/data/bad.lens.json", experiment: { ...experiment, data: { file: "../gone.net" } } };
    const refused = channel.call("runSpectrum", { ...outside, folder: "/runs/3", workspace: "/data" });
    await assert.rejects(refused, inputError(/inside the workspace/, 2));
  });

  it("glances at files that may be graphs, and leaves others alone", async () => {
    const { files, channel } = await start();
    const glance = async (name: string, text: string) =>
      channel.call("glanceGraph", { source: { path: `/data/${name}`, text } });
    assert.equal((await glance("edges.csv", "source,target\na,b\nb,c\n"))?.edges, 2);
    const line = JSON.stringify({ nodes: [{ id: 0 }, { id: 1 }], links: [{ source: 0, target: 1 }], label: "x" });
    await files.write("/data/many.jsonl", `${line}\n${line}\n`);
    const many = await channel.call("glanceGraph", { source: { path: "/data/many.jsonl" } });
    assert.ok(many && "graphs" in many);
    assert.deepEqual([many.graphs, many.nodes, many.columns.map(({ name }) => name)], [2, 4, ["label"]]);
    assert.equal(await glance("flowers.csv", "length,width,species\n1.5,2,x\n2.5,1,y\n"), null);
    assert.equal(await glance("notes.txt", "Buy 3 apples\nand 2 pears\n"), null);
  });
});
