// Some eigenpairs from an end of the spectrum of a symmetric sparse matrix.

import { InputError } from "../../errors";
import type { CsrMatrix } from "../csr";
import { checkpoint } from "../solve-components";
import type { DenseSolver, ExtremeRequest, Extremes, SolverPace } from "../solver";
import { survey } from "./bounds";
import { Davidson } from "./davidson";
import { chebyshevFilter, type Expansion, shiftInvert } from "./expansion";
import { analyse, bytesPerEntry, factorBytes, reordered } from "./factor";
import { Machine, type SpectrumThreads } from "./machine";
import { gershgorin, Operator, operatorBytes } from "./operator";
import { nestedDissection } from "./ordering";
import { type Panel, Panels, panelBytes, width } from "./panels";
import { Shifting } from "./shifting";
import { denseExtremes } from "./small";

/** A factor may have so many entries for each row; more would take longer than a polynomial. */
const fillMost = 64;
const stepsMost = 2000;
/** What a memory of WebAssembly can have. */
const memoryMost = 2 ** 32 - 2 ** 20;

const upToPanels = (vectors: number): number => Math.ceil(vectors / width) * width;

/** Vectors that restarts leave, and that a subspace has at most. */
function subspaceOf(k: number): { kept: number; most: number } {
  const kept = upToPanels(k) + 2 * width;
  return { kept, most: kept + Math.max(5 * width, Math.min(10 * width, upToPanels(k))) };
}

/** Bytes for k pairs, with the factor and without. */
function bytesOf(matrix: CsrMatrix, k: number, known: number, entries: number, threads: number): number {
  const { kept, most } = subspaceOf(k);
  const count = (upToPanels(known) + most) / width + 4;
  const panels = panelBytes(matrix.rows, count + 1, count, kept / width, threads);
  return operatorBytes(matrix) + panels + (entries > 0 ? factorBytes(matrix.rows, entries) : 0) + 4096;
}

/** Bytes that `extremes` takes at most, with the pairs that it gives. */
export function extremesBytes(matrix: CsrMatrix, k: number, threads: number): number {
  const { rows } = matrix;
  if (isSmall(rows, k, 0)) return 4 * rows * rows * 8;
  const entries = Math.min(fillMost * rows, (rows * (rows + 1)) / 2);
  return bytesOf(matrix, k, 0, entries, threads) + operatorBytes(matrix) + k * rows * 8;
}

const isSmall = (rows: number, k: number, known: number): boolean =>
  rows < 2 * (subspaceOf(k).most + upToPanels(known));

/** @throws InputError when k is not between 1 and the number of rows, or memory does not suffice */
export async function extremes(
  module: WebAssembly.Module,
  matrix: CsrMatrix,
  request: ExtremeRequest,
  pace: SolverPace,
  { threads, dense }: { threads?: SpectrumThreads; dense?: DenseSolver },
): Promise<Extremes> {
  const { rows } = matrix;
  const { k, end } = request;
  const known = (request.known?.length ?? 0) / Math.max(1, rows);
  if (!(k >= 1) || k > rows - known || !Number.isInteger(k)) {
    throw new InputError(`A matrix of ${rows} rows has no ${k} eigenpairs to look for: ask for 1 to ${rows - known}.`);
  }
  const certain = gershgorin(matrix);
  const norm = Math.max(Math.abs(certain[0]), Math.abs(certain[1]));
  const tolerance = request.tolerance ?? 1e-8 * norm;
  if (isSmall(rows, k, known) || norm === 0) return denseExtremes(matrix, request, norm, pace, dense);
  const bounds = request.bounds ?? certain;
  const outer = [Math.max(certain[0], bounds[0]), Math.min(certain[1], bounds[1])] as const;
  const count = threads?.count ?? 1;
  const fill = (memoryMost - bytesOf(matrix, k, known, 1, count)) / bytesPerEntry;
  const { order, symbolic, permuted } = await ordered(matrix, Math.min(fillMost * rows, fill), pace);
  const bytes = bytesOf(matrix, k, known, symbolic ? symbolic.starts[rows] : 0, count);
  const machine = createMachine(module, bytes, pace, threads);
  try {
    const sign = end === "smallest" ? 1 : -1;
    const operator = new Operator(machine, permuted, sign);
    const { kept, most } = subspaceOf(k);
    const together = (upToPanels(known) + most) / width + 4;
    const panels = new Panels(machine, rows, together, kept / width, request.seed ?? 1);
    const knownPanels = await keepKnown(panels, request.known, known, order);
    const room = Array.from({ length: most / width + 3 }, () => panels.create());
    const towards = sign === 1 ? outer : ([-outer[1], -outer[0]] as const);
    const likely = await survey(operator, panels, towards, room);
    const spread = likely.high - likely.low;
    const shifting = symbolic && (await Shifting.begin(operator, symbolic, towards[0], likely.low, spread));
    const others = await rayleigh(operator, panels, knownPanels, known, room);
    const expansion: Expansion = shifting ? shiftInvert(shifting.factor) : chebyshevFilter(operator);
    const davidson = new Davidson(
      operator,
      panels,
      expansion,
      {
        k,
        tolerance,
        kept,
        most,
        known: knownPanels,
        low: likely.low,
        high: likely.high,
        cut: likely.quantile(2 * (k + width)),
        isComplete: shifting && ((values) => shifting.isComplete(values, others, tolerance)),
        look: shifting && ((values, residual) => shifting.improve(values, residual, k)),
        progress: (fraction) => pace.progress?.(fraction),
      },
      room,
    );
    const found = await davidson.run(stepsMost);
    const { vectors, residuals } = await davidson.pairs();
    return ascending(found, vectors, residuals, sign, order, {
      products: operator.products,
      method: expansion.method,
    });
  } finally {
    machine.close();
  }
}

