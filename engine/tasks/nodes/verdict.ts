// The verdict on a network on nodes: whether the graph helped, which the MLP that does not see it tells.

import { centre } from "../../experiment/statistics";
import { percent, significant } from "../../words";
import { type Comparison, claim, gainInPoints, rowsPhrase } from "../training/verdict";
import type { NodeKind } from "./split";

const leads: Record<Comparison["outcome"], string> = {
  better: "The graph helps",
  worse: "The graph does harm",
  unclear: "The graph makes no clear difference",
  equal: "The graph makes no difference",
};

/** How a baseline that the network does not beat compares. */
const others: Record<Exclude<Comparison["outcome"], "better">, (title: string, figure: string) => string> = {
  worse: (title, figure) => `; ${title} does better, with ${figure}`,
  unclear: (title, figure) => `; ${title} comes to ${figure}, which is no clear difference`,
  equal: (title) => `; ${title} comes to the same`,
};

/**
 * Against the MLP without the graph where there is one, and against the strongest baseline where that is as good as the
 * network. `model` is how the network is named, `noun` what it predicts the target of.
 */
export function nodesSentence(
  kind: NodeKind,
  model: string,
  strongest: Comparison,
  withoutGraph: Comparison | undefined,
  noun = "nodes",
): string {
  const shown = withoutGraph ?? strongest;
  const { target, rows, evaluated, metrics, rival } = shown;
  const did = (of: Comparison["metrics"]) =>
    kind === "classify"
      ? `predicts ${target} correctly in ${percent(centre(of.accuracy))} of`
      : `misses ${target} by ${significant(centre(of.rmse))} (RMSE) on`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: it ${did(metrics)} ${rows} ${noun}.`;
  }
  const other = (of: Comparison["metrics"]) =>
    kind === "classify" ? percent(centre(of.accuracy)) : significant(centre(of.rmse));
  const lead = withoutGraph ? `${leads[shown.outcome]}: ${model}` : `${claim(shown)}: it`;
  const against = `against ${other(rival.metrics)}${withoutGraph ? ` of ${rival.title}` : ""}${noise(kind, shown)}`;
  const { outcome } = strongest;
  const more =
    withoutGraph && strongest !== withoutGraph && outcome !== "better"
      ? others[outcome](strongest.rival.title, other(strongest.rival.metrics))
      : "";
  return `${lead} ${did(metrics)} ${rowsPhrase(shown, noun)}, ${against}${more}.`;
}

function noise(kind: NodeKind, comparison: Comparison): string {
  if (kind === "classify") return gainInPoints(comparison);
  if (comparison.outcome !== "unclear") return "";
  const [from, to] = comparison.interval.map((edge) => significant(edge, 2));
  return ` (95 % interval of the difference in mean square ${from} to ${to}, which includes 0)`;
}
