// The card with a threshold for every label in place of one half: where it lies, what it makes of F1, and what becomes of the metrics.

import { card } from "../../card";
import { type Child, fill, h } from "../../dom";
import { formatNumber } from "../../format";
import { metricLabel, spread } from "../../metrics";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { noPredictions, placeholder, type RunCard, sampledCard } from "../cards/parts";
import { type Scores, shownScores } from "./scores";

export function thresholdsCard(page: Page): RunCard {
  let scores: Scores | undefined;
  const room = h("div", { class: "label-thresholds" });
  const frame = card(page, {
    id: "label-thresholds",
    title: t("labels.thresholds"),
    body: room,
    isTable: true,
    table: () => thresholdTable(scores),
  });
  return sampledCard(page, frame.element, (run) => {
    scores = shownScores(page, run);
    frame.setEmpty(!scores);
    if (!scores) {
      fill(room, placeholder(noPredictions(run)));
      return;
    }
    const { chosenOn, evaluated } = scores.event;
    frame.setHint(t("labels.chosenOn", splitLabel(chosenOn), splitLabel(evaluated)));
    fill(room, metricsTable(scores, run), labelsTable(scores));
  });
}

/** The metrics of the shown member at one half, as far as the verdict has told them, and with the thresholds. */
function metricsTable({ event, member }: Scores, run: Run): HTMLElement {
  const half = (name: string): number => {
    const value = run.verdict?.metrics[name];
    return value === undefined ? Number.NaN : (spread(value).values[member] ?? Number.NaN);
  };
  return tableOf(
    [t("metrics.choose"), t("labels.atHalf"), t("labels.atThresholds")],
    Object.entries(event.withThresholds).map(([name, value]) => [
      metricLabel(name),
      formatNumber(half(name), 3),
      formatNumber(value, 3),
    ]),
    "label-threshold-metrics",
  );
}

function labelsTable(scores: Scores): HTMLElement {
  const { columns, rows, cell } = thresholdTable(scores);
  return tableOf(
    columns.map(({ label }) => label),
    Array.from({ length: rows }, (_, row) => [
      h("span", { class: "label-name", attrs: { title: scores.names[row] } }, scores.names[row]),
      [thresholdMeter(scores.event.thresholds[row]!), scores.event.thresholds[row]!.toFixed(2)],
      ...columns.slice(2).map((_column, at) => {
        const value = cell(row, at + 2);
        return typeof value === "number" ? formatNumber(value, 3) : "–";
      }),
    ]),
    "label-threshold-table",
  );
}

function thresholdTable(scores: Scores | undefined): DataTable {
  if (!scores) return { columns: [], rows: 0, cell: () => undefined };
  const { event, names } = scores;
  const { thresholds, heads, thresholdF1 } = event;
  return {
    columns: [
      { label: t("labels.label") },
      { label: t("labels.threshold"), numeric: true },
      { label: t("labels.f1Half"), numeric: true },
      { label: t("labels.f1Threshold"), numeric: true },
    ],
    rows: names.length,
    cell: (row, column) => [names[row], thresholds[row], heads[0]?.f1[row], thresholdF1[row]][column],
  };
}

/** Where a threshold lies between 0 and 1, with one half marked. */
function thresholdMeter(threshold: number): HTMLElement {
  const meter = h("span", { class: "threshold-meter", attrs: { "aria-hidden": "true" } });
  meter.style.setProperty("--at", String(threshold));
  return meter;
}

function tableOf(columns: string[], rows: Child[][], testid: string): HTMLElement {
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      { class: "plain", testid },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map((label, column) => h("th", { class: column ? "number" : "", attrs: { scope: "col" } }, label)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([name, ...cells]) =>
          h(
            "tr",
            {},
            h("th", { attrs: { scope: "row" } }, name),
            cells.map((cell) => h("td", { class: "number" }, cell)),
          ),
        ),
      ),
    ),
  );
}
