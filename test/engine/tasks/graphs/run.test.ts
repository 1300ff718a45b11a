// Classes and values of whole graphs from files to verdicts: what counts tell, what only a network sees, and what is refused.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import type { Column } from "../../../../engine/data/dataset";
import type { EdgeNetwork, GraphCollection } from "../../../../engine/data/graph/network";
import { RunControl } from "../../../../engine/experiment/control";
import { loadModel } from "../../../../engine/experiment/predict";
import { RowPages } from "../../../../engine/experiment/rows";
import { resumeRun, runExperiment } from "../../../../engine/experiment/run";
import { suggestGraphs } from "../../../../engine/experiment/suggest";
import { variantsOf } from "../../../../engine/experiment/variants";
import { type FinishedGraphs, predictGraphs } from "../../../../engine/tasks/graphs/apply";
import type { GraphsExperiment } from "../../../../engine/tasks/graphs/spec";
import { inputError } from "../../data/source";
import { collect, hostOf, ofKind, wasm } from "../../experiment/runs";
import { network, pathEdges } from "../../graph/graphs";
import { MemoryFiles } from "../../memory-files";

const coded = (name: string, codes: number[], categories: string[]): Column => ({
  name,
  type: "category",
  storage: "coded",
  codes: Int32Array.from(codes),
  categories,
  missing: 0,
});

function collectionOf(graphs: EdgeNetwork[], graphColumns: Column[]): GraphCollection {
  const graphLines = Uint32Array.from(graphs, (_, index) => index + 1);
  return {
    name: "many.jsonl",
    format: "jsonl",
    hash: "89ab",
    graphs,
    graphColumns,
    graphLines,
    assumptions: [],
    problems: [],
  };
}

const sizes = (index: number) => 5 + (index % 6);

/** Cycles and trees of as many nodes in turn. */
function shapes(): GraphCollection {
  const random = new Random(1);
  const graphs = Array.from({ length: 60 }, (_, index) => {
    const n = sizes(index);
    const ring = [...pathEdges(n), [n - 1, 0] as [number, number]];
    const tree = Array.from(
      { length: n - 1 },
      (_, child) => [random.integer(child + 1), child + 1] as [number, number],
    );
    return network(n, index % 2 === 0 ? ring : tree);
  });
  return collectionOf(graphs, [
    coded(
      "shape",
      graphs.map((_, index) => index % 2),
      ["ring", "tree"],
    ),
  ]);
}

/** Rings of the same sizes, whose nodes are mostly red or mostly blue; ring 58 is open where not all are `closed`. */
function colours({ closed = true } = {}): { collection: GraphCollection; reds: number[] } {
  const random = new Random(2);
  const reds: number[] = [];
  const graphs = Array.from({ length: 60 }, (_, index) => {
    const n = sizes(index >> 1);
    const codes = Array.from({ length: n }, () => Number(random.uniform() < (index % 2 === 0 ? 0.15 : 0.85)));
    reds.push(codes.reduce((sum, code) => sum + code, 0));
    const last = closed || index !== 58 ? [[n - 1, 0] as [number, number]] : [];
    return network(n, [...pathEdges(n), ...last], { nodeColumns: [coded("colour", codes, ["blue", "red"])] });
  });
  const columns = [
    coded(
      "mostly",
      graphs.map((_, index) => index % 2),
      ["blue", "red"],
    ),
  ];
  return { collection: collectionOf(graphs, columns), reds };
}

const given = { train: { epochs: 40, seeds: [1] } } satisfies Partial<GraphsExperiment>;

function begin(
  collection: GraphCollection,
  more: Partial<GraphsExperiment> = {},
  files = new MemoryFiles(),
  folder?: string,
  control?: RunControl,
) {
  const experiment: GraphsExperiment = {
    task: "graphs",
    ...given,
    ...more,
    data: { file: "many.jsonl", ...more.data },
  };
  return runExperiment(experiment, "/data", { host: host(collection, files), folder, control });
}

function host(collection: GraphCollection, files: MemoryFiles) {
  void files.makeFolder("/data");
  void files.write("/data/many.jsonl", "");
  return { ...hostOf(files), readCollection: async () => collection };
}

const weightsIn = (files: MemoryFiles) =>
  new Map([...files.contents].sort().filter(([path]) => /model\.safetensors$|verdict\.json$/.test(path)));

