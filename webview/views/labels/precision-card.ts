// The card with the average precision of every label by every head, beside what a ranking by chance reaches.

import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { headLabel, headSeries } from "../../heads";
import type { Page } from "../../page";
import { splitLabel, t } from "../../strings";
import { noPredictions, placeholder, type RunCard, sampledCard } from "../cards/parts";
import { key, legendRow } from "../generate/keys";
import { chart } from "../picture/chart";
import { drawKeyedPrecision, drawPrecision, type PrecisionPlot, precisionHeight } from "./precision-picture";
import { type PrecisionRow, type PrecisionView, precisionView, shownScores } from "./scores";

export function precisionCard(page: Page): RunCard {
  let view: PrecisionView | undefined;
  let plot: PrecisionPlot | undefined;
  const drawing = chart({
    label: `${t("labels.precision")}. ${t("labels.precisionKeys")}`,
    testid: "label-precision-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawPrecision(surface, width, height, colors, view, at?.row);
    },
    extent: () => ({ columns: 1, rows: view?.rows.length ?? 0 }),
    begin: () => ({ column: 0, row: 0 }),
    find: (_, y) => {
      const row = plot?.find(y);
      return row === undefined ? undefined : { column: 0, row };
    },
    place: () => 0,
    describe: ({ row }) => (view ? describe(view, view.rows[row]!) : ""),
  });
  const legend = h("div", {});
  const waiting = h("div", {});
  const frame = card(page, {
    id: "label-precision",
    title: t("labels.precision"),
    body: [waiting, legend, drawing.element],
    table: () => {
      const heads = view?.heads ?? [];
      return {
        columns: [
          { label: t("labels.label") },
          { label: t("labels.positives"), numeric: true },
          { label: t("labels.base"), numeric: true },
          ...heads.map((head) => ({ label: headLabel(head), numeric: true })),
        ],
        rows: view?.rows.length ?? 0,
        cell: (row, column) => {
          const { name, positives, base, values } = view!.rows[row]!;
          return column < 3 ? [name, positives, base][column] : (values[column - 3] ?? Number.NaN);
        },
      };
    },
    picture: () => (surface, width, height, colors) => {
      if (view) drawKeyedPrecision(surface, width, height, colors, view);
    },
  });
  return sampledCard(page, frame.element, (run) => {
    const scores = shownScores(page, run);
    view = scores && precisionView(scores);
    frame.setEmpty(!view);
    fill(waiting, view ? null : placeholder(noPredictions(run)));
    drawing.element.hidden = legend.hidden = !view;
    if (!scores || !view) return;
    frame.setHint(
      scores.rows === undefined
        ? splitLabel(scores.event.evaluated)
        : t("labels.judged", splitLabel(scores.event.evaluated), formatCount(scores.rows)),
    );
    const { heads, means } = view;
    fill(
      legend,
      legendRow(
        heads.map((head, index) =>
          key("dot", headSeries(head), `${headLabel(head)} ${formatNumber(means[index]!, 3)}`),
        ),
        h("span", { class: "muted" }, t("labels.precisionKey")),
      ),
    );
    drawing.element.style.minHeight = `${precisionHeight(view.rows.length)}px`;
    drawing.draw();
    frame.changed();
  });
}

function describe({ heads }: PrecisionView, { name, positives, base, values }: PrecisionRow): string {
  const figures = heads.map((head, index) => `${headLabel(head)} ${formatNumber(values[index] ?? Number.NaN, 3)}`);
  const share = base === undefined ? [] : [`${t("labels.base")} ${formatNumber(base, 3)}`];
  return [name, t("labels.positive", formatCount(positives)), ...share, ...figures].join(" · ");
}
