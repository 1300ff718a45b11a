// Spectra against closed forms: values, multiplicities, zeros, bipartite parts, bounds, spanning trees.

import assert from "node:assert/strict";
import { computeSpectrum } from "../../../engine/graph/compute-spectrum";
import { groupsOf } from "../../../engine/graph/groups";
import { hypergraph } from "../../../engine/graph/hypergraph";
import { type GraphInput, hypergraphPropagation, matrixOf } from "../../../engine/graph/matrices";
import { spikesOf } from "../../../engine/graph/motifs";
import { simpleGraph } from "../../../engine/graph/simple-graph";
import { full } from "../../../engine/graph/solve-components";
import { spectralBound } from "../../../engine/graph/spectral-bound";
import { matrixNames, type SpectrumRequest } from "../../../engine/graph/spectrum-types";
import { structureOf } from "../../../engine/graph/structure";
import {
  bipartite,
  complete,
  cycle,
  graph,
  grid,
  hypercube,
  hypernetwork,
  network,
  path,
  pathEdges,
  petersen,
  star,
} from "./graphs";
import { asked, inSpan, oracle, pace } from "./oracle";

const { PI, cos } = Math;

async function spectrumOf(input: GraphInput, request: SpectrumRequest) {
  return (await computeSpectrum(input, request, oracle, pace)).spectrum;
}

function near(actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-10): void {
  const sorted = [...expected].sort((a, b) => a - b);
  assert.equal(actual.length, sorted.length);
  for (const [i, value] of sorted.entries()) {
    assert.ok(Math.abs(actual[i] - value) <= tolerance, `λ${i} is ${actual[i]}, not ${value}`);
  }
}

const times = (count: number, value: number): number[] => new Array(count).fill(value);
const upTo = <T>(n: number, value: (k: number) => T): T[] => Array.from({ length: n }, (_, k) => value(k));
const sums = (a: number[], b: number[]): number[] => a.flatMap((x) => b.map((y) => x + y));
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
const pathValues = (n: number) => upTo(n, (k) => 2 - 2 * cos((PI * k) / n));
const cycleValues = (n: number) => upTo(n, (k) => 2 - 2 * cos((2 * PI * k) / n));

