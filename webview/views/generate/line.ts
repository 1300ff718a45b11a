// The card with the line of one column: the densities of both kinds, D beside D*, and what G makes of its first code.

import type { FieldEvent } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { RunCard } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { chart } from "../picture/chart";
import { boundSeries, discriminatorSeries, generatedSeries, isProbable, middleOf, realSeries } from "./adversarial";
import { eventAt } from "./eventAt";
import { key, legendRow } from "./keys";
import { drawLine, type LinePlot, type LineView, middleAt } from "./linePicture";
import type { Moments } from "./moments";
import { hint } from "./plane";

export function lineCard(page: Page, moments: Moments): RunCard {
  let run: Run | undefined;
  let event: FieldEvent | undefined;
  let view: LineView | undefined;
  let plot: LinePlot | undefined;
  const map = chart({
    label: `${t("line.title")}. ${t("line.keys")}`,
    testid: "line-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawLine(surface, width, height, colors, view, at?.column);
    },
    extent: () => ({ columns: event?.width ?? 0, rows: 1 }),
    find: (x) => {
      const column = plot?.find(x);
      return column === undefined ? undefined : { column, row: 0 };
    },
    place: ({ column }) => plot!.place(column),
    describe: ({ column }) => (event ? describe(event, column) : ""),
  });
  const legend = h("div", {});
  const frame = card(page, {
    id: "line",
    title: t("line.title"),
    controls: h("div", { class: "control-row" }, moments.control("line")),
    body: [legend, map.element],
    table: () => ({
      columns: [event?.columns[0] ?? "", "p", "p_g", "D(x)", "D*(x)"].map((label) => ({ label, numeric: true })),
      rows: event?.width ?? 0,
      cell: (row, column) => {
        const { density, discriminator, optimal } = event!;
        const values = [density?.real[row], density?.generated[row], discriminator[row], optimal?.[row]];
        return column === 0 ? middleAt(event!, row) : values[column - 1];
      },
    }),
    picture: () => (surface, width, height, colors) => {
      if (view) drawLine(surface, width, height, colors, view);
    },
  });
  const draw = (): void => {
    const member = run ? shownMember(page, run) : 0;
    event = eventAt(run?.fields(member).filter(({ y }) => y === undefined) ?? [], moments.epoch());
    frame.element.hidden = !event;
    if (!run || !event) return;
    view = { event, middle: middleOf(run), isProbable: isProbable(run) };
    frame.setHint([hint(event), t("curves.at", formatCount(event.epoch))].filter(Boolean).join(" · "));
    fill(
      legend,
      legendRow(
        event.density
          ? [key("line", realSeries, t("line.real")), key("line", generatedSeries, t("line.generated"))]
          : [],
        key("line", discriminatorSeries, "D"),
        event.optimal ? key("dashes", boundSeries, "D* = p/(p + p_g)") : null,
      ),
    );
    map.draw();
    frame.changed();
  };
  moments.onChange(draw);
  page.choices.onChange((changed) => {
    if ("member" in changed) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.samples) draw();
    },
  };
}

function describe(event: FieldEvent, column: number): string {
  const { columns, discriminator, optimal, density } = event;
  return [
    `${columns[0]} ${formatNumber(middleAt(event, column), 3)}`,
    density && `p ${formatNumber(density.real[column]!, 3)}`,
    density && `p_g ${formatNumber(density.generated[column]!, 3)}`,
    `D ${formatNumber(discriminator[column]!, 3)}`,
    optimal && `D* ${formatNumber(optimal[column]!, 3)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
