// The eigenvalues of a matrix, component by component: no solver ever sees two components at once.

import { paced } from "../tasks/table/matrix";
import { type CsrMatrix, multiply, submatrix } from "./csr";
import { smallEigenpairs, smallRows } from "./small-eigen";
import { type Eigenpairs, type SolverPace, SolverStopped, type Solvers } from "./solver";
import { type KnownPair, knownEnds, knownVector, type Structure } from "./structure";

/** Some eigenvalues of one component, ascending. */
export interface ComponentPairs {
  part: number;
  /** The end of the component's spectrum that they are from; absent where they are all. */
  end?: "smallest" | "largest";
  values: Float64Array;
  /** Row-major over the nodes of the component. */
  vectors?: Float64Array;
  /** Values that theory fixes, by index, as the solver had computed them. */
  proven: { index: number; computed: number; reason: string }[];
}

export interface EndsRequest {
  k: number;
  end: "smallest" | "largest" | "both";
  /** Of the sparse solver's residuals. */
  tolerance?: number;
}

/** Nodes of a component up to which all its pairs are computed though a few are asked for. */
const denseAnyway = 500;

/** Asked between components: breathes, and throws SolverStopped when nobody waits any more. */
export function checkpoint({ breathe, stopped }: SolverPace): () => Promise<void> {
  const breath = paced(breathe);
  return async () => {
    await breath();
    if (stopped?.()) throw new SolverStopped();
  };
}

/** All eigenvalues of every component. */
export async function solveAll(
  structure: Structure,
  solvers: Solvers,
  vectors: boolean,
  pace: SolverPace,
): Promise<ComponentPairs[]> {
  const { members } = structure;
  const work = members.reduce((sum, nodes) => sum + nodes.length ** 3, 0);
  const solver = new ComponentSolver(structure, solvers, vectors);
  const pause = checkpoint(pace);
  const solved: ComponentPairs[] = [];
  let done = 0;
  for (let part = 0; part < members.length; part++) {
    await pause();
    const own = members[part].length ** 3;
    solved.push(await solver.all(part, share(pace, done / work, own / work)));
    done += own;
  }
  return solved;
}

/** At least the k extreme pairs of all components together, from each component as many as may be among them. */
export async function solveEnds(
  structure: Structure,
  solvers: Solvers,
  request: EndsRequest,
  pace: SolverPace,
): Promise<{ solved: ComponentPairs[]; methods: Set<string> }> {
  const { members } = structure;
  const work = members.reduce((sum, nodes) => sum + nodes.length, 0);
  const solver = new ComponentSolver(structure, solvers, true);
  const pause = checkpoint(pace);
  const solved: ComponentPairs[] = [];
  let done = 0;
  for (let part = 0; part < members.length; part++) {
    await pause();
    const size = members[part].length;
    const inner = share(pace, done / work, size / work);
    const wanted = (request.end === "both" ? 2 : 1) * request.k;
    const few = size > denseAnyway && 4 * wanted < size;
    if (few) solved.push(...(await solver.ends(part, request, inner)));
    else solved.push(await solver.all(part, inner));
    done += size;
  }
  return { solved, methods: solver.methods };
}

const share = (pace: SolverPace, from: number, part: number): SolverPace => ({
  ...pace,
  progress: (fraction) => pace.progress?.(from + part * fraction),
});

class ComponentSolver {
  readonly methods = new Set<string>();
  /** Components of a few nodes are often alike. */
  private readonly alike = new Map<string, Eigenpairs>();
  private readonly place: Int32Array;

  constructor(
    private readonly structure: Structure,
    private readonly solvers: Solvers,
    private readonly vectors: boolean,
  ) {
    this.place = new Int32Array(structure.matrix.rows);
  }

  async all(part: number, pace: SolverPace): Promise<ComponentPairs> {
    if (this.structure.members[part].length === 1) return this.single(part);
    const matrix = this.matrixOf(part);
    const size = matrix.rows;
    const { dense } = this.solvers;
    let pairs: { values: Float64Array; vectors?: Float64Array };
    if (size <= smallRows) pairs = this.small(matrix);
    else if (this.vectors) pairs = await dense.eigenpairs(full(matrix), size, pace);
    else pairs = { values: await dense.eigenvalues(full(matrix), size, pace) };
    return this.withProven(part, pairs.values.slice(), this.vectors ? pairs.vectors : undefined);
  }

