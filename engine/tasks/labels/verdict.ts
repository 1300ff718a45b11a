// The verdict on several labels: which head won, by how much, and whether knowing how labels occur together helped.

import { correctedInterval } from "../../experiment/corrected";
import type { Split } from "../../experiment/events";
import { meanScores, type PairedGain, pairedGain } from "../../experiment/paired";
import { meanOf } from "../../experiment/statistics";
import { percent } from "../../words";
import { type Comparison, gainInPoints, type MemberResult, rowsPhrase } from "../training/verdict";
import { frequencies, headTitles } from "./heads";
import type { HeadName } from "./spec";

export type Gain = Omit<PairedGain, "count">;

/** A head among the results of members: the configured one, or a baseline by index. */
export type Entrant = number | "own";

export const metricOf = ({ metrics, baselines }: MemberResult, entrant: Entrant, metric: string): number =>
  (entrant === "own" ? metrics : baselines[entrant])[metric];

/** Scores whose mean is mAP, by row, averaged over the members that share a split. */
export function rowScoresOf(members: readonly MemberResult[], entrant: Entrant): Float64Array {
  const size = 1 + members.reduce((most, { rows }) => rows.reduce((a, b) => Math.max(a, b), most), 0);
  const scores = members.map(({ rows, scores: own, baselineScores }) => ({
    rows,
    scores: entrant === "own" ? own : baselineScores[entrant],
  }));
  return meanScores(scores, size);
}

/**
 * How much higher the mAP of `first` is than that of `second`. Over folds the sample are the differences of their figures
 * (see `correctedInterval`); over one split it is the rows, by the scores whose mean is mAP.
 */
export function headGain(
  members: readonly MemberResult[],
  first: Entrant,
  second: Entrant,
  folds: number | undefined,
): Gain {
  if (folds === undefined) {
    const { count: _, ...gain } = pairedGain(rowScoresOf(members, first), rowScoresOf(members, second));
    return gain;
  }
  const differences = members.map((member) => metricOf(member, first, "mAP") - metricOf(member, second, "mAP"));
  const interval = correctedInterval(differences, folds);
  const outcome = differences.every((difference) => difference === 0)
    ? "equal"
    : interval[0] > 0
      ? "better"
      : interval[1] < 0
        ? "worse"
        : "unclear";
  return { gain: meanOf(differences), interval, outcome };
}

/** What a verdict is put into words from. */
export interface Contest {
  /** Of all heads that were trained, the configured one first; `members` have the others as baselines in this order. */
  heads: readonly HeadName[];
  evaluated: Split;
  folds: number | undefined;
  noun: "rows" | "pictures";
}

const entrantOf = (index: number): Entrant => (index === 0 ? "own" : index - 1);

/** Which head won, by how much and whether that is noise; then of each head that knows of other labels whether that helped. */
export function labelsSentence(comparison: Comparison, members: readonly MemberResult[], contest: Contest): string {
  const { heads, evaluated, folds, noun } = contest;
  const values = heads.map((_, index) => meanOf(members.map((member) => metricOf(member, entrantOf(index), "mAP"))));
  const order = [...heads.keys()].sort((a, b) => values[b] - values[a] || a - b);
  const [first, second] = order;
  const titled = (index: number) => headTitles[heads[index]];
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the heads repeat what they were shown: ${titled(first)} has the highest mAP, ${percent(values[first])} on ${comparison.rows} ${noun}.`;
  }
  const gain = headGain(members, entrantOf(first), entrantOf(second), folds);
  const against = `${percent(values[first])} against ${percent(values[second])} of ${titled(second)}${gainInPoints(gain)}`;
  const noise = gain.outcome === "better" ? "which is more than noise" : "which is within noise";
  const won = `Of ${heads.length} heads ${titled(first)} has the highest mAP on ${rowsPhrase(comparison, noun)}: ${against}, ${noise}.`;
  const blind = headGain(members, entrantOf(first), heads.length - 1, folds);
  const nothing = `No head is clearly better than ${frequencies.title}${gainInPoints(blind)}. `;
  return `${blind.outcome === "better" ? "" : nothing}${won} ${helped(members, values, contest)}`;
}

/** What each head that knows of other labels is held against, the stronger of them: heads that know nothing of others. */
const controls: readonly [head: HeadName, without: readonly HeadName[]][] = [
  ["graph", ["independent", "identity"]],
  ["hypergraph", ["independent", "identity"]],
  ["chain", ["independent"]],
];

const effects: Record<Gain["outcome"], string> = {
  better: "helps",
  worse: "does harm",
  unclear: "makes no clear difference",
  equal: "makes no difference",
};

function helped(members: readonly MemberResult[], values: readonly number[], { heads, folds }: Contest): string {
  const clauses = controls.flatMap(([head, without]) => {
    const index = heads.indexOf(head);
    if (index < 0) return [];
    const [control] = without.map((name) => heads.indexOf(name)).sort((a, b) => values[b] - values[a]);
    const gain = headGain(members, entrantOf(index), entrantOf(control), folds);
    return [`${headTitles[head]} ${effects[gain.outcome]} against ${headTitles[heads[control]]}${gainInPoints(gain)}`];
  });
  const text = `${clauses.join("; ")}.`;
  return text[0].toUpperCase() + text.slice(1);
}
