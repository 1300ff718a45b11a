// What graph networks do to frequencies and collect around a node, against closed forms and products of small matrices.

import assert from "node:assert/strict";
import { InputError } from "../../../../engine/errors";
import type { CsrMatrix } from "../../../../engine/graph/csr";
import { matrixOf } from "../../../../engine/graph/matrices";
import type { SimpleGraph } from "../../../../engine/graph/simple-graph";
import { smallEigenpairs } from "../../../../engine/graph/small-eigen";
import { rescaledLaplacian } from "../../../../engine/neural/graph/cheb";
import { contributionLimit, contributionsOf } from "../../../../engine/neural/graph/contributions";
import { completeModel, completeTraining } from "../../../../engine/neural/graph/defaults";
import { formulaOf } from "../../../../engine/neural/graph/formula";
import { hypergraphFactor } from "../../../../engine/neural/graph/hypergraph";
import type { NodeInputs } from "../../../../engine/neural/graph/inputs";
import { propagateLabels } from "../../../../engine/neural/graph/label-propagation";
import { nodeNetwork, type TrainedModel } from "../../../../engine/neural/graph/node-network";
import {
  neighbourMean,
  product,
  propagationMatrix,
  rowSums,
  transposed,
  withLoops,
} from "../../../../engine/neural/graph/propagation";
import { type FilteredMatrix, responseOf } from "../../../../engine/neural/graph/response";
import { type GraphModel, graphModel } from "../../../../engine/tasks/network/spec";
import { csr, incidence, undirected } from "./inputs";

const cycle = 12;
const ring = undirected(
  cycle,
  Array.from({ length: cycle }, (_, i) => [i, (i + 1) % cycle]),
);
const onRing: NodeInputs = { nodes: cycle, features: { columns: 1, values: new Float32Array(cycle) }, adjacency: ring };
/** A star whose first two points are joined, and a path beside it: degrees from 1 to 4. */
const nodes = 8;
const uneven: [number, number][] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [0, 4],
  [1, 2],
  [5, 6],
  [6, 7],
];
const irregular = undirected(nodes, uneven);
const onIrregular: NodeInputs = {
  nodes,
  features: { columns: 1, values: new Float32Array(nodes) },
  adjacency: irregular,
};
const graph: SimpleGraph = {
  nodes,
  directed: false,
  weighted: false,
  edges: uneven.length,
  adjacency: irregular,
  fileEdges: new Uint32Array(2 * uneven.length),
  assumptions: [],
};

