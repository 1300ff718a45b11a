// Eigenvalues that repeat because of motifs in a graph, counted without a solver: zeros, twos, twins, leaves.

import { countOf } from "../words";
import type { CsrMatrix } from "./csr";
import { matrixSymbols } from "./matrices";
import type { Structure } from "./structure";

export interface Spike {
  value: number;
  /** The eigenvalue is there at least so many times. */
  count: number;
  reason: string;
}

/** Different rows of nodes with the same neighbours that are told apart; more, as random weights give, hold few twins. */
const classLimit = 1000;

/** By count, the largest first; each value once. */
export function spikesOf(structure: Structure): Spike[] {
  const { name, matrix, parts, bipartite, isolated, positive, graph } = structure;
  const spikes: Spike[] = [];
  const symbol = matrixSymbols[name];
  // L maps what is constant on a component to zero whatever the signs of the weights.
  if (name === "combinatorial" || (positive && name !== "adjacency")) {
    const value = name === "propagation" ? 1 : 0;
    spikes.push({ value, count: parts.count, reason: eachOf(parts.count, "component") });
  }
  if (positive && bipartite > 0 && (name === "normalized" || name === "randomwalk")) {
    spikes.push({ value: 2, count: bipartite, reason: eachOf(bipartite, "bipartite component") });
  }
  const folded = graph ? nullity(graph.adjacency) : 0;
  const reason = "neighbours shared by leaves and twins leave A so many zeros, counted by taking leaves and twins away";
  if (name === "adjacency" && folded > 0) spikes.push({ value: 0, count: folded, reason });
  // L_sym·x = x exactly where A·(D^-½ x) = 0; isolated nodes have their zero of A elsewhere.
  if ((name === "normalized" || name === "randomwalk") && folded > isolated) {
    spikes.push({ value: 1, count: folded - isolated, reason });
  }
  for (const twin of twinsOf(matrix)) {
    if (spikes.some(({ value }) => Math.abs(value - twin.value) < 1e-12)) continue;
    spikes.push({ ...twin, reason: `twins: nodes whose rows of ${symbol} agree but for their own entries` });
  }
  return spikes.sort((a, b) => b.count - a.count || a.value - b.value);
}

const eachOf = (count: number, noun: string) =>
  count === 1 ? `the ${noun} gives one` : `each of ${countOf(count, noun)} gives one`;

/**
 * Twins i, j have M_ik = M_jk for all other k and M_ii = M_jj: then e_i − e_j is an eigenvector, with M_ii − M_ij. A class
 * of t twins gives that value t − 1 times. Nodes without an entry off the diagonal are left out.
 */
