// The label hypergraph of a run in numbers: incidence, degrees, and what a label gathers by Θ = Dv^-½ H W De⁻¹ Hᵀ Dv^-½.

import type { LabelsEvent } from "../../../engine";

export type Hyperedge = LabelsEvent["hyperedges"][number];

/** Hyperedges of one label that is in no other: they keep what a label has where nothing else would. */
export function loopsOf(hyperedges: readonly Hyperedge[]): number {
  const uses = new Map<number, number>();
  for (const { labels } of hyperedges) for (const label of labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  return hyperedges.filter(({ labels }) => labels.length === 1 && uses.get(labels[0]!) === 1).length;
}

/** Dv: the weights of the hyperedges of each label added up. */
export function labelDegrees(count: number, hyperedges: readonly Hyperedge[]): number[] {
  const degrees = new Array<number>(count).fill(0);
  for (const { labels, weight } of hyperedges) for (const label of labels) degrees[label]! += weight;
  return degrees;
}

/** Row of Θ of this label (Y. Feng et al., 2019): Σ w/De over the hyperedges that both are in, over √(Dv·Dv). */
export function gatheredBy(label: number, count: number, hyperedges: readonly Hyperedge[]): number[] {
  const degrees = labelDegrees(count, hyperedges);
  const row = new Array<number>(count).fill(0);
  for (const { labels, weight } of hyperedges) {
    if (!labels.includes(label)) continue;
    for (const other of labels) row[other]! += weight / labels.length;
  }
  return row.map((sum, other) => (sum === 0 ? 0 : sum / Math.sqrt(degrees[label]! * degrees[other]!)));
}
