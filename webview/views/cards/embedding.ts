// The card with the map of the nodes: where they lie in the last hidden layer, epoch by epoch, in the colours of their classes.

import type { EmbeddingEvent } from "../../../engine";
import { card } from "../../card";
import { swatch } from "../../charts/confusion";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber, formatPercent } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { drawMap, type MapColour, type MapPlot, type MapView, wrongAt } from "./embeddingMap";
import { noPredictions, placeholder, type RunCard, sampledCard, segments } from "./parts";
import { shownMember } from "./shown";

/** Classes that the legend names. */
const named = 12;

/** `choose` is told of the node, or picture, that is clicked. */
export function embeddingCard(page: Page, title: string, choose: (node: number, member: number) => void): RunCard {
  let run: Run | undefined;
  let colour: MapColour = "truth";
  /** Index of the epoch that was chosen; the last one until then. */
  let chosen: number | undefined;
  let view: MapView | undefined;
  let plot: MapPlot | undefined;
  const all = (): readonly EmbeddingEvent[] => run?.embeddings(shownMember(page, run)) ?? [];

  const map = chart({
    label: `${title}. ${t("embedding.keys")}`,
    testid: "embedding-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawMap(surface, width, height, colors, view, at?.column);
    },
    extent: () => ({ columns: view?.event.nodes.length ?? 0, rows: 1 }),
    find: (x, y) => {
      const column = plot?.nearest(x, y) ?? -1;
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => plot!.place(column)[0],
    describe: ({ column }) => (view ? describe(view, column) : ""),
    take: ({ column }) => {
      const node = view?.event.nodes[column];
      if (node === undefined || !run) return;
      choose(node, shownMember(page, run));
    },
  });
  const said = h("output", { class: "slider-value", testid: "embedding-epoch" });
  const slider = h("input", {
    class: "slider wide",
    testid: "embedding-slider",
    attrs: { type: "range", min: 0, max: 0, step: 1, "aria-label": t("embedding.epoch") },
    on: {
      input: () => {
        const last = all().length - 1;
        const at = Number(slider.value);
        // At its end the map goes on with the training.
        chosen = at === last ? undefined : at;
        if (run) draw(run);
      },
    },
  });
  const colours = segments<MapColour>(
    t("embedding.colour"),
    (value) => {
      colour = value;
      if (run) draw(run);
    },
    "embedding-colour",
  );
  const through = h("label", { class: "slider-label map-slider" }, t("embedding.epoch"), slider, said);
  const legend = h("div", { class: "map-legend" });
  const waiting = h("div", {});
  const frame = card(page, {
    id: "embedding",
    title,
    controls: h("div", { class: "control-row" }, colours.element, through),
    body: [waiting, legend, map.element],
    table: () => ({
      columns: ["embedding.node", "embedding.x", "embedding.y", "rows.truth", "rows.prediction"].map((key, column) => ({
        label: t(key as "embedding.node"),
        numeric: column < 3 || !view?.classes,
      })),
      rows: view?.event.nodes.length ?? 0,
      cell: (row, column) => {
        const { nodes, x, y, truth, prediction } = view!.event;
        if (column < 3) return [nodes[row]! + 1, x[row], y[row]][column];
        return labelOf(view!, (column === 3 ? truth : prediction)[row]);
      },
    }),
    picture: () => (surface, width, height, colors) => {
      if (view) drawMap(surface, width, height, colors, view);
    },
  });
  const draw = (next: Run): void => {
    run = next;
    const events = all();
    const at = Math.min(chosen ?? events.length - 1, events.length - 1);
    const event = events[at];
    // Only some networks on pictures have codes.
    frame.element.hidden = !event && run.start?.data.album !== undefined;
    frame.setEmpty(!event);
    fill(waiting, event ? null : placeholder(noPredictions(run)));
    map.element.hidden = legend.hidden = !event;
    if (!event) return;
    const data = run.start?.data;
    view = { event, classes: data?.classes ?? data?.album?.classes, colour };
    slider.max = String(events.length - 1);
    slider.value = String(at);
    setText(said, formatCount(event.epoch));
    // Of one epoch alone there is nothing to go through.
    through.hidden = events.length < 2;
    const explained = t("embedding.explained", formatPercent(event.explained));
    frame.setHint(through.hidden ? `${t("curves.at", formatCount(event.epoch))} · ${explained}` : explained);
    colours.show(
      (["truth", "prediction"] as const).map((value) => ({ value, label: t(`rows.${value}`) })),
      colour,
    );
    fill(legend, mapLegend(view));
    map.draw();
    frame.changed();
  };
  return sampledCard(page, frame.element, draw);
}

function mapLegend({ event, classes }: MapView): HTMLElement[] {
  const wrong = event.nodes.filter((_, point) => wrongAt(event, point)).length;
  if (!classes) return [];
  const names = classes
    .slice(0, named)
    .map((name, index) => h("span", { class: "class-name" }, swatch(index), h("span", {}, name)));
  const more =
    classes.length > named ? [h("span", { class: "muted" }, t("warnings.more", classes.length - named))] : [];
  const ringed = h(
    "span",
    { class: "muted" },
    t("embedding.wrong", formatCount(wrong), formatCount(event.nodes.length)),
  );
  return [...names, ...more, ringed];
}

function describe(view: MapView, point: number): string {
  const { nodes, truth, prediction } = view.event;
  return [
    t("embedding.at", formatCount(nodes[point]! + 1)),
    `${t("rows.truth")} ${labelOf(view, truth[point])}`,
    `${t("rows.prediction")} ${labelOf(view, prediction[point])}`,
  ].join(" · ");
}

/** A class by its name, a value as a number; what is unknown as a dash. */
function labelOf({ classes }: MapView, value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  return classes ? (classes[value] ?? "–") : formatNumber(value);
}
