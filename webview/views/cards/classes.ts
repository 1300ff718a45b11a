// The cards of a classification: the confusion matrix, and precision, recall and F1 of every class.

import type { Split } from "../../../engine";
import { card } from "../../card";
import { Confusion, type ConfusionView, confusionPicture, swatch } from "../../charts/confusion";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import type { DataTable } from "../../table";
import { checkbox } from "../../ui";
import { examplesText } from "../examples";
import { type ClassFigures, classFigures } from "./classFigures";
import { noPredictions, placeholder, type RunCard, sampledCard, segments } from "./parts";
import { shownSample } from "./shown";

export function confusionCard(page: Page): RunCard {
  let run: Run | undefined;
  let view: ConfusionView | undefined;
  const splits = segments<Split>(t("split.choose"), (split) => page.choices.set({ split }), "confusion-split");
  const waiting = h("div", {});
  const matrix = new Confusion(
    t("confusion.title"),
    (truth, prediction) => {
      if (!run) return;
      const shown = shownSample(page, run);
      if (!shown) return;
      const { member, split } = shown;
      const folder = run.folder;
      page.choices.set({ cell: { truth, prediction }, rowsSplit: split });
      page.attempt(() => page.host.call("selectRows", { run: folder, member, split, truth, prediction, sort: "row" }));
    },
    "confusion",
  );
  const frame = card(page, {
    id: "confusion",
    title: t("confusion.title"),
    controls: h(
      "div",
      { class: "control-row" },
      splits.element,
      checkbox(
        t("confusion.perRow"),
        page.choices.values.perRow,
        (perRow) => page.choices.set({ perRow }),
        "confusion-normalise",
      ),
    ),
    body: [waiting, matrix.element],
    table: () => confusionTable(view),
    picture: () => confusionPicture(view ?? { counts: [], classes: [], perRow: false, counted: String }),
  });
  const draw = (): void => {
    const shown = run && shownSample(page, run);
    const counts = shown?.sample.confusion;
    frame.setEmpty(!counts);
    fill(waiting, counts ? null : placeholder(noPredictions(run)));
    matrix.element.hidden = !counts;
    if (!run || !shown || !counts) return;
    splits.show(
      run.sampledSplits(shown.member).map((value) => ({ value, label: splitLabel(value) })),
      shown.split,
    );
    const { start } = run;
    frame.setHint(examplesText(start!, shown.sample.total));
    view = {
      counted: (count) => examplesText(start!, count),
      counts,
      classes: classNames(run, counts.length),
      perRow: page.choices.values.perRow,
      selected: page.choices.values.cell,
    };
    matrix.draw(view);
    frame.changed();
  };
  page.choices.onChange(draw);
  return {
    element: frame.element,
    update(shown, changes) {
      run = shown;
      if (changes.samples) draw();
    },
  };
}

function confusionTable(view: ConfusionView | undefined): DataTable {
  if (!view) return { columns: [], rows: 0, cell: () => undefined };
  return {
    columns: [{ label: t("confusion.trueAndPredicted") }, ...view.classes.map((label) => ({ label, numeric: true }))],
    rows: view.classes.length,
    cell: (row, column) => (column === 0 ? view.classes[row] : view.counts[row]![column - 1]),
  };
}

export function classesCard(page: Page): RunCard {
  let run: Run | undefined;
  const room = h("div", { class: "table-scroll" });
  const figures = (): ClassFigures[] => {
    const counts = run && shownSample(page, run)?.sample.confusion;
    return counts ? classFigures(counts, classNames(run!, counts.length)) : [];
  };
  const frame = card(page, {
    id: "classes",
    title: t("classes.title"),
    body: room,
    isTable: true,
    table: () => classesTable(figures(), run),
  });
  const draw = (next: Run): void => {
    run = next;
    const shown = shownSample(page, run);
    const all = figures();
    frame.setEmpty(!all.length);
    if (!shown || !all.length) {
      fill(room, placeholder(noPredictions(run)));
      return;
    }
    frame.setHint(splitLabel(shown.split));
    const { columns } = classesTable(all, run);
    fill(
      room,
      h(
        "table",
        { class: "plain", testid: "classes-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            columns.map(({ label, numeric }) =>
              h("th", { class: numeric ? "number" : "", attrs: { scope: "col" } }, label),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          all.map(({ name, precision, recall, f1, support }, index) =>
            h(
              "tr",
              {},
              h(
                "th",
                { attrs: { scope: "row" } },
                h("span", { class: "class-name" }, swatch(index), h("span", {}, name)),
              ),
              [precision, recall, f1].map((value) =>
                h("td", { class: "number" }, meter(value), Number.isNaN(value) ? "–" : value.toFixed(3)),
              ),
              h("td", { class: "number" }, formatCount(support)),
            ),
          ),
        ),
      ),
    );
  };
  return sampledCard(page, frame.element, draw);
}

function meter(share: number): HTMLElement {
  const bar = h("span", { class: "meter", attrs: { "aria-hidden": "true" } });
  bar.style.setProperty("--share", formatNumber(Number.isNaN(share) ? 0 : share));
  return bar;
}

function classesTable(all: ClassFigures[], run: Run | undefined): DataTable {
  const keys = ["name", "precision", "recall", "f1", "support"] as const;
  return {
    columns: [
      { label: t("classes.class") },
      { label: t("classes.precision"), numeric: true },
      { label: t("classes.recall"), numeric: true },
      { label: "F1", numeric: true },
      { label: t(run?.start?.data.album ? "pictures.rows" : "classes.support"), numeric: true },
    ],
    rows: all.length,
    cell: (row, column) => all[row]![keys[column]!],
  };
}

function classNames(run: Run, count: number): string[] {
  return Array.from({ length: count }, (_, index) => run.start?.data.classes?.[index] ?? String(index));
}
