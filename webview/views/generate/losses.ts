// The cards with what the two networks said of each other, epoch by epoch: their losses, what D makes of both kinds, and V(D, G).

import { card } from "../../card";
import type { CurveGroup, Reference } from "../../charts/curveSet";
import { Curves, type CurvesView } from "../../charts/curves";
import { curvesPicture } from "../../charts/curvesPicture";
import { fill, h } from "../../dom";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { curveControls } from "../cards/curveControls";
import { curvesTable } from "../cards/curves";
import { Legend } from "../cards/legend";
import { placeholder, type RunCard } from "../cards/parts";
import { shownMember } from "../cards/shown";
import {
  boundSeries,
  discriminatorSeries,
  generatedSeries,
  isNeverNegative,
  isProbable,
  realSeries,
} from "./adversarial";

export type AdversarialCurves = "losses" | "judgement" | "value";

export interface AdversarialCurvesCard extends RunCard {
  follow(epoch: number | undefined): void;
}

export interface AdversarialCurvesEvents {
  cursor(epoch: number | undefined): void;
  first?(): void;
}

export function adversarialCurvesCard(
  page: Page,
  kind: AdversarialCurves,
  of: Run,
  { cursor, first }: AdversarialCurvesEvents,
): AdversarialCurvesCard {
  const title = t(`${kind}.title`);
  const isOfProbabilities = isProbable(of);
  const hasLog = kind === "losses" && isNeverNegative(of);
  let run: Run | undefined;
  let epoch: number | undefined;
  let all: CurveGroup[] = [];
  let view: CurvesView = { groups: [], metric: "", log: false, smoothing: 0 };
  const waiting = h("div", {});
  const legend = new Legend(page, kind);
  const chart = new Curves(
    title,
    { cursor, zoom: (zoom) => page.choices.set({ zoom }), first: () => first?.() },
    `${kind}-chart`,
  );
  const frame = card(page, {
    id: kind,
    title,
    controls: kind === "losses" ? curveControls(page, undefined, hasLog) : undefined,
    body: [waiting, legend.element, chart.element],
    table: () => curvesTable(view.groups),
    picture: () => curvesPicture(view),
  });
  const draw = (): void => {
    if (!run) return;
    const { log, smoothing, zoom, hidden } = page.choices.values;
    all = adversarialGroups(run, shownMember(page, run), kind);
    view = {
      groups: all.filter(({ id }) => !hidden.includes(id)),
      metric: t(`${kind}.axis`),
      log: log && hasLog,
      smoothing,
      zoom,
      references: references(run, kind),
    };
    const empty = all.length === 0;
    // V is defined for probabilities alone.
    frame.element.hidden = kind === "value" && !isOfProbabilities;
    fill(waiting, empty ? placeholder(t(run.live ? "curves.waiting" : "curves.none")) : null);
    frame.setEmpty(empty);
    frame.setHint(t(kind === "judgement" && !isOfProbabilities ? "judgement.outputs" : `${kind}.hint`));
    legend.element.hidden = chart.element.hidden = empty;
    chart.draw(view);
    legend.draw(all, hidden, epoch);
    frame.changed();
  };
  page.choices.onChange((changed) => {
    if (["log", "smoothing", "zoom", "hidden", "member"].some((name) => name in changed)) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.epochs || (kind === "value" && changes.samples)) draw();
    },
    follow(at) {
      epoch = at;
      chart.follow(at);
      legend.draw(all, page.choices.values.hidden, at);
    },
  };
}

/** A curve each, as far as the training has told them. */
export function adversarialGroups(run: Run, member: number, kind: AdversarialCurves): CurveGroup[] {
  const curves = run.members[member];
  if (!curves) return [];
  const group = (name: string, label: string, color: number): CurveGroup[] => {
    const y = curves.train[name];
    const id = `${run.folder}/${member}/${name}`;
    return y?.length ? [{ id, label, color, lines: [{ id, group: id, color, x: curves.epochs, y }] }] : [];
  };
  if (kind === "losses")
    return [
      ...group("discriminatorLoss", "D", discriminatorSeries),
      ...group("generatorLoss", "G", generatedSeries),
      ...group("penalty", t("losses.penalty"), boundSeries),
    ];
  if (kind === "judgement") return [...group("real", "D(x)", realSeries), ...group("fake", "D(G(z))", generatedSeries)];
  const bounded = run.fields(member).filter(({ bound }) => bound !== undefined);
  const id = `${run.folder}/${member}/bound`;
  const x = bounded.map(({ epoch }) => epoch);
  const y = bounded.map(({ bound }) => bound!);
  const line = { id, group: id, color: boundSeries, dashed: true, x, y };
  const bound = x.length ? [{ id, label: t("value.bound"), color: boundSeries, lines: [line] }] : [];
  return [...group("value", "V(D, G)", discriminatorSeries), ...bound];
}

function references(run: Run, kind: AdversarialCurves): Reference[] {
  if (!isProbable(run)) return [];
  if (kind === "judgement") return [{ value: 0.5, label: "½" }];
  return kind === "value" ? [{ value: -Math.log(4), label: "−log 4" }] : [];
}
