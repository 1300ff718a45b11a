// The dense solver on graphs whose spectra are known in closed form: values to 1e-10, vectors orthonormal.

import { checkPairs, laplacian, near } from "./matrices";
import { atOnce, denseSolver } from "./module";

type Edges = [number, number][];

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const times = (value: number, count: number): number[] => Array(count).fill(value);
const cosine = (turns: number): number => Math.cos(2 * Math.PI * turns);
const path = (n: number): Edges => range(n - 1).map((i) => [i, i + 1]);
const cycle = (n: number): Edges => range(n).map((i) => [i, (i + 1) % n]);
const complete = (n: number): Edges => range(n).flatMap((i) => range(i).map((j): [number, number] => [i, j]));
const star = (n: number): Edges => range(n - 1).map((i) => [0, i + 1]);
const bipartite = (a: number, b: number): Edges =>
  range(a).flatMap((i) => range(b).map((j): [number, number] => [i, a + j]));
const hypercube = (d: number): Edges =>
  range(2 ** d).flatMap((i) => range(d).flatMap((bit): Edges => (i & (1 << bit) ? [] : [[i, i | (1 << bit)]])));
/** The Cartesian product: edges of one factor in every copy of the other. */
const product = (a: Edges, n: number, b: Edges, m: number): Edges => [
  ...range(m).flatMap((k) => a.map(([u, v]): [number, number] => [u * m + k, v * m + k])),
  ...range(n).flatMap((k) => b.map(([u, v]): [number, number] => [k * m + u, k * m + v])),
];
const petersen: Edges = range(5).flatMap(
  (i): Edges => [
    [i, (i + 1) % 5],
    [i, i + 5],
    [i + 5, ((i + 2) % 5) + 5],
  ],
);
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
const pathValues = (n: number): number[] => range(n).map((k) => 2 - 2 * cosine(k / n / 2));
const cycleValues = (n: number): number[] => range(n).map((k) => 2 - 2 * cosine(k / n));
const sums = (a: number[], b: number[]): number[] => a.flatMap((x) => b.map((y) => x + y));
const layers = (d: number, step: number): number[] => range(d + 1).flatMap((k) => times(step * k, choose(d, k)));

const graphs: { name: string; n: number; edges: Edges; combinatorial: number[]; normalised?: number[] }[] = [
  {
    name: "a path",
    n: 61,
    edges: path(61),
    combinatorial: pathValues(61),
    normalised: range(61).map((k) => 1 - cosine(k / 120)),
  },
  {
    name: "a cycle",
    n: 60,
    edges: cycle(60),
    combinatorial: cycleValues(60),
    normalised: cycleValues(60).map((value) => value / 2),
  },
  {
    name: "a complete graph",
    n: 50,
    edges: complete(50),
    combinatorial: [0, ...times(50, 49)],
    normalised: [0, ...times(50 / 49, 49)],
  },
  {
    name: "a star",
    n: 77,
    edges: star(77),
    combinatorial: [0, ...times(1, 75), 77],
    normalised: [0, ...times(1, 75), 2],
  },
  { name: "a hypercube", n: 128, edges: hypercube(7), combinatorial: layers(7, 2), normalised: layers(7, 2 / 7) },
  {
    name: "a grid",
    n: 154,
    edges: product(path(11), 11, path(14), 14),
    combinatorial: sums(pathValues(11), pathValues(14)),
  },
  {
    name: "a torus",
    n: 120,
    edges: product(cycle(12), 12, cycle(10), 10),
    combinatorial: sums(cycleValues(12), cycleValues(10)),
    normalised: sums(cycleValues(12), cycleValues(10)).map((value) => value / 4),
  },
  {
    name: "a complete bipartite graph",
    n: 70,
    edges: bipartite(30, 40),
    combinatorial: [0, ...times(30, 39), ...times(40, 29), 70],
    normalised: [0, ...times(1, 68), 2],
  },
  {
    name: "Petersen's graph",
    n: 10,
    edges: petersen,
    combinatorial: [0, ...times(2, 5), ...times(5, 4)],
    normalised: [0, ...times(2 / 3, 5), ...times(5 / 3, 4)],
  },
  {
    name: "a cycle, a path and three isolated nodes",
    n: 90,
    edges: [...cycle(50), ...path(37).map(([a, b]): [number, number] => [a + 50, b + 50])],
    combinatorial: [...cycleValues(50), ...pathValues(37), 0, 0, 0],
    normalised: [...cycleValues(50).map((value) => value / 2), ...range(37).map((k) => 1 - cosine(k / 72)), 0, 0, 0],
  },
];

describe("dense eigenvalues of graphs", () => {
  for (const { name, n, edges, combinatorial, normalised } of graphs) {
    it(`are those of ${name}, with orthonormal vectors`, async () => {
      const solver = await denseSolver();
      for (const expected of [combinatorial, normalised]) {
        if (!expected) continue;
        const matrix = laplacian(n, edges, expected === normalised);
        const ascending = Float64Array.from(expected).sort();
        near(await solver.eigenvalues(matrix.slice(), n, atOnce), ascending, 1e-10);
        const pairs = await solver.eigenpairs(matrix.slice(), n, atOnce);
        near(pairs.values, ascending, 1e-10);
        checkPairs(matrix, n, pairs);
      }
    });
  }
});
