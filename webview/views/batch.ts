// A chain applied to many pictures: how far it is, each picture with its output and what changed beyond the filter, and what was said at the end.

import type { FilterEndEvent, FilterEvent, FilterStartEvent, PictureEvent } from "../../engine";
import { card } from "../card";
import { fill, h } from "../dom";
import { fileName, formatCount, formatDuration } from "../format";
import { icon } from "../icons";
import type { Page } from "../page";
import { t } from "../strings";
import { VirtualTable } from "../virtualTable";
import { segments } from "./cards/parts";
import { chainTitle } from "./picture/pipeline";
import { type ReportLook, reportHead } from "./report";
import type { View } from "./view";

type Filter = "all" | "changed" | "failed";

export function batchView(page: Page, folder: string): View {
  let start: FilterStartEvent | undefined;
  let end: FilterEndEvent | undefined;
  let active = false;
  let shown: Filter = "all";
  const pictures = new Map<string, PictureEvent>();
  const words = h("ul", { class: "semantics-words" });
  const head = reportHead(page, folder, {
    progress: t("batch.progress"),
    progressId: "batch-progress",
    resumed() {
      end = undefined;
      active = true;
      update();
    },
  });
  /** Paths inside of the experiment's folder are relative to it. */
  const placed = (path: string): string =>
    start && !/^([\\/]|[A-Za-z]:|\w+:\/\/)/.test(path) ? `${start.base.replace(/[\\/]$/, "")}/${path}` : path;
  const rows = (): PictureEvent[] =>
    [...pictures.values()].filter(({ changes, failed }) =>
      shown === "all" ? true : shown === "failed" ? failed !== undefined : changes.length > 0,
    );
  const status = ({ failed, changes }: PictureEvent): string => failed ?? (changes.join(" ") || t("batch.unchanged"));
  const columns = [
    { label: t("batch.picture") },
    { label: t("batch.output") },
    // Wide enough for 12 000 × 8 000: a size cut short says nothing.
    { label: t("batch.size"), track: "minmax(104px, 0.6fr)", numeric: true },
    { label: t("batch.status"), track: "minmax(0, 1.8fr)" },
  ];
  const sizeText = ({ width, height }: PictureEvent): string =>
    width && height ? `${formatCount(width)} × ${formatCount(height)}` : "–";
  const source = () => ({
    columns,
    page: async (offset: number, count: number) => {
      const all = rows();
      return {
        total: all.length,
        rows: all.slice(offset, offset + count).map((picture) => ({
          cells: [
            fileName(picture.file),
            picture.out ? fileName(picture.out) : "–",
            sizeText(picture),
            h(
              "span",
              {
                class: picture.failed ? "batch-failed" : picture.changes.length ? "batch-changed" : "muted",
                attrs: { title: status(picture) },
              },
              picture.failed ? icon("cross") : picture.changes.length ? icon("warning") : icon("check"),
              status(picture),
            ),
          ],
          activate: () => page.attempt(() => page.host.call("openFile", { path: placed(picture.out ?? picture.file) })),
        })),
      };
    },
  });
  const table = new VirtualTable(t("batch.table"), source(), "batch-rows");
  const choice = segments<Filter>(
    t("batch.show"),
    (value) => {
      shown = value;
      table.show(source());
      update();
    },
    "batch-show",
  );
  const frame = card(page, {
    id: "batch",
    title: t("batch.title"),
    hint: t("batch.hint"),
    controls: choice.element,
    body: table.element,
    isTable: true,
    table: () => ({
      columns,
      rows: rows().length,
      cell: (row, column) => {
        const picture = rows()[row]!;
        return [picture.file, picture.out ?? "", sizeText(picture), status(picture)][column];
      },
    }),
  });

  const apply = (events: readonly FilterEvent[]): void => {
    for (const event of events) {
      if (event.event === "start") [start, end] = [event, undefined];
      else if (event.event === "end") [end, active] = [event, false];
      else pictures.set(event.file, event);
    }
    update();
  };
  const update = (): void => {
    const all = [...pictures.values()];
    const failed = all.filter((picture) => picture.failed !== undefined).length;
    const changed = all.filter(({ changes }) => changes.length > 0).length;
    const total = start?.data.pictures ?? all[0]?.total ?? 0;
    const state = end ? end.status : active ? (all.length ? "running" : "waiting") : "interrupted";
    head.update({
      title: start?.name ?? fileName(folder),
      data: start ? [fileName(start.data.file), chainTitle(start.experiment.steps)].filter(Boolean).join(" · ") : "",
      state,
      look: end ? lookOf(end.status, failed) : "progress",
      heading: end ? t(`batch.${end.status}`) : t("batch.running"),
      text: end ? [end.reason, end.sentence].filter(Boolean).join(" ") : progressText(all, total),
      fraction: total ? all.length / total : 0,
      active,
    });
    choice.show(
      [
        { value: "all", label: t("batch.all", formatCount(all.length)) },
        { value: "changed", label: t("batch.changed", formatCount(changed)) },
        { value: "failed", label: t("batch.failures", formatCount(failed)) },
      ],
      shown,
    );
    fill(
      words,
      start?.assumptions.map((note) => h("li", {}, note.text)),
    );
    table.update(source());
    frame.changed();
  };
  page.attempt(async () => {
    const answer = await page.host.call("filterEvents", { folder });
    active = answer.active;
    apply(answer.events);
  });
  const heard = page.host.on("filter", (told) => {
    if (told.folder !== folder) return;
    if (told.event.event !== "end") active = true;
    apply([told.event]);
  });
  return {
    element: h(
      "div",
      { class: "run-view batch-view", testid: "batch-view" },
      ...head.elements,
      words,
      h("div", { class: "batch-grid" }, frame.element),
    ),
    changed: () => {},
    tick: () => {},
    close: heard,
  };
}

function lookOf(status: FilterEndEvent["status"], failed: number): ReportLook {
  if (status === "failed") return "failed";
  if (failed > 0) return "bad";
  return status === "done" ? "good" : "neutral";
}

function progressText(all: PictureEvent[], total: number): string {
  const last = all.at(-1);
  if (!last) return t("batch.reading");
  const seconds = all.reduce((sum, picture) => sum + picture.seconds, 0);
  const left = ((total - all.length) * seconds) / all.length;
  return [
    t("batch.at", formatCount(all.length), formatCount(total), fileName(last.file)),
    total > all.length ? t("verdict.left", formatDuration(left)) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
