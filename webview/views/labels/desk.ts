// What the cards of label graph, label hypergraph and their mathematics share: the counts, the threshold, and the chosen label.

import { type LabelCounts, type LabelGraph, type LabelsEvent, labelGraph } from "../../../engine";
import type { Run } from "../../runs";
import { labelsExperiment } from "./experiment";
import { companionOrder, countsOf } from "./structure";

export interface Structure {
  event: LabelsEvent;
  counts: LabelCounts;
  /** Labels in the order in which they are drawn. */
  order: number[];
  /** That of the run. */
  given: number;
  /** Share p of a label that its neighbours make up; null leaves edges as they are. */
  reweight: number | null;
  threshold: number;
  graph: LabelGraph;
  /** Of the mathematics. */
  label: number;
}

export interface Desk {
  /** Undefined until the run has told of its labels. */
  structure(): Structure | undefined;
  update(run: Run): void;
  setThreshold(threshold: number): void;
  choose(label: number): void;
  onChange(listener: () => void): void;
}

/** What an experiment has that does not say otherwise (Z.-M. Chen et al., 2019). */
const [usualThreshold, usualReweight] = [0.4, 0.2];

export function desk(): Desk {
  let structure: Structure | undefined;
  const listeners: (() => void)[] = [];
  const set = (changed: Structure | undefined): void => {
    structure = changed;
    for (const listener of listeners) listener();
  };
  const graphOf = (counts: LabelCounts, threshold: number, reweight: number | null): LabelGraph =>
    labelGraph(counts, { threshold, reweight });
  return {
    structure: () => structure,
    update(run) {
      const event = run.labels;
      if (event === structure?.event) return;
      if (!event || event.labels.length === 0) {
        set(undefined);
        return;
      }
      const { threshold: given = usualThreshold, reweight = usualReweight } = labelsExperiment(run)?.model ?? {};
      const counts = countsOf(event);
      const graph = graphOf(counts, given, reweight);
      set({
        event,
        counts,
        order: companionOrder(event),
        given,
        reweight,
        threshold: given,
        graph,
        label: telling(event, graph),
      });
    },
    setThreshold(threshold) {
      if (!structure || threshold === structure.threshold) return;
      set({ ...structure, threshold, graph: graphOf(structure.counts, threshold, structure.reweight) });
    },
    choose(label) {
      if (structure && label !== structure.label) set({ ...structure, label });
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The label that occurs with others most often, if possible of those with an edge, so that there is something to reckon with. */
function telling({ labels, pairs }: LabelsEvent, { edges }: LabelGraph): number {
  const count = labels.length;
  const together = labels.map((_, label) =>
    labels.reduce((sum, _other, other) => sum + (other === label ? 0 : pairs[label * count + other]!), 0),
  );
  const leading = [...labels.keys()].filter((label) => edges.rowPointers[label + 1]! > edges.rowPointers[label]!);
  const candidates = leading.length ? leading : [...labels.keys()];
  return candidates.reduce((most, label) => (together[label]! > together[most]! ? label : most));
}
