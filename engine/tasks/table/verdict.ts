// Whether the network beat the baselines: the same rows, paired, with an interval, in one sentence.

import type { Metrics, Split, Summary, VerdictEvent } from "../../experiment/events";
import { meanScores, type PairedGain, pairedGain } from "../../experiment/paired";
import { centre, summarize } from "../../experiment/statistics";
import type { TableTask } from "./task";

/** One training's results on the rows that judge. */
export interface MemberResult {
  metrics: Metrics;
  baselines: Metrics[];
  /** Rows of the data set, with the score (see `rowScore`) of the network and of every baseline. */
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
  /** The strongest baseline. */
  rival: { title: string; metrics: Summary };
}

export function judge(
  task: TableTask,
  members: readonly MemberResult[],
  about: { target: string; evaluated: Split; best: number; folds: boolean; datasetRows: number },
): VerdictEvent {
  const [primary] = task.metrics;
  const metrics = summarize(members.map((member) => member.metrics));
  const summaries = task.baselines.map((_, index) => summarize(members.map(({ baselines }) => baselines[index])));
  const sign = primary.better === "higher" ? 1 : -1;
  const strengths = summaries.map((summary) => sign * centre(summary[primary.name]));
  const strongest = strengths.indexOf(Math.max(...strengths));
  const own = meanScores(members, about.datasetRows);
  const rivals = members.map(({ rows, baselineScores }) => ({ rows, scores: baselineScores[strongest] }));
  const paired = pairedGain(own, meanScores(rivals, about.datasetRows));
  const comparison: Comparison = {
    ...about,
    rows: paired.count,
    members: members.length,
    metrics,
    rival: { title: task.baselines[strongest].title, metrics: summaries[strongest] },
    ...paired,
  };
  return {
    event: "verdict",
    metrics,
    baselines: Object.fromEntries(task.baselines.map(({ name }, index) => [name, summaries[index]])),
    evaluated: about.evaluated,
    evaluatedRows: paired.count,
    beatsBaselines: about.evaluated === "train" ? null : paired.outcome === "better",
    sentence: task.sentence(comparison),
    best: about.best,
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

/** `of the 150 held-out rows`, with what they were held out by. */
export function rowsPhrase({ rows, evaluated, members, folds }: Comparison): string {
  const held = evaluated === "test" ? "held-out rows" : "validation rows, which also chose the best epoch";
  return `the ${rows} ${held}${members > 1 && !folds ? ` (mean of ${members} seeds)` : ""}`;
}
