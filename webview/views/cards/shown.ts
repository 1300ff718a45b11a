// Which predictions the cards show: of the chosen member and split, or of the best that there is.

import type { SampleEvent, Split } from "../../../engine";
import type { Page } from "../../page";
import type { Run } from "../../runs";

export interface Shown {
  member: number;
  split: Split;
  sample: SampleEvent;
}

export function shownMember(page: Page, run: Run): number {
  const { member } = page.choices.values;
  return member !== undefined && member < run.members.length ? member : run.shownMember;
}

export function shownSample(page: Page, run: Run): Shown | undefined {
  const member = shownMember(page, run);
  const splits = run.sampledSplits(member);
  const { split: chosen } = page.choices.values;
  const split = chosen && splits.includes(chosen) ? chosen : splits[0];
  return split && { member, split, sample: run.sample(member, split)! };
}