describe("spectra in closed form", () => {
  const cases: [
    name: string,
    make: () => GraphInput,
    l: number[],
    normalized: number[] | null,
    hat: number[] | null,
  ][] = [
    ["path 17", () => path(17), pathValues(17), upTo(17, (k) => 1 - cos((PI * k) / 16)), null],
    ["path 3", () => path(3), [0, 1, 3], [0, 1, 2], [1, 1 / 2, -1 / 6]],
    [
      "cycle 20",
      () => cycle(20),
      cycleValues(20),
      cycleValues(20).map((x) => x / 2),
      upTo(20, (k) => (1 + 2 * cos((2 * PI * k) / 20)) / 3),
    ],
    ["K 18", () => complete(18), [0, ...times(17, 18)], [0, ...times(17, 18 / 17)], [1, ...times(17, 0)]],
    [
      "star 19",
      () => star(19),
      [0, ...times(17, 1), 19],
      [0, ...times(17, 1), 2],
      [1, ...times(17, 1 / 2), 1 / 19 - 1 / 2],
    ],
    [
      "hypercube 5",
      () => hypercube(5),
      upTo(6, (k) => k).flatMap((k) => times(choose(5, k), 2 * k)),
      upTo(6, (k) => k).flatMap((k) => times(choose(5, k), (2 * k) / 5)),
      null,
    ],
    ["grid 5 × 6", () => grid(5, 6), sums(pathValues(5), pathValues(6)), null, null],
    [
      "torus 5 × 6",
      () => grid(5, 6, true),
      sums(cycleValues(5), cycleValues(6)),
      sums(cycleValues(5), cycleValues(6)).map((x) => x / 4),
      null,
    ],
    ["K 7,11", () => bipartite(7, 11), [0, ...times(10, 7), ...times(6, 11), 18], [0, ...times(16, 1), 2], null],
    [
      "Petersen",
      petersen,
      [0, ...times(5, 2), ...times(4, 5)],
      [0, ...times(5, 2 / 3), ...times(4, 5 / 3)],
      [1, ...times(5, 1 / 2), ...times(4, -1 / 4)],
    ],
  ];
  for (const [name, make, l, normalized, hat] of cases) {
    it(name, async () => {
      near((await spectrumOf(make(), { matrix: "combinatorial" })).eigenvalues, l);
      if (normalized) {
        near((await spectrumOf(make(), { matrix: "normalized" })).eigenvalues, normalized);
        near((await spectrumOf(make(), { matrix: "randomwalk" })).eigenvalues, normalized);
      }
      if (hat) near((await spectrumOf(make(), { matrix: "propagation" })).eigenvalues, hat);
      for (const matrix of matrixNames) {
        const { bounds, decomposition, residual } = await spectrumOf(make(), { matrix });
        assert.ok(bounds.length >= 3);
        for (const { formula, left, right, holds } of bounds) assert.ok(holds, `${formula}: ${left}, ${right}`);
        assert.ok(decomposition!.residual < 1e-12 && decomposition!.orthogonality < 1e-12 && residual! < 1e-12);
      }
    });
  }

  it("counts spanning trees twice", async () => {
    const known: [GraphInput, number][] = [
      [petersen(), 2000],
      [hypercube(3), 384],
      [bipartite(3, 5), 2025],
      [grid(3, 3), 192],
    ];
    for (const [input, count] of known) {
      const { bounds } = await spectrumOf(input, { matrix: "combinatorial" });
      const trees = bounds.find(({ formula }) => formula.startsWith("number of spanning trees"))!;
      assert.equal(trees.right, count);
      assert.ok(Math.abs(trees.left - count) < 1e-8);
    }
    // Cayley: n^(n − 2).
    const { bounds } = await spectrumOf(complete(20), { matrix: "combinatorial" });
    const trees = bounds.find(({ formula }) => formula.startsWith("log₁₀"))!;
    assert.ok(Math.abs(trees.left - 18 * Math.log10(20)) < 1e-10 && trees.holds);
  });
});

