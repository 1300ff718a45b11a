// The card of the label hypergraph: as an incidence grid or as bubbles, the heaviest hyperedges first.

import type { LabelsEvent } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { placeholder, type RunCard, segments } from "../cards/parts";
import { chart } from "../picture/chart";
import { type BubblesPlot, bubbledOf, drawBubbles } from "./bubbles-picture";
import type { Desk, Structure } from "./desk";
import { noLabels, shownText } from "./graph-card";
import { loopsOf } from "./hyperedges";
import { drawIncidence, type IncidencePlot, incidenceHeight } from "./incidence-picture";

type Look = "grid" | "bubbles";

export function labelHypergraphCard(page: Page, desk: Desk): RunCard {
  let run: Run | undefined;
  let look: Look = "grid";
  let drawn: LabelsEvent | undefined;
  let grid: IncidencePlot | undefined;
  let bubbles: BubblesPlot | undefined;
  const drawing = chart({
    label: `${t("labels.hypergraph")}. ${t("labels.hypergraphKeys")}`,
    testid: "label-hypergraph-chart",
    draw: (surface, width, height, colors, at) => {
      const structure = desk.structure();
      if (!structure) return;
      if (look === "grid") grid = drawIncidence(surface, width, height, colors, structure, at);
      else bubbles = drawBubbles(surface, width, height, colors, structure, at?.column);
      say();
    },
    extent: () => {
      const structure = desk.structure();
      if (!structure) return { columns: 0, rows: 0 };
      return look === "grid"
        ? { columns: grid?.columns ?? 0, rows: structure.order.length }
        : { columns: bubbledOf(structure).length, rows: 1 };
    },
    begin: () => ({ column: 0, row: 0 }),
    find: (x, y) => {
      if (look === "grid") return grid?.find(x, y);
      const column = bubbles?.find(x, y);
      return column === undefined ? undefined : { column, row: 0 };
    },
    place: ({ column }) => (look === "grid" ? grid!.place(column) : bubbles!.place(column)),
    describe: ({ column, row }) => {
      const structure = desk.structure()!;
      return look === "grid"
        ? describe(structure, column, structure.order[row])
        : describe(structure, bubbledOf(structure)[column]!);
    },
    take: ({ row }) => {
      if (look === "grid") desk.choose(desk.structure()!.order[row]!);
    },
  });
  const looks = segments<Look>(
    t("labels.look"),
    (value) => {
      look = value;
      draw();
    },
    "label-look",
  );
  const sentence = h("p", { class: "label-sentence", testid: "hyperedge-sentence" });
  const waiting = h("div", {});
  const frame = card(page, {
    id: "label-hypergraph",
    title: t("labels.hypergraph"),
    controls: h("div", { class: "control-row" }, looks.element),
    body: [waiting, sentence, drawing.element],
    table: () => {
      const structure = desk.structure();
      const all = structure?.event.hyperedges ?? [];
      return {
        columns: [
          { label: t("labels.members"), track: "3fr" },
          { label: t("labels.size"), numeric: true },
          { label: t("labels.weight"), numeric: true },
        ],
        rows: all.length,
        cell: (row, column) => {
          const { labels, weight } = all[row]!;
          return [labels.map((label) => structure!.event.labels[label]).join(", "), labels.length, weight][column];
        },
      };
    },
    picture: () => (surface, width, height, colors) => {
      const structure = desk.structure();
      if (structure) (look === "grid" ? drawIncidence : drawBubbles)(surface, width, height, colors, structure);
    },
  });
  /** How many hyperedges there was room for is known once it is drawn. */
  const say = (): void => {
    const structure = desk.structure();
    if (!structure) return;
    const { event } = structure;
    const shown = look === "grid" ? (grid?.columns ?? 0) : bubbledOf(structure).length;
    const own = loopsOf(event.hyperedges);
    const total = event.hyperedgeTotal;
    const counted =
      look === "grid" && shown === total
        ? t("labels.drawnAll", formatCount(total))
        : t(look === "grid" ? "labels.drawn" : "labels.bubbled", formatCount(shown), formatCount(total));
    setText(sentence, own > 0 ? `${counted} ${t("labels.loops", formatCount(own))}` : counted);
  };
  const draw = (): void => {
    const structure = desk.structure();
    drawn = structure?.event;
    const any = structure !== undefined && structure.event.hyperedges.length > 0;
    frame.setEmpty(!any);
    fill(waiting, any ? null : placeholder(structure ? t("labels.noHypergraph") : noLabels(run)));
    drawing.element.hidden = sentence.hidden = !any;
    if (!structure || !any) return;
    frame.setHint(shownText(structure.event));
    looks.show(
      [
        { value: "grid", label: t("labels.grid") },
        { value: "bubbles", label: t("labels.bubbles") },
      ],
      look,
    );
    drawing.element.style.minHeight = `${Math.max(340, incidenceHeight(structure.order.length))}px`;
    drawing.draw();
    say();
    frame.changed();
  };
  // Nothing here depends on the threshold, which changes with every step of its slider.
  desk.onChange(() => {
    if (desk.structure()?.event !== drawn) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts || changes.samples) draw();
    },
  };
}

/** What a hyperedge is, and whether a label is in it where one is pointed at. */
function describe({ event }: Structure, index: number, label?: number): string {
  const { labels, weight } = event.hyperedges[index]!;
  const members = labels.map((own) => event.labels[own]).join(", ");
  const told = t("labels.hyperedge", members, formatCount(labels.length), formatNumber(weight, 3));
  if (label === undefined) return told;
  return `${told} · ${t(labels.includes(label) ? "labels.inside" : "labels.outside", event.labels[label]!)}`;
}
