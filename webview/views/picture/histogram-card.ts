// The card with the counts of values before and after, channel by channel.

import type { PictureFigures } from "../../../engine";
import { card } from "../../card";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import { checkbox } from "../../ui";
import { chart, type Reading } from "./chart";
import { colourCount } from "./paint";
import { channelNames, whites } from "./readout";
import type { Session } from "./session";

const reds = { dark: ["#ff6b6b", "#5fd38d", "#6ca8ff"], light: ["#c62828", "#1b7f3b", "#1557c0"] };

export function histogramCard(session: Session): {
  element: HTMLElement;
  show(figures: PictureFigures | undefined): void;
} {
  const { channels, elements } = session.picture;
  const white = whites[elements];
  const names = channelNames(channels);
  let figures: PictureFigures | undefined;
  let plot: Plot | undefined;
  const colorOf = (colors: Theme, channel: number): string => {
    if (channels < 3) return channel === 0 ? colors.foreground : colors.muted;
    return channel === 3 ? colors.muted : reds[colors.dark ? "dark" : "light"][channel]!;
  };
  const bins = (): number => figures?.before.bins ?? 0;
  /** Whole numbers are one value more than their largest. */
  const span = elements === "f32" ? white : white + 1;
  const valueAt = (bin: number): number => (bin / bins()) * span;
  const draw = (surface: Surface, width: number, height: number, colors: Theme, at?: Reading): void => {
    if (!figures) return;
    const { logCounts } = session.look;
    const { width: columns, height: rows } = session.picture;
    const share = 100 / (columns * rows);
    // Alpha is mostly opaque: its one high bar would leave no room for the colours.
    const colours = [figures.before, figures.after].flatMap(({ counts }) => counts.slice(0, colourCount(channels)));
    const most = share * Math.max(1, ...colours.flat());
    const lowest = logCounts ? share / 2 : 0;
    const axisX: Axis = { domain: [0, span], label: t("counts.value") };
    const axisY: Axis = {
      domain: [lowest, most],
      label: t("counts.share"),
      log: logCounts,
      nice: !logCounts,
    };
    plot = plotArea(width, height, axisX, axisY);
    drawAxes(surface, colors, plot, axisX, axisY);
    for (const [name, { counts }] of [
      ["before", figures.before],
      ["after", figures.after],
    ] as const) {
      counts.forEach((channel, index) => {
        const points: number[] = [];
        channel.forEach((count, bin) => {
          const y = Math.max(plot!.top, plot!.y(Math.max(lowest, share * count)));
          points.push(plot!.x(valueAt(bin)), y, plot!.x(valueAt(bin + 1)), y);
        });
        surface.polyline(points, {
          color: colorOf(colors, index),
          width: name === "after" ? 1.5 : 1,
          dash: name === "before" ? [3, 3] : undefined,
          alpha: name === "after" ? 1 : 0.75,
        });
      });
    }
    names.forEach((name, index) => {
      surface.text(plot!.right - 4 - (names.length - 1 - index) * 24, plot!.top + 6, name, {
        color: colorOf(colors, index),
        anchor: "end",
        bold: true,
      });
    });
    if (at) {
      const x = plot.x(valueAt(at.column + 0.5));
      surface.polyline([x, plot.top, x, plot.bottom], { color: colors.foreground, width: 1 });
    }
  };
  const counted = chart({
    label: t("counts.keys"),
    testid: "counts-chart",
    draw,
    extent: () => ({ columns: bins(), rows: 1 }),
    find: (x) =>
      figures && plot && x >= plot.left && x < plot.right
        ? { column: Math.min(bins() - 1, Math.floor((plot.invert(x, 0)[0] / span) * bins())), row: 0 }
        : undefined,
    describe: ({ column }) =>
      [
        elements === "u8"
          ? `${t("counts.value")} ${column}`
          : t("counts.at", formatNumber(valueAt(column)), formatNumber(valueAt(column + 1))),
        ...names.map(
          (name, channel) =>
            `${name} ${formatCount(figures!.before.counts[channel]![column]!)} → ${formatCount(figures!.after.counts[channel]![column]!)}`,
        ),
      ].join(" · "),
  });
  const frame = card(session.page, {
    id: "counts",
    title: t("counts.title"),
    hint: t("counts.hint"),
    controls: checkbox(
      t("counts.log"),
      session.look.logCounts,
      (on) => {
        session.set({ logCounts: on });
        counted.draw();
      },
      "counts-log",
    ),
    body: [
      h(
        "p",
        { class: "counts-legend" },
        h("span", { class: "legend-line validation" }),
        t("compare.before"),
        h("span", { class: "legend-line" }),
        t("compare.after"),
      ),
      counted.element,
    ],
    picture: () => draw,
    table: () => ({
      columns: [
        { label: t("counts.from"), numeric: true },
        ...names.flatMap((name) => [
          { label: `${name} ${t("compare.before")}`, numeric: true },
          { label: `${name} ${t("compare.after")}`, numeric: true },
        ]),
      ],
      rows: bins(),
      cell: (row, column) => {
        if (column === 0) return valueAt(row);
        const { counts } = column % 2 ? figures!.before : figures!.after;
        return counts[(column - 1) >> 1]![row];
      },
    }),
  });
  return {
    element: frame.element,
    show(next) {
      frame.element.setAttribute("aria-busy", String(!next));
      // What is shown stays until the new counts are here.
      if (!next) return;
      figures = next;
      frame.changed();
      counted.draw();
    },
  };
}
