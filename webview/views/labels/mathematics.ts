// The numbers behind both convolutions for one label: its row of every matrix of the label graph, and of the label hypergraph.

import type { Structure } from "./desk";
import { gatheredBy, labelDegrees } from "./hyperedges";
import { rowEntries } from "./structure";

/** What a label has to do with another one, matrix by matrix; `other` may be the label itself. */
export interface GraphTerm {
  other: number;
  /** Rows with both; of the label itself those that carry it. */
  both: number;
  /** P of label → other, absent where they never occur together, and of the label itself. */
  share?: number;
  /** Whether label → other is an edge. */
  isEdge: boolean;
  /** A' of label → other and of other → label. */
  out: number;
  into: number;
  /** What the label gathers of the other: Â = D^-½ A'ᵀ D^-½. */
  gathered: number;
}

export interface GraphRow {
  count: number;
  terms: GraphTerm[];
  /** D of the label: its row of A' added up. */
  degree: number;
}

const valueIn = (matrix: Parameters<typeof rowEntries>[0], row: number, column: number): number =>
  rowEntries(matrix, row).find(([own]) => own === column)?.[1] ?? 0;

/** The label itself first, then what it gathers most of, then what it most often occurs with. */
export function graphRow({ counts, graph, label }: Pick<Structure, "counts" | "graph" | "label">): GraphRow {
  const { conditional, edges, adjacency, propagation } = graph;
  const terms: GraphTerm[] = Array.from(counts.counts, (count, other) => ({
    other,
    both: other === label ? count : valueIn(counts.pairs, label, other),
    share: other === label ? undefined : valueIn(conditional, label, other) || undefined,
    isEdge: valueIn(edges, label, other) > 0,
    out: valueIn(adjacency, label, other),
    into: valueIn(adjacency, other, label),
    gathered: valueIn(propagation, label, other),
  }));
  const related = terms.filter(({ both, gathered }) => both > 0 || gathered > 0);
  related.sort(
    (a, b) =>
      Number(b.other === label) - Number(a.other === label) ||
      b.gathered - a.gathered ||
      Number(b.isEdge) - Number(a.isEdge) ||
      b.both - a.both,
  );
  const degree = rowEntries(adjacency, label).reduce((sum, [, value]) => sum + value, 0);
  return { count: counts.counts[label]!, terms: related, degree };
}

export interface HypergraphRow {
  /** The hyperedges that the label is in (its row of H), the heaviest first: labels, w, De and w/De. */
  hyperedges: { labels: number[]; weight: number; size: number; share: number }[];
  /** Dv of the label. */
  degree: number;
  /** Its row of Θ, the largest first, with Dv of the other. */
  gathered: { other: number; value: number; degree: number }[];
}

export function hypergraphRow({ event, label }: Pick<Structure, "event" | "label">): HypergraphRow {
  const { hyperedges } = event;
  const count = event.labels.length;
  const degrees = labelDegrees(count, hyperedges);
  return {
    hyperedges: hyperedges
      .filter(({ labels }) => labels.includes(label))
      .map(({ labels, weight }) => ({ labels, weight, size: labels.length, share: weight / labels.length })),
    degree: degrees[label]!,
    gathered: gatheredBy(label, count, hyperedges)
      .flatMap((value, other) => (value > 0 ? [{ other, value, degree: degrees[other]! }] : []))
      .sort((a, b) => b.value - a.value),
  };
}
