// Spectra as experiments: values against closed forms, what the run's folder holds, stops, resumes, and what is refused.

import assert from "node:assert/strict";
import { loadArray } from "../../../../engine/data/numpy/array";
import { InputError } from "../../../../engine/errors";
import { RunControl } from "../../../../engine/experiment/control";
import { checkExperiment } from "../../../../engine/experiment/parse";
import { readSpectrumEvents, summarizeRuns } from "../../../../engine/experiment/read-run";
import { type SolverPace, SolverStopped } from "../../../../engine/graph/solver";
import type { SpectrumEvent } from "../../../../engine/tasks/spectrum/events";
import { resumeSpectrum, runSpectrum } from "../../../../engine/tasks/spectrum/run";
import type { SpectrumExperiment } from "../../../../engine/tasks/spectrum/spec";
import { oracle, pace } from "../../graph/oracle";
import { complete, cycle, type Edge, path } from "../../graph/sparse/matrices";
import { MemoryFiles } from "../../memory-files";

const { PI, cos } = Math;

async function filesWith(graphs: Record<string, readonly Edge[]>): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await files.makeFolder("/data");
  for (const [name, edges] of Object.entries(graphs)) {
    await files.write(`/data/${name}.csv`, ["source,target", ...edges.map((edge) => edge.join(","))].join("\n"));
  }
  return files;
}

const hostOf = (files: MemoryFiles) => ({ files, solvers: oracle, breathe: pace.breathe });
const experimentOn = (name: string, more: Partial<SpectrumExperiment> = {}): SpectrumExperiment => ({
  task: "spectrum",
  data: { file: `${name}.csv` },
  ...more,
});

async function collect(run: AsyncGenerator<SpectrumEvent, unknown>) {
  const events: SpectrumEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { events, fault: next.value };
    events.push(next.value);
  }
}

function first<Name extends SpectrumEvent["event"]>(events: readonly SpectrumEvent[], name: Name) {
  const found = events.find(({ event }) => event === name);
  assert.ok(found, `no event ${name}`);
  return found as Extract<SpectrumEvent, { event: Name }>;
}

const textOf = async (files: MemoryFiles, file: string) => new TextDecoder().decode(await files.read(file));

function near(actual: readonly number[], expected: readonly number[]): void {
  const sorted = [...expected].sort((a, b) => a - b);
  assert.equal(actual.length, sorted.length);
  for (const [i, value] of sorted.entries())
    assert.ok(Math.abs(actual[i] - value) < 1e-10, `${actual[i]}, not ${value}`);
}

