// A card: title, what it shows, and the three things that every chart can do with it: table, copy, save.

import { savePicture, saveTable } from "./charts/save";
import type { Picture } from "./charts/surface";
import { type Child, fill, h } from "./dom";
import { formatNumber } from "./format";
import { icon } from "./icons";
import type { Page } from "./page";
import { t } from "./strings";
import { type DataTable, toDelimited } from "./table";
import { button } from "./ui";
import { VirtualTable } from "./virtualTable";

export interface CardOptions {
  /** Names the grid area, the test id and the saved files. */
  id: string;
  title: string;
  /** Unit or reading help, beside the title. */
  hint?: string;
  /** Controls of this card, under the title. */
  controls?: Child;
  body: Child;
  /** Data behind the chart; with it come Table, Copy and Save as CSV. */
  table?: () => DataTable;
  /** How it looks on paper; with it come Save as PNG and SVG. */
  picture?: () => Picture;
  /** The body is a table already, so there is none to switch to. */
  isTable?: boolean;
}

export interface Card {
  element: HTMLElement;
  setHint(text: string): void;
  /** Whether there is nothing to show yet: then there is nothing to set, copy or save either. */
  setEmpty(empty: boolean): void;
  /** The data behind the chart have changed: the table, if it is open, follows. */
  changed(): void;
}

export function card(page: Page, options: CardOptions): Card {
  const { id, title, table, picture } = options;
  const hint = h("span", { class: "card-hint" }, options.hint ?? "");
  const body = h("div", { class: "card-body" }, options.body);
  const tableRoom = h("div", { class: "card-table", attrs: { hidden: true } });
  let open: VirtualTable | undefined;

  const showTable = (shown: boolean): void => {
    body.hidden = shown;
    tableRoom.hidden = !shown;
    toggle?.setAttribute("aria-pressed", String(shown));
    if (!shown || !table) {
      open = undefined;
      fill(tableRoom);
      return;
    }
    open = new VirtualTable(t("chart.tableOf", title), source(table()), `${id}-table`);
    fill(tableRoom, open.element);
  };
  const toggle =
    table && !options.isTable
      ? button({
          label: t("chart.table"),
          icon: "table",
          appearance: "icon",
          testid: `${id}-table-toggle`,
          press: () => {
            const tables = page.choices.values.tables.filter((other) => other !== id);
            const shown = Boolean(tableRoom.hidden);
            page.choices.set({ tables: shown ? [...tables, id] : tables });
            showTable(shown);
          },
        })
      : undefined;
  const copy =
    table &&
    button({
      label: t("chart.copy"),
      icon: "copy",
      appearance: "icon",
      testid: `${id}-copy`,
      press: () => {
        page.attempt(() => page.host.call("copy", toDelimited(table(), "\t")));
        flash(copy as HTMLElement);
      },
    });
  const heading = h("h2", { class: "card-title", id: `${id}-title` }, title);
  const element = h(
    "section",
    { class: `card card-${id}`, testid: `${id}-card`, attrs: { "aria-labelledby": `${id}-title` } },
    h(
      "div",
      { class: "card-head" },
      h("div", { class: "card-heading" }, heading, hint),
      h("div", { class: "card-tools" }, toggle, copy, table && saveMenu(page, id, title, table, picture)),
    ),
    options.controls ? h("div", { class: "card-controls" }, options.controls) : null,
    body,
    tableRoom,
  );
  if (toggle && page.choices.values.tables.includes(id)) showTable(true);
  return {
    element,
    setHint: (text) => {
      if (hint.textContent !== text) hint.textContent = text;
    },
    setEmpty: (empty) => element.classList.toggle("is-empty", empty),
    changed: () => {
      if (open && table) open.update(source(table()));
    },
  };
}

function source(table: DataTable): ConstructorParameters<typeof VirtualTable>[1] {
  return {
    columns: table.columns,
    page: async (offset, count) => ({
      total: table.rows,
      rows: Array.from({ length: Math.max(0, Math.min(count, table.rows - offset)) }, (_, index) => ({
        cells: table.columns.map((_, column) => {
          const value = table.cell(offset + index, column);
          return typeof value === "number" ? formatNumber(value) : (value ?? "");
        }),
      })),
    }),
  };
}

/** Says that something has been done, where it was asked for. */
function flash(element: HTMLElement): void {
  fill(element, icon("check"));
  setTimeout(() => fill(element, icon("copy")), 1200);
}

function saveMenu(page: Page, id: string, title: string, table: () => DataTable, picture?: () => Picture): HTMLElement {
  const menu = h("div", { class: "menu", attrs: { role: "menu", hidden: true } });
  const items: [string, () => Promise<boolean>][] = [
    ...(picture
      ? ([
          ["PNG", () => savePicture(page.host, id, "png", picture(), title)],
          ["SVG", () => savePicture(page.host, id, "svg", picture(), title)],
        ] as [string, () => Promise<boolean>][])
      : []),
    ["CSV", () => saveTable(page.host, id, table())],
  ];
  const show = (open: boolean): void => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) (menu.firstElementChild as HTMLElement).focus();
  };
  const move = (from: Element, by: 1 | -1): void => {
    const all = [...menu.children] as HTMLElement[];
    all[(all.indexOf(from as HTMLElement) + by + all.length) % all.length]?.focus();
  };
  for (const [kind, action] of items) {
    menu.append(
      h(
        "button",
        {
          class: "menu-item",
          testid: `${id}-save-${kind.toLowerCase()}`,
          attrs: { role: "menuitem", tabindex: -1, type: "button" },
          on: {
            click: () => {
              show(false);
              opener.focus();
              page.attempt(action);
            },
            keydown: (event) => {
              const target = event.currentTarget as Element;
              if (event.key === "ArrowDown") move(target, 1);
              else if (event.key === "ArrowUp") move(target, -1);
              else if (event.key === "Escape" || event.key === "Tab") {
                show(false);
                if (event.key === "Escape") opener.focus();
                else return;
              } else return;
              event.preventDefault();
            },
          },
        },
        t("chart.saveAs", kind),
      ),
    );
  }
  const opener = button({
    label: t("chart.save"),
    icon: "save",
    appearance: "icon",
    testid: `${id}-save`,
    press: () => show(Boolean(menu.hidden)),
  });
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  const wrapper = h("div", { class: "menu-anchor" }, opener, menu);
  wrapper.addEventListener("focusout", (event) => {
    if (!wrapper.contains(event.relatedTarget as Node | null)) show(false);
  });
  return wrapper;
}
