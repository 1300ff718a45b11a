// A confusion matrix: counts by true and predicted class, as a grid of cells that keyboard and pointer can open.

import { fill, h, setAttribute, setText } from "../dom";
import { formatCount, formatPercent } from "../format";
import { t } from "../strings";
import type { Picture } from "./surface";
import { onThemeChange, theme } from "./theme";

export interface ConfusionView {
  /** `counts[truth][prediction]`. */
  counts: number[][];
  classes: string[];
  /** Shares of each true class instead of counts. */
  perRow: boolean;
  selected?: { truth: number; prediction: number };
  /** So many examples in words. */
  counted(count: number): string;
}

// Beyond this many classes cells are too small for figures; the cell under the pointer is spelled out below.
const figures = 16;

export class Confusion {
  readonly element: HTMLElement;
  readonly #readout: HTMLElement;
  readonly #grid: HTMLElement;
  #cells: HTMLElement[][] = [];
  #built = "";
  #view?: ConfusionView;
  #at: [number, number] = [0, 0];

  constructor(
    readonly label: string,
    readonly open: (truth: number, prediction: number) => void,
    testid: string,
  ) {
    this.#grid = h("div", { class: "confusion-scroll" });
    this.#readout = h("p", { class: "readout", attrs: { role: "status" } });
    this.element = h("div", { class: "confusion", testid }, this.#grid, this.#readout);
    onThemeChange(() => this.#paint());
  }

  draw(view: ConfusionView): void {
    this.#view = view;
    const key = JSON.stringify(view.classes);
    if (key !== this.#built) {
      this.#built = key;
      this.#build(view.classes);
    }
    this.#paint();
  }

  #build(classes: string[]): void {
    this.#at = [0, 0];
    this.#cells = classes.map((_, truth) =>
      classes.map((_, prediction) =>
        h("td", {
          class: truth === prediction ? "cell right" : "cell",
          testid: `cell-${truth}-${prediction}`,
          attrs: { role: "gridcell", tabindex: truth + prediction === 0 ? 0 : -1 },
          on: {
            click: () => {
              this.#focus(truth, prediction);
              this.open(truth, prediction);
            },
            keydown: (event) => this.#key(event, truth, prediction),
            focus: () => this.#read(truth, prediction),
            pointerenter: () => this.#read(truth, prediction),
          },
        }),
      ),
    );
    const size = classes.length > figures ? "many" : classes.length > 8 ? "some" : "few";
    const name = (index: number): HTMLElement =>
      h(
        "span",
        { class: "class-name", attrs: { title: classes[index] } },
        swatch(index),
        h("span", {}, classes[index]),
      );
    fill(
      this.#grid,
      h(
        "table",
        { class: `confusion-grid ${size}`, attrs: { role: "grid", "aria-label": this.label } },
        h("colgroup", {}, h("col", { class: "names" }), h("col", { attrs: { span: classes.length } })),
        h(
          "thead",
          {},
          h(
            "tr",
            { attrs: { role: "presentation" } },
            h("td"),
            h(
              "th",
              { class: "axis-name", attrs: { colspan: classes.length, scope: "colgroup" } },
              t("confusion.predicted"),
            ),
          ),
          h(
            "tr",
            { attrs: { role: "row" } },
            h("th", { class: "axis-name corner" }, t("confusion.true")),
            classes.map((_, index) => h("th", { attrs: { scope: "col", role: "columnheader" } }, name(index))),
          ),
        ),
        h(
          "tbody",
          {},
          this.#cells.map((row, truth) =>
            h(
              "tr",
              { attrs: { role: "row" } },
              h("th", { attrs: { scope: "row", role: "rowheader" } }, name(truth)),
              row,
            ),
          ),
        ),
      ),
    );
  }

  #paint(): void {
    const view = this.#view;
    if (!view) return;
    const colors = theme();
    const most = Math.max(1, ...view.counts.map((row) => Math.max(...row)));
    view.counts.forEach((row, truth) => {
      const sum = row.reduce((total, count) => total + count, 0);
      row.forEach((count, prediction) => {
        const cell = this.#cells[truth]?.[prediction];
        if (!cell) return;
        const share = sum ? count / sum : 0;
        const { fill: background, text } = colors.ramp(view.perRow ? share : count / most);
        cell.style.backgroundColor = background;
        cell.style.color = text;
        if (view.classes.length <= figures) setText(cell, view.perRow ? percent(share, sum) : formatCount(count));
        cell.setAttribute(
          "aria-label",
          t(
            "confusion.cell",
            view.classes[truth]!,
            view.classes[prediction]!,
            view.counted(count),
            formatPercent(sum ? share : Number.NaN),
          ),
        );
        const selected = view.selected?.truth === truth && view.selected.prediction === prediction;
        setAttribute(cell, "aria-selected", selected ? "true" : undefined);
        cell.classList.toggle("zero", count === 0);
      });
    });
    this.#read(...this.#at);
  }

  #read(truth: number, prediction: number): void {
    setText(this.#readout, this.#cells[truth]?.[prediction]?.getAttribute("aria-label") ?? "");
  }

  #focus(truth: number, prediction: number): void {
    const [from, to] = [this.#cells[this.#at[0]]?.[this.#at[1]], this.#cells[truth]?.[prediction]];
    if (!to) return;
    from?.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    this.#at = [truth, prediction];
    to.focus();
  }

  #key(event: KeyboardEvent, truth: number, prediction: number): void {
    const last = this.#cells.length - 1;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [Math.max(0, truth - 1), prediction],
      ArrowDown: [Math.min(last, truth + 1), prediction],
      ArrowLeft: [truth, Math.max(0, prediction - 1)],
      ArrowRight: [truth, Math.min(last, prediction + 1)],
      Home: [event.ctrlKey ? 0 : truth, 0],
      End: [event.ctrlKey ? last : truth, last],
    };
    const to = moves[event.key];
    if (to) this.#focus(...to);
    else if (event.key === "Enter" || event.key === " ") this.open(truth, prediction);
    else return;
    event.preventDefault();
  }
}

