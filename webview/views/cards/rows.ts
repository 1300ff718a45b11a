// The card with every row of the data: truth, prediction and error, fetched page by page; a click goes to its line.

import type { RowPage, RowQuery, Split } from "../../../engine";
import { card } from "../../card";
import { swatch } from "../../charts/confusion";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import { toDelimited } from "../../table";
import { button } from "../../ui";
import { type VirtualSource, VirtualTable } from "../../virtualTable";
import { generateExperiment } from "../generate/adversarial";
import { labelsExperiment } from "../labels/experiment";
import { middleCut, placeholder, type RunCard, segments } from "./parts";
import { formatSsim } from "./pictures";
import { shownMember } from "./shown";
import { unitOf } from "./shownPanels";

// A table that is copied or saved is fetched in pages of this many rows.
const pageRows = 50_000;

/** What is done with the row that is clicked, where it is a picture and no line of a file, and the hint that says so. */
export interface PictureRows {
  look(row: number): void;
  hint: string;
}

export function rowsCard(page: Page, pictures?: PictureRows): RunCard {
  let run: Run | undefined;
  let asked = "";
  const splits = segments<Split | "all">(
    t("split.choose"),
    (split) => page.choices.set({ rowsSplit: split === "all" ? undefined : split, cell: undefined }),
    "rows-split",
  );
  const order = segments<"error" | "row">(t("rows.sort"), (sort) => page.choices.set({ sort }), "rows-sort");
  const cellFilter = h("span", { class: "filter-chip", attrs: { hidden: true } });
  const waiting = h("div", {});
  const words = pictures
    ? ({ waiting: "pictures.waiting", none: "pictures.unseen" } as const)
    : ({ waiting: "rows.waiting", none: "rows.none" } as const);
  const title = t(pictures ? "pictures.every" : "rows.title");
  const rows = (): VirtualSource =>
    source(
      page,
      () => run,
      () => query(),
      pictures?.look,
    );
  const table = new VirtualTable(title, rows(), "rows");
  const frame = card(page, {
    id: "rows",
    title,
    hint: pictures?.hint ?? t("rows.hint"),
    controls: h("div", { class: "control-row" }, order.element, splits.element, cellFilter),
    body: [waiting, table.element],
  });
  const tools = frame.element.querySelector(".card-tools")!;
  tools.append(
    button({
      label: t("chart.copy"),
      icon: "copy",
      appearance: "icon",
      testid: "rows-copy",
      press: () => page.attempt(async () => page.host.call("copy", await text("\t"))),
    }),
    button({
      label: t("chart.saveAs", "CSV"),
      icon: "save",
      appearance: "icon",
      testid: "rows-save-csv",
      press: () =>
        page.attempt(async () =>
          page.host.call("save", { name: "rows.csv", kind: "csv", content: `\ufeff${await text(",")}` }),
        ),
    }),
  );

  function query(): Omit<RowQuery, "offset" | "count"> {
    const { rowsSplit, cell, sort } = page.choices.values;
    const member = run && run.members.length > 1 ? shownMember(page, run) : undefined;
    return { run: run?.folder ?? "", member, split: rowsSplit, ...cell, sort };
  }
  async function text(delimiter: "\t" | ","): Promise<string> {
    const all: RowPage["rows"] = [];
    for (let offset = 0, total = 1; offset < total; offset += pageRows) {
      const got = await page.host.call("rows", { ...query(), offset, count: pageRows });
      total = got.total;
      for (const row of got.rows) all.push(row);
    }
    const [truth, prediction] = judgedBy(run);
    const columns = [
      t("rows.rowHead"),
      album(run) ? t("pictures.name") : t("rows.lineHead"),
      t("rows.split"),
      ...(byDiscriminator(run) ? [prediction] : [truth, prediction, t("rows.error")]),
      ...(hasSsim(run) ? [t("metric.ssim")] : []),
    ];
    return toDelimited(
      {
        columns: columns.map((label) => ({ label })),
        rows: all.length,
        cell: (at, column) => {
          const { row, line, name, split, truth, prediction, error, ssim } = all[at]!;
          const told = byDiscriminator(run) ? [prediction] : [truth, prediction, error];
          return [row + 1, album(run) ? name : line, split, ...told, ssim][column];
        },
      },
      delimiter,
    );
  }
  const draw = (): void => {
    const ready = Boolean(run && !run.live && run.verdict);
    frame.setEmpty(!ready);
    fill(waiting, ready ? null : placeholder(t(words[(run?.live ?? true) ? "waiting" : "none"])));
    table.element.hidden = !ready;
    if (!run || !ready) return;
    const { sort, rowsSplit, cell } = page.choices.values;
    order.show(
      [
        { value: "error", label: t(generateExperiment(run) ? "rows.leastReal" : "rows.worst") },
        { value: "row", label: t("rows.inOrder") },
      ],
      sort,
    );
    const data = run.start!.data;
    const present = (["train", "validation", "test"] as const).filter((split) => data[split] > 0);
    splits.show(
      [
        { value: "all" as Split | "all", label: t("split.all") },
        ...present.map((value) => ({ value, label: splitLabel(value) })),
      ],
      rowsSplit ?? "all",
    );
    cellFilter.hidden = !cell;
    if (cell) {
      const names = data.classes ?? [];
      fill(
        cellFilter,
        t("rows.cell", names[cell.truth] ?? cell.truth, names[cell.prediction] ?? cell.prediction),
        button({
          label: t("rows.clear"),
          icon: "cross",
          appearance: "icon",
          testid: "rows-clear",
          press: () => page.choices.set({ cell: undefined }),
        }),
      );
    }
    const key = JSON.stringify([query(), run.end]);
    if (key === asked) return;
    asked = key;
    table.show(rows());
  };
  page.choices.onChange(draw);
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts) draw();
    },
  };
}

