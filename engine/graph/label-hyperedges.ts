// The hypergraph of labels that occur together: label sets as rows have them, frequent item sets, or neighbourhoods in the label graph.

import type { LabelSets } from "../data/labels/label-sets";
import { InputError } from "../errors";
import { incidenceFactor, incidenceRows } from "../neural/graph/hypergraph";
import type { CsrMatrix } from "./csr";
import { frequentSets, type WeighedSet } from "./frequent-sets";
import { type LabelCounts, labelGraph } from "./label-graph";

export interface LabelHypergraph {
  /** Labels of each hyperedge, ascending: the heaviest hyperedge first, those of one label that is in no other last. */
  members: number[][];
  /** Rows with all of these labels, or with exactly these of label sets; 1 of neighbourhoods and of labels by themselves. */
  weights: Float64Array;
  /** [labels × hyperedges], all ones. */
  incidence: CsrMatrix;
  /** B = Dv^-½ H (W De⁻¹)^½ [labels × hyperedges], with which the propagation is Θ = B·Bᵀ. */
  factor: CsrMatrix;
}

export interface LabelHypergraphOptions {
  hyperedges: "labelSets" | "itemSets" | "neighbourhoods";
  /** Share of the rows that a label set or an item set needs. */
  support: number;
  /** Of the label graph whose neighbourhoods are taken. */
  threshold: number;
}

/**
 * labelSets: the sets of labels that rows carry, as a whole · itemSets: all sets of two labels or more that rows carry,
 * other labels beside them or not · neighbourhoods: each label with those that its edges lead to. A label that is in no
 * hyperedge gets one of its own, so that it keeps its vector.
 * @throws InputError when there are more item sets than `mostSets`
 */
export function labelHypergraph(
  sets: LabelSets,
  rows: Uint32Array,
  counts: LabelCounts,
  { hyperedges, support, threshold }: LabelHypergraphOptions,
): LabelHypergraph {
  const least = Math.max(1, Math.ceil(support * rows.length - 1e-9));
  const builders: Record<LabelHypergraphOptions["hyperedges"], () => WeighedSet[]> = {
    labelSets: () => byWeight(wholeSets(sets, rows).filter(({ weight }) => weight >= least)),
    itemSets: () => byWeight(itemSets(sets, rows, least, support)),
    neighbourhoods: () => neighbourhoods(counts, threshold),
  };
  return withFactor(sets.names.length, builders[hyperedges]());
}

/** Item sets at most: more would fill neither a picture nor a propagation with anything that helps. */
export const mostSets = 20_000;

function itemSets(sets: LabelSets, rows: Uint32Array, least: number, support: number): WeighedSet[] {
  const found = frequentSets(sets, rows, { least, most: mostSets });
  if (found) return found;
  throw new InputError(
    `More than ${mostSets} sets of labels are in at least ${least} of the ${rows.length} training rows: raise model.support above ${support}, or choose labelSets.`,
  );
}

function wholeSets({ rowPointers, indices }: LabelSets, rows: Uint32Array): WeighedSet[] {
  const found = new Map<string, WeighedSet>();
  for (const row of rows) {
    const members = indices.subarray(rowPointers[row], rowPointers[row + 1]);
    if (members.length === 0) continue;
    const key = members.join();
    const set = found.get(key);
    if (set) set.weight++;
    else found.set(key, { members: [...members], weight: 1 });
  }
  return [...found.values()];
}

function neighbourhoods(counts: LabelCounts, threshold: number): WeighedSet[] {
  const { rowPointers, columnIndices } = labelGraph(counts, { threshold, reweight: null }).adjacency;
  return Array.from({ length: counts.counts.length }, (_, label) => ({
    members: [...columnIndices.subarray(rowPointers[label], rowPointers[label + 1])],
    weight: 1,
  }));
}

/** The heaviest first; of equal ones those of fewer labels, then in the order of the labels. */
function byWeight(sets: WeighedSet[]): WeighedSet[] {
  return sets.sort(
    (a, b) =>
      b.weight - a.weight ||
      a.members.length - b.members.length ||
      a.members[a.members.findIndex((label, i) => label !== b.members[i])] -
        b.members[a.members.findIndex((label, i) => label !== b.members[i])],
  );
}

function withFactor(labels: number, sets: readonly WeighedSet[]): LabelHypergraph {
  const members = sets.map((set) => set.members);
  const weights = sets.map(({ weight }) => weight);
  const ofLabel: number[][] = Array.from({ length: labels }, () => []);
  members.forEach((own, hyperedge) => {
    for (const label of own) ofLabel[label].push(hyperedge);
  });
  ofLabel.forEach((own, label) => {
    if (own.length > 0) return;
    own.push(members.length);
    members.push([label]);
    weights.push(1);
  });
  const incidence = incidenceRows(ofLabel, members.length);
  const given = Float64Array.from(weights);
  return { members, weights: given, incidence, factor: incidenceFactor(incidence, given) };
}
