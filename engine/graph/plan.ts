// Which way a spectrum is computed, why, and how much memory that takes, said before it begins.

import { InputError } from "../errors";
import { countOf, grouped } from "../words";
import { type GraphInput, matrixSymbols } from "./matrices";
import type { Solvers } from "./solver";
import type { SpectrumMethod, SpectrumPlan, SpectrumRequest } from "./spectrum-types";
import { largestOf, type Structure, structureOf } from "./structure";

/** Nodes of the largest component up to which all eigenvalues are computed unless asked otherwise: some seconds. */
export const denseNodes = 3000;
/** Nodes up to which eigenvectors are computed with all eigenvalues unless asked otherwise. */
const vectorNodes = 2000;
/** Bytes beyond which a computation is refused. */
const byteLimit = 3.5e9;

export const momentCount = 100;

/** Random probes of a density: fewer are enough for more nodes. */
export const probesFor = (nodes: number): number => Math.max(10, Math.min(200, Math.ceil(200_000 / nodes)));

/**
 * @throws InputError, with a sentence that says what can be asked for, where the request cannot be met
 */
export function planSpectrum(input: GraphInput, request: SpectrumRequest, solvers: Solvers): SpectrumPlan {
  return planOf(structureOf(input, request.matrix), request, solvers);
}

/** `planSpectrum` of what has been found out already. `vectors`: whether eigenvectors are wanted. */
export function planOf(
  structure: Structure,
  request: SpectrumRequest,
  solvers: Solvers,
  vectors = wantsVectors(structure, request),
): SpectrumPlan {
  const { matrix, parts } = structure;
  if (matrix.rows === 0) throw new InputError("The graph has no nodes, and so no spectrum.");
  const k = request.k !== undefined && request.k < matrix.rows ? request.k : undefined;
  if (k !== undefined && !(Number.isInteger(k) && k > 0)) {
    throw new InputError(`k must be a whole number above 0, not ${request.k}.`);
  }
  const largest = largestOf(structure);
  const method = request.method ?? methodFor(largest, k);
  const base = { method, components: parts.count, largest };
  const { end = "smallest" } = request;
  const pairs = k === undefined ? undefined : Math.min(matrix.rows, end === "both" ? 2 * k : k);
  const found = { matrix, members: structure.members, largest, pairs, solvers, vectors };
  const bytes = bytesOf(method, found);
  if (bytes > byteLimit) throw new InputError(refusal(method, largest, bytes, structure));
  return { ...base, bytes, reason: reasonOf(method, request, k, largest, parts.count) };
}

/** Whether eigenvectors are computed unless somebody says: those of a few eigenvalues always are. */
export const wantsVectors = ({ matrix }: Structure, { k }: SpectrumRequest): boolean =>
  k !== undefined || matrix.rows <= vectorNodes;

function methodFor(largest: number, k: number | undefined): SpectrumMethod {
  // A few pairs of a graph that is not small come sooner from products with its matrix.
  if (k !== undefined && largest > 1000 && 8 * k < largest) return "sparse";
  if (largest <= denseNodes) return "dense";
  return k === undefined ? "density" : "sparse";
}

function bytesOf(
  method: SpectrumMethod,
  {
    matrix,
    members,
    largest,
    pairs,
    solvers,
    vectors,
  }: Pick<Structure, "matrix" | "members"> & {
    largest: number;
    /** At both ends together; all where absent. */
    pairs: number | undefined;
    solvers: Solvers;
    vectors: boolean;
  },
): number {
  const n = matrix.rows;
  const own = 12 * matrix.values.length + 4 * n;
  if (method === "dense") {
    // Components keep their own vectors, and only what is asked for is laid out over all nodes.
    const kept = members.reduce((sum, nodes) => sum + nodes.length ** 2, 0) + n * (pairs ?? n);
    return own + 8 * largest * largest + solvers.dense.bytes(largest, vectors) + (vectors ? 8 * kept : 0);
  }
  if (method === "sparse") {
    const some = pairs ?? sparsePairs(n);
    return own + solvers.sparse.bytes(matrix, some) + 8 * n * some;
  }
  return 2 * own + 8 * 3 * 8 * n;
}

/** Pairs that the sparse solver is asked for where nobody says how many. */
export const sparsePairs = (nodes: number): number => Math.min(50, Math.max(1, nodes - 1));

function refusal(method: SpectrumMethod, largest: number, bytes: number, { matrix, name }: Structure): string {
  const size = gigabytes(bytes);
  if (method === "dense") {
    return `All eigenvalues of a component of ${countOf(largest, "node")} would take ${size}: ask for some of them (k) or for their density.`;
  }
  if (method === "sparse") return `So many pairs of ${countOf(matrix.rows, "node")} would take ${size}: ask for fewer.`;
  return `The density of ${matrixSymbols[name]} of ${countOf(matrix.rows, "node")} would take ${size}, more than there is room for.`;
}

function reasonOf(
  method: SpectrumMethod,
  request: SpectrumRequest,
  k: number | undefined,
  largest: number,
  count: number,
): string {
  const part =
    count === 1
      ? `The graph has ${countOf(largest, "node")}`
      : `The largest of ${countOf(count, "component")} has ${countOf(largest, "node")}`;
  if (request.method !== undefined && request.method !== methodFor(largest, k)) {
    return `${part}; the method was asked for.`;
  }
  if (method === "dense") return `${part}, few enough for all eigenvalues.`;
  if (method === "sparse") return `${part}, and ${countOf(k ?? 0, "pair")} at the end of the spectrum are asked for.`;
  return `${part}, more than the ${grouped(denseNodes)} whose eigenvalues are all computed: their density is estimated.`;
}

/** Bytes for people: `16 MB`. */
export function gigabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