describe("components and sides", () => {
  /** A path of 4, a triangle, a star of 20, a single edge, two isolated nodes. */
  const parts = graph(31, [
    ...pathEdges(4),
    [4, 5],
    [5, 6],
    [6, 4],
    ...Array.from({ length: 19 }, (_, i) => [7, 8 + i] as const),
    [27, 28],
  ]);

  it("gives each component its zero and each bipartite one with edges its 2, exactly", async () => {
    asked.dense.length = 0;
    const found = await spectrumOf(parts, { matrix: "normalized" });
    assert.deepEqual(asked.dense, [20], "small components need no solver");
    assert.deepEqual(found.components, { count: 6, isolated: 2, largest: 20 });
    assert.equal(found.bipartite, 3);
    const group = (value: number) => found.groups.find((other) => other.value === value);
    assert.equal(group(0)!.multiplicity, 6);
    assert.equal(group(2)!.multiplicity, 3);
    assert.equal(group(1)!.multiplicity, 18);
    assert.equal(group(1.5)!.multiplicity, 3);
    assert.match(group(2)!.exact!.reason, /bipartite component/);
    assert.ok(Math.abs(group(2)!.exact!.computed - 2) < 1e-12);
    assert.deepEqual(found.zeros, {
      count: 6,
      sentence: "0 is an eigenvalue of L_sym 6 times, as the graph has 6 components, 2 of them a node without edges.",
    });
    assert.ok(Math.abs(found.gap!.value - 1) < 1e-12);
    assert.match(found.gap!.sentence, /of the largest component \(20 nodes\)/);
  });

  it("counts components as ones of Â", async () => {
    const found = await spectrumOf(parts, { matrix: "propagation" });
    assert.equal(found.groups[found.groups.length - 1].value, 1);
    assert.equal(found.groups[found.groups.length - 1].multiplicity, 6);
  });

  it("takes extremes from all components, and theory's from none", async () => {
    const rings = graph(
      1206,
      Array.from({ length: 602 }, (_, i) => [i, (i + 1) % 602] as const).concat(
        Array.from({ length: 601 }, (_, i) => [602 + i, 602 + ((i + 1) % 601)] as const),
      ),
    );
    const two: SpectrumRequest = { matrix: "normalized", k: 3, end: "largest", method: "sparse" };
    const never = { ...oracle.sparse, extremes: async () => assert.fail("a matrix of both components was asked for") };
    const watched = {
      ...oracle,
      sparse: {
        ...never,
        async extremes(matrix: { rows: number }, { k, known }: { k: number; known?: Float64Array }) {
          const n = matrix.rows;
          assert.ok(n === 602 || n === 601 || n < 5);
          assert.equal(known?.length ?? 0, n === 602 ? 602 : 0);
          const values = upTo(k, (i) => 1.5 + i / 100);
          return {
            values: Float64Array.from(values),
            vectors: new Float64Array(k * n),
            residuals: new Float64Array(k),
            products: 0,
            method: "none",
          };
        },
      },
    };
    const { spectrum } = await computeSpectrum(rings, two, watched as never, pace);
    assert.equal(spectrum.method, "sparse");
    assert.deepEqual(spectrum.eigenvalues, [1.51, 1.52, 2]);
    assert.equal(spectrum.complete, false);
  });

  it("has the same extremes by either method", async () => {
    for (const end of ["smallest", "largest", "both"] as const) {
      for (const matrix of matrixNames) {
        const dense = await spectrumOf(parts, { matrix, k: 5, end, method: "dense" });
        const sparse = await spectrumOf(parts, { matrix, k: 5, end, method: "sparse" });
        near(sparse.eigenvalues, dense.eigenvalues, 1e-9);
        assert.ok(sparse.residual! < 1e-9);
      }
    }
  });

  it("solves thousands of small components, alike ones once", async () => {
    const many = graph(
      5_000,
      Array.from({ length: 5_000 }, (_, i) => i)
        .filter((i) => i % 5 < 4)
        .map((i) => [i, i + 1] as const),
    );
    const found = await computeSpectrum(many, { matrix: "normalized" }, oracle, pace);
    assert.deepEqual(
      found.spectrum.groups.map(({ value, multiplicity }) => [Number(value.toFixed(9)), multiplicity]),
      upTo(5, (k) => 1 - cos((PI * k) / 4)).map((value) => [Number(value.toFixed(9)), 1000]),
    );
  });

  it("spans the same spaces where eigenvalues repeat", async () => {
    const { pairs, spectrum } = await computeSpectrum(cycle(20), { matrix: "combinatorial" }, oracle, pace);
    const { first, multiplicity } = spectrum.groups[3];
    assert.equal(multiplicity, 2);
    const wave = Float64Array.from(upTo(20, (i) => Math.sin((2 * PI * 3 * i) / 20 + 0.4) / Math.sqrt(10)));
    assert.ok(Math.abs(inSpan(wave, pairs!, [first, first + 1]) - 1) < 1e-12);
  });
});

