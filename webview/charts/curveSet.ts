// The curves of one chart: what each is called, how it looks, and where its numbers are.

import { betterDirection } from "../metrics";
import type { Run } from "../runs";
import { t } from "../strings";

export interface CurveLine {
  id: string;
  /** Lines of one group (one training) share a colour and an entry in the legend. */
  group: string;
  /** Absent where no split is meant. */
  split?: "train" | "validation";
  /** Dashed, as what others are held against is; lines of validation are too. */
  dashed?: boolean;
  /** Index of the colour in the theme's series. */
  color: number;
  /** Epochs, ascending. */
  x: number[];
  y: number[];
}

export interface CurveGroup {
  id: string;
  label: string;
  color: number;
  lines: CurveLine[];
}

/** A value that curves are held against, over all epochs. */
export interface Reference {
  value: number;
  label: string;
}

export const isDashed = ({ split, dashed }: CurveLine): boolean => dashed ?? split === "validation";

/** Everything that training has said of one metric, over the members of these runs; empty groups are left out. */
export function curveGroups(runs: Run[], metric: string): CurveGroup[] {
  const groups: CurveGroup[] = [];
  let color = 0;
  for (const run of runs) {
    const count = Math.max(run.members.length, run.start?.members.length ?? 0);
    for (let member = 0; member < count; member++) {
      const curves = run.members[member];
      const id = `${run.folder}/${member}`;
      const lines: CurveLine[] = [];
      for (const split of ["train", "validation"] as const) {
        const y = curves?.[split][metric];
        if (curves && y?.length) lines.push({ id: `${id}/${split}`, group: id, split, color, x: curves.epochs, y });
      }
      if (lines.length) groups.push({ id, label: groupLabel(run, member, runs.length > 1, count > 1), color, lines });
      color++;
    }
  }
  return groups;
}

function groupLabel(run: Run, member: number, many: boolean, several: boolean): string {
  if (!many) return several ? run.memberLabel(member) : t("curves.run");
  return several ? `${run.name} · ${run.memberLabel(member)}` : run.name;
}

/** Where this metric was best on validation rows: the epoch and value to mark; nothing without validation. */
export function bestPoint(group: CurveGroup, metric: string): { epoch: number; value: number } | undefined {
  const line = group.lines.find(({ split }) => split === "validation");
  const better = betterDirection(metric);
  if (!line || !better) return undefined;
  let best: { epoch: number; value: number } | undefined;
  line.y.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    if (!best || (better === "lower" ? value < best.value : value > best.value))
      best = { epoch: line.x[index]!, value };
  });
  return best;
}
