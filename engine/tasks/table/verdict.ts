// Whether the network beat the baselines: the same rows, paired, with an interval, in one sentence.

import type { Metrics, Split, Summary, VerdictEvent } from "../../experiment/events";
import { centre, type Interval, summarize, tQuantile } from "../../experiment/statistics";
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
export interface Comparison {
  target: string;
  evaluated: Split;
  rows: number;
  members: number;
  /** Whether members are folds, seeds, or both. */
  folds: boolean;
  metrics: Summary;
  /** The strongest baseline. */
  rival: { title: string; metrics: Summary };
  /** How much better the network's score is than the rival's, on average over rows, and its 95 % interval. */
  gain: number;
  interval: Interval;
  outcome: "better" | "unclear" | "worse" | "equal";
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
  const gains = pairedGains(members, strongest, about.datasetRows);
  const comparison: Comparison = {
    ...about,
    rows: gains.count,
    members: members.length,
    metrics,
    rival: { title: task.baselines[strongest].title, metrics: summaries[strongest] },
    ...gains,
    outcome: outcomeOf(gains),
  };
  return {
    event: "verdict",
    metrics,
    baselines: Object.fromEntries(task.baselines.map(({ name }, index) => [name, summaries[index]])),
    evaluated: about.evaluated,
    evaluatedRows: gains.count,
    beatsBaselines: about.evaluated === "train" ? null : comparison.outcome === "better",
    sentence: task.sentence(comparison),
    best: about.best,
  };
}

/**
 * The mean over rows of (network − rival), each row's scores averaged over the members that held it out, and Student's
 * interval with the rows as the sample.
 */
function pairedGains(
  members: readonly MemberResult[],
  rival: number,
  datasetRows: number,
): { gain: number; interval: Interval; count: number } {
  const sums = new Float64Array(datasetRows);
  const counts = new Int32Array(datasetRows);
  for (const { rows, scores, baselineScores } of members) {
    for (let i = 0; i < rows.length; i++) {
      sums[rows[i]] += scores[i] - baselineScores[rival][i];
      counts[rows[i]]++;
    }
  }
  let [count, mean, squares] = [0, 0, 0];
  for (let row = 0; row < datasetRows; row++) {
    if (counts[row] === 0) continue;
    const difference = sums[row] / counts[row];
    count++;
    const before = difference - mean;
    mean += before / count;
    squares += before * (difference - mean);
  }
  if (count < 2) return { gain: mean, interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], count };
  const half = tQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { gain: mean, interval: [mean - half, mean + half], count };
}

function outcomeOf({ gain, interval: [from, to] }: { gain: number; interval: Interval }): Comparison["outcome"] {
  if (gain === 0 && from === to) return "equal";
  return from > 0 ? "better" : to < 0 ? "worse" : "unclear";
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
