// The card that holds every generated column against the real one: both histograms, how far they are apart, and how far halves of the real rows are.

import type { ColumnDistribution, DistributionsEvent } from "../../../engine";
import { card } from "../../card";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import { type Surface, shifted } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { fill, h } from "../../dom";
import { formatNumber, formatPercent } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { placeholder, type RunCard } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { chart } from "../picture/chart";
import { generatedSeries, realSeries } from "./adversarial";
import { drawCloudKey, key, legendRow } from "./keys";

/** Pixels of one histogram. */
const [leastWidth, tall] = [240, 190];

interface Cell {
  left: number;
  top: number;
  width: number;
  height: number;
  plot: Plot;
}

export function distributionsCard(page: Page): RunCard {
  let run: Run | undefined;
  let event: DistributionsEvent | undefined;
  let cells: Cell[] = [];
  const all = (): ColumnDistribution[] => event?.columns ?? [];
  const map = chart({
    label: `${t("distributions.title")}. ${t("distributions.keys")}`,
    testid: "distributions-chart",
    draw: (surface, width, height, colors, at) => {
      const across = Math.max(1, Math.min(all().length, Math.floor(width / leastWidth)));
      cells = drawAll(surface, width, height, across, colors, all(), at);
    },
    extent: () => ({ columns: Math.max(0, ...all().map(({ real }) => real.length)), rows: all().length }),
    begin: () => ({ column: 0, row: 0 }),
    find: (x, y) => {
      const row = cells.findIndex(
        ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
      );
      if (row < 0) return undefined;
      const { left, plot } = cells[row]!;
      const share = (x - left - plot.left) / (plot.right - plot.left);
      const bins = all()[row]!.real.length;
      return { column: Math.max(0, Math.min(bins - 1, Math.floor(share * bins))), row };
    },
    place: ({ row }) => cells[row]!.left + cells[row]!.plot.left,
    describe: ({ column, row }) => describe(all()[row]!, column),
  });
  map.element.classList.add("distributions");
  // As high as it takes: how many stand beside one another depends on the width.
  new ResizeObserver(() => grow()).observe(map.element);
  const grow = (): void => {
    const across = Math.max(1, Math.min(all().length, Math.floor(map.element.clientWidth / leastWidth)));
    map.element.style.minHeight = `${Math.max(1, Math.ceil(all().length / across)) * tall}px`;
  };
  const waiting = h("div", {});
  const legend = legendRow(
    key("bar", realSeries, t("made.real")),
    key("bar", generatedSeries, t("made.generated")),
    h("span", { class: "muted" }, t("distributions.what")),
  );
  const frame = card(page, {
    id: "distributions",
    title: t("distributions.title"),
    body: [waiting, legend, map.element],
    table: () => table(all()),
    picture: () => (surface, width, height, colors) => {
      const count = Math.max(1, all().length);
      drawCloudKey(surface, width, colors);
      drawAll(surface, width, height, Math.min(count, Math.ceil(Math.sqrt(1.6 * count))), colors, all());
    },
  });
  const draw = (): void => {
    event = run?.distributions(shownMember(page, run));
    frame.element.hidden = !event && (!run?.live || run.start?.data.album !== undefined);
    frame.setEmpty(!event);
    fill(waiting, event ? null : placeholder(t("distributions.waiting")));
    legend.hidden = map.element.hidden = !event;
    grow();
    map.draw();
    frame.changed();
  };
  page.choices.onChange((changed) => {
    if ("member" in changed) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.samples || changes.facts) draw();
    },
  };
}

/** Cells may be missing. */
const categoryName = (name: string): string => name || t("distributions.missing");

/** The day, as files write it. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function binName({ edges = [], dates, categories }: ColumnDistribution, bin: number): string {
  if (categories) return categoryName(categories[bin]!);
  const edge = (value: number): string => (dates ? dayOf(value) : formatNumber(value, 3));
  return `${edge(edges[bin]!)} – ${edge(edges[bin + 1]!)}`;
}

function describe(column: ColumnDistribution, bin: number): string {
  const own = Math.min(bin, column.real.length - 1);
  const [real, generated] = [formatPercent(column.real[own]!), formatPercent(column.generated[own]!)];
  return `${column.name} ${binName(column, own)} · ${t("distributions.shares", real, generated)}`;
}

/** Of numbers the Kolmogorov–Smirnov statistic, of categories the total variation, with what halves of the real rows have. */
const distanceText = ({ edges, distance, floor }: ColumnDistribution): string =>
  t("distributions.distance", edges ? "KS" : "TV", formatNumber(distance, 2), formatNumber(floor, 2));

