// Signals on graphs: quadratic forms edge by edge, the graph Fourier transform, filters, energies, spectral places.

import assert from "node:assert/strict";
import { Random } from "../../../engine/core/random";
import { computeSpectrum } from "../../../engine/graph/compute-spectrum";
import { dirichletEnergy } from "../../../engine/graph/dirichlet";
import { eigenvectorOf } from "../../../engine/graph/eigenvector";
import { graphSignal } from "../../../engine/graph/graph-signal";
import type { GraphInput } from "../../../engine/graph/matrices";
import { quadraticForm } from "../../../engine/graph/quadratic-form";
import { spectralLayout } from "../../../engine/graph/spectral-layout";
import { type GraphFilter, type MatrixName, matrixNames } from "../../../engine/graph/spectrum-types";
import { complete, graph, grid, path, pathEdges, petersen } from "./graphs";
import { inSpan, oracle, pace } from "./oracle";

const normals = (n: number, seed = 1) => {
  const random = new Random(seed);
  return Float64Array.from({ length: n }, () => random.normal());
};

/** Weighted, with two components and an isolated node. */
const mixed = graph(12, [
  [0, 1, 2],
  [1, 2, 0.5],
  [2, 0, 1],
  [2, 3, 1.5],
  [3, 4, 1],
  [5, 6, 3],
  [6, 7, 1],
  [7, 8, 2],
  [8, 9, 1],
  [9, 5, 1],
  [9, 10, 0.25],
]);

async function pairsOf(input: GraphInput, matrix: MatrixName) {
  const { pairs, spectrum } = await computeSpectrum(input, { matrix }, oracle, pace);
  return { pairs: pairs!, spectrum };
}

const close = (a: number, b: number, tolerance = 1e-10) => assert.ok(Math.abs(a - b) <= tolerance, `${a}, ${b}`);

describe("quadratic form", () => {
  it("is the same by edges, by the product and by frequencies, within the spectrum", async () => {
    const x = normals(12);
    for (const matrix of matrixNames) {
      const { pairs, spectrum } = await pairsOf(mixed, matrix);
      const [least, most] = [spectrum.eigenvalues[0], spectrum.eigenvalues[11]];
      const form = quadraticForm(mixed, matrix, x, { least, most });
      const shares = form.edges.reduce((sum, { share }) => sum + share, form.rest);
      const { coefficients, energy } = await graphSignal(mixed, matrix, x, pairs, undefined, pace);
      const byFrequency = coefficients.reduce((sum, c, k) => sum + pairs.values[k] * c * c, 0);
      close(form.value, form.product);
      close(form.value, shares);
      close(form.value, byFrequency);
      if (matrix !== "randomwalk") close(form.norm, energy.nodes);
      assert.equal(form.edges.length, 11);
      assert.ok(form.edges.every(({ share }, i) => i === 0 || Math.abs(share) <= Math.abs(form.edges[i - 1].share)));
      assert.ok(form.rayleigh >= least - 1e-12 && form.rayleigh <= most + 1e-12);
    }
  });

  it("gives an eigenvector its eigenvalue, of L_rw in the norm of D", async () => {
    for (const matrix of matrixNames) {
      const { pairs } = await pairsOf(mixed, matrix);
      const { value, vector, residual } = eigenvectorOf(mixed, matrix, pairs, 7);
      assert.ok(residual < 1e-12);
      const { rayleigh, norm } = quadraticForm(mixed, matrix, vector);
      close(rayleigh, value);
      close(norm, 1);
    }
  });

  it("keeps the largest 200 of many shares", () => {
    const n = 1500;
    const x = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) ** 2);
    const { edges } = quadraticForm(path(n), "combinatorial", x);
    const all = Array.from({ length: n - 1 }, (_, i) => (x[i] - x[i + 1]) ** 2).sort((a, b) => b - a);
    assert.deepEqual(
      edges.map(({ share }) => share),
      all.slice(0, 200),
    );
  });
});