const album = (run: Run | undefined): boolean => run?.start?.data.album !== undefined;

/** Of samples' rivals there is no class to predict: D judges every real row. */
const byDiscriminator = (run: Run | undefined): boolean => generateExperiment(run) !== undefined;

/** What stands in the columns of truth and prediction: restored pictures are told by how near the truth they were, and are. */
function judgedBy(run: Run | undefined): [truth: string, prediction: string] {
  if (byDiscriminator(run)) return ["", t("rows.judged")];
  if (!album(run) || run?.start?.data.classes || labelsExperiment(run)) return [t("rows.truth"), t("rows.prediction")];
  return [t("pictures.before", unitOf(run)), t("pictures.after", unitOf(run))];
}

const hasSsim = (run: Run | undefined): boolean => run?.verdict !== undefined && "ssim" in run.verdict.metrics;

function source(
  page: Page,
  run: () => Run | undefined,
  query: () => Omit<RowQuery, "offset" | "count">,
  look: PictureRows["look"] | undefined,
): VirtualSource {
  const judged = byDiscriminator(run());
  const classes = judged ? undefined : run()?.start?.data.classes;
  // Of several labels truth and prediction are lists of names.
  const several = labelsExperiment(run()) !== undefined;
  const shownCells = <Cell>(cells: Cell[]): Cell[] => (judged ? [cells[0]!, cells[1]!, cells[3]!] : cells);
  const label = (name: string): HTMLElement | string => {
    const index = classes?.indexOf(name) ?? -1;
    if (several) return h("span", { attrs: { title: name } }, name || t("labels.nobody"));
    return index < 0 ? asNumber(name) : h("span", { class: "class-name" }, swatch(index), h("span", {}, name));
  };
  const numeric = !classes && !several;
  const [truth, prediction] = judgedBy(run());
  const similar = hasSsim(run());
  return {
    columns: shownCells([
      album(run())
        ? { label: t("pictures.name"), track: numeric ? "minmax(92px, 2.4fr)" : "minmax(92px, 1.6fr)" }
        : { label: t("rows.lineHead"), numeric: true, track: "minmax(52px, 0.7fr)" },
      { label: t("rows.split"), track: "minmax(78px, 0.9fr)" },
      { label: truth, numeric, track: "minmax(60px, 1.4fr)" },
      { label: prediction, numeric, track: "minmax(60px, 1.4fr)" },
      { label: t("rows.error"), numeric: true, track: album(run()) ? "minmax(52px, 0.8fr)" : "minmax(68px, 1fr)" },
      ...(similar ? [{ label: t("metric.ssim"), numeric: true, track: "minmax(52px, 1fr)" }] : []),
    ]),
    page: async (offset, count) => {
      const shown = run();
      if (!shown) return { total: 0, rows: [] };
      const { total, rows } = await page.host.call("rows", { ...query(), offset, count });
      return {
        total,
        rows: rows.map(({ row, line, name, split, truth, prediction, error, ssim }) => ({
          cells: shownCells([
            name === undefined ? formatCount(line ?? row + 1) : middleCut(name),
            splitLabel(split),
            label(truth),
            label(prediction),
            numeric ? formatNumber(error) : error.toFixed(3),
            ...(similar ? [ssim === undefined ? "–" : formatSsim(ssim)] : []),
          ]),
          activate:
            line === undefined
              ? look && (() => look(row))
              : () => page.attempt(() => page.host.call("selectLines", { folder: shown.folder, lines: [line] })),
        })),
      };
    },
  };
}

/** A number of the file with the digits that the eye wants; other text as it is. */
function asNumber(text: string): string {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? text : formatNumber(value);
}
