// Matrices of graphs whose eigenvalues have closed forms, and the compiled solver.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ThreadPool } from "../../../../engine/cli/threads";
import type { CsrMatrix } from "../../../../engine/graph/csr";
import type { SolverPace } from "../../../../engine/graph/solver";
import { sparseSolver } from "../../../../engine/graph/sparse/solver";
import { sparseModuleFile } from "../../../../engine/kernels/modules";

const dist = join(__dirname, "..", "..", "..", "..", "dist");
const module = new WebAssembly.Module(readFileSync(join(dist, "kernels", sparseModuleFile)));
const pool = new ThreadPool(join(dist, "thread.js"));

export const solver = sparseSolver(module);
/** Two threads, both of which take part in all calls. */
export const twoThreads = sparseSolver(module, {
  count: 2,
  start: (spectrum) => pool.start({ kind: "spectrum", spectrum }),
  wait: true,
});
export const pace: SolverPace = { breathe: () => new Promise((done) => setImmediate(done)) };

export type Edge = readonly [number, number];

/** From its entries, of which equal places are added up. */
export function csr(rows: number, entries: Iterable<readonly [number, number, number]>): CsrMatrix {
  const perRow = Array.from({ length: rows }, () => new Map<number, number>());
  for (const [row, column, value] of entries) perRow[row].set(column, (perRow[row].get(column) ?? 0) + value);
  const sorted = perRow.map((row) => [...row].sort(([a], [b]) => a - b));
  const rowPointers = new Int32Array(rows + 1);
  sorted.forEach((row, i) => {
    rowPointers[i + 1] = rowPointers[i] + row.length;
  });
  const flat = sorted.flat();
  return {
    rows,
    columns: rows,
    rowPointers,
    columnIndices: Int32Array.from(flat, ([column]) => column),
    values: Float64Array.from(flat, ([, value]) => value),
  };
}

/** D − A. */
export const laplacian = (nodes: number, edges: readonly Edge[]): CsrMatrix =>
  csr(
    nodes,
    edges.flatMap(([a, b]): [number, number, number][] => [
      [a, a, 1],
      [b, b, 1],
      [a, b, -1],
      [b, a, -1],
    ]),
  );

/** D^−½ A D^−½. */
export function normalizedAdjacency(nodes: number, edges: readonly Edge[]): CsrMatrix {
  const degree = new Float64Array(nodes);
  for (const [a, b] of edges) for (const node of [a, b]) degree[node]++;
  return csr(
    nodes,
    edges.flatMap(([a, b]): [number, number, number][] => {
      const weight = 1 / Math.sqrt(degree[a] * degree[b]);
      return [
        [a, b, weight],
        [b, a, weight],
      ];
    }),
  );
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export const path = (n: number): Edge[] => range(n - 1).map((i) => [i, i + 1]);
export const cycle = (n: number): Edge[] => range(n).map((i) => [i, (i + 1) % n]);
export const star = (n: number): Edge[] => range(n - 1).map((i) => [0, i + 1]);
export const complete = (n: number): Edge[] => range(n).flatMap((i) => range(i).map((j): Edge => [i, j]));
export const hypercube = (d: number): Edge[] =>
  range(2 ** d).flatMap((i) =>
    range(d)
      .filter((bit) => !(i & (1 << bit)))
      .map((bit): Edge => [i, i | (1 << bit)]),
  );
/** Each node of one graph with each of the other; node (a, b) is a · m + b. */
export const product = (n: number, first: readonly Edge[], m: number, second: readonly Edge[]): Edge[] => [
  ...first.flatMap(([a, b]) => range(m).map((i): Edge => [a * m + i, b * m + i])),
  ...second.flatMap(([a, b]) => range(n).map((i): Edge => [i * m + a, i * m + b])),
];

export const pathValues = (n: number): number[] => range(n).map((k) => 2 - 2 * Math.cos((Math.PI * k) / n));
export const cycleValues = (n: number): number[] => range(n).map((k) => 2 - 2 * Math.cos((2 * Math.PI * k) / n));
export const sums = (a: readonly number[], b: readonly number[]): number[] => a.flatMap((x) => b.map((y) => x + y));

/** A graph of random edges, by a linear congruential generator. */
export function randomEdges(nodes: number, count: number, seed: number): Edge[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * nodes);
  };
  return range(count)
    .map((): Edge => [next(), next()])
    .filter(([a, b]) => a !== b);
}
