// The controls of the lab: a slider with its number, a field for a number, tabs, and a list of choices with groups to type into.

import { fill, h } from "../../dom";
import { t } from "../../strings";

export interface NumberOptions {
  label: string;
  testid: string;
  least: number;
  most: number;
  step: number;
  value: number;
  unit?: string;
  /** Called with every value on the way; `settled` when the drag or the typing is over. */
  change(value: number, settled: boolean): void;
}

/** Text as a number, decimal commas and true minus signs taken too; NaN if it is none. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(",", ".").replace("\u2212", "-");
  return plain === "" ? Number.NaN : Number(plain);
}

/** As short as it is exact enough to be read again: no more than six significant digits. */
export const writeNumber = (value: number): string => String(Number(value.toPrecision(6)));

/** A slider and a field for the same number, in one row. */
export function numberSlider(options: NumberOptions): { element: HTMLElement; show(value: number): void } {
  const { label, testid, least, most, step, unit, change } = options;
  const clamp = (value: number): number => Math.max(least, Math.min(most, value));
  const slider = h("input", {
    class: "slider wide",
    testid,
    attrs: { type: "range", min: least, max: most, step, value: options.value, "aria-label": label },
    on: {
      input: () => {
        field.value = writeNumber(Number(slider.value));
        change(Number(slider.value), false);
      },
      change: () => change(Number(slider.value), true),
    },
  });
  const field = h("input", {
    class: "field number",
    testid: `${testid}-field`,
    attrs: { type: "text", inputmode: "decimal", value: writeNumber(options.value), "aria-label": label },
    on: {
      change: () => {
        const value = readNumber(field.value);
        if (Number.isNaN(value)) field.value = writeNumber(Number(slider.value));
        else {
          field.value = writeNumber(clamp(value));
          slider.value = field.value;
          change(clamp(value), true);
        }
      },
      keydown: (event) => {
        const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!by || event.altKey) return;
        event.preventDefault();
        const value = clamp(readNumber(field.value) + by * step);
        if (Number.isNaN(value)) return;
        field.value = slider.value = writeNumber(value);
        change(value, true);
      },
    },
  });
  return {
    element: h(
      "div",
      { class: "number-row" },
      h("span", { class: "number-label", attrs: { "aria-hidden": "true" } }, label),
      slider,
      field,
      unit ? h("span", { class: "muted number-unit" }, unit) : null,
    ),
    show(value) {
      if (document.activeElement !== field) field.value = writeNumber(value);
      if (Number(slider.value) !== value) slider.value = String(value);
    },
  };
}

export interface Tab {
  name: string;
  label: string;
  panel: HTMLElement;
}

/** Panels of which one is seen; arrows go through their tabs. */
export function tabs(
  label: string,
  all: Tab[],
  chosen: string,
  choose: (name: string) => void,
): { element: HTMLElement; show(name: string): void } {
  const buttons = all.map(({ name, label: text }) =>
    h(
      "button",
      {
        class: "tab",
        id: `tab-${name}`,
        testid: `tab-${name}`,
        attrs: { type: "button", role: "tab", "aria-controls": `panel-${name}` },
        on: {
          click: () => choose(name),
          keydown: (event) => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!by) return;
            event.preventDefault();
            const at = all.findIndex((tab) => tab.name === name);
            const next = (at + by + all.length) % all.length;
            choose(all[next]!.name);
            buttons[next]!.focus();
          },
        },
      },
      text,
    ),
  );
  const panels = all.map(({ name, panel }) =>
    h(
      "div",
      { class: "tab-panel", id: `panel-${name}`, attrs: { role: "tabpanel", "aria-labelledby": `tab-${name}` } },
      panel,
    ),
  );
  const show = (name: string): void => {
    const known = all.some((tab) => tab.name === name) ? name : all[0]!.name;
    all.forEach((tab, index) => {
      const on = tab.name === known;
      buttons[index]!.setAttribute("aria-selected", String(on));
      buttons[index]!.tabIndex = on ? 0 : -1;
      panels[index]!.hidden = !on;
    });
  };
  show(chosen);
  return {
    element: h(
      "div",
      { class: "tabs" },
      h("div", { class: "tab-list", attrs: { role: "tablist", "aria-label": label } }, buttons),
      panels,
    ),
    show,
  };
}