/** The matrix in an order whose factor has at most so many entries, where there is one; else as it is. */
async function ordered(matrix: CsrMatrix, limit: number, pace: SolverPace) {
  const pause = checkpoint(pace);
  const order = await nestedDissection(matrix, limit, pause);
  if (!order) return { permuted: matrix };
  const permuted = await reordered(matrix, order, pause);
  const symbolic = await analyse(permuted, limit, pause);
  return symbolic ? { order, symbolic, permuted } : { permuted: matrix };
}

function createMachine(
  module: WebAssembly.Module,
  bytes: number,
  pace: SolverPace,
  threads: SpectrumThreads | undefined,
): Machine {
  if (bytes <= memoryMost) {
    try {
      return new Machine(module, bytes, pace, threads);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const size = (bytes / 2 ** 30).toFixed(1);
  throw new InputError(`These eigenpairs need ${size} GB of memory, more than there is: ask for fewer.`);
}

async function keepKnown(
  panels: Panels,
  known: Float64Array | undefined,
  count: number,
  order: Int32Array | undefined,
): Promise<Panel[]> {
  const { rows } = panels;
  const kept: Panel[] = [];
  for (let first = 0; first < count; first += width) {
    const panel = panels.create();
    const entries = panels.entries(panel);
    for (let i = 0; i < width && first + i < count; i++) {
      for (let row = 0; row < rows; row++)
        entries[row * width + i] = known![(first + i) * rows + (order ? order[row] : row)];
    }
    kept.push(panel);
  }
  return kept;
}

/** Rayleigh quotients of the vectors that are known. */
async function rayleigh(
  operator: Operator,
  panels: Panels,
  known: readonly Panel[],
  count: number,
  [image]: readonly Panel[],
): Promise<number[]> {
  const values: number[] = [];
  for (const panel of known) {
    await operator.apply(panel, image);
    const products = await panels.products([panel], image);
    for (let i = 0; i < width && values.length < count; i++) values.push(products[i * (width + 1)]);
  }
  return values;
}

/** Pairs of the matrix itself, in its own order. */
function ascending(
  found: Float64Array,
  vectors: Float64Array,
  residuals: Float64Array,
  sign: 1 | -1,
  order: Int32Array | undefined,
  how: Pick<Extremes, "products" | "method">,
): Extremes {
  const k = found.length;
  const rows = vectors.length / k;
  const result = new Float64Array(vectors.length);
  for (let pair = 0; pair < k; pair++) {
    const to = (sign === 1 ? pair : k - 1 - pair) * rows;
    for (let row = 0; row < rows; row++) result[to + (order ? order[row] : row)] = vectors[pair * rows + row];
  }
  const values = found.map((value) => sign * value);
  if (sign === -1) for (const array of [values, residuals]) array.reverse();
  return { values, vectors: result, residuals, ...how };
}
