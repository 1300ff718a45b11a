// The card with the filter that a trained graph network applies, drawn over the spectrum of its graph.

import { card } from "../../card";
import type { Plot } from "../../charts/axes";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { FilterFrequencies } from "./filterFrequencies";
import { binWidth, drawFilter, type FilterView, operatorOf, readings } from "./filterPicture";
import { noPredictions, placeholder, type RunCard, sampledCard } from "./parts";
import { shownMember } from "./shown";

export function filterOverSpectrumCard(page: Page): RunCard {
  let view: FilterView | undefined;
  let plot: Plot | undefined;
  let shown: Run | undefined;
  const lambda = (): number[] => (view ? readings(view).lambda : []);
  const curve = chart({
    label: `${t("response.title")}. ${t("response.keys")}`,
    testid: "response-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawFilter(surface, width, height, colors, view, at?.column);
    },
    extent: () => ({ columns: lambda().length, rows: 1 }),
    find: (x) => {
      if (!plot || x < plot.left || x > plot.right) return undefined;
      return { column: nearest(lambda(), plot.invert(x, 0)[0]), row: 0 };
    },
    place: ({ column }) => plot!.x(lambda()[column]!),
    describe: ({ column }) => (view ? describe(view, column) : ""),
  });
  const waiting = h("div", {});
  const legend = h("div", { class: "map-legend", testid: "response-legend" });
  const formula = h("p", { class: "map-formula", testid: "response-formula" });
  const note = h("p", { class: "muted" });
  const frequencies = new FilterFrequencies(page, () => {
    if (shown) draw(shown);
  });
  const frame = card(page, {
    id: "response",
    title: t("response.title"),
    body: [waiting, legend, curve.element, frequencies.element, formula, note],
    table: () => {
      const counts = view?.frequencies?.exact ? view.frequencies.count : undefined;
      const own = view && readings(view);
      return {
        columns: ["λ", "g(λ)", ...(counts ? [t("spectrum.multiplicity")] : [])].map((label) => ({
          label,
          numeric: true,
        })),
        rows: lambda().length,
        cell: (row, column) => [own?.lambda, own?.response, counts][column]?.[row],
      };
    },
    picture: () => (surface, width, height, colors) => {
      if (view) drawFilter(surface, width, height, colors, view);
    },
  });
  const draw = (run: Run): void => {
    shown = run;
    const member = shownMember(page, run);
    const event = run.layers(member);
    const filter = event?.filter;
    frame.setEmpty(!filter);
    fill(waiting, filter ? null : placeholder(event ? t("response.none") : noPredictions(run)));
    for (const part of [curve.element, legend, frequencies.element, formula, note]) part.hidden = !filter;
    frame.setHint(event && filter ? t("curves.at", formatCount(event.epoch)) : "");
    view = filter && { filter, frequencies: frequencies.of(member) };
    if (!view) return;
    frequencies.show(run, member, operatorOf(view.filter));
    fill(legend, legendOf(view));
    setText(formula, `g(λ) = ${view.filter.formula}`);
    setText(note, view.filter.note);
    curve.draw();
    frame.changed();
  };
  const sampled = sampledCard(page, frame.element, draw);
  return {
    element: frame.element,
    // The end of the run, which eigenvalues wait for, is a fact.
    update: (run, changes) => sampled.update(run, { ...changes, samples: changes.samples || changes.facts }),
  };
}

function legendOf(view: FilterView): HTMLElement[] {
  const { frequencies } = view;
  const item = (sign: string, color: string, text: string): HTMLElement => {
    const mark = h("span", { class: `filter-sign ${sign}`, attrs: { "aria-hidden": "true" } });
    mark.style.setProperty("--sign", `var(--${color})`);
    return h("span", { class: "class-name" }, mark, h("span", {}, text));
  };
  return [
    item("line", "series-0", t("response.curve")),
    ...(frequencies?.exact ? [item("dot", "class-1", t("response.points"))] : []),
    ...(frequencies ? [item("bar", "class-1", t("response.bins", formatNumber(binWidth(view), 3)))] : []),
  ];
}

function describe(view: FilterView, column: number): string {
  const { lambda, response } = readings(view);
  const count = view.frequencies?.exact ? view.frequencies.count[column] : undefined;
  return [
    `λ = ${formatNumber(lambda[column]!)}`,
    ...(count === undefined ? [] : [t("response.at", formatCount(count))]),
    `g(λ) = ${formatNumber(response[column]!)}`,
  ].join(" · ");
}

/** Index of the value of an ascending list that is nearest. */
function nearest(values: readonly number[], value: number): number {
  let best = 0;
  values.forEach((own, index) => {
    if (Math.abs(own - value) < Math.abs(values[best]! - value)) best = index;
  });
  return best;
}
