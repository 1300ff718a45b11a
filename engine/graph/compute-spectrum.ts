// The spectrum of a graph's matrix with what it means: planned, solved by components, grouped, held against theory.

import { boundsOf } from "./bounds";
import type { CsrMatrix } from "./csr";
import { decompositionOf, residualsOf } from "./decomposition";
import { densityOf } from "./density";
import { groupsOf, type ProvenValue, setProven } from "./groups";
import { type GraphInput, matrixFormulas } from "./matrices";
import { spikesOf } from "./motifs";
import { planOf, sparsePairs, wantsVectors } from "./plan";
import { type ComponentPairs, solveAll, solveEnds } from "./solve-components";
import type { Eigenpairs, SolverPace, Solvers } from "./solver";
import { gapOf, zerosOf } from "./spectrum-facts";
import type { Spectrum, SpectrumPlan, SpectrumRequest } from "./spectrum-types";
import { largestOf, type Structure, structureOf } from "./structure";

export interface SpectrumOptions {
  /** Whether eigenvectors are computed with all eigenvalues; those of small graphs are unless said. */
  vectors?: boolean;
}

export interface ComputedSpectrum {
  spectrum: Spectrum;
  /**
   * Of the symmetric matrix (L_sym for L_rw), over all nodes, in the order of `spectrum.eigenvalues`; `eigenvectorOf`
   * gives those of L_rw.
   */
  pairs?: Eigenpairs;
}

/** Equal eigenvalues, as a share of the largest: of the dense solver, and of one that ends at a residual. */
const tolerances = { dense: 1e-10, sparse: 1e-7, density: 0 };
/** Multiplications that residuals may take. */
const residualSteps = 5e8;
/** Nodes up to which UΛUᵀ is compared with the matrix unasked. */
const comparedNodes = 600;

/**
 * @throws InputError where the request cannot be met, SolverStopped when nobody waits any more
 */
export async function computeSpectrum(
  input: GraphInput,
  request: SpectrumRequest,
  solvers: Solvers,
  pace: SolverPace,
  options: SpectrumOptions = {},
): Promise<ComputedSpectrum> {
  const start = performance.now();
  const structure = structureOf(input, request.matrix);
  const vectors = options.vectors ?? wantsVectors(structure, request);
  const plan = planOf(structure, request, solvers, vectors);
  const found =
    plan.method === "density"
      ? await computeDensity(structure, solvers, pace)
      : await computeValues(structure, request, plan, vectors, solvers, pace);
  const base = baseOf(structure, plan);
  const seconds = (performance.now() - start) / 1000;
  return { spectrum: { ...base, ...found.facts, seconds }, ...(found.pairs ? { pairs: found.pairs } : {}) };
}

/** What is found by computing, and what is known before. */
type Facts = Omit<Spectrum, keyof Base | "seconds">;
type Base = Pick<
  Spectrum,
  | "event"
  | "matrix"
  | "formula"
  | "method"
  | "reason"
  | "nodes"
  | "edges"
  | "components"
  | "bipartite"
  | "zeros"
  | "assumptions"
>;

function baseOf(structure: Structure, { method, reason }: SpectrumPlan): Base {
  const { name, input, graph, parts, isolated, bipartite } = structure;
  const zeros = zerosOf(structure);
  return {
    event: "spectrum",
    matrix: name,
    formula: matrixFormulas[name],
    method,
    reason,
    nodes: input.nodes,
    edges: "hyperedges" in input ? input.hyperedges : input.edges,
    components: { count: parts.count, isolated, largest: largestOf(structure) },
    bipartite,
    ...(zeros ? { zeros } : {}),
    assumptions: graph?.assumptions ?? input.assumptions,
  };
}

async function computeDensity(
  structure: Structure,
  solvers: Solvers,
  pace: SolverPace,
): Promise<{ facts: Facts; pairs?: Eigenpairs }> {
  const { density } = await densityOf(structure, solvers.sparse, pace);
  return { facts: { eigenvalues: [], complete: false, groups: [], bounds: boundsOf(structure, {}), density } };
}

