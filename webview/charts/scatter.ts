// Points on a canvas: hover reads a point, a click takes it, a drawn rectangle takes all within; arrows and Enter do the same.

import { h } from "../dom";
import { type Axis, drawAxes, type Plot, plotArea } from "./axes";
import { canvasSurface, fitCanvas, type Picture, type Surface } from "./surface";
import { onThemeChange, type Theme, theme } from "./theme";

export interface ScatterView {
  x: number[];
  y: number[];
  /** Residual of each point, which its colour tells the sign of. */
  residual: number[];
  axisX: Axis;
  axisY: Axis;
  /** A line to compare with: y = x, or y = 0. */
  reference: "identity" | "zero";
  /** What lies above the line, and below it. */
  sides: readonly [above: string, below: string];
}

export interface ScatterEvents {
  /** Text for the point under the pointer or the keyboard. */
  describe(point: number): string;
  take(points: number[]): void;
}

// A pointer within this many pixels of a point means it.
const reach = 12;

export class Scatter {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #tip: HTMLElement;
  readonly #box: HTMLElement;
  readonly #events: ScatterEvents;
  #view?: ScatterView;
  #plot?: Plot;
  #pointed = -1;
  #from?: { x: number; y: number };

  constructor(label: string, events: ScatterEvents, testid: string) {
    this.#events = events;
    this.#canvas = h("canvas", { attrs: { "aria-hidden": "true" } });
    this.#tip = h("div", { class: "tip", attrs: { hidden: true, role: "status" } });
    this.#box = h("div", { class: "selection-box", attrs: { hidden: true } });
    this.element = h(
      "div",
      {
        class: "scatter",
        testid,
        attrs: { role: "application", "aria-label": label, tabindex: 0 },
        on: {
          pointerdown: (event) => this.#down(event),
          pointermove: (event) => this.#moved(event),
          pointerup: (event) => this.#up(event),
          pointerleave: () => {
            if (!this.#from) this.#show(-1);
          },
          keydown: (event) => this.#key(event),
          blur: () => this.#show(-1),
        },
      },
      this.#canvas,
      this.#box,
      this.#tip,
    );
    new ResizeObserver(() => this.#paint()).observe(this.element);
    onThemeChange(() => this.#paint());
  }

  draw(view: ScatterView): void {
    this.#view = view;
    if (this.#pointed >= view.x.length) this.#show(-1);
    this.#paint();
  }

  /** Where a point is, in pixels of the element, for whoever wants to click on it. */
  place(point: number): { x: number; y: number } | undefined {
    if (!this.#plot || !this.#view) return undefined;
    return { x: this.#plot.x(this.#view.x[point]!), y: this.#plot.y(this.#view.y[point]!) };
  }

  #paint(): void {
    const fitted = fitCanvas(this.#canvas, this.element);
    if (!fitted || !this.#view) return;
    const { context, width, height } = fitted;
    const colors = theme();
    const surface = canvasSurface(context, colors);
    this.#plot = drawScatter(surface, width, height, colors, this.#view);
    const place = this.#pointed >= 0 ? this.place(this.#pointed) : undefined;
    if (place) {
      surface.circle(place.x, place.y, 7, colors.foreground);
      surface.circle(place.x, place.y, 5, colors.signed(this.#view.residual[this.#pointed]!));
    }
  }

  #show(point: number): void {
    if (point !== this.#pointed) {
      this.#pointed = point;
      this.#paint();
    }
    const place = point >= 0 ? this.place(point) : undefined;
    this.#tip.hidden = !place;
    if (!place) return;
    this.#tip.textContent = this.#events.describe(point);
    const leftwards = place.x > this.element.clientWidth / 2;
    this.#tip.style.left = leftwards ? "" : `${place.x + 12}px`;
    this.#tip.style.right = leftwards ? `${this.element.clientWidth - place.x + 12}px` : "";
    this.#tip.style.top = `${Math.max(0, Math.min(place.y - 14, this.element.clientHeight - 60))}px`;
  }

  #nearest(x: number, y: number): number {
    let best = -1;
    let distance = reach * reach;
    for (let point = 0; point < (this.#view?.x.length ?? 0); point++) {
      const place = this.place(point)!;
      const away = (place.x - x) ** 2 + (place.y - y) ** 2;
      if (away <= distance) {
        best = point;
        distance = away;
      }
    }
    return best;
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#from = { x: event.offsetX, y: event.offsetY };
  }

  #moved(event: PointerEvent): void {
    if (!this.#from) {
      this.#show(this.#nearest(event.offsetX, event.offsetY));
      return;
    }
    const { left, top, width, height } = rectangle(this.#from, { x: event.offsetX, y: event.offsetY });
    this.#box.hidden = width + height < 6;
    Object.assign(this.#box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  #up(event: PointerEvent): void {
    const from = this.#from;
    this.#from = undefined;
    this.#box.hidden = true;
    if (!from) return;
    const to = { x: event.offsetX, y: event.offsetY };
    const { left, top, width, height } = rectangle(from, to);
    if (width + height < 6) {
      const point = this.#nearest(to.x, to.y);
      if (point >= 0) this.#events.take([point]);
      return;
    }
    const within: number[] = [];
    for (let point = 0; point < (this.#view?.x.length ?? 0); point++) {
      const place = this.place(point)!;
      if (place.x >= left && place.x <= left + width && place.y >= top && place.y <= top + height) within.push(point);
    }
    if (within.length) this.#events.take(within);
  }

  /** Left and right walk along x, up and down along y; Enter takes the point. */
  #key(event: KeyboardEvent): void {
    const count = this.#view?.x.length ?? 0;
    if (!count) return;
    if (event.key === "Enter" || event.key === " ") {
      if (this.#pointed >= 0) this.#events.take([this.#pointed]);
    } else if (event.key === "Escape") this.#show(-1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight")
      this.#step(this.#view!.x, event.key === "ArrowRight");
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.#step(this.#view!.y, event.key === "ArrowUp");
    else if (event.key === "Home" || event.key === "End") this.#end(this.#view!.x, event.key === "End");
    else return;
    event.preventDefault();
  }

  #step(values: number[], upwards: boolean): void {
    if (this.#pointed < 0) {
      this.#end(values, !upwards);
      return;
    }
    const sign = upwards ? 1 : -1;
    const before = (a: number, b: number): boolean =>
      sign * (values[a]! - values[b]!) < 0 || (values[a] === values[b] && sign * (a - b) < 0);
    let next = -1;
    for (let point = 0; point < values.length; point++) {
      if (before(this.#pointed, point) && (next < 0 || before(point, next))) next = point;
    }
    if (next >= 0) this.#show(next);
  }

  #end(values: number[], highest: boolean): void {
    let end = 0;
    for (let point = 1; point < values.length; point++) {
      if (highest ? values[point]! > values[end]! : values[point]! < values[end]!) end = point;
    }
    this.#show(end);
  }
}

export function scatterPicture(view: ScatterView): Picture {
  return (surface, width, height, colors) => {
    drawScatter(surface, width, height, colors, view);
  };
}

function drawScatter(surface: Surface, width: number, height: number, colors: Theme, view: ScatterView): Plot {
  const plot = plotArea(width, height, view.axisX, view.axisY);
  drawAxes(surface, colors, plot, view.axisX, view.axisY);
  const [x0, x1] = view.axisX.domain;
  const [y0, y1] = view.axisY.domain;
  const low = Math.max(x0, y0);
  const high = Math.min(x1, y1);
  const line =
    view.reference === "identity"
      ? [plot.x(low), plot.y(low), plot.x(high), plot.y(high)]
      : [plot.left, plot.y(0), plot.right, plot.y(0)];
  surface.polyline(line, {
    color: colors.foreground,
    width: 1,
    dash: [3, 4],
    alpha: 0.7,
  });
  const alpha = colors.highContrast ? 1 : view.x.length > 800 ? 0.45 : view.x.length > 200 ? 0.65 : 0.85;
  const radius = view.x.length > 800 ? 2.2 : 3.2;
  for (let point = 0; point < view.x.length; point++) {
    surface.circle(plot.x(view.x[point]!), plot.y(view.y[point]!), radius, colors.signed(view.residual[point]!), alpha);
  }
  note(surface, colors, plot.left + 8, plot.top + 10, view.sides[0], 1);
  if (view.reference === "zero") note(surface, colors, plot.left + 8, plot.bottom - 10, view.sides[1], -1);
  else note(surface, colors, plot.right - 8, plot.bottom - 10, view.sides[1], -1, "end");
  return plot;
}

/** Says what a side of the reference line means, in the colour of its points, on ground of its own. */
function note(
  surface: Surface,
  colors: Theme,
  x: number,
  y: number,
  text: string,
  sign: number,
  anchor: "start" | "end" = "start",
): void {
  // Letters of this size are about 6 pixels wide.
  const width = text.length * 6 + 8;
  surface.rect(anchor === "start" ? x - 4 : x - width + 4, y - 8, width, 16, colors.background, 0.8);
  surface.text(x, y, text, { color: colors.signed(sign), anchor });
}

function rectangle(a: { x: number; y: number }, b: { x: number; y: number }) {
  return { left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}
