// The legend of curves: what each line is, and its value at the crosshair or at the end; a click switches a training off.

import { type CurveGroup, isDashed } from "../../charts/curveSet";
import { readout } from "../../charts/curves";
import { type Child, fill, h, setText } from "../../dom";
import { formatCount } from "../../format";
import type { Page } from "../../page";
import { splitLabel, t } from "../../strings";

export class Legend {
  readonly element: HTMLElement;
  readonly #epoch = h("span", { class: "legend-epoch" });
  readonly #key = h("span", { class: "legend-key" });
  readonly #items = h("div", { class: "legend-items" });
  #built = "";
  #values: { element: HTMLElement; group: number; line: number }[] = [];

  constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.element = h(
      "div",
      { class: "legend", testid: `${id}-legend` },
      h("div", { class: "legend-head" }, this.#epoch, this.#key),
      this.#items,
    );
  }

  /** `epoch` is the one under the crosshair; the last one without it. */
  draw(groups: CurveGroup[], hidden: string[], epoch: number | undefined): void {
    const key = JSON.stringify([groups.map(({ id, label, lines }) => [id, label, lines.length]), hidden]);
    if (key !== this.#built) {
      this.#built = key;
      this.#build(groups, hidden);
    }
    const last = Math.max(0, ...groups.flatMap(({ lines }) => lines.map(({ x }) => x.at(-1) ?? 0)));
    setText(this.#epoch, last ? t("curves.at", formatCount(epoch ?? last)) : "");
    for (const { element, group, line } of this.#values) setText(element, readout(groups[group]!.lines[line]!, epoch));
  }

  #build(groups: CurveGroup[], hidden: string[]): void {
    this.#values = [];
    // One training is told by its splits; what has none is told by its name.
    const single = groups.length === 1 && groups[0]!.lines.some(({ split }) => split);
    const splits = (["train", "validation"] as const).filter((split) =>
      groups.some(({ lines }) => lines.some((line) => line.split === split)),
    );
    // Of several trainings the split is told once, by the kind of line, and not at every value.
    fill(
      this.#key,
      single
        ? null
        : splits.map((split) =>
            h(
              "span",
              { class: "legend-part" },
              sample(split === "validation"),
              h("span", { class: "legend-split" }, splitLabel(split)),
            ),
          ),
    );
    fill(
      this.#items,
      groups.map((group, index) => {
        const parts = group.lines.map((line, at): Child => {
          const value = h("span", {
            class: "legend-value",
            testid: `${this.id}-value-${index}-${line.split ?? "all"}`,
          });
          this.#values.push({ element: value, group: index, line: at });
          const { split } = line;
          const name = split && h("span", { class: single ? "legend-split" : "visually-hidden" }, splitLabel(split));
          return h("span", { class: "legend-part" }, sample(isDashed(line), group.color), name, value);
        });
        return single
          ? h("span", { class: "legend-item" }, parts)
          : this.#toggle(group, hidden.includes(group.id), parts);
      }),
    );
  }

  #toggle(group: CurveGroup, off: boolean, parts: Child): HTMLElement {
    return h(
      "button",
      {
        class: "legend-item",
        attrs: {
          type: "button",
          "aria-pressed": String(!off),
          title: t(off ? "curves.show" : "curves.hide", group.label),
        },
        on: {
          click: () => {
            const others = this.page.choices.values.hidden.filter((id) => id !== group.id);
            this.page.choices.set({ hidden: off ? others : [...others, group.id] });
          },
        },
      },
      h("span", { class: "legend-name" }, group.label),
      parts,
    );
  }
}

/** A piece of the line itself: solid for training, dashed for validation. */
function sample(dashed: boolean, color?: number): HTMLElement {
  const line = h("span", { class: dashed ? "legend-line dashed" : "legend-line", attrs: { "aria-hidden": "true" } });
  line.style.setProperty("--swatch", color === undefined ? "var(--muted)" : `var(--series-${color % 24})`);
  return line;
}