describe("graph Fourier transform", () => {
  it("keeps energy (Parseval) and comes back", async () => {
    for (const matrix of matrixNames) {
      const x = normals(12, 2);
      const { pairs } = await pairsOf(mixed, matrix);
      const all: GraphFilter = { kind: "band", from: -10, to: 10 };
      const found = await graphSignal(mixed, matrix, x, pairs, all, pace);
      close(found.energy.nodes, found.energy.frequencies);
      assert.equal(found.complete, true);
      for (let i = 0; i < 12; i++) close(found.filtered[i], x[i]);
    }
  });

  it("of a 4-neighbour grid is the two-dimensional DCT-II", async () => {
    const [rows, columns] = [4, 5];
    const n = rows * columns;
    const { pairs, spectrum } = await pairsOf(grid(rows, columns), "combinatorial");
    const wave = (k: number, size: number, i: number) =>
      Math.sqrt((k === 0 ? 1 : 2) / size) * Math.cos((Math.PI * k * (i + 0.5)) / size);
    for (let k = 0; k < rows; k++) {
      for (let l = 0; l < columns; l++) {
        const value = 4 - 2 * Math.cos((Math.PI * k) / rows) - 2 * Math.cos((Math.PI * l) / columns);
        const group = spectrum.groups.find((other) => Math.abs(other.value - value) < 1e-9)!;
        const atom = Float64Array.from(
          { length: n },
          (_, at) => wave(k, rows, Math.floor(at / columns)) * wave(l, columns, at % columns),
        );
        const own = Array.from({ length: group.multiplicity }, (_, i) => group.first + i);
        close(inSpan(atom, pairs, own), 1);
      }
    }
  });

  it("halves between low and high at a cut", async () => {
    const x = normals(10, 3);
    const { pairs } = await pairsOf(petersen(), "normalized");
    const low = await graphSignal(petersen(), "normalized", x, pairs, { kind: "low", cut: 2 / 3 }, pace);
    const high = await graphSignal(petersen(), "normalized", x, pairs, { kind: "high", cut: 1 }, pace);
    for (let i = 0; i < 10; i++) close(low.filtered[i] + high.filtered[i], x[i]);
    assert.deepEqual(
      [...low.response].reduce((sum, g) => sum + g, 0),
      6,
    );
  });

  it("is a wavelet with its peak of 1 at λ = 1/t", async () => {
    const { pairs } = await pairsOf(petersen(), "combinatorial");
    const { response } = await graphSignal(
      petersen(),
      "combinatorial",
      normals(10),
      pairs,
      { kind: "wavelet", t: 0.5 },
      pace,
    );
    close(response[0], 0);
    close(response[3], 1);
    close(response[9], 2.5 * Math.exp(-1.5));
  });

  it("lets heat spread as it must", async () => {
    const t = 0.3;
    const heat: GraphFilter = { kind: "heat", t };
    const { pairs } = await pairsOf(mixed, "combinatorial");
    const ones = new Float64Array(12).fill(1);
    const { filtered } = await graphSignal(mixed, "combinatorial", ones, pairs, heat, pace);
    for (const value of filtered) close(value, 1);
    const n = 7;
    const k7 = await pairsOf(complete(n), "combinatorial");
    const impulse = new Float64Array(n);
    impulse[2] = 1;
    const spread = await graphSignal(complete(n), "combinatorial", impulse, k7.pairs, heat, pace);
    close(spread.filtered[2], (1 + (n - 1) * Math.exp(-n * t)) / n);
  });

  it("works by a polynomial where vectors are missing, within its error", async () => {
    const x = normals(12, 4);
    const norm = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
    for (const matrix of ["combinatorial", "normalized", "propagation"] as const) {
      const { pairs } = await pairsOf(mixed, matrix);
      const some = { values: pairs.values.slice(0, 3), vectors: pairs.vectors.slice(0, 36) };
      for (const filter of [
        { kind: "heat", t: 1.5 },
        { kind: "wavelet", t: 2 },
      ] as const) {
        const exact = await graphSignal(mixed, matrix, x, pairs, filter, pace);
        const found = await graphSignal(mixed, matrix, x, some, filter, pace);
        assert.equal(found.complete, false);
        assert.equal(found.coefficients.length, 3);
        assert.equal(found.polynomial!.degree, 64);
        assert.ok(found.polynomial!.error < 1e-10);
        for (let i = 0; i < 12; i++) {
          close(found.filtered[i], exact.filtered[i], found.polynomial!.error * norm + 1e-12);
        }
      }
      const cut: GraphFilter = { kind: "low", cut: 0.31 };
      const { polynomial } = await graphSignal(mixed, matrix, x, some, cut, pace);
      assert.ok(polynomial!.error < 0.03 && polynomial!.beside > 0, `${polynomial!.error}`);
    }
  });
});

describe("Dirichlet energy", () => {
  it("is 0 for √d and grows with differences between neighbours", () => {
    const degrees = [3, 2.5, 3, 2.5, 1, 4, 4, 3, 3, 2.25, 0.25, 0];
    assert.ok(Math.abs(dirichletEnergy(Float64Array.from(degrees, Math.sqrt), mixed)) < 1e-15);
    const sides = Float64Array.from([1, -1, 5, 5, -1, 1, 7, 7]);
    // Two columns on K_2 twice: (1, −1), (5, 5) on nodes 0 and 1, (−1, 1), (7, 7) on 2 and 3.
    const twice = graph(4, [
      [0, 1],
      [2, 3],
    ]);
    const expected =
      ((1 - 5) ** 2 + (-1 - 5) ** 2 + (-1 - 7) ** 2 + (1 - 7) ** 2) / (1 + 1 + 25 + 25 + 1 + 1 + 49 + 49);
    close(dirichletEnergy(sides, twice), expected);
    assert.equal(dirichletEnergy(new Float32Array(8), twice), 0);
  });
});

describe("spectral layout", () => {
  it("places a cycle round, a path in order, and components apart", async () => {
    const both = graph(40, [
      ...Array.from({ length: 30 }, (_, i) => [i, (i + 1) % 30] as const),
      ...pathEdges(8).map(([u, v]) => [30 + u, 30 + v] as const),
    ]);
    const places = await spectralLayout(both, oracle, pace);
    assert.equal(places.length, 80);
    assert.ok(places.every((value) => value >= -1 && value <= 1));
    const at = (node: number) => [places[2 * node], places[2 * node + 1]];
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    const middle = [0, 1].map((axis) => range(0, 30).reduce((sum, node) => sum + at(node)[axis] / 30, 0));
    const radii = range(0, 30).map((node) => Math.hypot(at(node)[0] - middle[0], at(node)[1] - middle[1]));
    assert.ok(Math.max(...radii) / Math.min(...radii) < 1.1);
    const along = range(30, 38).map((node) => at(node)[0]);
    const rising = along.every((x, i) => i === 0 || x > along[i - 1]);
    const falling = along.every((x, i) => i === 0 || x < along[i - 1]);
    assert.ok(rising || falling);
    const inside = range(30, 40).some(
      (node) => Math.hypot(at(node)[0] - middle[0], at(node)[1] - middle[1]) < radii[0],
    );
    assert.equal(inside, false);
  });
});