describe("hypergraphs", () => {
  it("with two nodes each are graphs: Θ = (I + D^-½AD^-½)/2, Δ = L_sym/2", () => {
    const two = hypergraph(
      hypernetwork(
        5,
        [
          [0, 1],
          [1, 2],
          [2, 0],
          [2, 3],
        ],
        [1, 2, 1, 3],
      ),
    );
    const same = graph(5, [
      [0, 1, 1],
      [1, 2, 2],
      [2, 0, 1],
      [2, 3, 3],
    ]);
    const half = full(matrixOf("normalized", same)).map((value) => value / 2);
    near(full(matrixOf("hypergraph", two)).sort(), [...half]);
    near(full(matrixOf("hypergraph", same)).sort(), [...half]);
    const theta = full(hypergraphPropagation(two));
    for (let i = 0; i < 25; i++) assert.ok(Math.abs(theta[i] - ((i % 6 === 0 && i < 24 ? 1 : 0) - half[i])) < 1e-15);
  });

  it("count components by zeros of Δ, isolated nodes among them", async () => {
    const found = await spectrumOf(hypergraph(hypernetwork(7, [[0, 1, 2], [2, 3], [5]])), { matrix: "hypergraph" });
    assert.equal(found.groups[0].value, 0);
    assert.equal(found.groups[0].multiplicity, 4);
    assert.equal(found.zeros!.count, 4);
    assert.ok(found.bounds.every(({ holds }) => holds));
  });
});

describe("motifs", () => {
  it("prove at most as many repeats as there are", async () => {
    const shapes = [
      star(9),
      complete(6),
      bipartite(3, 4),
      grid(3, 4),
      graph(12, [...pathEdges(6), [2, 6], [2, 7], [2, 8], [5, 9], [9, 10], [10, 5]]),
      graph(6, [
        [0, 1, 2],
        [0, 2, 2],
        [0, 3, 5],
        [1, 4, 3],
        [2, 4, 3],
      ]),
    ];
    for (const shape of shapes) {
      for (const matrix of matrixNames) {
        const { eigenvalues } = await spectrumOf(shape, { matrix });
        for (const { value, count } of spikesOf(structureOf(shape, matrix))) {
          const there = eigenvalues.filter((other) => Math.abs(other - value) < 1e-9).length;
          assert.ok(there >= count, `${matrix}: ${value} is there ${there} times, not ${count}`);
        }
      }
    }
  });

  it("find all ones of L_sym in trees, and twins' own values", () => {
    const spike = (input: GraphInput, matrix: "normalized" | "combinatorial" | "propagation", value: number) =>
      spikesOf(structureOf(input, matrix)).find((other) => Math.abs(other.value - value) < 1e-12)?.count;
    assert.equal(spike(star(9), "normalized", 1), 7);
    assert.equal(spike(path(7), "normalized", 1), 1);
    assert.equal(spike(bipartite(3, 4), "combinatorial", 4), 2);
    assert.equal(spike(complete(6), "normalized", 6 / 5), 5);
    assert.equal(spike(complete(6), "propagation", 0), 5);
    assert.equal(spike(star(9), "propagation", 1 / 2), 7);
  });

  it("bound the spectral radius from above, closely", () => {
    for (const [shape, radius] of [
      [star(17), 4],
      [cycle(9), 2],
      [grid(4, 4), 4 * cos(PI / 5)],
    ] as const) {
      const bound = spectralBound(matrixOf("adjacency", shape));
      assert.ok(bound >= radius - 1e-12 && bound < 1.15 * radius, `${bound}, ${radius}`);
    }
  });
});

