// Graphs and hypergraphs of labels against NumPy's numbers, and against what they must be in closed form.

import assert from "node:assert/strict";
import type { LabelSets } from "../../../engine/data/labels/label-sets";
import { InputError } from "../../../engine/errors";
import type { CsrMatrix } from "../../../engine/graph/csr";
import { countLabels, labelGraph } from "../../../engine/graph/label-graph";
import { type LabelHypergraphOptions, labelHypergraph } from "../../../engine/graph/label-hyperedges";
import { readGolden } from "../../golden/read";

interface Golden {
  labels: number;
  threshold: number;
  reweight: number;
  support: number;
  truth: number[];
  counts: number[];
  pairs: number[];
  conditional: number[];
  edges: number[];
  propagation: number[];
  propagationAsItIs: number[];
  hypergraphs: {
    hyperedges: LabelHypergraphOptions["hyperedges"];
    sets: { members: number[]; weight: number }[];
    theta: number[];
  }[];
}

const golden = readGolden<Golden>("labels");
const { labels, threshold, reweight, support } = golden;

function setsOf(rows: readonly (readonly number[])[], count: number): LabelSets {
  const names = Array.from({ length: count }, (_, label) => `label ${label}`);
  const rowPointers = new Int32Array(rows.length + 1);
  rows.forEach((own, row) => {
    rowPointers[row + 1] = rowPointers[row] + own.length;
  });
  return { names, rowPointers, indices: Int32Array.from(rows.flat()) };
}

const truthRows = Array.from({ length: golden.truth.length / labels }, (_, row) =>
  [...Array(labels).keys()].filter((label) => golden.truth[row * labels + label]),
);
/** Behind two rows that do not count. */
const sets = setsOf([[0, 1, 2, 3, 4, 5], [5], ...truthRows], labels);
const rows = Uint32Array.from(truthRows, (_, row) => row + 2);
const counts = countLabels(sets, rows);

function dense({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): number[] {
  const all = new Array<number>(rows * columns).fill(0);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      all[row * columns + columnIndices[entry]] = values[entry];
    }
  }
  return all;
}

/** B·Bᵀ. */
function theta(factor: CsrMatrix): number[] {
  const b = dense(factor);
  const { rows, columns } = factor;
  return Array.from({ length: rows * rows }, (_, at) => {
    const [i, j] = [Math.floor(at / rows), at % rows];
    return Array.from({ length: columns }, (_, k) => b[i * columns + k] * b[j * columns + k]).reduce(
      (x, y) => x + y,
      0,
    );
  });
}

function near(actual: readonly number[], expected: readonly number[], tolerance = 1e-8): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `element ${i}: ${value} instead of ${expected[i]}`);
  });
}

