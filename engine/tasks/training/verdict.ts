// Whether the network beat the baselines: the same rows, paired, with an interval, in one sentence.

import type { Metrics, Split, Summary, VerdictEvent } from "../../experiment/events";
import { meanScores, type PairedGain, pairedGain } from "../../experiment/paired";
import { centre, summarize } from "../../experiment/statistics";
import type { TrainingRun } from "./training";

/** One training's results on the rows that judge. */
export interface MemberResult {
  metrics: Metrics;
  baselines: Metrics[];
  /** Rows of the data set, with the score (see `rowScores`) of the network and of every baseline. */
  rows: Uint32Array;
  scores: Float64Array;
  baselineScores: Float64Array[];
}

/** What a verdict is put into words from. */
export interface Comparison extends Omit<PairedGain, "count"> {
  target: string;
  evaluated: Split;
  rows: number;
  members: number;
  /** Whether members are folds, seeds, or both. */
  folds: boolean;
  metrics: Summary;
  /** The baseline that the network is compared with. */
  rival: { title: string; metrics: Summary };
}

export function judge(
  { judging, target, folds, rows: datasetRows }: Pick<TrainingRun, "judging" | "target" | "folds" | "rows">,
  members: readonly MemberResult[],
  { evaluated, best }: { evaluated: Split; best: number },
): VerdictEvent {
  const [primary] = judging.metrics;
  const metrics = summarize(members.map((member) => member.metrics));
  const own = meanScores(members, datasetRows);
  const comparisons = judging.rivals.map(({ title }, index): Comparison => {
    const rivals = members.map(({ rows, baselineScores }) => ({ rows, scores: baselineScores[index] }));
    const { count, ...byRows } = pairedGain(own, meanScores(rivals, datasetRows));
    const paired = judging.gain?.(members, index) ?? byRows;
    const rival = { title, metrics: summarize(members.map(({ baselines }) => baselines[index])) };
    return { target, evaluated, rows: count, members: members.length, folds, metrics, rival, ...paired };
  });
  const sign = primary.better === "higher" ? 1 : -1;
  const strengths = comparisons.map(({ rival }) => sign * centre(rival.metrics[primary.name]));
  const strongest = comparisons[strengths.indexOf(Math.max(...strengths))];
  return {
    event: "verdict",
    metrics,
    baselines: Object.fromEntries(judging.rivals.map(({ name }, index) => [name, comparisons[index].rival.metrics])),
    evaluated,
    evaluatedRows: strongest.rows,
    beatsBaselines: evaluated === "train" ? null : strongest.outcome === "better",
    beaten: judging.rivals.filter((_, index) => comparisons[index].outcome === "better").map(({ name }) => name),
    sentence: judging.sentence(strongest, comparisons, members),
    best,
  };
}

const verbs: Record<Comparison["outcome"], string> = {
  better: "The network beats",
  worse: "The network does worse than",
  unclear: "The network shows no clear gain over",
  equal: "The network does exactly as well as",
};

/** `The network beats logistic regression`. */
export const claim = ({ outcome, rival }: Comparison): string => `${verbs[outcome]} ${rival.title}`;

/** `the 150 held-out rows`, with what they were held out by. */
export function rowsPhrase({ rows, evaluated, members, folds }: Comparison, noun = "rows"): string {
  const held = evaluated === "test" ? `held-out ${noun}` : `validation ${noun}, which also chose the best epoch`;
  return `the ${rows} ${held}${members > 1 && !folds ? ` (mean of ${members} seeds)` : ""}`;
}

/** ` (+2.1 points, 95 % interval +0.3 to +3.9)` of the share of rows that are right; empty where all are the same. */
export function gainInPoints({ gain, interval, outcome }: Pick<Comparison, "gain" | "interval" | "outcome">): string {
  if (outcome === "equal") return "";
  const points = (value: number) => {
    const size = Math.abs(100 * value).toFixed(1);
    return size === "0.0" ? size : `${value < 0 ? "−" : "+"}${size}`;
  };
  return ` (${points(gain)} points, 95 % interval ${points(interval[0])} to ${points(interval[1])})`;
}
