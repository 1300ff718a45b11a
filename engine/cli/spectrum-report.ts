// A spectrum for people: what the graph is, eigenvalues with their multiplicities, what they say, and the bounds.

import { gigabytes } from "../graph/plan";
import type { Spectrum, SpectrumDensity, SpectrumPlan } from "../graph/spectrum-types";
import { countOf, grouped, percent, significant } from "../words";
import type { Output } from "./output";
import { table } from "./table";

/** Groups of eigenvalues that are printed from each end. */
const shownGroups = 12;
/** Rows of the density that are printed. */
const densityRows = 16;

/** Before it begins: which way, why, how much memory. */
export function planLine({ method, reason, bytes }: SpectrumPlan): string {
  return `${method}, with up to ${gigabytes(bytes)} of memory: ${reason}`;
}

export function reportSpectrum(spectrum: Spectrum, output: Output): void {
  const { formula, nodes, edges, matrix, components, bipartite, zeros, gap, density, residual, decomposition } =
    spectrum;
  output.line(formula);
  const edgeWord =
    matrix === "hypergraph" ? countOf(edges, "edge or hyperedge", "edges or hyperedges") : countOf(edges, "edge");
  const parts = [countOf(nodes, "node"), edgeWord, countOf(components.count, "component")];
  if (components.isolated > 0) parts.push(`${countOf(components.isolated, "node")} alone`);
  if (components.count > 1) parts.push(`the largest of ${countOf(components.largest, "node")}`);
  if (bipartite > 0) parts.push(`${countOf(bipartite, "bipartite component")}`);
  output.line(parts.join(" · "));
  if (density) reportDensity(density, nodes, output);
  else reportGroups(spectrum, output);
  if (zeros) output.line(zeros.sentence);
  if (gap) output.line(gap.sentence);
  if (residual !== undefined) output.line(`Largest residual |Mv − λv|: ${significant(residual)}.`);
  if (decomposition) {
    const [apart, angles] = [significant(decomposition.residual), significant(decomposition.orthogonality)];
    output.line(`UΛUᵀ differs from the matrix by ${apart} at most, UᵀU from the identity by ${angles}.`);
  }
  const rows = spectrum.bounds.map(({ formula: statement, left, right, holds }) => [
    holds ? "holds" : "FAILS",
    statement,
    `${significant(left, 7)} and ${significant(right, 7)}`,
  ]);
  for (const line of table(rows)) output.line(`  ${line}`);
  for (const { text, line } of spectrum.assumptions) output.line(`· ${line ? `line ${line}: ` : ""}${text}`);
  output.line(`${significant(spectrum.seconds)} s`);
}

function reportGroups({ groups, complete, tolerance = 0 }: Spectrum, output: Output): void {
  const left = groups.length - 2 * shownGroups;
  const rows = (shown: typeof groups) =>
    shown.map(({ value, multiplicity, exact }) => [
      significant(value, 9),
      multiplicity === 1 ? "once" : `× ${grouped(multiplicity)}`,
      exact ? `exact: ${exact.reason}` : "",
    ]);
  const shown =
    left > 0
      ? [...rows(groups.slice(0, shownGroups)), ["…", "", ""], ...rows(groups.slice(-shownGroups))]
      : rows(groups);
  output.line(complete ? "All eigenvalues:" : "Eigenvalues at the end that was asked for:");
  for (const line of table(shown)) output.line(`  ${line}`);
  if (left > 0) output.line(`  … stands for ${countOf(left, "other value")}.`);
  output.line(`Values that differ by at most ${significant(tolerance)} count as one.`);
}

function reportDensity({ at, density, spikes, probes, moments }: SpectrumDensity, nodes: number, output: Output): void {
  const step = at[1] - at[0];
  const width = Math.ceil(at.length / densityRows);
  const rows: string[][] = [];
  // Sums of steps miss 0 by what is rounded off.
  const edge = (value: number) => significant(Math.abs(value) < 1e-9 * step ? 0 : value);
  for (let bin = 0; bin < at.length; bin += width) {
    const bins = density.slice(bin, bin + width);
    const share = bins.reduce((sum, value) => sum + value * step, 0);
    const range = `${edge(at[bin] - step / 2)} to ${edge(at[bin + bins.length - 1] + step / 2)}`;
    rows.push([range, percent(share, 2), "█".repeat(Math.round(100 * share))]);
  }
  output.line(`Density of eigenvalues, from ${moments.length} moments and ${countOf(probes, "random probe")}:`);
  for (const line of table(rows)) output.line(`  ${line}`);
  if (spikes.length > 0) output.line("Counted apart, at least so many of each:");
  const apart = spikes
    .slice(0, shownGroups)
    .map(({ value, count, reason }) => [
      significant(value, 7),
      `× ${grouped(count)}`,
      percent(count / nodes, 2),
      reason,
    ]);
  for (const line of table(apart)) output.line(`  ${line}`);
}
