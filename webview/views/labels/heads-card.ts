// The card that says which head trains now, which have trained, and which are still to come; until the verdict compares them.

import { trainedHeads } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { headLabel } from "../../heads";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { RunCard } from "../cards/parts";
import { labelsExperiment } from "./experiment";

interface Progress {
  name: string;
  share: number;
  said: string;
}

export function headsCard(page: Page): RunCard {
  const room = h("ul", { class: "label-heads", testid: "label-heads" });
  const frame = card(page, { id: "label-heads", title: t("labels.heads"), hint: t("labels.headsHint"), body: room });
  return {
    element: frame.element,
    update(run) {
      // The comparison is in the card of the baselines then.
      frame.element.hidden = run.verdict !== undefined;
      if (run.verdict) return;
      fill(
        room,
        progressOf(run).map(({ name, share, said }) => {
          const meter = h("span", { class: "meter wide", attrs: { "aria-hidden": "true" } });
          meter.style.setProperty("--share", formatNumber(share));
          return h("li", {}, h("span", {}, name), meter, h("span", { class: "muted" }, said));
        }),
      );
    },
  };
}

/** The heads of the member that trains, in the order in which they do. */
function progressOf(run: Run): Progress[] {
  const heads = trainedHeads(labelsExperiment(run)?.model?.head ?? "graph", run.labels?.total ?? 0);
  const member = Math.max(0, run.members.length - 1);
  const told = new Map(run.heads(member).map((event) => [event.head, event]));
  const last = [...told.keys()].at(-1);
  const { progress } = run;
  if (progress)
    told.set(heads[0]!, { event: "head", member, head: heads[0]!, epoch: progress.epoch, epochs: progress.total });
  const current = run.labelScores(member) ? heads.length : last ? heads.indexOf(last) : 0;
  return heads.map((head, index): Progress => {
    const name = headLabel(head);
    const event = told.get(head);
    // What a resumed run has trained before it does not tell again.
    if (index < current && (event || run.start?.resumed !== undefined))
      return { name, share: 1, said: t("labels.headDone") };
    if (index < current) return { name, share: 0, said: t("labels.headOut") };
    if (!event) return { name, share: 0, said: t(run.live ? "labels.headWaiting" : "labels.headNone") };
    const said = t("verdict.epoch", formatCount(event.epoch), formatCount(event.epochs));
    return { name, share: event.epoch / event.epochs, said };
  });
}
