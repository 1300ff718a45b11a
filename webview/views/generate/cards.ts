// The cards of a run that generates, in their order, with the epoch and the crosshair that some of them share.

import type { Page } from "../../page";
import type { Run } from "../../runs";
import type { RunCard } from "../cards/parts";
import { type PictureRows, rowsCard } from "../cards/rows";
import { shownMember } from "../cards/shown";
import { generateExperiment } from "./adversarial";
import { augmentationCard } from "./augmentation";
import { distributionsCard } from "./distributions";
import { explorerCard } from "./explorer";
import { filmCard } from "./film";
import { lineCard } from "./line";
import { type AdversarialCurvesCard, adversarialCurvesCard } from "./losses";
import { moments } from "./moments";
import { pairsCard } from "./pairs";
import { planeCard } from "./plane";

export interface GenerateCards {
  /** Tells the cards which epochs there are; before they are drawn. */
  prepare(): void;
  /** Before the baselines that every run has. */
  before: RunCard[];
  /** After them. */
  after: RunCard[];
}

export function generateCards(
  page: Page,
  run: Run,
  pictures: PictureRows | undefined,
  first: () => void,
): GenerateCards {
  const shared = moments();
  const curves: AdversarialCurvesCard[] = [];
  const cursor = (epoch: number | undefined): void => {
    for (const card of curves) card.follow(epoch);
  };
  curves.push(
    adversarialCurvesCard(page, "losses", run, { cursor, first }),
    adversarialCurvesCard(page, "judgement", run, { cursor }),
    adversarialCurvesCard(page, "value", run, { cursor }),
  );
  const epochs = (): void => {
    const member = shownMember(page, run);
    const all = [...run.generated(member), ...run.fields(member)].map(({ epoch }) => epoch);
    shared.update([...new Set(all)].sort((a, b) => a - b));
  };
  // This listener is there before those of the cards that show these epochs.
  page.choices.onChange((changed) => {
    if ("member" in changed) epochs();
  });
  const asksClass = generateExperiment(run)?.data.class !== undefined;
  return {
    prepare: epochs,
    before: [...curves, filmCard(page, shared)],
    after: [
      planeCard(page, shared),
      lineCard(page, shared),
      distributionsCard(page),
      pairsCard(page),
      explorerCard(page),
      rowsCard(page, pictures),
      ...(asksClass ? [augmentationCard(page)] : []),
    ],
  };
}
