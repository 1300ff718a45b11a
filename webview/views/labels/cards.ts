// The cards of a run on several labels, in their order, with the threshold and the label that some of them share.

import { h } from "../../dom";
import type { Page } from "../../page";
import { t } from "../../strings";
import { baselinesCard } from "../cards/baselines";
import type { RunCard } from "../cards/parts";
import { type PictureRows, rowsCard } from "../cards/rows";
import { cooccurrenceCard } from "./cooccurrence-card";
import { desk } from "./desk";
import { labelGraphCard } from "./graph-card";
import { headsCard } from "./heads-card";
import { labelHypergraphCard } from "./hypergraph-card";
import { mathematicsCard } from "./mathematics-card";
import { precisionCard } from "./precision-card";
import { thresholdsCard } from "./thresholds-card";

export function labelsCards(page: Page, pictures: PictureRows | undefined): RunCard[] {
  const shared = desk();
  const drawings = [labelGraphCard(page, shared), labelHypergraphCard(page, shared)];
  return [
    headsCard(page),
    baselinesCard(page, t("labels.compared")),
    {
      element: h(
        "div",
        { class: "label-drawings" },
        drawings.map(({ element }) => element),
      ),
      update(run, changes) {
        if (changes.samples || changes.facts) shared.update(run);
        for (const drawing of drawings) drawing.update(run, changes);
      },
    },
    mathematicsCard(page, shared),
    precisionCard(page),
    cooccurrenceCard(page),
    thresholdsCard(page),
    rowsCard(page, pictures),
  ];
}
