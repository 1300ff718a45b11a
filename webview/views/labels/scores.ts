// How the heads did label by label, made ready to be drawn: sorted, with base rates and means.

import type { HeadName, LabelScoresEvent } from "../../../engine";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { shownMember } from "../cards/shown";

export interface Scores {
  member: number;
  event: LabelScoresEvent;
  names: string[];
  /** Rows that judge this member, where they are known. */
  rows?: number;
}

/** The scores of the shown member; undefined before they have come. */
export function shownScores(page: Page, run: Run): Scores | undefined {
  const member = shownMember(page, run);
  const event = run.labelScores(member);
  if (!event || !run.labels) return undefined;
  const { evaluated } = event;
  const single = (run.start?.members.length ?? 1) === 1 ? run.start?.data[evaluated] : undefined;
  return { member, event, names: run.labels.labels, rows: run.sample(member, evaluated)?.total ?? single };
}

export interface PrecisionRow {
  label: number;
  name: string;
  /** Rows that carry the label, and their share, which a ranking by chance reaches. */
  positives: number;
  base?: number;
  /** Average precision of each head; null where no row carries the label. */
  values: (number | null)[];
}

export interface PrecisionView {
  heads: HeadName[];
  /** The best label of the configured head first; labels that no row carries last. */
  rows: PrecisionRow[];
  /** Of each head over the labels that occur; NaN where none does. */
  means: number[];
}

export function precisionView({ event, names, rows }: Scores): PrecisionView {
  const count = names.length;
  const all = names.map((name, label): PrecisionRow => {
    const positives = event.truthPairs[label * count + label]!;
    return {
      label,
      name,
      positives,
      base: rows ? positives / rows : undefined,
      values: event.heads.map(({ averagePrecision }) => averagePrecision[label] ?? null),
    };
  });
  all.sort((a, b) => (b.values[0] ?? -1) - (a.values[0] ?? -1));
  const means = event.heads.map(({ averagePrecision }) => {
    const known = averagePrecision.filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  return { heads: event.heads.map(({ head }) => head), rows: all, means };
}
