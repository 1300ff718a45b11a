// The stage with the picture: zoom by wheel and keys, pan by drag and arrows, a crosshair for the keyboard, values under the cursor.

import { onThemeChange, theme } from "../../charts/theme";
import { h, setText } from "../../dom";
import { formatCount, formatPercent } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { divider } from "./divider";
import type { Live } from "./live";
import { rangeOf } from "./paint";
import type { Look, Plane } from "./plane";
import { type Readout, readout } from "./readout";
import type { Session } from "./session";
import { drawStage, gutter, paneSize } from "./stage";
import {
  cornerOf,
  fitted,
  levelFor,
  limitPlace,
  limitZoom,
  nextZoom,
  type Placement,
  regionInSight,
  type Size,
  zoomAt,
} from "./transform";

interface Point {
  x: number;
  y: number;
}

export class Viewport {
  readonly element: HTMLElement;
  /** Buttons and figure of the zoom, for the toolbar. */
  readonly zoomControls: HTMLElement;
  /** Rows and columns that go into the explained pixel. */
  footprint = { rows: 1, columns: 1 };
  overview?: Plane;
  readonly #session: Session;
  readonly #live: Live;
  readonly #stage: HTMLElement;
  readonly #canvas = h("canvas", { attrs: { "aria-hidden": "true" } });
  readonly #mark = h("span", { class: "stage-mark", testid: "stage-mark", attrs: { role: "status", hidden: true } });
  readonly #zoomText = h("output", { class: "zoom-value", testid: "zoom" });
  readonly #divider: ReturnType<typeof divider>;
  readonly #names: HTMLElement[];
  readonly #readout: Readout;
  #hovered?: Point;
  #crosshair?: Point;
  #drag?: { from: Point; placement: Placement; moved: boolean };
  #frame = 0;
  #said = false;
  #drawing = false;

