// spectrum-sparse-…: the 50 smallest eigenpairs of the Laplacians of a grid and of a graph of 50 communities.

import { type CsrMatrix, submatrix } from "../graph/csr";
import type { SolverPace, SparseSolver } from "../graph/solver";
import { CheckError } from "./checks";
import { distinctPairs, u } from "./data";
import { laplacian } from "./spectrum-matrix";
import type { Prepared } from "./workload";

export interface SparseWorkload {
  name: string;
  unit: string;
  prepare(solver: SparseSolver, pace: SolverPace): Prepared;
}

const wanted = 50;
/** Residuals must be below; what is asked for is half of it. */
const residualMost = 1e-5;

/** Side by side, one below the other. */
function gridPairs(side: number): number[] {
  const pairs: number[] = [];
  for (let node = 0; node < side * side; node++) {
    if (node % side < side - 1) pairs.push(node, node + 1);
    if (node < side * (side - 1)) pairs.push(node, node + side);
  }
  return pairs;
}

const [blocks, perBlock, inside, between] = [50, 2000, 400_000, 100_000];

function blockPairs(): Int32Array {
  const nodes = blocks * perBlock;
  const end = (k: number, seed: number): number =>
    Math.floor(blocks * u(30, k)) * perBlock + Math.floor(perBlock * u(seed, k));
  const pairs = [
    distinctPairs(nodes, inside, (k) => [end(k, 31), end(k, 32)]),
    distinctPairs(nodes, between, (k) => [Math.floor(nodes * u(33, k)), Math.floor(nodes * u(34, k))]),
  ];
  // An edge of both kinds is one edge.
  const keys = new Set<number>();
  for (const kind of pairs)
    for (let at = 0; at < kind.length; at += 2)
      keys.add(Math.min(kind[at], kind[at + 1]) * nodes + Math.max(kind[at], kind[at + 1]));
  const scattered = (node: number): number => (48271 * node + 11) % nodes;
  return Int32Array.from([...keys].flatMap((key) => [scattered(Math.floor(key / nodes)), scattered(key % nodes)]));
}

interface Answer {
  values: number[];
  residual: number;
  method: string;
  products: number;
}

/** Nodes of each component of a symmetric matrix. */
function componentsOf({ rows, rowPointers, columnIndices }: CsrMatrix): number[][] {
  const seen = new Uint8Array(rows);
  const components: number[][] = [];
  for (let start = 0; start < rows; start++) {
    if (seen[start]) continue;
    const nodes = [start];
    seen[start] = 1;
    for (let at = 0; at < nodes.length; at++) {
      for (let entry = rowPointers[nodes[at]]; entry < rowPointers[nodes[at] + 1]; entry++) {
        const next = columnIndices[entry];
        if (!seen[next]) nodes.push(next);
        seen[next] = 1;
      }
    }
    components.push(nodes.sort((a, b) => a - b));
  }
  return components;
}

/** Component by component: each has the constant vector, with the eigenvalue 0. */
async function smallest(matrix: CsrMatrix, solver: SparseSolver, pace: SolverPace): Promise<Answer> {
  const answer: Answer = { values: [], residual: 0, method: "", products: 0 };
  const place = new Int32Array(matrix.rows);
  const components = componentsOf(matrix);
  for (const nodes of components) {
    answer.values.push(0);
    // Of the values wanted, each component has one that is 0.
    const k = Math.min(wanted - components.length, nodes.length - 1);
    if (k <= 0) continue;
    const known = new Float64Array(nodes.length).fill(1 / Math.sqrt(nodes.length));
    const part = nodes.length === matrix.rows ? matrix : submatrix(matrix, nodes, place);
    const request = { k, end: "smallest", known, tolerance: residualMost / 2 } as const;
    const { values, residuals, method, products } = await solver.extremes(part, request, pace);
    answer.values.push(...values);
    answer.residual = Math.max(answer.residual, ...residuals);
    answer.products += products;
    answer.method = method;
  }
  answer.values = answer.values.sort((a, b) => a - b).slice(0, wanted);
  return answer;
}

interface Kind {
  name: string;
  matrix(): CsrMatrix;
  /** Eigenvalues by index, and how many are 0. */
  expected: Readonly<Record<number, number>>;
  zeros: number;
}

const kinds: readonly Kind[] = [
  {
    name: "grid316",
    matrix: () => laplacian(316 * 316, gridPairs(316)),
    expected: { 1: 9.88376e-5, 49: 0.00513833 },
    zeros: 1,
  },
  { name: "sbm100k", matrix: () => laplacian(blocks * perBlock, blockPairs()), expected: {}, zeros: 7 },
];

function check(name: string, { values, residual }: Answer, { expected, zeros }: Kind): void {
  if (!(residual < residualMost)) throw new CheckError(`${name}: the largest residual is ${residual}.`);
  const found = values.filter((value) => Math.abs(value) < residualMost).length;
  if (found !== zeros) throw new CheckError(`${name}: ${found} eigenvalues are 0 instead of ${zeros}.`);
  for (const [index, value] of Object.entries(expected)) {
    if (Math.abs(values[Number(index)] - value) <= 1e-5 * value) continue;
    throw new CheckError(`${name}: eigenvalue ${index} is ${values[Number(index)]} instead of ${value}.`);
  }
}

/** Timed: components, orders, factors, and all that follows. */
export const sparseSpectra: readonly SparseWorkload[] = kinds.map((kind) => ({
  name: `spectrum-sparse-${kind.name}`,
  unit: `${wanted} pairs`,
  prepare(solver, pace) {
    const matrix = kind.matrix();
    let answer: Answer | undefined;
    return {
      async run(count) {
        for (let i = 0; i < count; i++) {
          answer = await smallest(matrix, solver, pace);
          check(`spectrum-sparse-${kind.name}`, answer, kind);
        }
      },
      note() {
        const { values, residual, method, products } = answer!;
        const shown = [1, wanted - 1].map((i) => `λ${i} ${values[i].toPrecision(6)}`).join(", ");
        return `${kind.zeros} zeros, ${shown}, residual ${residual.toExponential(1)}, ${method}, ${products} products`;
      },
    };
  },
}));
