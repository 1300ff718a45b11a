// The cards with curves over epochs: the loss, and the metrics; their crosshairs and zooms go together.

import { card } from "../../card";
import { bestPoint, type CurveGroup, curveGroups } from "../../charts/curveSet";
import { Curves, type CurvesView, readout } from "../../charts/curves";
import { curvesPicture } from "../../charts/curvesPicture";
import { lowerBound } from "../../charts/series";
import { type Child, fill, h, setText } from "../../dom";
import { formatCount } from "../../format";
import { directionHint, metricLabel } from "../../metrics";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { DataTable } from "../../table";

export interface CurvesCard {
  element: HTMLElement;
  chart: Curves;
  /** Draws these runs; the first one's best epoch is marked. */
  draw(runs: Run[], metric: string): void;
  follow(epoch: number | undefined): void;
}

export interface CurvesCardOptions {
  id: string;
  title: string;
  controls?: Child;
  cursor(epoch: number | undefined): void;
  first?(): void;
}

export function curvesCard(page: Page, options: CurvesCardOptions): CurvesCard {
  let runs: Run[] = [];
  let metric = "";
  let view: CurvesView = { groups: [], metric: "", log: false, smoothing: 0 };
  let epoch: number | undefined;
  const legend = new Legend(page, options.id);
  const chart = new Curves(
    options.title,
    {
      cursor: (at) => {
        options.cursor(at);
      },
      zoom: (range) => page.choices.set({ zoom: range }),
      first: () => options.first?.(),
    },
    `${options.id}-chart`,
  );
  const frame = card(page, {
    id: options.id,
    title: options.title,
    controls: options.controls,
    body: [legend.element, chart.element],
    table: () => curvesTable(view.groups),
    picture: () => curvesPicture(view),
  });

  const draw = (): void => {
    const { log, smoothing, zoom, hidden, member } = page.choices.values;
    const all = curveGroups(runs, metric);
    const main = runs[0];
    const marked = all.find(({ id }) => id === `${main?.folder}/${member ?? main?.shownMember ?? 0}`);
    const best = marked && !hidden.includes(marked.id) ? bestPoint(marked, metric) : undefined;
    view = {
      groups: all.filter(({ id }) => !hidden.includes(id)),
      metric: metricLabel(metric),
      log,
      smoothing,
      zoom,
      mark: best && marked && { ...best, color: marked.color },
    };
    chart.draw(view);
    legend.draw(all, hidden, epoch);
    frame.changed();
  };
  page.choices.onChange((changed) => {
    if (["log", "smoothing", "zoom", "hidden", "member"].some((name) => name in changed)) draw();
  });
  return {
    element: frame.element,
    chart,
    draw(nextRuns, nextMetric) {
      runs = nextRuns;
      metric = nextMetric;
      frame.setHint(directionHint(metric));
      draw();
    },
    follow(at) {
      epoch = at;
      chart.follow(at);
      legend.draw(curveGroups(runs, metric), page.choices.values.hidden, at);
    },
  };
}

/** What each line is, and its value at the crosshair or at the end; a click switches a training off or on. */
class Legend {
  readonly element: HTMLElement;
  readonly #epoch = h("span", { class: "legend-epoch" });
  readonly #items = h("div", { class: "legend-items" });
  #built = "";
  #values: { element: HTMLElement; group: number; line: number }[] = [];

  constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.element = h("div", { class: "legend", testid: `${id}-legend` }, this.#epoch, this.#items);
  }

  draw(groups: CurveGroup[], hidden: string[], epoch: number | undefined): void {
    const key = JSON.stringify([groups.map(({ id, label, lines }) => [id, label, lines.length]), hidden]);
    if (key !== this.#built) {
      this.#built = key;
      this.#build(groups, hidden);
    }
    const last = Math.max(0, ...groups.flatMap(({ lines }) => lines.map(({ x }) => x.at(-1) ?? 0)));
    setText(this.#epoch, last ? t("curves.at", formatCount(epoch ?? last)) : "");
    for (const { element, group, line } of this.#values) setText(element, readout(groups[group]!.lines[line]!, epoch));
  }

  #build(groups: CurveGroup[], hidden: string[]): void {
    this.#values = [];
    fill(
      this.#items,
      groups.map((group, index) => {
        const parts = group.lines.map((line, at) => {
          const value = h("span", { class: "legend-value", testid: `${this.id}-value-${index}-${line.split}` });
          this.#values.push({ element: value, group: index, line: at });
          const sample = h("span", { class: `legend-line ${line.split}`, attrs: { "aria-hidden": "true" } });
          sample.style.setProperty("--swatch", `var(--series-${group.color % 24})`);
          return h(
            "span",
            { class: "legend-part" },
            sample,
            groups.length === 1 || at === 0 ? null : "",
            h("span", { class: "legend-split" }, t(line.split === "train" ? "split.train" : "split.validation")),
            value,
          );
        });
        if (groups.length === 1) return h("span", { class: "legend-item" }, parts);
        const off = hidden.includes(group.id);
        return h(
          "button",
          {
            class: "legend-item",
            attrs: {
              type: "button",
              "aria-pressed": String(!off),
              title: t(off ? "curves.show" : "curves.hide", group.label),
            },
            on: {
              click: () => {
                const others = this.page.choices.values.hidden.filter((id) => id !== group.id);
                this.page.choices.set({ hidden: off ? others : [...others, group.id] });
              },
            },
          },
          h("span", { class: "legend-name" }, group.label),
          parts,
        );
      }),
    );
  }
}

/** One row an epoch, one column a line. */
function curvesTable(groups: CurveGroup[]): DataTable {
  const lines = groups.flatMap((group) => group.lines.map((line) => ({ line, group })));
  const longest = lines.reduce<number[]>((best, { line }) => (line.x.length > best.length ? line.x : best), []);
  const epochs = lines.every(
    ({ line }) => line.x.length === 0 || longest[lowerBound(longest, line.x[0]!)] === line.x[0],
  )
    ? longest
    : [...new Set(lines.flatMap(({ line }) => line.x))].sort((a, b) => a - b);
  return {
    columns: [
      { label: t("curves.epoch"), numeric: true },
      ...lines.map(({ line, group }) => ({
        label: [groups.length > 1 ? group.label : "", t(line.split === "train" ? "split.train" : "split.validation")]
          .filter(Boolean)
          .join(" · "),
        numeric: true,
      })),
    ],
    rows: epochs.length,
    cell: (row, column) => {
      const epoch = epochs[row]!;
      if (column === 0) return epoch;
      const { line } = lines[column - 1]!;
      const at = lowerBound(line.x, epoch);
      return line.x[at] === epoch ? line.y[at] : undefined;
    },
  };
}