  constructor(session: Session, live: Live, explain: (x: number, y: number) => void) {
    this.#session = session;
    this.#live = live;
    const { channels, elements } = session.picture;
    this.#readout = readout(channels, elements);
    this.#divider = divider(session);
    this.#names = [t("compare.before"), t("compare.after")].map((name) => h("span", { class: "stage-name" }, name));
    this.#stage = h(
      "div",
      {
        class: "stage",
        testid: "stage",
        attrs: { role: "application", "aria-label": t("stage.keys"), tabindex: 0 },
        on: {
          pointerdown: (event) => this.#press(event),
          pointermove: (event) => this.#move(event),
          pointerup: (event) => this.#release(event, explain),
          pointercancel: () => {
            this.#drag = undefined;
          },
          pointerleave: () => {
            this.#hovered = undefined;
            this.refresh();
          },
          keydown: (event) => this.#key(event, explain),
        },
      },
      this.#canvas,
      this.#names,
      this.#mark,
    );
    this.#stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.element = h(
      "div",
      { class: "stage-frame" },
      h("div", { class: "stage-room" }, this.#stage, this.#divider.element),
      this.#readout.element,
    );
    const step = (label: string, name: "plus" | "dash", by: 1 | -1, testid: string): HTMLElement =>
      button({ label, icon: name, appearance: "icon", testid, press: () => this.#zoomBy(by) });
    this.zoomControls = h(
      "div",
      { class: "zoom-controls" },
      step(t("zoom.out"), "dash", -1, "zoom-out"),
      this.#zoomText,
      step(t("zoom.in"), "plus", 1, "zoom-in"),
      button({ label: t("zoom.fit"), testid: "zoom-fit", press: () => this.fit() }),
      button({ label: t("zoom.full"), testid: "zoom-full", press: () => this.#zoomTo(1) }),
    );
    new ResizeObserver(() => this.refresh()).observe(this.#stage);
    onThemeChange(() => this.refresh());
    for (const topic of ["program", "look", "pixel"] as const) session.on(topic, () => this.refresh());
  }

  /** Draws once in the next frame. */
  refresh(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Something has been filtered since the last frame; what is filtered within one is drawn in it. */
  painted(): void {
    if (!this.#drawing) this.refresh();
  }

  fit(): void {
    this.#session.set({ placement: undefined });
  }

  /** Moves a pixel into sight. */
  reveal(x: number, y: number): void {
    const at = this.#placement;
    const half = { x: this.#pane.width / 2 / at.zoom, y: this.#pane.height / 2 / at.zoom };
    if (Math.abs(x + 0.5 - at.x) < half.x - 1 && Math.abs(y + 0.5 - at.y) < half.y - 1) return;
    this.#place({ ...at, x: x + 0.5, y: y + 0.5 });
  }

  /** The room of the picture on the screen, and where the picture lies in it. */
  get sight(): { size: Size; placement: Placement } {
    return { size: this.#pane, placement: this.#placement };
  }

  get #size(): Size {
    return { width: Math.max(1, this.#stage.clientWidth), height: Math.max(1, this.#stage.clientHeight) };
  }

  get #pane(): Size {
    return paneSize(this.#size, this.#session.look.mode);
  }

  get #placement(): Placement {
    const { picture, look } = this.#session;
    return limitPlace(look.placement ?? fitted(picture, this.#pane), picture, this.#pane);
  }

  #place(placement: Placement): void {
    this.#session.set({ placement: limitPlace(placement, this.#session.picture, this.#pane) });
  }

  #zoomTo(zoom: number, at?: Point): void {
    const pane = this.#pane;
    const { x, y } = at ?? { x: pane.width / 2, y: pane.height / 2 };
    this.#place(zoomAt(this.#placement, limitZoom(zoom, this.#session.picture, pane), pane, x, y));
  }

  #zoomBy(by: 1 | -1): void {
    this.#zoomTo(nextZoom(this.#placement.zoom, by, this.#session.picture, this.#pane));
  }

  #draw(): void {
    const stage = this.#size;
    if (!this.#stage.clientWidth || !this.#stage.clientHeight) return;
    const { picture, computed, revision, filters, look } = this.#session;
    const placement = this.#placement;
    const pane = this.#pane;
    const level = levelFor(placement.zoom, devicePixelRatio, picture.levels);
    const region = regionInSight(placement, picture, pane, level);
    this.#drawing = true;
    const program = this.#session.programAt(level);
    this.#live.want({ level, region, program, pipeline: computed, revision, filters });
    this.#drawing = false;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(stage.width * ratio), Math.round(stage.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      // A pixel of the canvas is one of the screen, also where the stage ends within one.
      this.#canvas.style.width = `${width / ratio}px`;
      this.#canvas.style.height = `${height / ratio}px`;
    }
    const { front, back } = this.#live;
    const shown: Look = { gain: look.gain, signed: look.signed, threshold: look.threshold, range: this.#range() };
    drawStage(
      this.#canvas.getContext("2d")!,
      {
        picture,
        stage,
        ratio,
        placement,
        mode: look.mode,
        split: look.split,
        look: shown,
        overview: this.overview,
        front,
        back,
        crosshair: this.#crosshair,
        hovered: this.#hovered,
        marked: look.pixel && { ...look.pixel, ...this.footprint },
      },
      theme(),
    );
    this.#tell(placement);
  }

  /** Values between which a float picture is shown: its own range in sight, where that was asked for. */
  #range(): Look["range"] {
    const { picture, look } = this.#session;
    const plane = this.overview ?? this.#live.front;
    return picture.elements === "f32" && look.stretch && plane ? rangeOf(plane.before, plane.channels) : undefined;
  }

  #tell(placement: Placement): void {
    const { look } = this.#session;
    setText(this.#zoomText, formatPercent(placement.zoom).replace(/\.0(?=\D)/, ""));
    const { reduced, settled } = this.#live;
    this.#mark.hidden = settled;
    setText(this.#mark, settled ? "" : reduced ? t("stage.preview", formatCount(2 ** reduced)) : t("stage.filtering"));
    this.#stage.dataset.state = settled ? "exact" : reduced ? "preview" : "filtering";
    this.#stage.dataset.spent = this.#live.spent.toFixed(1);
    for (const name of this.#names) name.hidden = look.mode !== "slider" && look.mode !== "side";
    this.#names[1]!.classList.toggle("in-half", look.mode === "side");
    this.#divider.update();
    const at = this.#hovered ?? this.#crosshair ?? look.pixel;
    const plane = this.#live.front ?? this.#live.back;
    const step = plane ? 2 ** plane.level : 1;
    const values = at && plane?.values(Math.floor(at.x / step), Math.floor(at.y / step));
    this.#readout.show(at && values && { ...at, ...values, step }, this.#said);
    this.#said = false;
  }

  /** The pixel of the picture under a point of the stage. */
  #pixelAt(event: MouseEvent): Point | undefined {
    const { picture, look } = this.#session;
    const placement = this.#placement;
    const pane = this.#pane;
    const corner = cornerOf(placement, pane, devicePixelRatio);
    const within = this.#inPane(event, look.mode === "side", pane);
    const x = Math.floor((within.x - corner.x) / placement.zoom);
    const y = Math.floor((within.y - corner.y) / placement.zoom);
    return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { x, y } : undefined;
  }

  #inPane(event: MouseEvent, halved: boolean, pane: Size): Point {
    const box = this.#stage.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x: halved && x > pane.width ? x - pane.width - gutter : x, y };
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 && event.button !== 1) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#stage.focus({ preventScroll: true });
    this.#drag = { from: { x: event.clientX, y: event.clientY }, placement: this.#placement, moved: false };
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag) {
      const [dx, dy] = [event.clientX - drag.from.x, event.clientY - drag.from.y];
      if (!drag.moved && Math.hypot(dx, dy) < 4) return;
      drag.moved = true;
      this.#stage.classList.add("is-dragged");
      const { zoom, x, y } = drag.placement;
      this.#place({ zoom, x: x - dx / zoom, y: y - dy / zoom });
      return;
    }
    this.#hovered = this.#pixelAt(event);
    this.refresh();
  }

  #release(event: PointerEvent, explain: (x: number, y: number) => void): void {
    const drag = this.#drag;
    this.#drag = undefined;
    this.#stage.classList.remove("is-dragged");
    if (!drag || drag.moved || event.button !== 0) return;
    const at = this.#pixelAt(event);
    if (at) explain(at.x, at.y);
  }

  #wheel(event: WheelEvent): void {
    const { look, picture } = this.#session;
    const pane = this.#pane;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      // A pinch sends many small turns, a wheel few large ones.
      const by = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * (event.deltaMode ? 0.1 : 0.006));
      this.#zoomTo(this.#placement.zoom * by, this.#inPane(event, look.mode === "side", pane));
      return;
    }
    const { zoom, x, y } = this.#placement;
    // What is in sight as a whole cannot be moved: then the page scrolls.
    if (picture.width * zoom <= pane.width && picture.height * zoom <= pane.height) return;
    event.preventDefault();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.#place({ zoom, x: x + dx / zoom, y: y + dy / zoom });
  }