export interface Option {
  value: string;
  label: string;
  group: string;
  /** What it does, beside the label. */
  hint?: string;
}

/** A field to type into, with the options that match below it, under the names of their groups; or those that are found. */
export function combobox(
  label: string,
  options: Option[] | ((text: string) => Promise<Option[]>),
  take: (value: string) => void,
  testid: string,
): HTMLElement {
  const list = h("div", {
    class: "combo-list",
    id: `${testid}-list`,
    testid: `${testid}-list`,
    attrs: { role: "listbox", "aria-label": label, hidden: true },
  });
  let shown: Option[] = [];
  let active = 0;
  const mark = (): void => {
    for (const element of list.querySelectorAll<HTMLElement>('[role="option"]')) {
      const on = element.dataset.index === String(active);
      element.setAttribute("aria-selected", String(on));
      if (on) {
        element.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", element.id);
      }
    }
  };
  const close = (): void => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = "";
  };
  const choose = (option: Option | undefined): void => {
    if (!option) return;
    close();
    take(option.value);
  };
  let asked = 0;
  const open = (): void => {
    const wanted = input.value.trim().toLowerCase();
    if (typeof options !== "function") {
      offer(
        options.filter(({ label: text, value, group }) =>
          [text, value, group].some((part) => part.toLowerCase().includes(wanted)),
        ),
      );
      return;
    }
    const own = ++asked;
    void options(input.value.trim()).then((found) => {
      if (own === asked && document.activeElement === input) offer(found);
    });
  };
  const offer = (found: Option[]): void => {
    shown = found;
    active = 0;
    const groups = [...new Set(shown.map(({ group }) => group))];
    fill(
      list,
      groups.map((group) =>
        h(
          "div",
          { class: "combo-group", attrs: { role: "group", "aria-label": group } },
          h("div", { class: "combo-title", attrs: { "aria-hidden": "true" } }, group),
          shown.map((option, index) =>
            option.group === group
              ? h(
                  "div",
                  {
                    class: "combo-option",
                    id: `${testid}-${index}`,
                    testid: `${testid}-${option.value}`,
                    attrs: { role: "option", "data-index": index, title: option.hint },
                    on: {
                      // The field keeps the focus, so that the list does not close before the click.
                      pointerdown: (event) => event.preventDefault(),
                      click: () => choose(option),
                    },
                  },
                  h("span", {}, option.label),
                  option.hint ? h("span", { class: "combo-hint" }, option.hint) : null,
                )
              : null,
          ),
        ),
      ),
      shown.length ? null : h("div", { class: "combo-title" }, t("combo.none")),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  };
  const input = h("input", {
    class: "field combo-field",
    testid,
    attrs: {
      type: "text",
      role: "combobox",
      placeholder: label,
      "aria-label": label,
      "aria-expanded": "false",
      "aria-controls": `${testid}-list`,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
    },
    on: {
      input: open,
      click: open,
      blur: close,
      keydown: (event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by && !event.altKey) {
          if (list.hidden) open();
          else {
            // Options stand group by group on the screen: the next one is the next there.
            const order = [...list.querySelectorAll<HTMLElement>('[role="option"]')].map(({ dataset }) =>
              Number(dataset.index),
            );
            active = order[(order.indexOf(active) + by + order.length) % order.length] ?? 0;
            mark();
          }
        } else if (event.key === "Enter") {
          if (list.hidden) open();
          else choose(shown[active]);
        } else if (event.key === "Escape" && !list.hidden) close();
        else return;
        event.preventDefault();
      },
    },
  });
  return h("div", { class: "combo" }, input, list);
}
