// The table of a run's heads: every metric of each with its interval, and how much its mAP differs from those that know of one label alone.

import { quoted } from "../../data/csv/quote";
import { correctedInterval } from "../../experiment/corrected";
import { type Interval, meanInterval, meanOf } from "../../experiment/statistics";
import type { Metric } from "../training/training";
import type { MemberResult } from "../training/verdict";
import { frequencies } from "./heads";
import type { HeadName } from "./spec";
import { type Entrant, headGain, metricOf, rowScoresOf } from "./verdict";

/** Its name in the folder of the run. */
export const comparisonFile = "comparison.csv";

/** Heads that know nothing of other labels. */
const controls = ["independent", "identity"] as const;

/**
 * 95 % intervals: over folds `correctedInterval` of their figures; over one split that of mAP by the rows that judge (the
 * figures of several seeds averaged), and none of the other metrics, which a few seeds tell nothing of.
 */
export function comparisonTable(
  members: readonly MemberResult[],
  heads: readonly HeadName[],
  metrics: readonly Metric[],
  folds: number | undefined,
): string {
  const entrants: [name: string, entrant: Entrant][] = heads.map((name, index) => [
    name,
    index === 0 ? "own" : index - 1,
  ]);
  const header = [
    "head",
    ...metrics.flatMap(({ name }) => [name, `${name} from`, `${name} to`]),
    ...controls.flatMap((name) => [`mAP gain over ${name}`, `gain over ${name} from`, `gain over ${name} to`]),
  ];
  const rows = [...entrants, [frequencies.name, heads.length - 1] as const].map(([name, entrant]) => {
    const figures = metrics.flatMap(({ name: metric, range }) => {
      const values = members.map((member) => metricOf(member, entrant, metric));
      return [meanOf(values), ...within(intervalOf(members, entrant, metric, values, folds), range)];
    });
    const gains = controls.flatMap((control) => {
      const [, other] = entrants.find(([head]) => head === control)!;
      if (entrant === other) return [undefined, undefined, undefined];
      const { gain, interval } = headGain(members, entrant, other, folds);
      return [gain, ...interval];
    });
    return [quoted(name), ...[...figures, ...gains].map(shown)];
  });
  return `${[header.map(quoted), ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

function intervalOf(
  members: readonly MemberResult[],
  entrant: Entrant,
  metric: string,
  values: readonly number[],
  folds: number | undefined,
): Interval | undefined {
  if (folds !== undefined) return correctedInterval(values, folds);
  if (metric !== "mAP") return undefined;
  return meanInterval(rowScoresOf(members, entrant).filter((score) => !Number.isNaN(score)));
}

const within = (interval: Interval | undefined, [least, most]: readonly [number, number]): (number | undefined)[] =>
  interval ? [Math.max(least, interval[0]), Math.min(most, interval[1])] : [undefined, undefined];

/** Six digits; nothing where there is none. */
const shown = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "" : String(Number(value.toPrecision(6)));
