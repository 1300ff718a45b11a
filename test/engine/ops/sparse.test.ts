// Sparse matrices in graphs: what they declare, what they refuse, and products whose time goes with the entries.

import assert from "node:assert/strict";
import { Graph } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { referenceExecutor } from "../../../engine/kernels/reference";
import { wasmExecutor } from "../../../engine/kernels/wasm";
import { modelVariable } from "../../../engine/neural/scope";
import { edgeSoftmax } from "../../../engine/ops/edgeSoftmax";
import { endSum } from "../../../engine/ops/endSum";
import { headDot } from "../../../engine/ops/headDot";
import { headSpread } from "../../../engine/ops/headSpread";
import { headSum } from "../../../engine/ops/headSum";
import { segmentSum } from "../../../engine/ops/segmentSum";
import { type CompressedRows, type SparseMatrix, sparseMatrix, withValues } from "../../../engine/ops/sparse";
import { sparseMatmul } from "../../../engine/ops/sparseMatmul";
import { kernels } from "../kernels/module";

const twoRows = { rows: 2, columns: 3, rowPointers: [0, 2, 3], columnIndices: [0, 2, 1], values: [1, 2, 3] };

function declared(matrix: CompressedRows & { values: ArrayLike<number> }, options = {}): SparseMatrix {
  return sparseMatrix(new Graph(new Model(), { capacity: 1 }), "links", matrix, options);
}

const initialOf = ({ graph, attributes }: SparseMatrix["values"]): number[] =>
  Array.from(graph.model.find(String(attributes.name))!.initial as ArrayLike<number>);