describe("the label graph", () => {
  it("counts rows with a label, and with two", () => {
    assert.equal(counts.rows, truthRows.length);
    assert.deepEqual([...counts.counts], golden.counts);
    assert.deepEqual(dense(counts.pairs), golden.pairs);
  });

  it("is as NumPy has it, re-weighted and as it is", () => {
    const graph = labelGraph(counts, { threshold, reweight });
    near(dense(graph.conditional), golden.conditional);
    assert.deepEqual(dense(graph.edges), golden.edges);
    near(dense(graph.propagation), golden.propagation);
    near(dense(labelGraph(counts, { threshold, reweight: null }).propagation), golden.propagationAsItIs);
    assert.equal(graph.withoutOut, 1);
    assert.equal(graph.isolated, 1);
  });

  it("without edges is the identity, and has the pairs that occur from a threshold of 0 on", () => {
    const one = labelGraph(countLabels(setsOf([[0, 1], [0], [1], [2]], 4), Uint32Array.of(0, 1, 2, 3)), {
      threshold: 0.51,
      reweight: 0.2,
    });
    assert.deepEqual(dense(one.propagation), [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    assert.deepEqual([one.withoutOut, one.isolated], [4, 4]);
    const all = labelGraph(counts, { threshold: 0, reweight: null });
    assert.deepEqual(
      dense(all.edges),
      golden.pairs.map((pair) => Number(pair > 0)),
    );
  });

  it("takes a share that is the threshold for an edge, whatever is rounded", () => {
    for (let count = 1; count < 200; count++) {
      const both = Math.ceil(count / 3);
      const pairs = { rows: 2, columns: 2, rowPointers: Int32Array.of(0, 1, 1), columnIndices: Int32Array.of(1) };
      const counted = {
        rows: count,
        counts: Float64Array.of(count, 1),
        pairs: { ...pairs, values: Float64Array.of(both) },
      };
      assert.equal(labelGraph(counted, { threshold: both / count, reweight: null }).withoutOut, 1, `${both}/${count}`);
    }
  });

  it("of 5 000 labels holds the pairs that occur", () => {
    const many = 5000;
    const carried = Array.from({ length: 3000 }, (_, row) =>
      [row % many, (7 * row + 1) % many, (31 * row + 2) % many]
        .toSorted((a, b) => a - b)
        .filter((x, i, all) => x !== all[i - 1]),
    );
    const counted = countLabels(setsOf(carried, many), Uint32Array.from(carried.keys()));
    const { propagation } = labelGraph(counted, { threshold: 0.4, reweight: 0.2 });
    assert.equal(propagation.rows, many);
    assert.ok(propagation.values.length < 6 * 3000 + many);
  });
});

describe("the label hypergraph", () => {
  for (const { hyperedges, sets: expected, theta: matrix } of golden.hypergraphs) {
    it(`of ${hyperedges} is as NumPy has it`, () => {
      const { members, weights, factor, incidence } = labelHypergraph(sets, rows, counts, {
        hyperedges,
        support,
        threshold,
      });
      const found = members.map((own, i) => `${own} × ${weights[i]}`);
      const own = [...Array(labels).keys()].filter((label) => !expected.some(({ members }) => members.includes(label)));
      const wanted = [...expected, ...own.map((label) => ({ members: [label], weight: 1 }))];
      assert.deepEqual(found.toSorted(), wanted.map(({ members, weight }) => `${members} × ${weight}`).toSorted());
      assert.equal(incidence.columns, members.length);
      near(theta(factor), matrix);
    });
  }

  it("puts the heaviest first, then the smallest, then those of the first labels", () => {
    const given = setsOf([[1, 2], [0, 1, 2], [0, 3], [3], [1, 2], [0, 1, 2]], 5);
    const { members, weights } = labelHypergraph(given, Uint32Array.of(0, 1, 2, 3, 4, 5), counts, {
      hyperedges: "itemSets",
      support: 0,
      threshold,
    });
    assert.deepEqual(members, [[1, 2], [0, 1], [0, 2], [0, 1, 2], [0, 3], [4]]);
    assert.deepEqual([...weights], [4, 2, 2, 2, 1, 1]);
  });

  it("of hyperedges of two has Θ = (I + D^-½ A D^-½) / 2", () => {
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [0, 4],
      [3, 4],
    ];
    const n = 5;
    const given = setsOf(pairs, n);
    const all = Uint32Array.from(pairs.keys());
    const { factor } = labelHypergraph(given, all, countLabels(given, all), {
      hyperedges: "labelSets",
      support: 0,
      threshold: 1,
    });
    const degrees = [3, 2, 3, 2, 2];
    const joined = (i: number, j: number): number => Number(pairs.some((own) => own.includes(i) && own.includes(j)));
    const expected = Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return i === j ? 0.5 : (0.5 * joined(i, j)) / Math.sqrt(degrees[i] * degrees[j]);
    });
    near(theta(factor), expected, 1e-15);
  });

  it("refuses more item sets than anybody can use", () => {
    const given = setsOf([[...Array(16).keys()]], 16);
    const build = () =>
      labelHypergraph(given, Uint32Array.of(0), counts, { hyperedges: "itemSets", support: 0, threshold });
    assert.throws(
      build,
      (error) => error instanceof InputError && /More than 20000 sets .* at least 1 of the 1 /.test(error.message),
    );
  });
});