function twinsOf(matrix: CsrMatrix): { value: number; count: number }[] {
  const counts = new Map<number, number>();
  const taken = new Uint8Array(matrix.rows);
  for (const adjacent of [false, true]) {
    for (const group of sameHash(matrix, adjacent, taken)) {
      // Few share a hash that are no twins; each is compared with the first of a class.
      const classes: number[][] = [];
      for (const node of group) {
        const own = classes.find(([first]) => areTwins(matrix, first, node, adjacent));
        if (own) own.push(node);
        else if (classes.length < classLimit) classes.push([node]);
      }
      for (const twins of classes) {
        if (twins.length < 2) continue;
        for (const node of twins) taken[node] = 1;
        const value = entry(matrix, twins[0], twins[0]) - (adjacent ? entry(matrix, twins[0], twins[1]) : 0);
        const key = [...counts.keys()].find((other) => Math.abs(other - value) < 1e-12) ?? value;
        counts.set(key, (counts.get(key) ?? 0) + twins.length - 1);
      }
    }
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** Pseudo-random number of a node, for sums that are the same for the same neighbours. */
function mix(node: number): number {
  let x = (node + 1) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Groups of two and more nodes whose neighbours (with the node itself where `adjacent`) have the same hash. */
function sameHash({ rows, rowPointers, columnIndices }: CsrMatrix, adjacent: boolean, taken: Uint8Array): number[][] {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    if (taken[row]) continue;
    let hash = adjacent ? mix(row) : 0;
    let degree = 0;
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) {
      if (columnIndices[at] === row) continue;
      hash += mix(columnIndices[at]);
      degree++;
    }
    if (degree === 0) continue;
    const group = groups.get(hash);
    if (group) group.push(row);
    else groups.set(hash, [row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function entry({ rowPointers, columnIndices, values }: CsrMatrix, row: number, column: number): number {
  for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) if (columnIndices[at] === column) return values[at];
  return 0;
}

function areTwins(matrix: CsrMatrix, i: number, j: number, adjacent: boolean): boolean {
  const { rowPointers, columnIndices, values } = matrix;
  if (close(entry(matrix, i, j), 0) === adjacent || !close(entry(matrix, i, i), entry(matrix, j, j))) return false;
  let [a, b] = [rowPointers[i], rowPointers[j]];
  const [endA, endB] = [rowPointers[i + 1], rowPointers[j + 1]];
  const isOwn = (column: number) => column === i || column === j;
  for (;;) {
    while (a < endA && isOwn(columnIndices[a])) a++;
    while (b < endB && isOwn(columnIndices[b])) b++;
    if (a === endA || b === endB) return a === endA && b === endB;
    if (columnIndices[a] !== columnIndices[b] || !close(values[a], values[b])) return false;
    a++;
    b++;
  }
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-14 * Math.max(1, Math.abs(a));

/**
 * Zeros of A at least: a leaf and its neighbour can be taken away without changing their number (D. Cvetković, I. Gutman,
 * 1972), of two nodes with the same row one can be taken away with one zero, and a node without neighbours is one.
 */
function nullity({ rows, rowPointers, columnIndices, values }: CsrMatrix): number {
  const gone = new Uint8Array(rows);
  const degrees = new Int32Array(rows);
  const leaves: number[] = [];
  let zeros = 0;
  for (let row = 0; row < rows; row++) {
    degrees[row] = rowPointers[row + 1] - rowPointers[row];
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) if (columnIndices[at] === row) return 0;
    if (degrees[row] <= 1) leaves.push(row);
  }
  const remove = (node: number) => {
    gone[node] = 1;
    for (let at = rowPointers[node]; at < rowPointers[node + 1]; at++) {
      const other = columnIndices[at];
      if (!gone[other] && --degrees[other] <= 1) leaves.push(other);
    }
  };
  const fold = () => {
    for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop()) {
      if (gone[leaf]) continue;
      if (degrees[leaf] === 0) {
        gone[leaf] = 1;
        zeros++;
        continue;
      }
      let at = rowPointers[leaf];
      while (gone[columnIndices[at]]) at++;
      gone[leaf] = 1;
      remove(columnIndices[at]);
    }
  };
  /** Neighbours that are left, with the weights of their edges: equal texts are equal rows. */
  const rowOf = (node: number): string => {
    let text = "";
    for (let at = rowPointers[node]; at < rowPointers[node + 1]; at++) {
      if (!gone[columnIndices[at]]) text += `${columnIndices[at]}:${values[at]} `;
    }
    return text;
  };
  fold();
  for (let changed = true; changed; ) {
    changed = false;
    const hashes = new Map<number, number>();
    for (let node = 0; node < rows; node++) {
      if (gone[node]) continue;
      let hash = 0;
      for (let at = rowPointers[node]; at < rowPointers[node + 1]; at++) {
        if (!gone[columnIndices[at]]) hash += mix(columnIndices[at]);
      }
      const other = hashes.get(hash);
      if (other === undefined) hashes.set(hash, node);
      else if (!gone[other] && rowOf(other) === rowOf(node)) {
        zeros++;
        remove(node);
        changed = true;
      }
    }
    fold();
  }
  return zeros;
}