/** Frequencies λ of L_sym or I − Â on the irregular graph, with a signal each. */
function waves(matrix: FilteredMatrix): [number, Float64Array][] {
  const { values, vectors } = smallEigenpairs(Float64Array.from(dense(matrixOf(matrix, graph)).flat()), nodes);
  return Array.from(values, (value, k) => [
    matrix === "propagation" ? 1 - value : value,
    vectors.slice(k * nodes, (k + 1) * nodes),
  ]);
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  assert.equal(actual.length, expected.length);
  Array.from(actual).forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${i}: ${value} instead of ${expected[i]}`);
  });
}

const theta = (inputs: NodeInputs, options: Parameters<typeof hypergraphFactor>[1], x: Float64Array): Float64Array => {
  const factor = hypergraphFactor(inputs, options);
  return product(factor, product(transposed(factor), x));
};

describe("filters of graph networks", () => {
  const repeated = (count: number, once: (x: Float64Array) => Float64Array) => (x: Float64Array) =>
    Array.from({ length: count }).reduce<Float64Array>(once, x);
  const propagate = (kind: "symmetric" | "noLoops") => (x: Float64Array) =>
    product(propagationMatrix(irregular, kind), x);
  const applied: [GraphModel, (x: Float64Array) => Float64Array][] = [
    [{ kind: "gcn", layers: 2 }, repeated(2, propagate("symmetric"))],
    [
      { kind: "gcn", layers: 1, propagation: "rowMean" },
      // Similar to Â: D̃^½ (D̃⁻¹ (A + I)) D̃^-½.
      (x) => {
        const roots = rowSums(withLoops(irregular)).map(Math.sqrt);
        const mean = propagationMatrix(irregular, "rowMean");
        return product(
          mean,
          x.map((value, i) => value / roots[i]),
        ).map((value, i) => value * roots[i]);
      },
    ],
    [{ kind: "gcn", layers: 1, propagation: "noLoops" }, propagate("noLoops")],
    [{ kind: "hgnn", layers: 1 }, (x) => theta(onIrregular, { hyperedges: "neighbourhoods", loops: true }, x)],
    [
      { kind: "hgnn", layers: 2, hyperedges: "edges" },
      repeated(2, (x) => theta(onIrregular, { hyperedges: "edges", loops: true }, x)),
    ],
    [{ kind: "sgc", hops: 3 }, repeated(3, propagate("symmetric"))],
    [
      { kind: "appnp", hops: 4, alpha: 0.25 },
      (x) => repeated(4, (z) => propagate("symmetric")(z).map((value, i) => 0.75 * value + 0.25 * x[i]))(x),
    ],
    [{ kind: "mlp" }, (x) => x],
  ];
  for (const [model, apply] of applied) {
    it(`of ${JSON.stringify(model)} is what the propagation does to the eigenvectors of an irregular graph`, () => {
      const response = responseOf(completeModel(model));
      assert.ok(response);
      for (const [lambda, wave] of waves(response.matrix)) {
        assertClose(
          apply(wave),
          wave.map((value) => response.at(lambda) * value),
        );
      }
    });
  }

  it("are learned by cheb and by the mean of sage, and are none where there is no polynomial", () => {
    const weights = new Map(
      [
        ["cheb1/weight0", [0.5, 0]],
        ["cheb1/weight1", [-0.5, 0]],
        ["sage1/own", [1]],
        ["sage1/neighbours", [1]],
      ].map(([name, values]) => [name as string, Float32Array.from(values as number[])]),
    );
    const cheb = completeModel({ kind: "cheb", layers: 1, degree: 1 });
    assertClose(
      [0, 1, 2].map((lambda) => responseOf(cheb, weights)?.at(lambda) ?? Number.NaN),
      [1, 0.5, 0],
    );
    const sage = completeModel({ kind: "sage", layers: 1 });
    assertClose(
      [0, 1, 2].map((lambda) => responseOf(sage, weights)?.at(lambda) ?? Number.NaN),
      [1, 0.5, 0],
    );
    for (const model of [cheb, completeModel({ kind: "gat" }), completeModel({ kind: "gin" })]) {
      assert.equal(responseOf(model), undefined);
    }
  });

  it("have a formula and a protocol each", () => {
    for (const kind of graphModel.options.map(({ shape }) => shape.kind.value)) {
      const model = completeModel({ kind } as GraphModel);
      graphModel.parse(model);
      assert.match(formulaOf(model), /[=←]/);
      if (kind !== "labelPropagation") assert.ok(completeTraining(kind).epochs > 0);
    }
    assert.match(formulaOf(completeModel({ kind: "gcn", propagation: "rowMean" })), /D̃⁻¹ \(A \+ I\) H W/);
    assert.equal((completeModel({ kind: "hgnn" }, { hypergraph: true }) as { hyperedges: string }).hyperedges, "given");
  });
});

describe("what a node collects", () => {
  const path: NodeInputs = {
    ...onRing,
    nodes: 3,
    adjacency: undirected(3, [
      [0, 1],
      [1, 2],
    ]),
  };

  it("of a path of three is what its matrix says", () => {
    const found = contributionsOf(path, completeModel({ kind: "gcn" }), 1);
    assert.deepEqual(
      found.map(({ matrix, nodes, left }) => [matrix, nodes, left]),
      [
        ["Â", [0, 2, 1], 0],
        ["Â^2", [1, 0, 2], 0],
      ],
    );
    const across = 1 / Math.sqrt(6);
    assertClose(found[0].weights, [across, across, 1 / 3]);
    assertClose(found[1].weights, [1 / 3 + 1 / 9, across * (1 / 2 + 1 / 3), across * (1 / 2 + 1 / 3)]);
  });

  it("of attention is the product of the layers from the last back, heads averaged", () => {
    // Entries of A + I of the path: (0,0) (0,1) (1,0) (1,1) (1,2) (2,1) (2,2), two heads and one.
    const first = Float32Array.from([1, 0.5, 0, 0.5, 0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 1, 1, 0, 0]);
    const last = Float32Array.from([0.5, 0.5, 0.25, 0.5, 0.25, 1, 0]);
    const found = contributionsOf(path, completeModel({ kind: "gat", heads: 2 }), 0, [first, last]);
    assert.deepEqual(
      found.map(({ nodes }) => nodes),
      [
        [0, 1],
        [0, 1, 2],
      ],
    );
    assertClose(found[0].weights, [0.5, 0.5]);
    assertClose(found[1].weights, [0.5 * 0.75 + 0.5 * 0.25, 0.5 * 0.25 + 0.5 * 0.5, 0.5 * 0.25]);
  });

  it("is cut to the largest weights, and the rest counted", () => {
    const star = undirected(
      500,
      Array.from({ length: 499 }, (_, i) => [0, i + 1]),
    );
    const [hop] = contributionsOf({ ...onRing, nodes: 500, adjacency: star }, completeModel({ kind: "gcn" }), 0);
    assert.deepEqual([hop.nodes.length, hop.left], [contributionLimit, 500 - contributionLimit]);
  });

  it("has the rows of T_k(L̃) for cheb, of Θ for hgnn, and nothing without edges", () => {
    const laplacian = dense(rescaledLaplacian(ring));
    const cheb = contributionsOf(onRing, completeModel({ kind: "cheb", degree: 2 }), 4);
    const second = times(laplacian, laplacian).map((row, i) => row.map((value, j) => 2 * value - Number(i === j)));
    assertClose(spread(cheb[0]), laplacian[4]);
    assertClose(spread(cheb[1]), second[4]);
    const unit = Float64Array.from({ length: cycle }, (_, i) => Number(i === 4));
    const [hop] = contributionsOf(onRing, completeModel({ kind: "hgnn" }), 4);
    assertClose(spread(hop), theta(onRing, { hyperedges: "neighbourhoods", loops: true }, unit));
    assert.deepEqual(contributionsOf(onRing, completeModel({ kind: "mlp" }), 4), []);
  });

  function spread({ nodes, weights }: { nodes: number[]; weights: number[] }): number[] {
    const row = new Array(cycle).fill(0);
    nodes.forEach((node, i) => {
      row[node] = weights[i];
    });
    return row;
  }
});

describe("matrices of graph networks", () => {
  const lonely = csr([[[1, 4]], [[0, 4]], []]);

  it("leave nodes without edges alone", () => {
    assert.deepEqual(dense(propagationMatrix(lonely, "noLoops")), [
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    assert.deepEqual(dense(propagationMatrix(lonely, "symmetric"))[2], [0, 0, 1]);
    assert.deepEqual(dense(neighbourMean(lonely))[2], [0, 0, 0]);
    // L_sym has a zero on their diagonal.
    assert.deepEqual(dense(rescaledLaplacian(lonely)), [
      [0, -1, 0],
      [-1, 0, 0],
      [0, 0, -1],
    ]);
  });

  it("add to loops that are there", () => {
    assert.deepEqual(
      dense(
        withLoops(
          csr([
            [
              [0, 3],
              [1, 1],
            ],
            [[0, 1]],
          ]),
        ),
      ),
      [
        [4, 1],
        [1, 1],
      ],
    );
  });

  it("give isolated nodes of a hypergraph a hyperedge of their own, unless told", () => {
    const inputs = { ...onRing, nodes: 4, adjacency: undefined, incidence: incidence(4, [[0, 2]]) };
    const ones = new Float64Array(4).fill(1);
    assertClose(theta(inputs, { hyperedges: "given", loops: true }, ones), [1, 1, 1, 1]);
    assertClose(theta(inputs, { hyperedges: "given", loops: false }, ones), [1, 0, 1, 0]);
  });

  it("refuse degrees that cannot divide, and data of the other kind", () => {
    const negative = csr([[[1, -3]], [[0, -3]]]);
    assert.throws(() => propagationMatrix(negative, "symmetric"), InputError);
    assert.throws(() => propagationMatrix(negative, "symmetric"), /weights at node 1 of 2 add up to -2/);
    assert.deepEqual(dense(propagationMatrix(negative, "unnormalized"))[0], [1, -3]);
    const hypergraph: NodeInputs = { ...onRing, adjacency: undefined };
    const build = (inputs: NodeInputs, model: GraphModel) =>
      nodeNetwork(inputs, completeModel(model) as TrainedModel, {
        seed: 1,
        targets: { kind: "classes", outputs: 2, values: new Int32Array(cycle) },
        loss: { name: "softmaxCrossEntropy" },
        training: { optimizer: "adam" },
      });
    assert.throws(() => build(hypergraph, { kind: "gcn" }), /the data have hyperedges: choose hgnn or mlp/);
    assert.throws(() => build(onRing, { kind: "hgnn", hyperedges: "given" }), /no hyperedges: choose neighbourhoods/);
  });
});

describe("label propagation of values", () => {
  it("gives means of what reaches a node, and the mean of all where nothing does", async () => {
    const adjacency = csr([
      [[1, 1]],
      [
        [0, 1],
        [2, 1],
      ],
      [[1, 1]],
      [],
    ]);
    const found = await propagateLabels(
      { nodes: 4, adjacency },
      { kind: "labelPropagation", hops: 20, alpha: 0.5 },
      {
        train: Uint32Array.of(0, 2),
        targets: { kind: "values", outputs: 1, values: [2, Number.NaN, 6, Number.NaN] },
        breathe: async () => {},
      },
    );
    assertClose([found[1], found[3]], [4, 4], 1e-6);
    assert.ok(found[0] > 2 && found[0] < 4 && found[2] > 4 && found[2] < 6);
  });
});

function dense({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const own: number[] = new Array(columns).fill(0);
    for (let e = rowPointers[row]; e < rowPointers[row + 1]; e++) own[columnIndices[e]] = values[e];
    return own;
  });
}

const times = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
