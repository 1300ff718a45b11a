// Runs side by side: what can be said of them, their metrics with intervals, and their curves over one another.

import type { Comparison } from "../../engine";
import { card } from "../card";
import { intervalsPicture } from "../charts/intervals";
import { onThemeChange } from "../charts/theme";
import { fill, h } from "../dom";
import { formatNumber } from "../format";
import { icon } from "../icons";
import { bestOf, betterDirection, metricLabel } from "../metrics";
import type { Page } from "../page";
import type { Run } from "../runs";
import { t } from "../strings";
import { button } from "../ui";
import { intervalTable, type MetricRows, metricBlock } from "./cards/baselines";
import { curveControls } from "./cards/curveControls";
import { curvesCard } from "./cards/curves";
import { placeholder, segments } from "./cards/parts";
import type { View } from "./view";

export function compareView(page: Page, runs: Run[], first: () => void): View {
  const { folders } = page.choices.panel;
  let comparison: Comparison | undefined;
  const sentence = h("p", { class: "verdict-text", testid: "sentence" }, t("compare.waiting"));
  const figures = h("div", { class: "table-scroll" });
  const strips = h("div", { class: "intervals" });
  const rows = (): MetricRows[] => (comparison ? metricRows(comparison) : []);
  const table = (): ReturnType<typeof intervalTable> => intervalTable(rows(), t("compare.run"));
  const figuresCard = card(page, { id: "figures", title: t("compare.figures"), body: figures, isTable: true, table });
  const stripsCard = card(page, {
    id: "intervals",
    title: t("compare.intervals"),
    body: strips,
    table,
    picture: () => intervalsPicture(rows().map(({ name, rows: all }) => ({ title: metricLabel(name), rows: all }))),
  });
  const choice = segments<string>(t("metrics.choose"), (metric) => page.choices.set({ metric }), "metric");
  const curves = curvesCard(page, {
    id: "loss",
    title: t("compare.curves"),
    controls: [h("div", { class: "control-row" }, choice.element), curveControls(page)],
    cursor: (epoch) => curves.follow(epoch),
    first,
  });
  const drawCurves = (): void => {
    const names = [...new Set(runs.flatMap((run) => run.metricNames()))];
    const metric = names.includes(page.choices.values.metric ?? "")
      ? page.choices.values.metric!
      : (names[0] ?? "loss");
    choice.show(
      names.map((value) => ({ value, label: metricLabel(value) })),
      metric,
    );
    curves.draw(runs, metric);
  };
  const drawFigures = (): void => {
    if (!comparison) {
      fill(figures, placeholder(t("compare.waiting")));
      return;
    }
    fill(sentence, comparison.sentence);
    fill(figures, comparisonTable(comparison));
    fill(strips, rows().map(metricBlock));
    figuresCard.changed();
    stripsCard.changed();
  };
  page.attempt(async () => {
    comparison = await page.host.call("compare", { folders });
    drawFigures();
  });
  page.choices.onChange((changed) => {
    if ("metric" in changed) drawCurves();
  });
  onThemeChange(drawFigures);
  drawFigures();
  drawCurves();
  const back = button({
    label: t("compare.back", runs[0]?.name ?? ""),
    icon: "back",
    testid: "back",
    press: () => page.open({ view: "run", folders: folders.slice(0, 1) }),
  });
  return {
    element: h(
      "div",
      { class: "run-view", testid: "compare-view" },
      h(
        "header",
        { class: "title-row" },
        h(
          "div",
          { class: "title-text" },
          h("h1", { testid: "title" }, t("compare.title", folders.length)),
          h("span", { class: "title-data" }, runs.map(({ name }) => name).join(" · ")),
        ),
        h("div", { class: "title-actions" }, back),
      ),
      h(
        "div",
        { class: "verdict", attrs: { "data-look": "progress" } },
        h("div", { class: "verdict-row" }, h("span", { class: "verdict-sign" }, icon("compare")), sentence),
      ),
      h(
        "div",
        { class: "grid", attrs: { "data-task": "compare" } },
        figuresCard.element,
        stripsCard.element,
        curves.element,
      ),
    ),
    changed: (_, changes) => {
      if (changes.epochs) drawCurves();
    },
    tick: () => {},
  };
}

function metricRows(comparison: Comparison): MetricRows[] {
  return comparison.metrics.map((name) => {
    const means = comparison.rows.map(({ values }) => values[name]?.value ?? Number.NaN);
    const best = bestOf(name, means);
    return {
      name,
      rows: comparison.rows.map(({ name: label, values }, index) => {
        const { value = Number.NaN, interval } = values[name] ?? {};
        return { label, mean: value, interval, values: [value], color: index, best: best[index]! };
      }),
    };
  });
}

function comparisonTable(comparison: Comparison): HTMLElement {
  const metrics = metricRows(comparison);
  return h(
    "table",
    { class: "plain", testid: "compare-table" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { attrs: { scope: "col" } }, t("compare.run")),
        metrics.map(({ name }) => {
          const better = betterDirection(name);
          return h(
            "th",
            {
              class: "number",
              attrs: {
                scope: "col",
                title: better ? t(better === "higher" ? "metric.higher" : "metric.lower") : undefined,
              },
            },
            metricLabel(name),
            better ? (better === "higher" ? " ↑" : " ↓") : "",
          );
        }),
      ),
    ),
    h(
      "tbody",
      {},
      comparison.rows.map(({ name, values }, row) =>
        h(
          "tr",
          {},
          h("th", { attrs: { scope: "row" } }, name),
          metrics.map(({ name: metric, rows }) => {
            const { mean, interval, best } = rows[row]!;
            const { std } = values[metric] ?? {};
            return h(
              "td",
              { class: best ? "number best" : "number" },
              formatNumber(mean),
              std === undefined ? null : ` ± ${formatNumber(std, 2)}`,
              best
                ? h(
                    "span",
                    { class: "best-mark" },
                    icon("check"),
                    h("span", { class: "visually-hidden" }, t("baselines.best")),
                  )
                : null,
              interval
                ? h(
                    "span",
                    { class: "interval-text" },
                    `${formatNumber(interval[0], 3)} … ${formatNumber(interval[1], 3)}`,
                  )
                : null,
            );
          }),
        ),
      ),
    ),
  );
}
