// The filter of a network on nodes over the frequencies of its graph: as a curve, and at the graph's own eigenvalues.

import type { Network } from "../../data/graph/network";
import { InputError } from "../../errors";
import { computeSpectrum } from "../../graph/compute-spectrum";
import type { GraphInput } from "../../graph/matrices";
import { denseNodes } from "../../graph/plan";
import type { SolverPace, Solvers } from "../../graph/solver";
import type { Spectrum } from "../../graph/spectrum-types";
import type { CompleteModel } from "../../neural/graph/defaults";
import { type Response, responseOf } from "../../neural/graph/response";
import type { LayersEvent, NetworkFrequencies } from "../network/events";
import type { FinishedNetwork } from "./apply";
import { type NodeData, nodeData } from "./node-data";

/** Values of λ that a curve is drawn at. */
const curvePoints = 101;

/** Undefined where the network is no polynomial of a symmetric matrix: edges that lead one way have none. */
function responseOn(
  model: CompleteModel,
  { summary }: NodeData,
  weights?: ReadonlyMap<string, ArrayLike<number>>,
): Response | undefined {
  return summary.directed ? undefined : responseOf(model, weights);
}

/** The gain over all frequencies that there can be: [0, 1] of a hypergraph, else [0, 2]. */
export function filterCurve(
  model: CompleteModel,
  data: NodeData,
  weights: ReadonlyMap<string, ArrayLike<number>>,
): LayersEvent["filter"] {
  const response = responseOn(model, data, weights);
  if (!response) return undefined;
  const { matrix, formula, note, at } = response;
  const most = matrix === "hypergraph" ? 1 : 2;
  const lambda = Array.from({ length: curvePoints }, (_, i) => (most * i) / (curvePoints - 1));
  return { matrix, lambda, response: lambda.map((value) => rounded(at(value))), formula, note };
}

/** What the eigenvalues of a run's graph are taken from: of several trainings they are the same. */
export interface GraphFrequencies {
  data: NodeData;
  spectrum: Spectrum;
}

/**
 * The eigenvalues of the matrix that a network is a polynomial in: all up to so many nodes as a dense solver takes
 * seconds for, else their density.
 * @throws InputError where it is a polynomial in none, SolverStopped when nobody waits any more
 */
export async function graphFrequencies(
  { experiment, weights }: FinishedNetwork,
  network: Network,
  solvers: Solvers,
  pace: SolverPace,
): Promise<GraphFrequencies> {
  const model = experiment.model as CompleteModel;
  const data = nodeData(network, experiment.data.directed);
  const { matrix } = demanded(responseOn(model, data, valuesOf(weights)), network);
  const method = network.nodes <= denseNodes ? "dense" : "density";
  const { spectrum } = await computeSpectrum(graphOf(model, data), { matrix, method }, solvers, pace, {
    vectors: false,
  });
  return { data, spectrum };
}

/** The gain of one training's network at the frequencies of its graph. */
export function frequenciesOf(
  { experiment, weights }: FinishedNetwork,
  { data, spectrum }: GraphFrequencies,
): NetworkFrequencies {
  const model = experiment.model as CompleteModel;
  const { matrix, at } = demanded(responseOn(model, data, valuesOf(weights)), data.network);
  const { nodes, density, groups, seconds } = spectrum;
  const found: [value: number, count: number][] = density
    ? binsOf(density, nodes)
    : groups.map(({ value, multiplicity }) => [value, multiplicity]);
  // Â has 1 where connected nodes share a value, which is the frequency 0.
  const points = found.map(([value, count]): [number, number] => [matrix === "propagation" ? 1 - value : value, count]);
  points.sort(([a], [b]) => a - b);
  const lambda = points.map(([value]) => rounded(value));
  return {
    matrix,
    nodes,
    exact: !density,
    lambda,
    count: points.map(([, count]) => rounded(count)),
    response: points.map(([value]) => rounded(at(value))),
    seconds,
  };
}

/** Bins with the eigenvalues that a density puts into each, and those that are known to repeat. */
function binsOf({ at, density, spikes }: NonNullable<Spectrum["density"]>, nodes: number): [number, number][] {
  const width = at[1] - at[0];
  return [
    ...at.map((value, bin): [number, number] => [value, density[bin] * width * nodes]),
    ...spikes.map(({ value, count }): [number, number] => [value, count]),
  ];
}

/** Neighbourhoods as hyperedges know nothing of the weights of edges. */
function graphOf(model: CompleteModel, { graph }: NodeData): GraphInput {
  if (model.kind !== "hgnn" || model.hyperedges !== "neighbourhoods" || !("adjacency" in graph)) return graph;
  const { adjacency } = graph;
  return { ...graph, weighted: false, adjacency: { ...adjacency, values: adjacency.values.map(() => 1) } };
}

function demanded(response: Response | undefined, { name }: Network): Response {
  if (response) return response;
  throw new InputError("This network is no polynomial of a matrix of its graph, so it filters no frequencies.", {
    file: name,
  });
}

const valuesOf = (weights: FinishedNetwork["weights"]): Map<string, ArrayLike<number>> =>
  new Map([...weights].map(([name, { values }]) => [name, values]));

/** Six significant digits: more than a chart can show. */
const rounded = (value: number): number => Number(value.toPrecision(6));
