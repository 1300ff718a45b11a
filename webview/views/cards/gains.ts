// The card that shows, picture by picture, how near the truth the input was and the output is.

import type { SampleEvent, Split } from "../../../engine";
import { card } from "../../card";
import { extent } from "../../charts/axes";
import { Scatter, type ScatterView, scatterPicture } from "../../charts/scatter";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import { splitLabel, t } from "../../strings";
import { examplesText } from "../examples";
import { noPredictions, placeholder, type RunCard, sampledCard, segments } from "./parts";
import { type Shown, shownSample } from "./shown";
import { unitOf } from "./shownPanels";

/** `look` is told of the picture that is to be looked at closely. */
export function gainsCard(page: Page, look: (row: number) => void): RunCard {
  let view: ScatterView | undefined;
  let shown: Shown | undefined;
  let unit = "";
  const waiting = h("div", {});
  const splits = segments<Split>(t("split.choose"), (split) => page.choices.set({ split }), "gains-split");
  const chart = new Scatter(
    `${t("gains.title")}. ${t("gains.keys")}`,
    {
      describe: (point) => {
        const { truth, prediction } = shown!.sample;
        const gain = t("pictures.gain", formatNumber(truth[point]!), formatNumber(prediction[point]!), unit);
        return `${nameOf(shown!.sample, point)} · ${gain}`;
      },
      take: ([point]) => look(shown!.sample.rows[point!]!),
    },
    "gains-chart",
  );
  const frame = card(page, {
    id: "gains",
    title: t("gains.title"),
    controls: h("div", { class: "control-row" }, splits.element),
    body: [waiting, chart.element],
    table: () => ({
      columns: [
        { label: t("pictures.name") },
        { label: t("pictures.before", unit), numeric: true },
        { label: t("pictures.after", unit), numeric: true },
      ],
      rows: shown?.sample.rows.length ?? 0,
      cell: (row, column) => {
        const { truth, prediction } = shown!.sample;
        return [nameOf(shown!.sample, row), truth[row], prediction[row]][column];
      },
    }),
    picture: () => scatterPicture(view!),
  });
  return sampledCard(page, frame.element, (run) => {
    shown = shownSample(page, run);
    unit = unitOf(run);
    frame.setEmpty(!shown);
    fill(waiting, shown ? null : placeholder(noPredictions(run)));
    chart.element.hidden = !shown;
    if (!shown) return;
    splits.show(
      run.sampledSplits(shown.member).map((value) => ({ value, label: splitLabel(value) })),
      shown.split,
    );
    const { truth, prediction, total } = shown.sample;
    frame.setHint(examplesText(run.start!, total));
    // One domain for both axes, so that the diagonal is where nothing was gained.
    const domain = extent([...truth, ...prediction]);
    view = {
      x: truth,
      y: prediction,
      residual: prediction.map((value, index) => value - truth[index]!),
      axisX: { domain, label: t("pictures.before", unit) },
      axisY: { domain, label: t("pictures.after", unit) },
      reference: "identity",
      sides: [t("gains.better"), t("gains.worse")],
    };
    chart.draw(view);
    frame.changed();
  });
}

/** Of a picture; older runs number them. */
const nameOf = ({ names, rows }: SampleEvent, index: number): string =>
  names?.[index] ?? t("gains.picture", formatCount(rows[index]! + 1));
