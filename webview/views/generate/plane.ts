// The card with the plane of two columns: both clouds over D as a field, D* beside it, their difference, and the flow of G.

import type { FieldEvent } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { checkbox } from "../../ui";
import { type RunCard, segments } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { chart } from "../picture/chart";
import { isProbable, middleOf } from "./adversarial";
import { pointsOf, realPoints } from "./clouds";
import { eventAt } from "./eventAt";
import { cloudLegend, drawCloudKey, key, rampKey } from "./keys";
import type { Moments } from "./moments";
import { drawPlane, type PlanePlot, type PlaneView, type PlaneWhat } from "./planePicture";

export function planeCard(page: Page, moments: Moments): RunCard {
  let run: Run | undefined;
  let event: FieldEvent | undefined;
  let view: PlaneView | undefined;
  let plot: PlanePlot | undefined;
  let what: PlaneWhat | undefined;
  const layers = { real: true, generated: true, flow: true };
  const field = segments<PlaneWhat>(
    t("plane.what"),
    (value) => {
      what = value;
      draw();
    },
    "plane-what",
  );
  const layer = (name: keyof typeof layers): HTMLElement =>
    checkbox(
      t(`plane.${name}`),
      layers[name],
      (on) => {
        layers[name] = on;
        draw();
      },
      `plane-${name}`,
    );
  const map = chart({
    label: `${t("plane.title")}. ${t("plane.keys")}`,
    testid: "plane-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawPlane(surface, width, height, colors, view, at);
    },
    extent: () => ({ columns: event?.width ?? 0, rows: event?.height ?? 0 }),
    find: (x, y) => plot?.find(x, y),
    place: ({ column }) => plot!.place(column),
    describe: ({ column, row }) => (event ? describe(event, column, row) : ""),
  });
  const legend = h("div", { class: "map-legend" });
  const note = h("p", { class: "muted", testid: "plane-note" });
  const frame = card(page, {
    id: "plane",
    title: t("plane.title"),
    controls: [
      h("div", { class: "control-row" }, moments.control("plane"), field.element),
      h("div", { class: "control-row" }, layer("real"), layer("generated"), layer("flow")),
    ],
    body: [legend, map.element, note],
    table: () => ({
      columns: [...(event?.columns ?? []), "D(x)", "D*(x)", "p", "p_g"].map((label) => ({ label, numeric: true })),
      rows: event ? event.width * event.height : 0,
      cell: (row, column) => {
        const { discriminator, optimal, density } = event!;
        const [x, y] = middle(event!, row % event!.width, Math.floor(row / event!.width));
        return [x, y, discriminator[row], optimal?.[row], density?.real[row], density?.generated[row]][column];
      },
    }),
    picture: () => (surface, width, height, colors) => {
      if (!view) return;
      drawCloudKey(surface, width, colors);
      drawPlane(surface, width, height, colors, view);
    },
  });
  const draw = (): void => {
    const member = run ? shownMember(page, run) : 0;
    event = eventAt(run?.fields(member).filter(({ y }) => y !== undefined) ?? [], moments.epoch());
    frame.element.hidden = !event;
    if (!run || !event) return;
    const choices: PlaneWhat[] = [
      ...(event.optimal ? (["side", "discriminator", "optimal", "difference"] as const) : (["discriminator"] as const)),
      ...(event.density ? (["densities"] as const) : []),
      "none",
    ];
    if (!what || !choices.includes(what)) what = choices[0]!;
    field.show(
      choices.map((value) => ({ value, label: t(`plane.${value}`) })),
      what,
    );
    const samples = run.generated(member);
    view = {
      event,
      what,
      middle: middleOf(run),
      real: layers.real ? realPoints(run, samples) : undefined,
      generated: layers.generated ? pointsOf(run, eventAt(samples, event.epoch)) : undefined,
      flow: layers.flow ? event.flow : [],
    };
    frame.setHint([hint(event), t("curves.at", formatCount(event.epoch))].filter(Boolean).join(" · "));
    const [low, high] = what === "difference" ? ["D < D*", "D > D*"] : ends(run);
    fill(
      legend,
      cloudLegend(),
      view.flow.length ? key("line", undefined, t("plane.flowLine")) : null,
      what === "none" || what === "densities" ? null : rampKey(low, high),
      what === "none" || what === "densities" || what === "difference" || view.middle === undefined
        ? null
        : key("dashes", undefined, t("plane.level", view.middle === 0.5 ? "½" : formatNumber(view.middle))),
    );
    map.draw();
    const outside = plot?.outside ?? 0;
    setText(note, outside ? t("film.outside", formatCount(outside), formatCount(view.generated?.length ?? 0)) : "");
    note.hidden = !outside;
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

function ends(run: Run): [string, string] {
  if (isProbable(run)) return [t("plane.low", "0"), t("plane.high", "1")];
  return [t("plane.lower"), t("plane.higher")];
}

/** What is known of the true field, and how far the two densities are apart. */
export function hint({ density, divergence }: FieldEvent): string {
  const from = density ? t(density.known ? "plane.known" : "plane.fitted") : "";
  const apart = divergence === undefined ? "" : t("plane.divergence", formatNumber(divergence, 3));
  return [from, apart].filter(Boolean).join(" · ");
}

/** The middle of a cell, in units of the columns. */
function middle({ x, y = [0, 0], width, height }: FieldEvent, column: number, row: number): [number, number] {
  return [x[0] + ((x[1] - x[0]) * (column + 0.5)) / width, y[0] + ((y[1] - y[0]) * (row + 0.5)) / height];
}

function describe(event: FieldEvent, column: number, row: number): string {
  const { columns, width, discriminator, optimal, density } = event;
  const cell = row * width + column;
  const [x, y] = middle(event, column, row);
  return [
    `${columns[0]} ${formatNumber(x, 3)}`,
    `${columns[1]} ${formatNumber(y, 3)}`,
    `D ${formatNumber(discriminator[cell]!, 3)}`,
    optimal && `D* ${formatNumber(optimal[cell]!, 3)}`,
    density && `p ${formatNumber(density.real[cell]!, 3)}`,
    density && `p_g ${formatNumber(density.generated[cell]!, 3)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