  #key(event: KeyboardEvent, explain: (x: number, y: number) => void): void {
    if (event.altKey) return;
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) this.#moveCrosshair(arrow, event.ctrlKey || event.metaKey ? 10 : 1);
    else if (event.ctrlKey || event.metaKey) return;
    else if (arrow) {
      const { zoom, x, y } = this.#placement;
      this.#place({ zoom, x: x + (arrow[0] * 64) / zoom, y: y + (arrow[1] * 64) / zoom });
    } else if (event.key === "+" || event.key === "=") this.#zoomBy(1);
    else if (event.key === "-" || event.key === "_") this.#zoomBy(-1);
    else if (event.key === "0") this.fit();
    else if (event.key === "1") this.#zoomTo(1);
    else if (event.key === "Enter" || event.key === " ") {
      this.#crosshair ??= this.#middle();
      explain(this.#crosshair.x, this.#crosshair.y);
    } else if (event.key === "Escape" && this.#crosshair) {
      this.#crosshair = undefined;
      this.refresh();
    } else return;
    event.preventDefault();
  }

  #middle(): Point {
    const { picture, look } = this.#session;
    const { x, y } = look.pixel ?? this.#placement;
    return {
      x: Math.max(0, Math.min(picture.width - 1, Math.floor(x))),
      y: Math.max(0, Math.min(picture.height - 1, Math.floor(y))),
    };
  }

  #moveCrosshair([dx, dy]: [number, number], by: number): void {
    const { picture } = this.#session;
    const at = this.#crosshair;
    if (at) {
      at.x = Math.max(0, Math.min(picture.width - 1, at.x + dx * by));
      at.y = Math.max(0, Math.min(picture.height - 1, at.y + dy * by));
    }
    this.#crosshair = at ?? this.#middle();
    this.#hovered = undefined;
    this.#said = true;
    this.reveal(this.#crosshair.x, this.#crosshair.y);
    this.refresh();
  }
}