describe("sparse matrices", () => {
  it("know their transpose", () => {
    const matrix = declared(twoRows);
    const { transposedPointers, transposedIndices, transposedEntries, nonZeros, symmetric } = matrix;
    assert.deepEqual([transposedPointers, transposedIndices, transposedEntries].map(initialOf), [
      [0, 1, 2, 3],
      [0, 1, 0],
      [0, 2, 1],
    ]);
    assert.deepEqual([nonZeros, symmetric], [3, false]);
  });

  it("are symmetric where values are and stay so", () => {
    const mirrored = { rows: 2, columns: 2, rowPointers: [0, 1, 2], columnIndices: [1, 0] };
    const matrix = declared({ ...mirrored, values: [5, 5] });
    assert.equal(matrix.symmetric, true);
    assert.equal(matrix.transposedPointers, matrix.rowPointers);
    assert.equal(declared({ ...mirrored, values: [5, 6] }).symmetric, false);
    assert.equal(declared({ ...mirrored, values: [5, 5] }, { trained: true }).symmetric, false);
    assert.equal(withValues(matrix, matrix.values).symmetric, false);
  });

  it("declare data, or a parameter when trained, once for all graphs of a model", () => {
    const model = new Model();
    const graphs = [0, 1].map(() => new Graph(model, { capacity: 1 }));
    for (const graph of graphs) sparseMatrix(graph, "links", twoRows, { trained: true });
    const kinds = model.variables.map(({ name, kind }) => [name, kind]);
    assert.deepEqual(
      kinds.find(([name]) => name === "links/values"),
      ["links/values", "parameter"],
    );
    assert.deepEqual([model.parameterCount, kinds.filter(([, kind]) => kind === "data").length], [3, 5]);
  });

  const refused: [string, Partial<typeof twoRows>, RegExp][] = [
    ["pointers that are too few", { rowPointers: [0, 3] }, /row pointers of links must be 3 numbers from 0 to its 3/],
    ["pointers that end elsewhere", { rowPointers: [0, 2, 4] }, /must be 3 numbers from 0/],
    ["rows that end before they begin", { rows: 3, rowPointers: [0, 3, 2, 3] }, /^Error: Row 1 of links ends before/],
    ["a column outside", { columnIndices: [0, 3, 1] }, /^Error: Entry 1 of links is in column 3, outside 0 … 2/],
    ["values that are too few", { values: [1] }, /^Error: links has 1 values for 3 entries/],
  ];
  for (const [what, change, message] of refused) {
    it(`refuse ${what}`, () => assert.throws(() => declared({ ...twoRows, ...change }), message));
  }

  it("refuse operands and pointers that do not fit", () => {
    const matrix = declared(twoRows);
    const { graph } = matrix.values;
    const x = modelVariable(graph, "data", "x", [2, 4]);
    assert.throws(() => sparseMatmul(matrix, x), /\[2, 4\] does not fit a sparse matrix of 2 × 3/);
    assert.throws(() => sparseMatmul(withValues(matrix, x), x), /Values \[2, 4\] do not fit a matrix of 3 entries/);
    assert.throws(() => segmentSum(x, x), /Pointers of segments are a list of integers/);
  });

  it("refuse scores, weights and vectors that do not fit", () => {
    const matrix = declared(twoRows);
    const { graph } = matrix.values;
    const x = modelVariable(graph, "data", "x", [2, 4]);
    assert.throws(
      () => edgeSoftmax(matrix, x, { slope: 0.2 }),
      /\[2, 4\] are no scores for both ends of entries of 2 × 3/,
    );
    assert.throws(() => endSum(matrix, matrix.values), /\[3\] with 2 × 3 entries are no rows/);
    assert.throws(() => headDot(x, modelVariable(graph, "data", "threes", [2, 3])), /2 vectors of 3 are no sets/);
    assert.throws(() => headSpread(x, x, 8), /\[2, 4\] are no weights for 2 vectors/);
    assert.throws(() => headSum(x, modelVariable(graph, "data", "weights", [3, 4]), 1), /\[3, 4\] are no weights/);
    assert.throws(() => headDot(x, matrix.values), /\[3\] is no matrix/);
  });

  it("cost by their entries, not by their size", () => {
    const milliseconds = [10_000, 40_000].map((count) => {
      const random = new Random(3);
      const perRow = count / 1000;
      const graph = new Graph(new Model(), { capacity: 1 });
      const rowPointers = Array.from({ length: 1001 }, (_, row) => row * perRow);
      const columnIndices = Array.from({ length: count }, () => random.integer(4000));
      const entries = { rows: 1000, columns: 4000, rowPointers, columnIndices, values: new Float32Array(count) };
      const x = modelVariable(graph, "data", "x", [4000, 16]);
      graph.output("product", sparseMatmul(sparseMatrix(graph, "links", entries), x));
      const session = wasmExecutor(kernels).open(graph.model, { product: graph });
      const times = Array.from({ length: 10 }, () => {
        const started = performance.now();
        session.run("product", { seed: 1, rows: 20, first: 0, count: 20, index: 0 });
        return (performance.now() - started) / 20;
      });
      return Math.min(...times);
    });
    // A dense product of this size, 64 million multiplications, takes more than a millisecond on any machine.
    const ratio = milliseconds[1] / milliseconds[0];
    assert.ok(ratio > 1.5 && ratio < 8 && milliseconds[0] < 1, `${milliseconds} ms`);
  });

  it("multiply with masked values as the reference does", () => {
    const graph = new Graph(new Model(), { capacity: 1 });
    const matrix = sparseMatrix(graph, "links", twoRows);
    const x = modelVariable(graph, "data", "x", [3, 1], () => [1, 10, 100]);
    const mask = modelVariable(graph, "data", "mask", [3], () => [0, 2, 2]);
    graph.output("product", sparseMatmul(withValues(matrix, mask), x));
    for (const executor of [referenceExecutor, wasmExecutor(kernels)]) {
      const session = executor.open(graph.model, { product: graph });
      session.run("product", { seed: 1, rows: 1, first: 0, count: 1, index: 0 });
      assert.deepEqual([...session.output("product", "product")], [200, 20]);
    }
  });
});
