// The symmetric matrices of a graph whose spectra are asked for: A, L, L_sym (for L_rw as well), Â, and Δ of hypergraphs.

import { InputError } from "../errors";
import { significant } from "../words";
import { neighbourCounts } from "./components";
import type { CsrMatrix } from "./csr";
import { rowSums } from "./csr";
import { cliqueExpansion, edgesAsHyperedges, type Hypergraph, hypergraphDegrees, sharedHyperedges } from "./hypergraph";
import type { SimpleGraph } from "./simple-graph";
import type { MatrixName } from "./spectrum-types";

/** What a spectrum is computed of. */
export type GraphInput = SimpleGraph | Hypergraph;

/** The definition of each matrix, in plain text with the symbols of the field. */
export const matrixFormulas: Readonly<Record<MatrixName, string>> = {
  adjacency: "A: the weight of the edge between u and v, 0 without one",
  combinatorial: "L = D − A, with D the sums of the weights at each node",
  normalized: "L_sym = I − D^-½ A D^-½, with a diagonal of 0 at isolated nodes",
  randomwalk: "L_rw = I − D⁻¹A = D^-½ L_sym D^½, with a diagonal of 0 at isolated nodes",
  propagation: "Â = D̃^-½ (A + I) D̃^-½, with D̃ = D + I",
  hypergraph: "Δ = I − Dv^-½ H W De⁻¹ Hᵀ Dv^-½, with a diagonal of 0 at isolated nodes",
};

/** The symbol of each matrix. */
export const matrixSymbols: Readonly<Record<MatrixName, string>> = {
  adjacency: "A",
  combinatorial: "L",
  normalized: "L_sym",
  randomwalk: "L_rw",
  propagation: "Â",
  hypergraph: "Δ",
};

/**
 * The symmetric matrix whose eigenvalues are those of `name`: L_sym stands for L_rw too, which it is similar to. The
 * matrices of graphs are those of a hypergraph's clique expansion; Δ of a graph takes each edge as a hyperedge.
 * @throws InputError for a directed graph, and where negative weights leave a node without a positive degree
 */
export function matrixOf(name: MatrixName, input: GraphInput): CsrMatrix {
  if (name === "hypergraph") return hypergraphLaplacian("adjacency" in input ? edgesAsHyperedges(input) : input);
  const graph = graphOf(input);
  refuseDirected(graph);
  if (name === "adjacency") return graph.adjacency;
  const degrees = rowSums(graph.adjacency);
  if (name === "combinatorial")
    return combine(
      graph.adjacency,
      (u) => degrees[u],
      (_u, _v, weight) => -weight,
    );
  if (name === "propagation") {
    const roots = inverseRoots(degrees, 1, graph, name);
    return combine(
      graph.adjacency,
      (u) => roots[u] * roots[u],
      (u, v, weight) => roots[u] * roots[v] * weight,
    );
  }
  const roots = inverseRoots(degrees, 0, graph, name);
  return combine(
    graph.adjacency,
    (u) => Math.sign(roots[u]),
    (u, v, weight) => -roots[u] * roots[v] * weight,
  );
}

/** The graph itself, or the clique expansion of a hypergraph. */
export const graphOf = (input: GraphInput): SimpleGraph => ("adjacency" in input ? input : cliqueExpansion(input));

/** Θ = Dv^-½ H W De⁻¹ Hᵀ Dv^-½ (Y. Feng et al., 2019; D. Zhou et al., 2006); rows of isolated nodes are empty. */
export function hypergraphPropagation(graph: Hypergraph): CsrMatrix {
  const { pointers, weights } = graph;
  const degrees = hypergraphDegrees(graph);
  const isIn = new Uint8Array(graph.nodes);
  for (const node of graph.members) isIn[node] = 1;
  const roots = degrees.map((degree, node) => (isIn[node] ? inverseRoot(degree, node, "hypergraph") : 0));
  const shared = sharedHyperedges(graph, (edge) => weights[edge] / (pointers[edge + 1] - pointers[edge]), true);
  return scaled(shared, roots, 1);
}

/** Δ = I − Θ, the diagonal 0 at nodes in no hyperedge. */
function hypergraphLaplacian(graph: Hypergraph): CsrMatrix {
  const theta = hypergraphPropagation(graph);
  return combine(
    theta,
    (u) => (theta.rowPointers[u] < theta.rowPointers[u + 1] ? 1 : 0),
    (_u, _v, value) => -value,
  );
}

function scaled(matrix: CsrMatrix, scale: Float64Array, factor: number): CsrMatrix {
  const values = new Float64Array(matrix.values.length);
  for (let u = 0; u < matrix.rows; u++) {
    for (let at = matrix.rowPointers[u]; at < matrix.rowPointers[u + 1]; at++) {
      values[at] = factor * scale[u] * scale[matrix.columnIndices[at]] * matrix.values[at];
    }
  }
  return { ...matrix, values };
}

/** diag(d) plus `entry` of each entry of the matrix; every row has a diagonal entry. */
function combine(
  { rows, rowPointers, columnIndices, values }: CsrMatrix,
  diagonal: (row: number) => number,
  entry: (row: number, column: number, value: number) => number,
): CsrMatrix {
  const pointers = new Int32Array(rows + 1);
  const columns = new Int32Array(values.length + rows);
  const result = new Float64Array(values.length + rows);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    let own = -1;
    const putDiagonal = () => {
      own = next++;
      columns[own] = row;
      result[own] = diagonal(row);
    };
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) {
      const column = columnIndices[at];
      if (column >= row && own < 0) putDiagonal();
      const value = entry(row, column, values[at]);
      if (column === row) {
        result[own] += value;
        continue;
      }
      columns[next] = column;
      result[next++] = value;
    }
    if (own < 0) putDiagonal();
    pointers[row + 1] = next;
  }
  const cut = { columnIndices: columns.slice(0, next), values: result.slice(0, next) };
  return { rows, columns: rows, rowPointers: pointers, ...cut };
}

/** (d + more)^-½ of each node; 0 for isolated ones where nothing is added. */
function inverseRoots(degrees: Float64Array, more: number, { adjacency }: SimpleGraph, name: MatrixName): Float64Array {
  const isolated = (node: number) => adjacency.rowPointers[node] === adjacency.rowPointers[node + 1];
  return degrees.map((degree, node) => (isolated(node) && more === 0 ? 0 : inverseRoot(degree + more, node, name)));
}

function inverseRoot(degree: number, node: number, name: MatrixName): number {
  if (degree > 0) return 1 / Math.sqrt(degree);
  throw new InputError(
    `${matrixSymbols[name]} divides by degrees, and with negative weights the one of node ${node} (counted from 0) is ${significant(degree)}: take the adjacency or the combinatorial Laplacian, or weights above 0.`,
  );
}

/** @throws InputError where the graph is directed */
export function refuseDirected({ directed }: SimpleGraph): void {
  if (!directed) return;
  throw new InputError(
    "This matrix must be symmetric, and the edges have directions: join either way (union) or keep those that go both ways (mutual).",
  );
}

/** Whether no weight is below 0, so that Laplacians are positive semidefinite. */
export function hasPositiveWeights(input: GraphInput): boolean {
  return ("adjacency" in input ? input.adjacency.values : input.weights).every((weight) => weight > 0);
}

/** Numbers of neighbours; in a hypergraph of the hyperedges that hold a node. */
export function degreesOf(input: GraphInput): Uint32Array {
  if ("adjacency" in input) return neighbourCounts(input.adjacency);
  const degrees = new Uint32Array(input.nodes);
  for (const node of input.members) degrees[node]++;
  return degrees;
}