describe("the task graphs", () => {
  it("tells rings from trees by their degrees, as counts of edges do", async () => {
    const { events } = await collect(begin(shapes()));
    const [start] = ofKind(events, "start");
    assert.deepEqual(
      [start.data.graph!.graphs, start.data.graph!.components, start.data.classes],
      [60, 60, ["ring", "tree"]],
    );
    assert.equal(start.data.features[0].name, "degree");
    assert.match(start.data.aggregation!, /a graph is the sum over its nodes$/);
    const [{ metrics, baselines, sentence }] = ofKind(events, "verdict");
    assert.deepEqual(Object.keys(baselines), ["majority", "statistics"]);
    assert.ok((metrics.accuracy as number) >= 0.9, sentence);
    assert.ok((baselines.statistics.accuracy as number) >= 0.9);
    assert.match(sentence, /predicts shape correctly in \d+\.\d % of the 12 held-out graphs, against/);
    const [sample] = ofKind(events, "sample").filter(({ split }) => split === "test");
    assert.deepEqual(
      sample.lines,
      sample.rows.map((row) => row + 1),
    );
  });

  it("sees what the nodes carry, which counts do not", async () => {
    const { collection } = colours();
    for (const model of [{ kind: "gin" }, { kind: "gcn" }] as const) {
      const { events } = await collect(begin(collection, { model }));
      const [{ metrics, baselines, sentence }] = ofKind(events, "verdict");
      assert.ok((metrics.accuracy as number) >= 0.8, sentence);
      assert.ok((baselines.statistics.accuracy as number) <= 0.75);
      assert.equal(ofKind(events, "start")[0].data.features.length, 2);
    }
  });

  it("predicts values", async () => {
    const { collection, reds } = colours();
    const values: Column = {
      name: "reds",
      type: "number",
      storage: "numeric",
      values: Float64Array.from(reds, (count) => count + 0.25),
      missing: 0,
    };
    const { events } = await collect(
      begin(
        { ...collection, graphColumns: [values] },
        { data: { file: "many.jsonl", target: "reds" }, readout: "sum", train: { epochs: 120, seeds: [1] } },
      ),
    );
    const [{ metrics, baselines }] = ofKind(events, "verdict");
    assert.ok((metrics.rmse as number) < 0.6 * (baselines.mean.rmse as number));
  });

  it("keeps the graphs that test out of training, bit by bit", async () => {
    const parts = [];
    for (const closed of [true, false]) {
      const files = new MemoryFiles();
      const { events } = await collect(
        begin(
          colours({ closed }).collection,
          {
            train: { epochs: 5, seeds: [1] },
            data: { file: "many.jsonl", split: { validation: 0.1, test: 0.2, seed: 3 } },
          },
          files,
          "/runs/a",
        ),
      );
      parts.push({
        weights: files.contents.get("/runs/a/model.safetensors"),
        loss: ofKind(events, "epoch").at(-1)!.validation,
      });
      assert.ok(ofKind(events, "sample").some(({ split, rows }) => split === "test" && rows.includes(58)));
    }
    assert.deepEqual(parts[0], parts[1]);
  });

  it("is stopped, and goes on to the same bits", async () => {
    const { collection } = colours();
    const more = { train: { epochs: 4, seeds: [1, 2] } };
    const whole = new MemoryFiles();
    await collect(begin(collection, more, whole, "/runs/a"));
    const stopped = new MemoryFiles();
    const control = new RunControl();
    for await (const event of begin(collection, more, stopped, "/runs/a", control)) {
      if (event.event === "epoch" && event.epoch === 2) control.stop();
    }
    const { events } = await collect(resumeRun("/runs/a", { host: host(collection, stopped) }));
    assert.equal(ofKind(events, "start")[0].resumed, 2);
    assert.deepEqual(weightsIn(stopped), weightsIn(whole));
    assert.equal(weightsIn(whole).size, 3);
  });

  it("predicts the graphs it was trained on as the run did", async () => {
    const { collection } = colours();
    const files = new MemoryFiles();
    await collect(begin(collection, { train: { epochs: 5, seeds: [1] } }, files, "/runs/p"));
    const finished = (await loadModel(files, "/runs/p")) as FinishedGraphs;
    const { predictions } = await predictGraphs(finished, collection, wasm, async () => undefined);
    const { rows } = await new RowPages(files).page({ run: "/runs/p", sort: "row", offset: 0, count: 60 });
    assert.equal(rows.length, 60);
    for (const { row, truth, error } of rows) {
      assert.ok(Math.abs(1 - predictions[2 * row + Number(truth === "red")] - error) < 1e-5);
    }
  });

  it("suggests what the files hold, and varies the model", () => {
    const { data, model, readout } = suggestGraphs(colours().collection, "many.jsonl");
    assert.deepEqual([data.target, data.features, model!.kind, readout], ["mostly", ["colour"], "gin", "sum"]);
    const named = shapes();
    for (const graph of named.graphs) {
      graph.nodeColumns = [
        coded(
          "id",
          [...Array(graph.nodes).keys()],
          Array.from({ length: 20 }, (_, i) => `n${i}`),
        ),
      ];
    }
    assert.equal(suggestGraphs(named, "many.jsonl").data.features, "degree");
    const variants = variantsOf({ task: "graphs", data: { file: "many.jsonl" } } as GraphsExperiment, "model=gin,gcn");
    assert.deepEqual(
      variants.map(({ experiment }) => experiment.model),
      [{ kind: "gin" }, { kind: "gcn" }],
    );
  });

  it("refuses what cannot be learned", async () => {
    const all = shapes();
    const fails = (collection: GraphCollection, message: RegExp, more: Partial<GraphsExperiment> = {}) =>
      assert.rejects(collect(begin(collection, more)), inputError(message));
    const about = (data: object) => ({ data: { file: "many.jsonl", ...data } }) as Partial<GraphsExperiment>;
    await fails({ ...all, graphColumns: [] }, /Nothing of these graphs can be predicted: nothing is said of them/);
    await fails(all, /no column "shap".*shape/, about({ target: "shap" }));
    await fails(all, /The nodes of the graphs have no column "x"/, about({ features: ["x"] }));
    await fails(all, /is for the nodes of one graph/, { model: { kind: "labelPropagation" } });
    const few = {
      ...all,
      graphs: all.graphs.slice(0, 2),
      graphColumns: [{ ...coded("shape", [0, -1], ["ring"]), missing: 1 }],
    };
    await fails(few, /1 graph of 1 with a target would train/, about({ target: "shape" }));
    const empty = all.graphs.map(() => network(0, []));
    await fails({ ...all, graphs: empty }, /have no nodes/);
  });
});
