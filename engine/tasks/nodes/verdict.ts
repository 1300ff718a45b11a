// The verdict on a network on nodes: whether the graph helped, which the MLP that does not see it tells, and what else it beats.

import { centre } from "../../experiment/statistics";
import { listOf, percent, significant } from "../../words";
import { type Comparison, claim, gainInPoints, rowsPhrase } from "../training/verdict";
import type { NodeKind } from "./split";

const leads: Record<Comparison["outcome"], string> = {
  better: "The graph helps",
  worse: "The graph does harm",
  unclear: "The graph makes no clear difference",
  equal: "The graph makes no difference",
};

/** How a baseline that the network does not beat compares. */
const unbeaten: Record<Exclude<Comparison["outcome"], "better">, string> = {
  worse: "which does better",
  unclear: "no clear difference",
  equal: "the same on every one",
};

/**
 * Against the MLP without the graph where there is one, else against the strongest baseline, and which of the other
 * baselines it beats and which not. `model` is how the network is named, `noun` what it predicts the target of.
 */
export function nodesSentence(
  kind: NodeKind,
  model: string,
  {
    strongest,
    rivals,
    withoutGraph,
  }: { strongest: Comparison; rivals: readonly Comparison[]; withoutGraph?: Comparison },
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
  const others = rivals.filter((own) => own !== shown);
  const beaten = others.filter(({ outcome }) => outcome === "better").map((own) => named(own, other));
  const also = shown.outcome === "better" ? "also " : "";
  const beats = beaten.length > 0 ? `; it ${also}beats ${listOf(beaten, "and")}` : "";
  const left = others.filter(({ outcome }) => outcome !== "better").map((own) => named(own, other));
  const not = left.length > 0 ? `${beats ? ", but not" : "; it does not beat"} ${listOf(left)}` : "";
  return `${lead} ${did(metrics)} ${rowsPhrase(shown, noun)}, ${against}${beats}${not}.`;
}

/** `label propagation (98.9 %, no clear difference)` */
function named({ rival, outcome }: Comparison, figure: (of: Comparison["metrics"]) => string): string {
  const how = outcome === "better" ? "" : `, ${unbeaten[outcome]}`;
  return `${rival.title} (${figure(rival.metrics)}${how})`;
}

function noise(kind: NodeKind, comparison: Comparison): string {
  if (kind === "classify") return gainInPoints(comparison);
  if (comparison.outcome !== "unclear") return "";
  const [from, to] = comparison.interval.map((edge) => significant(edge, 2));
  return ` (95 % interval of the difference in mean square ${from} to ${to}, which includes 0)`;
}
