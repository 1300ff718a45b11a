// A graph file → what its spectrum is computed of: a simple graph with directions left out, or a hypergraph.

import type { Network } from "../data/graph/network";
import { hypergraph } from "./hypergraph";
import type { GraphInput } from "./matrices";
import { simpleGraph } from "./simple-graph";
import type { MatrixName, SpectrumRequest } from "./spectrum-types";

/**
 * Directions are joined ("union") unless the request says otherwise. Its assumptions are those of the reader and of the
 * graph made of the file.
 */
export function spectrumInput(
  network: Network,
  { directions = "union" }: Pick<SpectrumRequest, "directions"> = {},
): GraphInput {
  const input = network.kind === "hypergraph" ? hypergraph(network) : simpleGraph(network, { directions });
  return { ...input, assumptions: [...network.assumptions, ...input.assumptions] };
}

/** The matrix that is meant where nobody says which. */
export const usualMatrix = ({ kind }: Pick<Network, "kind">): MatrixName =>
  kind === "hypergraph" ? "hypergraph" : "combinatorial";