describe("density", () => {
  it("holds spikes apart and adds up to 1", async () => {
    const comb = graph(
      60,
      Array.from({ length: 59 }, (_, i) => (i < 9 ? [i, i + 1] : [i % 10, i + 1]) as [number, number]),
    );
    const { density, eigenvalues } = await spectrumOf(comb, { matrix: "normalized", method: "density" });
    assert.deepEqual(eigenvalues, []);
    const { at, density: smooth, spikes } = density!;
    const area = smooth.reduce((sum, share) => sum + share * (at[1] - at[0]), 0);
    const apart = spikes.reduce((sum, { count }) => sum + count, 0) / 60;
    assert.ok(apart > 0.4 && Math.abs(area + apart - 1) < 0.01, `${area} + ${apart}`);
  });

  it("has the shape that the eigenvalues have", async () => {
    // A few large eigenvalues among many small ones, none at the borders of the quarters.
    const hubs = graph(
      64,
      Array.from({ length: 63 }, (_, i) => [i + 1, ((i * i) % 7) * (i > 6 ? 1 : 0)] as const).concat(
        Array.from({ length: 40 }, (_, i) => [i + 8, ((i * 5) % 40) + 9] as const),
      ),
    );
    const { density } = await spectrumOf(hubs, { matrix: "combinatorial", method: "density" });
    const { eigenvalues } = await spectrumOf(hubs, { matrix: "combinatorial" });
    const { at, density: smooth, spikes } = density!;
    const width = at[127] / 8;
    for (let part = 0; part < 8; part++) {
      const own = (value: number) => Math.min(7, Math.floor(value / width)) === part;
      const apart = spikes.filter(({ value }) => own(value)).reduce((sum, { count }) => sum + count / 64, 0);
      const share = smooth.reduce((sum, value, i) => sum + (own(at[i]) ? value * (at[1] - at[0]) : 0), apart);
      const expected = eigenvalues.filter(own).length / 64;
      assert.ok(Math.abs(share - expected) < 0.03, `${part}: ${share}, ${expected}`);
    }
  });
});

describe("what cannot be computed", () => {
  it("is refused in a sentence", async () => {
    const request = { matrix: "combinatorial" } as const;
    await assert.rejects(spectrumOf(graph(0, []), request), { name: "InputError" });
    const arrows = { ...cycle(5), directed: true };
    await assert.rejects(spectrumOf(arrows, request), /must be symmetric, and the edges have directions/);
    const huge = graph(30_000, pathEdges(30_000));
    await assert.rejects(spectrumOf(huge, { ...request, method: "dense" }), /would take 1\d\.\d GB: ask for some/);
    const signed = graph(3, [
      [0, 1, 1],
      [1, 2, -2],
    ]);
    await assert.rejects(spectrumOf(signed, { matrix: "normalized" }), /with negative weights/);
  });

  it("has the zeros of components and no other, where λ₂ is nearly 0 or weights are negative", async () => {
    const values = Float64Array.of(0, 2e-8, 1e-7, 4);
    const zero = [{ index: 0, computed: 1e-12, reason: "theory" }];
    const groups = groupsOf(values, zero, 4e-7, [0]);
    assert.deepEqual(
      groups.map(({ first, multiplicity, exact }) => [first, multiplicity, exact !== undefined]),
      [
        [0, 1, true],
        [1, 2, false],
        [3, 1, false],
      ],
    );
    const weighted = network(3, [
      [0, 1, -1],
      [1, 2, 1],
    ]);
    const signed = await spectrumOf(simpleGraph(weighted), { matrix: "combinatorial" });
    near(signed.eigenvalues, [-Math.sqrt(3), 0, Math.sqrt(3)]);
    assert.equal(signed.eigenvalues[1], 0);
  });

  it("of a few pairs needs no room for all of them", async () => {
    const many = graph(
      24_000,
      upTo(8_000, (i) => [3 * i, 3 * i + 1]),
    );
    const found = await spectrumOf(many, { matrix: "combinatorial", k: 5, end: "largest" });
    assert.deepEqual(found.eigenvalues, times(5, 2));
  });

  it("says nothing that negative weights do not meet", async () => {
    const signed = graph(3, [
      [0, 1, 1],
      [1, 2, -2],
    ]);
    const { eigenvalues, bounds, zeros } = await spectrumOf(signed, { matrix: "combinatorial" });
    assert.ok(eigenvalues[0] < -0.1);
    assert.equal(zeros, undefined);
    assert.ok(bounds.length > 2 && bounds.every(({ holds }) => holds));
    assert.ok(!bounds.some(({ formula }) => formula.startsWith("0 ≤")));
  });
});
