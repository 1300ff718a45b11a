// A table that draws only the rows in sight, however many there are; rows come from memory or page by page from afar.

import { type Child, fill, h } from "./dom";
import { formatCount } from "./format";
import { t } from "./strings";
import type { Column } from "./table";

export interface VirtualRow {
  cells: Child[];
  /** What a click or Enter does with the row; rows without it do nothing. */
  activate?: () => void;
}

export interface VirtualSource {
  columns: Column[];
  /** Rows from `offset`, at most `count`, and how many there are in all. */
  page(offset: number, count: number): Promise<{ total: number; rows: VirtualRow[] }>;
}

const rowHeight = 24;
// Browsers cap an element's height near 33 million pixels: beyond this, a scrolled pixel stands for several.
const tallest = 8_000_000;

export class VirtualTable {
  readonly element: HTMLElement;
  readonly #viewport: HTMLElement;
  readonly #body: HTMLElement;
  readonly #spacer: HTMLElement;
  readonly #status: HTMLElement;
  #source: VirtualSource;
  #total = 0;
  #first = 0;
  #active = 0;
  #shown: VirtualRow[] = [];
  #request = 0;
  #frame = 0;
  /** Scroll position that this table has set itself, which is no wish of the person's. */
  #own = -1;

  constructor(label: string, source: VirtualSource, testid: string) {
    this.#source = source;
    this.#spacer = h("div", { class: "vt-spacer" });
    this.#body = h("div", { class: "vt-body", attrs: { role: "rowgroup" } });
    this.#viewport = h(
      "div",
      {
        class: "vt-viewport",
        testid: `${testid}-viewport`,
        attrs: { role: "grid", "aria-label": label, tabindex: 0 },
        on: {
          scroll: () => this.#scrolled(),
          wheel: (event) => this.#wheel(event),
          keydown: (event) => this.#key(event),
          focus: () => this.#mark(),
        },
      },
      this.#header(),
      this.#body,
      this.#spacer,
    );
    this.#status = h("div", { class: "vt-status", attrs: { role: "status" } });
    this.element = h("div", { class: "vt", testid }, this.#viewport, this.#status);
    new ResizeObserver(() => this.refresh()).observe(this.#viewport);
  }

  /** Other rows, seen from the first one. */
  show(source: VirtualSource): void {
    this.#source = source;
    this.#first = this.#active = 0;
    this.#viewport.replaceChild(this.#header(), this.#viewport.firstChild!);
    this.#setScroll();
    this.refresh();
  }

  /** The same rows with new values, or more of them: the place in the table stays. */
  update(source: VirtualSource): void {
    this.#source = source;
    this.refresh();
  }

  /** Marks this row, and brings it into sight. */
  reveal(row: number): void {
    this.#active = row;
    if (row < this.#first || row >= this.#first + this.#visible) {
      this.#first = Math.max(0, row - (this.#visible >> 1));
      this.#setScroll();
    }
    this.refresh();
  }

  /** Asks for the rows in sight again, once per animation frame at most. */
  refresh(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      void this.#load();
    });
  }

  get #visible(): number {
    return Math.max(1, Math.floor((this.#viewport.clientHeight - rowHeight) / rowHeight));
  }

  get #last(): number {
    return Math.max(0, this.#total - this.#visible);
  }

  #header(): HTMLElement {
    const row = h(
      "div",
      { class: "vt-row vt-header", attrs: { role: "row" } },
      this.#source.columns.map(({ label, numeric }) =>
        h(
          "div",
          { class: numeric ? "vt-cell number" : "vt-cell", attrs: { role: "columnheader", title: label } },
          label,
        ),
      ),
    );
    this.#layOut(row);
    return row;
  }

  #layOut(row: HTMLElement): void {
    row.style.gridTemplateColumns = this.#source.columns.map(({ track }) => track ?? "minmax(0, 1fr)").join(" ");
  }

  async #load(): Promise<void> {
    const request = ++this.#request;
    const count = this.#visible + 2;
    let page: Awaited<ReturnType<VirtualSource["page"]>>;
    try {
      page = await this.#source.page(this.#first, count);
    } catch (error) {
      if (request === this.#request) fill(this.#status, error instanceof Error ? error.message : String(error));
      return;
    }
    if (request !== this.#request) return;
    const grew = page.total !== this.#total;
    this.#total = page.total;
    this.#shown = page.rows;
    this.#viewport.setAttribute("aria-rowcount", String(page.total + 1));
    if (grew) {
      this.#spacer.style.height = `${Math.min(tallest, page.total * rowHeight)}px`;
      if (this.#first > this.#last) {
        this.#first = this.#last;
        this.#setScroll();
        this.refresh();
        return;
      }
    }
    this.#draw();
  }

  #draw(): void {
    fill(
      this.#body,
      this.#shown.map(({ cells, activate }, index) => {
        const row = h(
          "div",
          {
            class: activate ? "vt-row can-open" : "vt-row",
            id: `${this.element.dataset.testid}-row-${this.#first + index}`,
            attrs: { role: "row", "aria-rowindex": this.#first + index + 2 },
            on: {
              click: () => {
                this.#active = this.#first + index;
                this.#mark();
                activate?.();
              },
            },
          },
          cells.map((cell, column) =>
            h(
              "div",
              {
                class: this.#source.columns[column]?.numeric ? "vt-cell number" : "vt-cell",
                attrs: { role: "gridcell" },
              },
              cell,
            ),
          ),
        );
        this.#layOut(row);
        return row;
      }),
    );
    const last = Math.min(this.#total, this.#first + this.#visible);
    fill(
      this.#status,
      this.#total === 0
        ? t("table.none")
        : t("table.status", formatCount(this.#first + 1), formatCount(last), formatCount(this.#total)),
    );
    this.#mark();
  }

  #mark(): void {
    let active: Element | undefined;
    Array.from(this.#body.children).forEach((row, index) => {
      const is = this.#first + index === this.#active;
      row.classList.toggle("active", is);
      row.setAttribute("aria-selected", String(is));
      if (is) active = row;
    });
    if (active) this.#viewport.setAttribute("aria-activedescendant", active.id);
    else this.#viewport.removeAttribute("aria-activedescendant");
  }

  #setScroll(): void {
    const room = this.#viewport.scrollHeight - this.#viewport.clientHeight;
    this.#own = this.#last === 0 ? 0 : Math.round((this.#first / this.#last) * room);
    this.#viewport.scrollTop = this.#own;
  }

  #scrolled(): void {
    if (Math.abs(this.#viewport.scrollTop - this.#own) < 2) return;
    const room = this.#viewport.scrollHeight - this.#viewport.clientHeight;
    this.#own = this.#viewport.scrollTop;
    this.#first = room <= 0 ? 0 : Math.round((this.#viewport.scrollTop / room) * this.#last);
    this.refresh();
  }

  /** A turn of the wheel moves by rows, also where a pixel of the scroll bar stands for hundreds of them. */
  #wheel(event: WheelEvent): void {
    if (this.#total * rowHeight <= tallest || event.deltaY === 0) return;
    const to = Math.max(
      0,
      Math.min(
        this.#last,
        this.#first + Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / rowHeight)),
      ),
    );
    if (to === this.#first) return;
    event.preventDefault();
    this.#first = to;
    this.#setScroll();
    this.refresh();
  }

  #key(event: KeyboardEvent): void {
    const page = this.#visible - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#total - 1,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#shown[this.#active - this.#first]?.activate?.();
      return;
    }
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#active = Math.max(0, Math.min(this.#total - 1, to));
    if (this.#active < this.#first) this.#first = this.#active;
    else if (this.#active >= this.#first + this.#visible) this.#first = this.#active - this.#visible + 1;
    else {
      this.#mark();
      return;
    }
    this.#setScroll();
    this.refresh();
  }
}
