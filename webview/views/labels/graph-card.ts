// The card of the label graph: the drawing, and a slider for the threshold from which P makes an edge, with what it leaves alone.

import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import { button } from "../../ui";
import { placeholder, type RunCard } from "../cards/parts";
import { key, legendRow } from "../generate/keys";
import { chart } from "../picture/chart";
import type { Desk, Structure } from "./desk";
import { drawLabelGraph, edgesOf, type GraphPlot, inSeries, outSeries } from "./graph-picture";
import { rowEntries } from "./structure";

/** Neighbours that are named of a label. */
const named = 4;

export function labelGraphCard(page: Page, desk: Desk): RunCard {
  let run: Run | undefined;
  let plot: GraphPlot | undefined;
  const drawing = chart({
    label: `${t("labels.graph")}. ${t("labels.graphKeys")}`,
    testid: "label-graph-chart",
    draw: (surface, width, height, colors, at) => {
      const structure = desk.structure();
      if (structure) plot = drawLabelGraph(surface, width, height, colors, structure, labelAt(structure, at?.column));
    },
    extent: () => ({ columns: desk.structure()?.order.length ?? 0, rows: 1 }),
    begin: () => ({ column: 0, row: 0 }),
    find: (x, y) => {
      const label = plot?.find(x, y);
      return label === undefined ? undefined : { column: desk.structure()!.order.indexOf(label), row: 0 };
    },
    place: ({ column }) => plot!.ring.x[desk.structure()!.order[column]!]!,
    describe: ({ column }) => describe(desk.structure()!, column),
    take: ({ column }) => desk.choose(desk.structure()!.order[column]!),
  });
  const said = h("output", { class: "slider-value", testid: "label-threshold-value" });
  const mark = h("span", { class: "threshold-mark", attrs: { "aria-hidden": "true" } });
  const slider = h("input", {
    class: "slider wide",
    testid: "label-threshold",
    attrs: { type: "range", min: 0, max: 1, step: 0.01, "aria-label": t("labels.threshold") },
    on: { input: () => desk.setThreshold(Number(slider.value)) },
  });
  const back = button({
    label: t("labels.back"),
    testid: "label-threshold-back",
    press: () => {
      const given = desk.structure()?.given;
      if (given !== undefined) desk.setThreshold(given);
    },
  });
  const sentence = h("p", { class: "label-sentence", testid: "label-sentence", attrs: { role: "status" } });
  const legend = h("div", {});
  const waiting = h("div", {});
  const frame = card(page, {
    id: "label-graph",
    title: t("labels.graph"),
    controls: h(
      "div",
      { class: "control-row" },
      h(
        "label",
        { class: "slider-label threshold" },
        t("labels.threshold"),
        h("span", { class: "threshold-track" }, slider, mark),
        said,
      ),
      back,
    ),
    body: [waiting, sentence, legend, drawing.element],
    table: () => edgeTable(desk.structure()),
    picture: () => (surface, width, height, colors) => {
      const structure = desk.structure();
      if (structure) drawLabelGraph(surface, width, height, colors, structure);
    },
  });
  const draw = (): void => {
    const structure = desk.structure();
    frame.setEmpty(!structure);
    fill(waiting, structure ? null : placeholder(noLabels(run)));
    drawing.element.hidden = sentence.hidden = legend.hidden = !structure;
    if (!structure) return;
    const { event, threshold, given } = structure;
    frame.setHint(shownText(event));
    slider.value = String(threshold);
    mark.style.setProperty("--at", String(given));
    mark.title = t("labels.given", given.toFixed(2));
    setText(said, threshold.toFixed(2));
    back.hidden = threshold === given;
    setText(sentence, sentenceOf(structure));
    fill(
      legend,
      legendRow(
        h("span", { class: "muted" }, t("labels.nodes")),
        key("line", outSeries, t("labels.out")),
        key("line", inSeries, t("labels.in")),
      ),
    );
    drawing.element.style.minHeight = `${Math.max(340, 60 + 8.4 * event.labels.length)}px`;
    drawing.draw();
    frame.changed();
  };
  desk.onChange(draw);
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts || changes.samples) draw();
    },
  };
}

const labelAt = ({ order }: Structure, column: number | undefined): number | undefined =>
  column === undefined ? undefined : order[column];

/** Why there are no labels to draw. */
export const noLabels = (run: Run | undefined): string => t(!run || run.live ? "labels.waiting" : "labels.none");

/** "the 60 most frequent of 5 000 labels", or how many there are and how many a row carries. */
export function shownText({ labels, total, cardinality }: Structure["event"]): string {
  return labels.length < total
    ? t("labels.shown", formatCount(labels.length), formatCount(total))
    : t("labels.all", formatCount(total), formatNumber(cardinality, 3));
}

/** "15 of 20 labels have no out-neighbour, 13 none at all. 6 edges, drawn from P ≥ 0.40." */
export function sentenceOf(structure: Structure): string {
  const { event, graph, threshold } = structure;
  const count = formatCount(event.labels.length);
  const alone =
    graph.withoutOut === 0
      ? t("labels.everyOut")
      : t("labels.alone", formatCount(graph.withoutOut), count, formatCount(graph.isolated));
  return `${alone} ${t("labels.edges", formatCount(edgesOf(structure).length), threshold.toFixed(2))}`;
}

function describe(structure: Structure, column: number): string {
  const label = structure.order[column]!;
  const { event, counts } = structure;
  const edges = edgesOf(structure);
  const list = (neighbours: { label: number; share: number }[]): string => {
    const sorted = neighbours.sort((a, b) => b.share - a.share);
    const texts = sorted
      .slice(0, named)
      .map(({ label: own, share }) => `${event.labels[own]} ${formatNumber(share, 2)}`);
    const more = sorted.length - texts.length;
    return [...texts, ...(more > 0 ? [t("warnings.more", formatCount(more))] : [])].join(", ") || t("labels.nobody");
  };
  const out = edges.flatMap(({ from, to, share }) => (from === label ? [{ label: to, share }] : []));
  const into = edges.flatMap(({ from, to, share }) => (to === label ? [{ label: from, share }] : []));
  const count = t("labels.count", formatCount(counts.counts[label]!), formatCount(event.rows));
  return `${event.labels[label]} · ${count} · → ${list(out)} · ← ${list(into)}`;
}

/** Every ordered pair of labels that occurs, the surest first. */
function edgeTable(structure: Structure | undefined): DataTable {
  if (!structure) return { columns: [], rows: 0, cell: () => undefined };
  const { event, counts, graph, threshold } = structure;
  const pairs = event.labels.flatMap((_, from) => {
    const weights = new Map(rowEntries(graph.adjacency, from));
    const edges = new Set(rowEntries(graph.edges, from).map(([to]) => to));
    const both = new Map(rowEntries(counts.pairs, from));
    return rowEntries(graph.conditional, from).map(([to, share]) => ({
      from,
      to,
      both: both.get(to) ?? 0,
      share,
      weight: edges.has(to) ? weights.get(to)! : undefined,
    }));
  });
  pairs.sort((a, b) => b.share - a.share);
  return {
    columns: [
      { label: t("labels.from") },
      { label: t("labels.to") },
      { label: t("labels.both"), numeric: true },
      { label: "P", numeric: true },
      { label: t("labels.weightFrom", threshold.toFixed(2)), numeric: true },
    ],
    rows: pairs.length,
    cell: (row, column) => {
      const { from, to, both, share, weight } = pairs[row]!;
      return [event.labels[from], event.labels[to], both, share, weight][column];
    },
  };
}