  async ends(part: number, request: EndsRequest, pace: SolverPace): Promise<ComponentPairs[]> {
    const { end } = request;
    const matrix = this.matrixOf(part);
    const known = knownEnds(this.structure, part);
    const sides = end === "both" ? (["smallest", "largest"] as const) : [end];
    const results: ComponentPairs[] = [];
    for (const [index, side] of sides.entries()) {
      const inner = share(pace, index / sides.length, 1 / sides.length);
      results.push(await this.endOf(part, matrix, { ...request, end: side }, known, inner));
    }
    return results;
  }

  /** What theory knows of this end needs no solver; it is told to leave it out. */
  private async endOf(
    part: number,
    matrix: CsrMatrix,
    { k, end, tolerance }: EndsRequest & { end: "smallest" | "largest" },
    known: KnownPair[],
    pace: SolverPace,
  ): Promise<ComponentPairs> {
    const own = known.filter((pair) => pair.end === end);
    const n = matrix.rows;
    const vectors = new Float64Array(own.length * n);
    for (const [i, { value }] of own.entries()) vectors.set(knownVector(this.structure, part, value), i * n);
    const proven = own.map(({ reason }, index) => {
      const vector = vectors.subarray(index * n, (index + 1) * n);
      const image = multiply(matrix, vector);
      const computed = image.reduce((sum, x, i) => sum + x * vector[i], 0);
      return { index: end === "largest" ? k - 1 : 0, computed, reason };
    });
    const wanted = k - own.length;
    if (wanted === 0) return { part, end, values: Float64Array.from(own, ({ value }) => value), vectors, proven };
    const request = {
      k: wanted,
      end,
      tolerance,
      bounds: this.boundsOf(),
      ...(own.length > 0 ? { known: vectors } : {}),
    };
    const found = await this.solvers.sparse.extremes(matrix, request, pace);
    this.methods.add(found.method);
    const values = own.map(({ value }) => value);
    const first = end === "smallest";
    return {
      part,
      end,
      values: Float64Array.from(first ? [...values, ...found.values] : [...found.values, ...values]),
      vectors: joined(first ? [vectors, found.vectors] : [found.vectors, vectors]),
      proven,
    };
  }

  /** Where the spectrum lies by theory. */
  private boundsOf(): readonly [number, number] | undefined {
    const { name, positive } = this.structure;
    if (!positive) return undefined;
    if (name === "normalized" || name === "randomwalk") return [0, 2];
    if (name === "propagation") return [-1, 1];
    return name === "hypergraph" ? [0, 1] : undefined;
  }

  private matrixOf(part: number): CsrMatrix {
    const { matrix, members } = this.structure;
    return members.length === 1 ? matrix : submatrix(matrix, members[part], this.place);
  }

  /** A node without neighbours: its row holds the diagonal alone, or nothing. */
  private single(part: number): ComponentPairs {
    const { matrix, members } = this.structure;
    const [node] = members[part];
    const at = matrix.rowPointers[node];
    const value = at < matrix.rowPointers[node + 1] ? matrix.values[at] : 0;
    return this.withProven(part, Float64Array.of(value), this.vectors ? Float64Array.of(1) : undefined);
  }

  private small(matrix: CsrMatrix): Eigenpairs {
    const dense = full(matrix);
    const key = dense.join();
    const known = this.alike.get(key);
    if (known) return known;
    const pairs = smallEigenpairs(dense, matrix.rows);
    this.alike.set(key, pairs);
    return pairs;
  }

  /** Sets the values that theory fixes exactly, where the solver came that close. */
  private withProven(part: number, values: Float64Array, vectors: Float64Array | undefined): ComponentPairs {
    const proven: ComponentPairs["proven"] = [];
    const size = Math.max(1, Math.abs(values[0]), Math.abs(values[values.length - 1]));
    for (const { value, end, reason } of knownEnds(this.structure, part)) {
      const index = end === "smallest" ? 0 : values.length - 1;
      const computed = values[index];
      if (Math.abs(computed - value) > 1e-9 * size) continue;
      values[index] = value;
      proven.push({ index, computed, reason });
    }
    return { part, values, vectors, proven };
  }
}

/** Row-major, all entries. */
export function full({ rows, rowPointers, columnIndices, values }: CsrMatrix): Float64Array {
  const dense = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) dense[row * rows + columnIndices[at]] = values[at];
  }
  return dense;
}

function joined(parts: Float64Array[]): Float64Array {
  const result = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
