// The card with the filter that a trained graph network applies to the frequencies of its graph, drawn over [0, 2].

import type { LayersEvent } from "../../../engine";
import { card } from "../../card";
import { type Axis, drawAxes, extent, type Plot, plotArea } from "../../charts/axes";
import { lowerBound } from "../../charts/series";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { noPredictions, placeholder, type RunCard, sampledCard } from "./parts";
import { shownMember } from "./shown";

export function filterOverSpectrumCard(page: Page): RunCard {
  let filter: LayersEvent["filter"];
  let plot: Plot | undefined;
  const draw = (surface: Surface, width: number, height: number, colors: Theme, at?: number): void => {
    if (filter) plot = drawFilter(surface, width, height, colors, filter, at);
  };
  const curve = chart({
    label: `${t("response.title")}. ${t("response.keys")}`,
    testid: "response-chart",
    draw: (surface, width, height, colors, at) => draw(surface, width, height, colors, at?.column),
    extent: () => ({ columns: filter?.lambda.length ?? 0, rows: 1 }),
    find: (x) => {
      if (!filter || !plot || x < plot.left || x > plot.right) return undefined;
      const column = Math.min(filter.lambda.length - 1, lowerBound(filter.lambda, plot.invert(x, 0)[0]));
      return { column, row: 0 };
    },
    place: ({ column }) => plot!.x(filter!.lambda[column]!),
    describe: ({ column }) =>
      filter ? `λ = ${formatNumber(filter.lambda[column]!)} · g(λ) = ${formatNumber(filter.response[column]!)}` : "",
  });
  const waiting = h("div", {});
  const formula = h("p", { class: "map-formula", testid: "response-formula" });
  const note = h("p", { class: "muted" });
  const frame = card(page, {
    id: "response",
    title: t("response.title"),
    body: [waiting, curve.element, formula, note],
    table: () => ({
      columns: ["λ", "g(λ)"].map((label) => ({ label, numeric: true })),
      rows: filter?.lambda.length ?? 0,
      cell: (row, column) => (column ? filter!.response : filter!.lambda)[row],
    }),
    picture: () => draw,
  });
  return sampledCard(page, frame.element, (run: Run) => {
    const event = run.layers(shownMember(page, run));
    filter = event?.filter;
    frame.setEmpty(!filter);
    fill(waiting, filter ? null : placeholder(event ? t("response.none") : noPredictions(run)));
    curve.element.hidden = formula.hidden = note.hidden = !filter;
    frame.setHint(event && filter ? t("curves.at", formatCount(event.epoch)) : "");
    if (!filter) return;
    setText(formula, filter.formula);
    setText(note, filter.note);
    curve.draw();
    frame.changed();
  });
}

function drawFilter(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { lambda, response }: NonNullable<LayersEvent["filter"]>,
  at?: number,
): Plot {
  const axisX: Axis = { domain: [0, 2], label: "λ (L_sym)" };
  const axisY: Axis = { domain: extent([0, ...response]), label: "g(λ)", nice: true };
  const plot = plotArea(width, height, axisX, axisY);
  drawAxes(surface, colors, plot, axisX, axisY);
  const zero = plot.y(0);
  surface.polyline([plot.left, zero, plot.right, zero], { color: colors.axis, width: 1 });
  surface.polyline(
    lambda.flatMap((value, index) => [plot.x(value), plot.y(response[index]!)]),
    { color: colors.series(0), width: 2.25 },
  );
  const side = { color: colors.muted };
  surface.text(plot.left + 6, plot.top + 9, t("response.smooth"), side);
  surface.text(plot.right - 6, plot.top + 9, t("response.rough"), { ...side, anchor: "end" });
  if (at !== undefined && at < lambda.length) {
    const [x, y] = [plot.x(lambda[at]!), plot.y(response[at]!)];
    surface.polyline([x, plot.top, x, plot.bottom], { color: colors.foreground, width: 1, alpha: 0.6 });
    surface.circle(x, y, 4, colors.foreground);
  }
  return plot;
}
