// The card with samples of the same codes epoch by epoch: pictures in a grid, points as a strip of frames, rows as a table.

import type { GeneratedEvent } from "../../../engine";
import { card } from "../../card";
import { swatch } from "../../charts/confusion";
import type { Picture } from "../../charts/surface";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import { checkbox } from "../../ui";
import { placeholder, type RunCard } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { classesOf } from "./adversarial";
import { isLabelled, pointsOf } from "./clouds";
import { eventAt } from "./eventAt";
import { drawFrames, type MadePicture, pictureGrid } from "./frames";
import { drawCloudKey } from "./keys";
import type { Moments } from "./moments";
import { type Strip, strip } from "./strip";
import { drawValues, type ValueRow, valuesTable } from "./values";

/** Rows that are drawn; the table of the card has all of them. */
const drawnRows = 40;

export function filmCard(page: Page, moments: Moments): RunCard {
  let run: Run | undefined;
  let event: GeneratedEvent | undefined;
  let beside = true;
  const frames: Strip = strip(moments);
  const room = h("div", { class: "film", testid: "film" });
  const nearest = checkbox(
    t("film.nearest"),
    beside,
    (on) => {
      beside = on;
      draw();
    },
    "film-nearest",
  );
  const picture: Picture = (surface, width, height, colors) => {
    if (event?.pictures) drawFrames(surface, width, height, event.pictures);
    else if (run && pointsOf(run, event)) {
      drawCloudKey(surface, width, colors);
      frames.paint(surface, width, height, colors);
    } else if (event?.rows) drawValues(surface, width, height, colors, event.columns ?? [], event.rows);
  };
  const frame = card(page, {
    id: "film",
    title: t("film.title"),
    controls: h("div", { class: "control-row" }, moments.control("film"), nearest),
    body: room,
    table: () => filmTable(event),
    picture: () => picture,
  });
  const draw = (): void => {
    const all = run?.generated(shownMember(page, run)) ?? [];
    event = eventAt(all, moments.epoch());
    frame.setEmpty(!event);
    if (!run || !event) {
      fill(room, placeholder(t(!run || run.live ? "film.waiting" : "film.none")));
      return;
    }
    nearest.hidden = !event.nearest || pointsOf(run, event) !== undefined;
    const shown = event.pictures?.length ?? event.rows?.length ?? 0;
    frame.setHint(`${t("film.hint", formatCount(shown))} · ${t("curves.at", formatCount(event.epoch))}`);
    if (event.pictures)
      fill(room, pictureGrid(picturesOf(page, run, event, beside && !nearest.hidden), "film-pictures"));
    else if (pointsOf(run, event)) {
      frames.show(run, all, event);
      if (!frames.element.isConnected) fill(room, frames.legend, frames.element, frames.note);
    } else fill(room, rowsOf(run, event, beside && !nearest.hidden));
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
      if (changes.samples || changes.facts) draw();
    },
  };
}

/** The class that sample number `index` was asked for, in its colour; nothing where there is none. */
export function classCaption(run: Run | undefined, own: number | undefined): Child {
  const name = own === undefined ? undefined : classesOf(run)[own];
  return name === undefined ? null : h("span", { class: "class-name" }, swatch(own!), h("span", {}, name));
}

function picturesOf(page: Page, run: Run, event: GeneratedEvent, beside: boolean): MadePicture[] {
  return event.pictures!.map((frame, index) => {
    const near = event.nearest?.[index];
    const own = event.classes?.[index];
    const open = (): void =>
      page.attempt(() => page.host.call("openAlbumPicture", { folder: run.folder, row: near!.row }));
    const real = near && t("film.real", formatCount(near.row + 1), formatNumber(near.distance, 3));
    return {
      frame,
      name: t("film.sample", formatCount(index + 1)),
      caption: [
        classCaption(run, own),
        beside && near ? h("span", { class: "muted" }, t("film.distance", formatNumber(near.distance, 3))) : null,
      ],
      beside: beside && near?.picture ? { frame: near.picture, name: real!, open } : undefined,
    };
  });
}

function rowsOf(run: Run, event: GeneratedEvent, beside: boolean): HTMLElement {
  const rows = event.rows!.slice(0, drawnRows).flatMap((values, index): ValueRow[] => {
    const near = beside ? event.nearest?.[index] : undefined;
    const label = isLabelled(run, event.columns ?? []) ? null : classCaption(run, event.classes?.[index]);
    const made = { head: [formatCount(index + 1), " ", label], values };
    if (!near?.values) return [made];
    const real = t("film.real", formatCount(near.row + 1), formatNumber(near.distance, 3));
    return [made, { head: real, values: near.values, isReal: true }];
  });
  const more = event.rows!.length - drawnRows;
  return h(
    "div",
    {},
    valuesTable(t("film.title"), event.columns ?? [], rows, "film-rows"),
    more > 0 ? h("p", { class: "muted" }, t("film.more", formatCount(more))) : null,
  );
}

/** One line a sample; of pictures what is known of them beside their pixels. */
function filmTable(event: GeneratedEvent | undefined): DataTable {
  const columns = event?.columns ?? [];
  const near = event?.nearest;
  return {
    columns: [
      { label: t("film.number"), numeric: true },
      ...columns.map((label, column) => ({ label, numeric: typeof event?.rows?.[0]?.[column] === "number" })),
      ...(near
        ? [
            { label: t("film.nearestRow"), numeric: true },
            { label: t("film.nearestDistance"), numeric: true },
          ]
        : []),
    ],
    rows: event?.rows?.length ?? event?.pictures?.length ?? 0,
    cell: (row, column) => {
      if (column === 0) return row + 1;
      if (column <= columns.length) return event!.rows![row]![column - 1];
      const own = near?.[row];
      return column === columns.length + 1 ? own && own.row + 1 : own?.distance;
    },
  };
}
