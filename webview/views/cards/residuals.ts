// The cards of a regression: predicted against true, residual against prediction, and the histogram of residuals.

import type { Split } from "../../../engine";
import { card } from "../../card";
import { type Axis, extent } from "../../charts/axes";
import { binValues } from "../../charts/bins";
import { Histogram, type HistogramView, histogramPicture } from "../../charts/histogram";
import { Scatter, type ScatterView, scatterPicture } from "../../charts/scatter";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { examplesText } from "../examples";
import { noPredictions, placeholder, type RunCard, sampledCard, segments } from "./parts";
import { type Shown, shownSample } from "./shown";

type Kind = "predicted" | "residual";

export function scatterCard(page: Page, kind: Kind): RunCard {
  const id = kind === "predicted" ? "scatter" : "residual";
  const title = t(kind === "predicted" ? "scatter.title" : "residual.title");
  let run: Run | undefined;
  let view: ScatterView | undefined;
  let shown: Shown | undefined;
  const waiting = h("div", {});
  const splits = segments<Split>(t("split.choose"), (split) => page.choices.set({ split }), `${id}-split`);
  const chart = new Scatter(
    `${title}. ${t("scatter.keys")}`,
    {
      describe: (point) => describePoint(shown!, point),
      take: (points) => select(page, run!, shown!, points),
    },
    `${id}-chart`,
  );
  const frame = card(page, {
    id,
    title,
    controls: kind === "predicted" ? h("div", { class: "control-row" }, splits.element) : undefined,
    body: [waiting, chart.element],
    table: () => predictionTable(shown),
    picture: () => scatterPicture(view!),
  });
  const draw = (next: Run): void => {
    run = next;
    shown = shownSample(page, run);
    frame.setEmpty(!shown);
    fill(waiting, shown ? null : placeholder(noPredictions(run)));
    chart.element.hidden = !shown;
    if (!shown) return;
    splits.show(
      run.sampledSplits(shown.member).map((value) => ({ value, label: splitLabel(value) })),
      shown.split,
    );
    frame.setHint(sampleHint(run, shown));
    view = scatterView(kind, run, shown);
    chart.draw(view);
    frame.changed();
  };
  return sampledCard(page, frame.element, draw);
}

export function histogramCard(page: Page): RunCard {
  const title = t("histogram.title");
  let run: Run | undefined;
  let shown: Shown | undefined;
  let view: HistogramView | undefined;
  const waiting = h("div", {});
  const chart = new Histogram(
    `${title}. ${t("histogram.keys")}`,
    {
      describe: (bin) => {
        const { edges, members } = view!.bins;
        return t(
          "histogram.bin",
          formatNumber(edges[bin]!),
          formatNumber(edges[bin + 1]!),
          formatCount(members[bin]!.length),
        );
      },
      take: (bin) => select(page, run!, shown!, view!.bins.members[bin]!),
    },
    "histogram-chart",
  );
  const frame = card(page, {
    id: "histogram",
    title,
    body: [waiting, chart.element],
    table: () => ({
      columns: [t("histogram.from"), t("histogram.to"), t("histogram.count")].map((label) => ({
        label,
        numeric: true,
      })),
      rows: view?.bins.members.length ?? 0,
      cell: (row, column) =>
        [view!.bins.edges[row]!, view!.bins.edges[row + 1]!, view!.bins.members[row]!.length][column],
    }),
    picture: () => histogramPicture(view!),
  });
  const draw = (next: Run): void => {
    run = next;
    shown = shownSample(page, run);
    frame.setEmpty(!shown);
    fill(waiting, shown ? null : placeholder(noPredictions(run)));
    chart.element.hidden = !shown;
    if (!shown) return;
    frame.setHint(sampleHint(run, shown));
    view = {
      bins: binValues(residuals(shown)),
      label: t("residual.label", run.start?.data.target ?? ""),
      countLabel: t("histogram.count"),
    };
    chart.draw(view);
    frame.changed();
  };
  return sampledCard(page, frame.element, draw);
}

function scatterView(kind: Kind, run: Run, shown: Shown): ScatterView {
  const { truth, prediction } = shown.sample;
  const target = run.start?.data.target ?? "";
  const residual = residuals(shown);
  const sides = [t("scatter.high"), t("scatter.low")] as const;
  if (kind === "residual") {
    const [low, high] = extent([...residual, 0]);
    const axisX: Axis = { domain: extent(prediction), label: t("scatter.predicted", target), nice: true };
    return {
      x: prediction,
      y: residual,
      residual,
      axisX,
      axisY: { domain: [low, high], label: t("residual.label", target), nice: true },
      reference: "zero",
      sides,
    };
  }
  // One domain for both axes, so that the diagonal is where they agree.
  const domain = extent([...truth, ...prediction]);
  return {
    x: truth,
    y: prediction,
    residual,
    axisX: { domain, label: t("scatter.true", target) },
    axisY: { domain, label: t("scatter.predicted", target) },
    reference: "identity",
    sides,
  };
}

function residuals({ sample }: Shown): number[] {
  return sample.prediction.map((value, index) => value - sample.truth[index]!);
}

function sampleHint(run: Run, { sample, split }: Shown): string {
  const total = examplesText(run.start!, sample.total);
  const all = sample.rows.length === sample.total;
  return all
    ? t("sample.all", splitLabel(split), total)
    : t("sample.some", splitLabel(split), formatCount(sample.rows.length), total);
}

function describePoint({ sample }: Shown, point: number): string {
  const line = sample.lines?.[point];
  const where =
    line === undefined ? t("rows.row", formatCount(sample.rows[point]! + 1)) : t("rows.line", formatCount(line));
  return `${where} · ${t("scatter.point", formatNumber(sample.truth[point]!), formatNumber(sample.prediction[point]!))}`;
}

function select(page: Page, run: Run, { sample }: Shown, points: number[]): void {
  const { lines } = sample;
  page.attempt(async () => {
    if (!lines) throw new Error(t("rows.noLines"));
    await page.host.call("selectLines", {
      folder: run.folder,
      lines: points.map((point) => lines[point]!).sort((a, b) => a - b),
    });
  });
}

function predictionTable(shown: Shown | undefined): DataTable {
  const sample = shown?.sample;
  const labels = [t("rows.lineHead"), t("rows.truth"), t("rows.prediction"), t("rows.error")];
  return {
    columns: labels.map((label) => ({ label, numeric: true })),
    rows: sample?.rows.length ?? 0,
    cell: (row, column) => {
      const truth = sample!.truth[row]!;
      const prediction = sample!.prediction[row]!;
      return [sample!.lines?.[row] ?? sample!.rows[row]! + 1, truth, prediction, prediction - truth][column];
    },
  };
}
