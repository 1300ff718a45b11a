// The verdict on predicted links: how often an edge comes before a pair without one, and whether that beats simple rules.

import { centre } from "../../experiment/statistics";
import { percent } from "../../words";
import { type Comparison, claim, gainInPoints, rowsPhrase } from "../training/verdict";

/** Against the strongest baseline; where the network is not clearly better than chance, that is said first. */
export function linksSentence(strongest: Comparison, chance: Comparison): string {
  const { metrics, rival, evaluated, rows } = strongest;
  const did = `it puts an edge before a pair without one in ${percent(centre(metrics.auc))} of all cases`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: ${did}, over ${rows} pairs.`;
  }
  const over = `over ${rowsPhrase(strongest, "pairs")}`;
  const against = `against ${percent(centre(rival.metrics.auc))}${gainInPoints(strongest)}`;
  if (chance.outcome !== "better") {
    const others = strongest === chance ? "" : `, and ${rival.title} comes to ${percent(centre(rival.metrics.auc))}`;
    return `The network cannot tell which pairs are joined: ${did} ${over}, where chance gives 50.0 %${gainInPoints(chance)}${others}.`;
  }
  return `${claim(strongest)}: ${did} ${over}, ${against}.`;
}