/** A patch in the class's own colour, which is the same in every view. */
export function swatch(index: number): HTMLElement {
  const patch = h("span", { class: "swatch", attrs: { "aria-hidden": "true" } });
  patch.style.setProperty("--swatch", `var(--class-${index % 100})`);
  return patch;
}

export function confusionPicture({ counts, classes, perRow }: ConfusionView): Picture {
  return (surface, width, height, colors) => {
    const left = 130;
    const names = classes.map((name) => (name.length > 16 ? `${name.slice(0, 15)}…` : name));
    // Room for the longest name standing upright, of letters that are about 6 pixels wide.
    const top = 48 + 6 * Math.max(...names.map(({ length }) => length));
    const size = Math.min((width - left - 20) / classes.length, (height - top - 16) / classes.length);
    const most = Math.max(1, ...counts.map((row) => Math.max(...row)));
    surface.text(left + (size * classes.length) / 2, 16, t("confusion.predicted"), {
      color: colors.muted,
      anchor: "middle",
    });
    surface.text(14, top + (size * classes.length) / 2, t("confusion.true"), {
      color: colors.muted,
      anchor: "middle",
      upright: true,
    });
    counts.forEach((row, truth) => {
      const sum = row.reduce((total, count) => total + count, 0);
      const middle = top + (truth + 0.5) * size;
      if (size >= 9) {
        surface.text(left - 8, middle, names[truth]!, { color: colors.foreground, anchor: "end" });
        surface.text(left + (truth + 0.5) * size, top - 10, names[truth]!, {
          color: colors.foreground,
          anchor: size > 60 ? "middle" : "start",
          upright: size <= 60,
        });
      }
      row.forEach((count, prediction) => {
        const share = sum ? count / sum : 0;
        const { fill: background, text } = colors.ramp(perRow ? share : count / most);
        surface.rect(left + prediction * size, middle - size / 2, size - 1, size - 1, background);
        if (size >= 22)
          surface.text(left + (prediction + 0.5) * size, middle, perRow ? percent(share, sum) : formatCount(count), {
            color: text,
            anchor: "middle",
            size: 12,
          });
      });
    });
  };
}

function percent(share: number, sum: number): string {
  return sum ? `${Math.round(share * 100)}\u202f%` : "–";
}