describe("runs of the task spectrum", () => {
  const closed: [name: string, edges: Edge[], laplacian: SpectrumExperiment["laplacian"], values: number[]][] = [
    ["a path", path(9), "combinatorial", path(10).map((_, k) => 2 - 2 * cos((PI * k) / 9))],
    ["a cycle", cycle(8), "normalized", cycle(8).map((_, k) => 1 - cos((2 * PI * k) / 8))],
    ["a complete graph", complete(6), "adjacency", [-1, -1, -1, -1, -1, 5]],
  ];
  for (const [name, edges, laplacian, values] of closed) {
    it(`keeps the eigenvalues of ${name}`, async () => {
      const files = await filesWith({ g: edges });
      const run = runSpectrum(experimentOn("g", { laplacian }), "/data", { host: hostOf(files), folder: "/runs/a" });
      const { events, fault } = await collect(run);
      assert.equal(fault, undefined);
      const kinds = events.map(({ event }) => event).filter((event) => event !== "progress");
      assert.deepEqual(kinds, ["start", "spectrum", "verdict", "end"]);
      near(first(events, "spectrum").eigenvalues, values);
      const [header, ...rows] = (await textOf(files, "/runs/a/eigenvalues.csv")).trimEnd().split("\n");
      assert.equal(header, "index,eigenvalue");
      near(
        rows.map((row) => Number(row.split(",")[1])),
        values,
      );
      assert.deepEqual(await readSpectrumEvents(files, "/runs/a"), events);
    });
  }

  it("writes out every value, and the data's path from the run's folder", async () => {
    const files = await filesWith({ g: path(9) });
    await collect(runSpectrum(experimentOn("g"), "/data", { host: hostOf(files), folder: "/runs/a" }));
    assert.deepEqual(JSON.parse(await textOf(files, "/runs/a/experiment.json")), {
      task: "spectrum",
      name: "g spectrum",
      data: { file: "../../data/g.csv" },
      laplacian: "combinatorial",
      k: "all",
      density: false,
      method: "dense",
      vectors: false,
    });
  });

  it("says what the spectrum means, in the events, the verdict and the list of runs", async () => {
    const parts: Edge[] = [...path(4), [10, 11], [11, 12], [12, 10]];
    const files = await filesWith({ g: parts });
    const experiment = experimentOn("g", { laplacian: "normalized" });
    const { events } = await collect(runSpectrum(experiment, "/data", { host: hostOf(files), folder: "/runs/a" }));
    const { data, plan } = first(events, "start");
    assert.deepEqual([data.nodes, data.edges, data.components, data.isolated], [7, 6, 2, 0]);
    assert.match(plan.reason, /few enough for all eigenvalues/);
    const { sentence, metrics } = first(events, "verdict");
    assert.match(sentence, /^0 is an eigenvalue of L_sym 2 times, as the graph has 2 components\. λ₂ of L_sym/);
    assert.match(sentence, /1 of 2 components with edges is bipartite\. All \d+ bounds of theory that apply hold\.$/);
    assert.ok(Math.abs(metrics.gap - 0.5) < 1e-12 && metrics.components === 2 && metrics.bipartite === 1);
    assert.deepEqual(first(events, "end").metrics, metrics);
    const [run] = await summarizeRuns(files, "/runs", new Set());
    assert.deepEqual([run.task, run.status, run.metric?.name, run.sentence], ["spectrum", "done", "gap", sentence]);
  });

  it("keeps eigenvectors as NumPy reads them, of L_rw its own", async () => {
    const files = await filesWith({
      g: [
        [5, 3],
        [3, 9],
        [9, 7],
      ],
    });
    const experiment = experimentOn("g", { laplacian: "randomwalk", k: 2, vectors: true });
    const { events } = await collect(runSpectrum(experiment, "/data", { host: hostOf(files), folder: "/runs/a" }));
    const { eigenvalues } = first(events, "spectrum");
    const array = await loadArray(await files.read("/runs/a/eigenvectors.npy"), "eigenvectors.npy");
    assert.deepEqual([array.shape, array.fortranOrder, array.type], [[4, 2], true, "f8"]);
    const ids = (await textOf(files, "/runs/a/nodes.csv")).trimEnd().split("\n").slice(1);
    const place = new Map(ids.map((row, node) => [row.split(",")[1], node]));
    const x = (id: number, k: number) => Number(array.data[4 * k + place.get(String(id))!]);
    // x − D⁻¹Ax at the end of the path, whose only neighbour is 3, and in the middle.
    for (const [k, value] of eigenvalues.entries()) {
      assert.ok(Math.abs(x(5, k) - x(3, k) - value * x(5, k)) < 1e-10);
      assert.ok(Math.abs(x(3, k) - (x(5, k) + x(9, k)) / 2 - value * x(3, k)) < 1e-10);
    }
  });

  it("says nothing of two sides of a hypergraph", async () => {
    const files = await filesWith({});
    await files.write(
      "/data/s.hif.json",
      JSON.stringify({ incidences: [0, 1, 2].map((node) => ({ edge: "e", node })) }),
    );
    const experiment: SpectrumExperiment = { task: "spectrum", data: { file: "s.hif.json" } };
    const { events } = await collect(runSpectrum(experiment, "/data", { host: hostOf(files) }));
    const { experiment: completed, data } = first(events, "start");
    assert.deepEqual([completed.laplacian, data.hyperedges, data.edges], ["hypergraph", 1, 3]);
    near(first(events, "spectrum").eigenvalues, [0, 1, 1]);
    const { sentence, metrics } = first(events, "verdict");
    assert.ok(!/bipartite/.test(sentence) && !("bipartite" in metrics), sentence);
  });

  it("keeps a density as tables", async () => {
    const files = await filesWith({ g: path(9) });
    const run = runSpectrum(experimentOn("g", { density: true }), "/data", { host: hostOf(files), folder: "/runs/a" });
    const { files: names, sentence } = first((await collect(run)).events, "verdict");
    assert.match(sentence, /as the graph is connected\. .*It is bipartite\./);
    assert.deepEqual(names, ["density.csv", "spikes.csv"]);
    const rows = (await textOf(files, "/runs/a/density.csv")).trimEnd().split("\n").slice(1);
    const bins = rows.map((row) => row.split(",").map(Number));
    const share = bins.reduce((sum, [, density]) => sum + density * (bins[1][0] - bins[0][0]), 0);
    const apart = (await textOf(files, "/runs/a/spikes.csv")).trimEnd().split("\n").slice(1);
    const counted = apart.reduce((sum, row) => sum + Number(row.split(",")[1]), 0);
    assert.ok(Math.abs(share + counted / 9 - 1) < 0.02, `${share} and ${counted} of 9`);
  });

  it("stops, says so in its folder, and computes again when it is resumed", async () => {
    const files = await filesWith({ g: path(30) });
    const control = new RunControl();
    const host = hostOf(files);
    const slow = {
      ...oracle,
      dense: {
        ...oracle.dense,
        eigenpairs: async (matrix: Float64Array, n: number, own: SolverPace) => {
          own.progress?.(0.5);
          await new Promise((resolve) => setTimeout(resolve, 1));
          control.stop();
          if (own.stopped?.()) throw new SolverStopped();
          return oracle.dense.eigenpairs(matrix, n, own);
        },
      },
    };
    const { events } = await collect(
      runSpectrum(experimentOn("g"), "/data", { host: { ...host, solvers: slow }, control, folder: "/runs/a" }),
    );
    assert.ok(first(events, "progress").fraction > 0);
    assert.equal(first(events, "end").status, "stopped");
    assert.equal((await summarizeRuns(files, "/runs", new Set()))[0].status, "stopped");
    const again = await collect(resumeSpectrum("/runs/a", { host }));
    assert.ok(first(again.events, "start").resumed);
    assert.equal(first(again.events, "end").status, "done");
    assert.match(await textOf(files, "/runs/a/eigenvalues.csv"), /^index,eigenvalue\n1,/);
    await assert.rejects(collect(resumeSpectrum("/runs/a", { host })), /has finished already/);
  });

  it("is not resumed on data that have changed", async () => {
    const files = await filesWith({ g: path(9) });
    const host = hostOf(files);
    const control = new RunControl();
    const run = runSpectrum(experimentOn("g"), "/data", { host, control, folder: "/runs/a" });
    await run.next();
    await run.return(undefined);
    await files.write("/data/g.csv", "source,target\n1,2\n");
    await assert.rejects(collect(resumeSpectrum("/runs/a", { host })), /data have changed since the run began/);
  });

  it("makes graphs of tables and pictures, and says with how many neighbours", async () => {
    const files = await filesWith({});
    await files.write(
      "/data/t.csv",
      `x,y,z\n${path(21)
        .map(([i]) => `${i},${(i * 7) % 5},${i * i + 0.5}`)
        .join("\n")}\n`,
    );
    await files.write("/data/p.pgm", "P2\n3 2\n255\n0 50 100\n150 200 250\n");
    const table = await collect(runSpectrum(experimentOn("t"), "/data", { host: hostOf(files) }));
    assert.equal(first(table.events, "start").experiment.data.neighbours, 10);
    const picture = { task: "spectrum" as const, data: { file: "p.pgm" } };
    const { events } = await collect(runSpectrum(picture, "/data", { host: hostOf(files) }));
    assert.equal(first(events, "start").experiment.data.neighbours, 4);
    near(first(events, "spectrum").eigenvalues, [0, 1, 2, 3, 3, 5]);
  });

  it("refuses before it begins, and leaves no folder", async () => {
    const files = await filesWith({ g: path(4) });
    await files.write("/data/signed.csv", "source,target,weight\n0,1,1\n1,2,-2\n");
    const refused = (experiment: SpectrumExperiment, expected: RegExp) =>
      assert.rejects(
        collect(runSpectrum(experiment, "/data", { host: hostOf(files), folder: "/runs/a" })),
        (error) => error instanceof InputError && expected.test(error.message),
      );
    await refused(experimentOn("gone"), /There is no data file gone\.csv here/);
    await refused(experimentOn("signed", { laplacian: "normalized" }), /L_sym divides by degrees/);
    await refused(experimentOn("g", { data: { file: "g.csv", nodes: "n.csv" } }), /There is no table n\.csv here/);
    assert.equal(await files.stat("/runs/a"), null);
    const outside = experimentOn("g", { data: { file: "g.csv", nodes: "../secret.csv" } });
    const run = runSpectrum(outside, "/data", { host: hostOf(files), workspace: "/data" });
    await assert.rejects(collect(run), /data\.nodes must be a relative path that stays inside the workspace/);
  });
});

describe("experiments of the task spectrum", () => {
  const faults = (keys: string) =>
    checkExperiment(`{ "task": "spectrum", "data": { "file": "g.csv" },\n${keys} }`).faults.map(
      ({ line, column, message }) => `${line}:${column} ${message}`,
    );
  const cases: [keys: string, expected: string[]][] = [
    ['"k": 50, "density": false', []],
    ['"k": 0', ['2:6 k must be a whole number above 0 or "all", not 0.']],
    [
      '"k": 50,\n"density": true',
      ["2:6 k has no place beside density, which is of all eigenvalues: leave one of them out."],
    ],
    ['"k": "all", "end": "both"', ['2:20 end has no place beside "k": "all": leave it out, or say how many.']],
    ['"laplacan": "normalized"', ['2:1 There is no key "laplacan"; did you mean "laplacian"?']],
  ];
  for (const [keys, expected] of cases) it(`are checked: ${keys}`, () => assert.deepEqual(faults(keys), expected));
});
