// The worker's calls on the spectra of open graphs: planned, computed, given up, and signals held against them.

import { InputError } from "../errors";
import { computeSpectrum } from "../graph/compute-spectrum";
import { eigenvectorOf } from "../graph/eigenvector";
import { graphSignal } from "../graph/graph-signal";
import { planSpectrum } from "../graph/plan";
import { quadraticForm } from "../graph/quadratic-form";
import { type Eigenpairs, type SolverPace, SolverStopped, type Solvers } from "../graph/solver";
import type { MatrixName } from "../graph/spectrum-types";
import type { Breathe } from "../tasks/table/matrix";
import { transferring } from "./channel";
import type { GraphApi, SignalChoice } from "./graph-api";
import { signalOfColumn } from "./graph-nodes";
import type { ComputedSpectrum, OpenGraph, OpenGraphs } from "./open-graphs";
import { Turns } from "./turns";

export interface SpectrumPorts {
  graphs: OpenGraphs;
  breathe: Breathe;
  solvers(): Promise<Solvers>;
  tell(path: string, fraction: number): void;
}

type Calls = Pick<
  GraphApi,
  "spectrumPlan" | "spectrum" | "stopSpectrum" | "eigenvector" | "quadraticForm" | "graphSignal"
>;

export function spectrumCalls({ graphs, breathe, solvers, tell }: SpectrumPorts): Calls {
  const turns = new Turns();
  /** What was asked to end, by graph. */
  const stops = new Map<string, { stopped: boolean }>();

  const paceFor = (path: string, superseded: () => boolean): SolverPace => {
    const stop = { stopped: false };
    stops.set(path, stop);
    return {
      breathe,
      stopped: () => stop.stopped || superseded(),
      progress: (fraction) => tell(path, fraction),
    };
  };

  /** The spectrum of this matrix that was computed last. */
  const known = (graph: OpenGraph, matrix: MatrixName): ComputedSpectrum => {
    const computed = graph.spectra.get(matrix);
    if (computed) return computed;
    throw new InputError("Compute the spectrum of this matrix first.", { file: graph.path });
  };

  /** Its pairs; vectors that were not computed with the values are computed now. */
  const pairsOf = async (graph: OpenGraph, matrix: MatrixName): Promise<Eigenpairs> => {
    const computed = known(graph, matrix);
    if (computed.pairs) return computed.pairs;
    if (!computed.spectrum.complete) {
      const message = "A density has no eigenvectors: ask for some pairs at an end of the spectrum.";
      throw new InputError(message, { file: graph.path });
    }
    const { request } = computed;
    const pace = paceFor(graph.path, () => false);
    const again = await computeSpectrum(graph.simple(request.directions), request, await solvers(), pace, {
      vectors: true,
    });
    computed.pairs = again.pairs!;
    return computed.pairs;
  };

  const inputOf = (graph: OpenGraph, matrix: MatrixName) => graph.simple(graph.spectra.get(matrix)?.request.directions);

  const signalOf = async (graph: OpenGraph, matrix: MatrixName, signal: SignalChoice): Promise<Float64Array> => {
    if (signal.kind === "values") return signal.values;
    if (signal.kind === "column") return signalOfColumn(graph.network, signal.name);
    return eigenvectorOf(inputOf(graph, matrix), matrix, await pairsOf(graph, matrix), signal.index).vector;
  };

  return {
    async spectrumPlan({ path, spectrum }) {
      const graph = await graphs.open(path);
      return planSpectrum(graph.simple(spectrum.directions), spectrum, await solvers());
    },
    spectrum: ({ path, spectrum: request, view = path }) =>
      turns.take(view, async (superseded) => {
        const graph = await graphs.open(path);
        const pace = paceFor(path, superseded);
        try {
          const computed = await computeSpectrum(graph.simple(request.directions), request, await solvers(), pace);
          graph.spectra.set(request.matrix, { request, ...computed });
          return computed.spectrum;
        } catch (error) {
          if (error instanceof SolverStopped && superseded()) return undefined;
          throw error;
        }
      }),
    async stopSpectrum({ path }) {
      const stop = stops.get(path);
      if (stop) stop.stopped = true;
    },
    async eigenvector({ path, matrix, index }) {
      const graph = await graphs.open(path);
      const result = eigenvectorOf(inputOf(graph, matrix), matrix, await pairsOf(graph, matrix), index);
      return transferring(result, result.vector.buffer);
    },
    async quadraticForm({ path, matrix, signal }) {
      const graph = await graphs.open(path);
      const x = await signalOf(graph, matrix, signal);
      const spectrum = graph.spectra.get(matrix)?.spectrum;
      const ends = spectrum?.complete
        ? { least: spectrum.eigenvalues[0], most: spectrum.eigenvalues[spectrum.eigenvalues.length - 1] }
        : {};
      return quadraticForm(inputOf(graph, matrix), matrix, x, ends);
    },
    async graphSignal({ path, matrix, signal, filter }) {
      const graph = await graphs.open(path);
      const x = await signalOf(graph, matrix, signal);
      const pairs = await pairsOf(graph, matrix);
      return graphSignal(
        inputOf(graph, matrix),
        matrix,
        x,
        pairs,
        filter,
        paceFor(path, () => false),
      );
    },
  };
}
