// Spectrum experiments with every value written out, and what they ask of the solvers.

import { fileStem } from "../../experiment/layout";
import { planOf, sparsePairs } from "../../graph/plan";
import type { Solvers } from "../../graph/solver";
import { usualMatrix } from "../../graph/spectrum-input";
import type { SpectrumRequest } from "../../graph/spectrum-types";
import { structureOf } from "../../graph/structure";
import type { SpectrumGraph } from "./read";
import type { SpectrumExperiment } from "./spec";

/** What is asked for; all eigenvalues are computed by the dense method or refused, never replaced by their density. */
export function requestOf({ data, laplacian, k, end, density, method }: SpectrumExperiment): SpectrumRequest {
  const { directions } = data;
  return {
    matrix: laplacian ?? "combinatorial",
    ...(typeof k === "number" ? { k } : {}),
    ...(end === undefined ? {} : { end }),
    ...(density ? { method: "density" } : k === "all" ? { method: "dense" } : method ? { method } : {}),
    ...(directions === undefined ? {} : { directions }),
  };
}

/**
 * The experiment with what is computed where it says nothing: all eigenvalues where the components are small enough, else
 * their density; the method by size.
 * @throws InputError where that cannot be computed of this graph
 */
export function completeSpectrum(
  given: SpectrumExperiment,
  { network, input }: SpectrumGraph,
  solvers: Solvers,
): SpectrumExperiment {
  const {
    task,
    name = `${fileStem(given.data.file)} spectrum`,
    data,
    laplacian = usualMatrix(network),
    vectors = false,
  } = given;
  const directed = network.kind === "graph" && network.directed;
  const complete = {
    task,
    name,
    data: directed ? { ...data, directions: data.directions ?? "union" } : data,
    laplacian,
  };
  const request = requestOf({ ...given, laplacian });
  const { method } = planOf(structureOf(input, laplacian), request, solvers, vectors || undefined);
  if (method === "density") return { ...complete, density: true };
  const { k = method === "dense" ? "all" : sparsePairs(network.nodes) } = given;
  const ended = laplacian === "adjacency" || laplacian === "propagation" ? "largest" : "smallest";
  const end = k === "all" ? {} : { end: given.end ?? ended };
  return { ...complete, k, ...end, density: false, method, vectors };
}
