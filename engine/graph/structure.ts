// What is known of a matrix of a graph before any solver: components, sides, and which eigenvalues theory fixes.

import { type Components, components, membersOf, type Sides, sides } from "./components";
import { type CsrMatrix, rowSums } from "./csr";
import { hypergraphDegrees } from "./hypergraph";
import { type GraphInput, graphOf, hasPositiveWeights, matrixOf } from "./matrices";
import type { SimpleGraph } from "./simple-graph";
import type { MatrixName } from "./spectrum-types";

export interface Structure {
  name: MatrixName;
  input: GraphInput;
  /** The graph, or the clique expansion of a hypergraph; absent for Δ of a hypergraph. */
  graph?: SimpleGraph;
  matrix: CsrMatrix;
  parts: Components;
  /** Nodes of each component, ascending. */
  members: Uint32Array[];
  /** Components of one node. */
  isolated: number;
  sides?: Sides;
  /** Components with edges that are bipartite; 0 for Δ of a hypergraph. */
  bipartite: number;
  /** Whether all weights are above 0. */
  positive: boolean;
  /** Of each node the square root of the degree that the matrix is divided by: all 1 for A and L. */
  roots: Float64Array;
}

/** Structures that are kept for each graph: what moves a slider asks for the same one again and again. */
const keptStructures = 2;
const kept = new WeakMap<GraphInput, Structure[]>();

/**
 * The last ones of a graph are kept as long as it is; it must not change.
 * @throws InputError as `matrixOf`
 */
export function structureOf(input: GraphInput, name: MatrixName): Structure {
  const before = kept.get(input) ?? [];
  const found = before.find((structure) => structure.name === name) ?? analyse(input, name);
  kept.set(input, [found, ...before.filter((structure) => structure !== found)].slice(0, keptStructures));
  return found;
}

function analyse(input: GraphInput, name: MatrixName): Structure {
  const graph = name === "hypergraph" && !("adjacency" in input) ? undefined : graphOf(input);
  const source = name === "hypergraph" ? input : (graph ?? input);
  const parts = components(source);
  const found = graph && sides(graph, parts);
  let [isolated, bipartite] = [0, 0];
  for (let part = 0; part < parts.count; part++) {
    if (parts.sizes[part] === 1) isolated++;
    else if (found?.bipartite[part]) bipartite++;
  }
  return {
    name,
    input,
    graph,
    matrix: matrixOf(name, source),
    parts,
    members: membersOf(parts),
    isolated,
    sides: found,
    bipartite,
    positive: hasPositiveWeights(source),
    roots: rootDegrees(name, source, source.nodes),
  };
}

/** Nodes of the largest component. */
export const largestOf = ({ parts }: Pick<Structure, "parts">): number =>
  parts.sizes.reduce((most, size) => Math.max(most, size), 0);

/** An eigenvalue at an end of a component's spectrum that theory fixes. */
export interface KnownPair {
  value: number;
  end: "smallest" | "largest";
  reason: string;
}

/**
 * The ends of a component's spectrum that theory fixes: 0 for Laplacians, 1 for Â, 2 for L_sym where the component is
 * bipartite; each once, as the component is connected (Perron and Frobenius). None with negative weights.
 */
export function knownEnds({ name, parts, sides: found, positive }: Structure, part: number): KnownPair[] {
  if (!positive || name === "adjacency") return [];
  if (name === "propagation") return [{ value: 1, end: "largest", reason: "every component gives a 1" }];
  const known: KnownPair[] = [{ value: 0, end: "smallest", reason: "every component gives a zero" }];
  const two = name === "normalized" || name === "randomwalk";
  if (two && parts.sizes[part] > 1 && found?.bipartite[part]) {
    known.push({ value: 2, end: "largest", reason: "every bipartite component with edges gives a 2" });
  }
  return known;
}

/** The unit vector of a known pair on the nodes of a component. */
export function knownVector({ members, sides: found, roots }: Structure, part: number, value: number): Float64Array {
  const vector = Float64Array.from(members[part], (node) => roots[node] * (value === 2 ? found!.side[node] : 1));
  const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return norm === 0 ? vector.fill(1 / Math.sqrt(vector.length)) : vector.map((x) => x / norm);
}

/** Square roots of the degrees that the matrix is divided by: all 1 for A and L. */
function rootDegrees(name: MatrixName, source: GraphInput, nodes: number): Float64Array {
  if (name === "adjacency" || name === "combinatorial") return new Float64Array(nodes).fill(1);
  const more = name === "propagation" ? 1 : 0;
  const degrees = "adjacency" in source ? rowSums(source.adjacency) : hypergraphDegrees(source);
  return degrees.map((degree) => Math.sqrt(Math.max(0, degree + more)));
}