function drawAll(
  surface: Surface,
  width: number,
  height: number,
  across: number,
  colors: Theme,
  columns: readonly ColumnDistribution[],
  at?: { column: number; row: number },
): Cell[] {
  const wide = width / across;
  const own = height / Math.ceil(columns.length / across);
  return columns.map((column, index) => {
    const [left, top] = [(index % across) * wide, Math.floor(index / across) * own];
    const plot = drawOne(shifted(surface, left, top), wide, own, colors, column, at?.row === index ? at.column : -1);
    return { left, top, width: wide, height: own, plot };
  });
}

function drawOne(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  column: ColumnDistribution,
  at: number,
) {
  const { real, generated, edges, dates, categories, distance, floor } = column;
  const head = 24;
  const bins = real.length;
  const axisX: Axis = { domain: edges ? [edges[0]!, edges.at(-1)!] : [0, bins], label: "" };
  const axisY: Axis = { domain: [0, 1.1 * Math.max(1e-9, ...real, ...generated)], label: "" };
  const below = shifted(surface, 0, head);
  const plot = plotArea(width, height - head + 18, axisX, axisY);
  // Categories have names and no numbers, and of dates the ends are enough, so that axis is drawn without its own.
  const labelled: Surface = {
    ...below,
    text: (x, y, text, style) => {
      if ((edges && !dates) || y < plot.bottom + 6) below.text(x, y, text, style);
    },
  };
  drawAxes(labelled, colors, plot, axisX, axisY);
  if (edges && dates) {
    const [first, last] = [dayOf(edges[0]!), dayOf(edges.at(-1)!)];
    below.text(plot.left, plot.bottom + 13, first, { color: colors.muted });
    below.text(plot.right, plot.bottom + 13, last, { color: colors.muted, anchor: "end" });
  }
  const letters = Math.floor((width - 24) / 6.4);
  const figure = distanceText(column);
  surface.text(8, 12, shorten(column.name, letters - figure.length - 2), { color: colors.foreground, bold: true });
  // Beyond what chance alone does is where a column is off.
  const isOff = distance > 2 * floor;
  surface.text(width - 14, 12, figure, { color: isOff ? colors.foreground : colors.muted, anchor: "end", bold: isOff });
  const room = (plot.right - plot.left) / bins;
  const gap = edges ? Math.min(1, room * 0.1) : room * 0.14;
  for (let bin = 0; bin < bins; bin++) {
    const left = plot.left + bin * room + gap / 2;
    const half = (room - gap) / 2;
    const bar = (value: number, from: number, series: number): void => {
      const top = plot.y(value);
      const fill = bin === at ? colors.foreground : colors.series(series);
      if (value > 0) below.rect(from, top, Math.max(1, half), plot.bottom - top, fill, 0.9);
    };
    bar(real[bin]!, left, realSeries);
    bar(generated[bin]!, left + half, generatedSeries);
    if (categories && room > 24) {
      const name = shorten(categoryName(categories[bin]!), Math.floor(room / 6.2));
      below.text(plot.left + (bin + 0.5) * room, plot.bottom + 13, name, { color: colors.muted, anchor: "middle" });
    }
  }
  return plot;
}

const shorten = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text;

function table(columns: readonly ColumnDistribution[]) {
  const rows = columns.flatMap((column) => column.real.map((_, bin) => ({ column, bin })));
  const labels = ["column", "bin", "real", "generated", "distanceHead", "floor"] as const;
  return {
    columns: labels.map((label, index) => ({ label: t(`distributions.${label}`), numeric: index > 1 })),
    rows: rows.length,
    cell: (row: number, at: number) => {
      const { column, bin } = rows[row]!;
      const { name, real, generated, distance, floor } = column;
      return [name, binName(column, bin), real[bin], generated[bin], distance, floor][at];
    },
  };
}
