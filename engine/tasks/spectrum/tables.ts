// The files that a spectrum leaves in its run's folder: eigenvalues or their density as tables, eigenvectors as an array.

import { quoted } from "../../data/csv/quote";
import { type Network, nodeId } from "../../data/graph/network";
import { npyMatrix } from "../../data/numpy/write";
import type { ComputedSpectrum } from "../../graph/compute-spectrum";
import { similarity } from "../../graph/eigenvector";
import type { GraphInput } from "../../graph/matrices";
import type { Eigenpairs } from "../../graph/solver";
import type { SpectrumDensity } from "../../graph/spectrum-types";
import { structureOf } from "../../graph/structure";

/** Names and contents. `vectors` asks for eigenvectors.npy, nodes × eigenvalues, and nodes.csv with the ids of its rows. */
export function tablesOf(
  { spectrum, pairs }: ComputedSpectrum,
  network: Network,
  input: GraphInput,
  vectors: boolean,
): { name: string; content: string | Uint8Array }[] {
  const { eigenvalues, density, matrix } = spectrum;
  if (density) return densityTables(density);
  const rows = eigenvalues.map((value, index) => [index + 1, value]);
  const values = { name: "eigenvalues.csv", content: csv(["index", "eigenvalue"], rows) };
  if (!vectors || !pairs) return [values];
  const scale = similarity(structureOf(input, matrix));
  const nodes = Array.from({ length: input.nodes }, (_, node) => [node + 1, nodeId(network, node)]);
  const array = npyMatrix(scale ? divided(pairs, scale) : pairs.vectors, input.nodes, eigenvalues.length);
  return [
    values,
    { name: "eigenvectors.npy", content: array },
    { name: "nodes.csv", content: csv(["row", "id"], nodes) },
  ];
}

function densityTables({ at, density, spikes }: SpectrumDensity): { name: string; content: string }[] {
  const bins = at.map((value, bin) => [value, density[bin]]);
  const apart = spikes.map(({ value, count, reason }) => [value, count, reason]);
  return [
    { name: "density.csv", content: csv(["eigenvalue", "density"], bins) },
    { name: "spikes.csv", content: csv(["eigenvalue", "count", "reason"], apart) },
  ];
}

/** Vectors of L_rw from those of L_sym: each entry divided by the root of its node's degree. */
function divided({ vectors }: Eigenpairs, scale: Float64Array): Float64Array {
  return vectors.map((x, at) => x / scale[at % scale.length]);
}

function csv(names: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${[names, ...rows].map((row) => row.map((cell) => quoted(String(cell))).join(",")).join("\n")}\n`;
}
