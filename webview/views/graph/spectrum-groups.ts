// What single eigenvalues mean, for the table beside the plot and for the crosshair.

import type { Spectrum } from "../../../engine";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import { componentValue } from "./matrices";

export interface Group {
  value: number;
  multiplicity: number;
  /** Index of the first; undefined for the spikes of a density, which have no vectors. */
  first?: number;
  meaning: string;
  /** What a pointer that rests on the meaning is told. */
  more?: string;
}

// Eigenvalues are told from the values of theory within this share of the largest.
const tolerance = 1e-6;

export function groupsOf(spectrum: Spectrum): Group[] {
  const { density, groups } = spectrum;
  if (density)
    return density.spikes.map(({ value, count, reason }) => ({ value, multiplicity: count, meaning: reason }));
  return groups.map(({ value, multiplicity, first, exact }) => {
    const meaning = meaningOf(spectrum, value, multiplicity);
    const more = exact && `${exact.reason} ${t("spectrum.computedAs", String(exact.computed))}`;
    return { value, multiplicity, first, meaning: meaning || (exact?.reason ?? ""), more };
  });
}

function meaningOf(spectrum: Spectrum, value: number, multiplicity: number): string {
  const { matrix, components, bipartite, gap, eigenvalues } = spectrum;
  const scale = Math.max(1, Math.abs(eigenvalues[0] ?? 0), Math.abs(eigenvalues.at(-1) ?? 0));
  const is = (other: number | undefined): boolean =>
    other !== undefined && Math.abs(value - other) <= tolerance * scale;
  const laplacian = matrix !== "adjacency" && matrix !== "propagation";
  if (is(componentValue(matrix)))
    return components.count === 1
      ? t("spectrum.oneComponent")
      : t("spectrum.components", formatCount(components.count));
  if ((matrix === "normalized" || matrix === "randomwalk") && is(2))
    return bipartite === 1 ? t("spectrum.oneBipartite") : t("spectrum.bipartite", formatCount(bipartite));
  if (laplacian && is(gap?.value)) return t(matrix === "combinatorial" ? "spectrum.connectivity" : "spectrum.isGap");
  // A node that is joined to the same neighbours as another gives a vector that lives on the two alone.
  const twins = matrix === "normalized" || matrix === "randomwalk" ? 1 : laplacian ? undefined : 0;
  return multiplicity > 1 && is(twins) ? t("spectrum.twins") : "";
}

export function groupsTable(groups: Group[]): DataTable {
  return {
    columns: [
      { label: "λ", numeric: true, track: "minmax(72px, 0.7fr)" },
      { label: t("spectrum.multiplicity"), numeric: true, track: "minmax(90px, 0.5fr)" },
      { label: t("spectrum.meaning"), track: "minmax(0, 2fr)" },
    ],
    rows: groups.length,
    cell: (row, column) => [groups[row]!.value, groups[row]!.multiplicity, groups[row]!.meaning][column],
  };
}

/** An eigenvalue in the text of a reading: zeros that rounding has left are zeros. */
export const lambdaText = (value: number): string => formatNumber(Math.abs(value) < 1e-12 ? 0 : value);
