// The cards with curves over epochs: the loss, and the metrics; their crosshairs and zooms go together.

import { card } from "../../card";
import { bestPoint, type CurveGroup, curveGroups } from "../../charts/curveSet";
import { Curves, type CurvesView } from "../../charts/curves";
import { curvesPicture } from "../../charts/curvesPicture";
import { lowerBound } from "../../charts/series";
import { type Child, fill, h } from "../../dom";
import { directionHint, metricLabel } from "../../metrics";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { Legend } from "./legend";
import { placeholder } from "./parts";

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
  const waiting = h("div", {});
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
    body: [waiting, legend.element, chart.element],
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
    fill(waiting, all.length ? null : placeholder(t(!main || main.live ? "curves.waiting" : "curves.none")));
    frame.setEmpty(all.length === 0);
    legend.element.hidden = chart.element.hidden = all.length === 0;
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

/** One row an epoch, one column a line. */
export function curvesTable(groups: CurveGroup[]): DataTable {
  const lines = groups.flatMap((group) => group.lines.map((line) => ({ line, group })));
  const epochs = [...new Set(lines.flatMap(({ line }) => line.x))].sort((a, b) => a - b);
  return {
    columns: [
      { label: t("curves.epoch"), numeric: true },
      ...lines.map(({ line, group }) => ({
        label: [groups.length > 1 || !line.split ? group.label : "", line.split ? splitLabel(line.split) : ""]
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