async function computeValues(
  structure: Structure,
  request: SpectrumRequest,
  plan: SpectrumPlan,
  vectors: boolean,
  solvers: Solvers,
  pace: SolverPace,
): Promise<{ facts: Facts; pairs?: Eigenpairs }> {
  const n = structure.matrix.rows;
  const largestFirst = request.matrix === "adjacency" || request.matrix === "propagation";
  const end = request.end ?? (largestFirst ? "largest" : "smallest");
  const sparse = plan.method === "sparse";
  const k = request.k ?? (sparse ? sparsePairs(n) : undefined);
  const some = k !== undefined && k < n ? { k, end } : undefined;
  const solved =
    sparse && some
      ? await solveEnds(structure, solvers, some, pace)
      : { solved: await solveAll(structure, solvers, vectors, pace), methods: new Set<string>() };
  const merged = mergeParts(structure, solved.solved, some);
  const { values } = merged;
  const norm = Math.max(1, Math.abs(values[0]), Math.abs(values[values.length - 1]));
  const tolerance = norm * tolerances[plan.method];
  const proven = [...merged.proven, ...setProven(values, spikesOf(structure), tolerance)];
  const pairs = merged.vectors && { values, vectors: merged.vectors };
  const complete = values.length === n;
  const checked = pairs && checkedOf(structure.matrix, pairs);
  const residuals = checked && (await residualsOf(structure.matrix, checked, pace));
  const residual = residuals?.reduce((most, own) => Math.max(most, own), 0);
  // A sparse solver often comes closer than it must, and then tells values apart that lie as close.
  const equal = sparse ? Math.min(tolerance, Math.max(norm * tolerances.dense, 4 * (residual ?? 0))) : tolerance;
  const facts: Facts = {
    eigenvalues: Array.from(values),
    complete,
    groups: groupsOf(values, proven, equal, countedOf(structure)),
    tolerance: equal,
    ...(residual === undefined ? {} : { residual }),
    bounds: boundsOf(structure, {
      ...(complete || end !== "largest" ? { least: values[0] } : {}),
      ...(complete || end !== "smallest" ? { most: values[values.length - 1] } : {}),
      ...(complete ? { all: values } : {}),
    }),
  };
  const gap = gapOf(structure, solved.solved, residual);
  if (gap) facts.gap = gap;
  if (pairs) {
    if (complete && n <= comparedNodes) facts.decomposition = await decompositionOf(structure.matrix, pairs, pace);
  }
  return { facts, pairs };
}

/** Values whose multiplicity theory knows: one for each component, or for each bipartite one. */
function countedOf({ name, positive }: Structure): number[] {
  if (!positive || name === "adjacency") return [];
  if (name === "propagation") return [1];
  return name === "normalized" || name === "randomwalk" ? [0, 2] : [0];
}

/** The pairs whose residuals are computed: all, or evenly so many that it takes seconds where the matrix is full. */
function checkedOf(matrix: CsrMatrix, { values, vectors }: Eigenpairs): Eigenpairs {
  const n = matrix.rows;
  const most = Math.max(16, Math.ceil(residualSteps / matrix.values.length));
  if (values.length <= most) return { values, vectors };
  const rows = Array.from({ length: most }, (_, i) => Math.round((i * (values.length - 1)) / (most - 1)));
  const some = new Float64Array(most * n);
  for (const [i, row] of rows.entries()) some.set(vectors.subarray(row * n, (row + 1) * n), i * n);
  return { values: Float64Array.from(rows, (row) => values[row]), vectors: some };
}

/** Eigenvalues of all components in order, all or those at the ends that are asked for, with their vectors. */
function mergeParts(
  { matrix, members }: Structure,
  solved: readonly ComponentPairs[],
  some: { k: number; end: "smallest" | "largest" | "both" } | undefined,
): { values: Float64Array; vectors?: Float64Array; proven: ProvenValue[] } {
  const n = matrix.rows;
  const all: { value: number; from: ComponentPairs; index: number }[] = [];
  for (const from of solved) for (const [index, value] of from.values.entries()) all.push({ value, from, index });
  all.sort((a, b) => a.value - b.value);
  let chosen = all;
  if (some) {
    const { k, end } = some;
    if (end === "smallest") chosen = all.slice(0, k);
    else if (end === "largest") chosen = all.slice(-k);
    else if (2 * k < n) chosen = [...all.slice(0, k), ...all.slice(-k)];
  }
  const proven: ProvenValue[] = [];
  const hasVectors = solved.every(({ vectors }) => vectors);
  const vectors = hasVectors ? new Float64Array(chosen.length * n) : undefined;
  for (const [row, { from, index }] of chosen.entries()) {
    const known = from.proven.find((value) => value.index === index);
    if (known) proven.push({ ...known, index: row });
    if (!vectors) continue;
    const nodes = members[from.part];
    const offset = index * nodes.length;
    for (let i = 0; i < nodes.length; i++) vectors[row * n + nodes[i]] = from.vectors![offset + i];
  }
  return { values: Float64Array.from(chosen, ({ value }) => value), vectors, proven };
}
