// The card that holds the network against its baselines, metric by metric, with the spread over seeds or folds.

import { card } from "../../card";
import { drawInterval, type IntervalRow, intervalDomain, intervalsPicture } from "../../charts/intervals";
import { svgSurface } from "../../charts/surface";
import { onThemeChange, theme } from "../../charts/theme";
import { fill, h } from "../../dom";
import { formatSpread } from "../../format";
import { icon } from "../../icons";
import { bestOf, directionHint, metricLabel, spread } from "../../metrics";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { type Key, splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { examplesText } from "../examples";
import { labelsBaseline, labelsExperiment, ownHeadLabel } from "../labels/experiment";
import { placeholder, type RunCard } from "./parts";

export interface MetricRows {
  name: string;
  rows: IntervalRow[];
}

export function baselinesCard(page: Page, title = t("baselines.title")): RunCard {
  const room = h("div", { class: "intervals" });
  let run: Run | undefined;
  const frame = card(page, {
    id: "verdict",
    title,
    body: room,
    table: () => intervalTable(run ? metricRows(run) : [], t("baselines.model")),
    picture: () =>
      intervalsPicture((run ? metricRows(run) : []).map(({ name, rows }) => ({ title: metricLabel(name), rows }))),
  });
  const draw = (): void => {
    frame.setEmpty(!run?.verdict);
    if (!run?.verdict) {
      fill(room, placeholder(t(run?.live ? "baselines.waiting" : "baselines.none")));
      frame.setHint("");
      return;
    }
    const { evaluated, evaluatedRows } = run.verdict;
    frame.setHint(t("baselines.on", splitLabel(evaluated), examplesText(run.start!, evaluatedRows)));
    fill(room, metricRows(run).map(metricBlock));
    frame.changed();
  };
  onThemeChange(draw);
  return {
    element: frame.element,
    update(shown, changes) {
      run = shown;
      if (changes.facts) draw();
    },
  };
}

function metricRows(run: Run): MetricRows[] {
  const verdict = run.verdict;
  if (!verdict) return [];
  // Between real pictures the distance is the floor already.
  const names = Object.keys(verdict.metrics).filter(
    (name) => name !== "frechetFloor" || !("frechet" in (verdict.baselines[ceiling] ?? {})),
  );
  const several = labelsExperiment(run);
  const network = several ? ownHeadLabel(several) : t("baselines.network");
  return names.map((name) => {
    const entries = [
      { label: network, summary: verdict.metrics, color: 0, rivals: true },
      ...Object.entries(verdict.baselines).map(([label, summary]) => ({
        label: several ? labelsBaseline(label) : baselineLabel(label),
        summary,
        color: undefined,
        rivals: label !== ceiling,
      })),
    ].filter(({ summary }) => name in summary);
    const spreads = entries.map(({ summary }) => spread(summary[name]!));
    const best = bestOf(
      name,
      spreads.map(({ mean }, index) => (entries[index]!.rivals ? mean : Number.NaN)),
    );
    return {
      name,
      rows: entries.map(({ label, color }, index) => {
        const { mean, std, values } = spreads[index]!;
        return {
          label,
          mean,
          interval: std === undefined ? undefined : [mean - std, mean + std],
          values,
          color,
          best: best[index]!,
        };
      }),
    };
  });
}

/** One metric: a strip for every row on one axis, with its value in figures. */
export function metricBlock({ name, rows }: MetricRows): HTMLElement {
  const domain = intervalDomain(rows);
  const colors = theme();
  return h(
    "div",
    { class: "metric-block", testid: `baselines-${name}` },
    h("h3", { class: "metric-name" }, metricLabel(name), h("span", { class: "card-hint" }, directionHint(name))),
    rows.map((row) => {
      const { surface, element } = svgSurface(200, 20, colors);
      element.setAttribute("class", "strip");
      element.setAttribute("preserveAspectRatio", "xMidYMid meet");
      element.setAttribute("aria-hidden", "true");
      drawInterval(surface, colors, row, domain, 8, 184, 10);
      const std = row.interval && row.values.length > 1 ? (row.interval[1] - row.interval[0]) / 2 : undefined;
      return h(
        "div",
        { class: row.best ? "metric-row best" : "metric-row" },
        h("span", { class: "metric-label", attrs: { title: row.label } }, row.label),
        element,
        h("span", { class: "metric-value" }, formatSpread(row.mean, std)),
        h(
          "span",
          { class: "metric-best" },
          row.best ? [icon("check"), h("span", { class: "visually-hidden" }, t("baselines.best"))] : null,
        ),
      );
    }),
  );
}

/** One row a model, one column a metric, then one for its standard deviation where there is one. */
export function intervalTable(metrics: MetricRows[], heading: string): DataTable {
  const names = [...new Set(metrics.flatMap(({ rows }) => rows.map(({ label }) => label)))];
  const columns = metrics.flatMap(({ name, rows }) => {
    const find = (model: string): IntervalRow | undefined => rows.find(({ label }) => label === model);
    const mean = { label: metricLabel(name), numeric: true, value: (model: string) => find(model)?.mean };
    const bounds = [0, 1].map((end) => ({
      label: `${metricLabel(name)} ${t(end === 0 ? "interval.low" : "interval.high")}`,
      numeric: true,
      value: (model: string) => find(model)?.interval?.[end],
    }));
    return rows.some(({ interval }) => interval) ? [mean, ...bounds] : [mean];
  });
  return {
    columns: [{ label: heading }, ...columns],
    rows: names.length,
    cell: (row, column) => (column === 0 ? names[row] : columns[column - 1]!.value(names[row]!)),
  };
}

/** Real rows against real ones, which nothing generated is asked to beat. */
const ceiling = "realAgainstReal";

/** What generated samples are held against. */
const samplers: Record<string, Key> = {
  [ceiling]: "baseline.realAgainstReal",
  gaussian: "baseline.gaussian",
  independent: "baseline.independent",
};

/** "logisticRegression" as words; names with spaces are words already. */
function baselineLabel(name: string): string {
  if (samplers[name]) return t(samplers[name]);
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
