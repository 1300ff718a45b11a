// What a spectrum says of a graph in the end: its figures, and the sentences that lists of runs and reports show.

import type { Metrics } from "../../experiment/events";
import type { Spectrum } from "../../graph/spectrum-types";
import { countOf, grouped } from "../../words";

/**
 * Components, isolated nodes, bipartite components (of graphs), bounds that hold of those that were checked; where known
 * the gap, the ends of the spectrum and the largest residual.
 */
export function metricsOfSpectrum(spectrum: Spectrum): Metrics {
  const { matrix, components, bipartite, bounds, gap, eigenvalues, complete, residual } = spectrum;
  const [least, most] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
  return {
    components: components.count,
    isolated: components.isolated,
    ...(matrix === "hypergraph" ? {} : { bipartite }),
    ...(gap ? { gap: gap.value } : {}),
    ...(complete ? { least, most } : {}),
    ...(residual === undefined ? {} : { residual }),
    bounds: bounds.length,
    boundsHeld: bounds.filter(({ holds }) => holds).length,
  };
}

/** The figure by which lists show a spectrum: its gap, or else the number of components. */
export function figureOf({ gap, components }: Metrics): { name: string; value: number } {
  return gap === undefined ? { name: "components", value: components } : { name: "gap", value: gap };
}

/** Zeros and what they count, the gap, bipartite parts, bounds; in that order. */
export function sentenceOf(spectrum: Spectrum): string {
  const { matrix, components, zeros, gap, bipartite, bounds, density } = spectrum;
  const failed = bounds.filter(({ holds }) => !holds);
  return [
    zeros?.sentence ?? `The graph has ${countOf(components.count, "component")}.`,
    ...(gap ? [gap.sentence] : []),
    ...(density ? [densitySentence(spectrum)] : []),
    // Hyperedges of more than two nodes have no two sides.
    ...(matrix === "hypergraph" ? [] : [bipartiteSentence(bipartite, components.count - components.isolated)]),
    ...(bounds.length === 0
      ? []
      : failed.length === 0
        ? [
            bounds.length === 1
              ? "The bound of theory that applies holds."
              : `All ${bounds.length} bounds of theory that apply hold.`,
          ]
        : [`Of ${countOf(bounds.length, "bound")} of theory ${failed.length} failed: ${failed[0].formula}.`]),
  ].join(" ");
}

function bipartiteSentence(bipartite: number, parts: number): string {
  if (parts === 0) return "No node has an edge.";
  if (bipartite === 0) return parts === 1 ? "It is not bipartite." : "No component with edges is bipartite.";
  if (parts === 1) return "It is bipartite.";
  return `${bipartite} of ${countOf(parts, "component")} with edges ${bipartite === 1 ? "is" : "are"} bipartite.`;
}

function densitySentence({ density, nodes }: Spectrum): string {
  const { spikes } = density!;
  if (spikes.length === 0) return "No motif repeats an eigenvalue.";
  const most = spikes.reduce((first, spike) => (spike.count > first.count ? spike : first));
  const value = Number(most.value.toPrecision(4));
  return `The eigenvalue that motifs repeat most is ${value}: at least ${grouped(most.count)} of ${grouped(nodes)} times.`;
}
