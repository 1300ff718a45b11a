// A histogram on a canvas: hover or arrows read a bar, a click or Enter takes what is in it.

import { h } from "../dom";
import { type Axis, drawAxes, type Plot, plotArea } from "./axes";
import type { Bins } from "./bins";
import { canvasSurface, fitCanvas, type Picture, type Surface } from "./surface";
import { onThemeChange, type Theme, theme } from "./theme";

export interface HistogramView {
  bins: Bins;
  label: string;
  countLabel: string;
}

export interface HistogramEvents {
  describe(bin: number): string;
  take(bin: number): void;
}

export class Histogram {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #tip: HTMLElement;
  readonly #events: HistogramEvents;
  #view?: HistogramView;
  #plot?: Plot;
  #pointed = -1;

  constructor(label: string, events: HistogramEvents, testid: string) {
    this.#events = events;
    this.#canvas = h("canvas", { attrs: { "aria-hidden": "true" } });
    this.#tip = h("div", { class: "tip", attrs: { hidden: true, role: "status" } });
    this.element = h(
      "div",
      {
        class: "scatter",
        testid,
        attrs: { role: "application", "aria-label": label, tabindex: 0 },
        on: {
          pointermove: (event) => this.#show(this.#binAt(event.offsetX)),
          pointerleave: () => this.#show(-1),
          click: (event) => this.#take(this.#binAt(event.offsetX)),
          keydown: (event) => this.#key(event),
          blur: () => this.#show(-1),
        },
      },
      this.#canvas,
      this.#tip,
    );
    new ResizeObserver(() => this.#paint()).observe(this.element);
    onThemeChange(() => this.#paint());
  }

  draw(view: HistogramView): void {
    this.#view = view;
    if (this.#pointed >= view.bins.members.length) this.#show(-1);
    this.#paint();
  }

  #paint(): void {
    const fitted = fitCanvas(this.#canvas, this.element);
    if (!fitted || !this.#view) return;
    const { context, width, height } = fitted;
    const colors = theme();
    this.#plot = drawHistogram(canvasSurface(context, colors), width, height, colors, this.#view, this.#pointed);
  }

  #binAt(x: number): number {
    if (!this.#plot || !this.#view) return -1;
    const { edges, members } = this.#view.bins;
    return members.findIndex((_, bin) => x >= this.#plot!.x(edges[bin]!) && x < this.#plot!.x(edges[bin + 1]!));
  }

  #show(bin: number): void {
    if (bin !== this.#pointed) {
      this.#pointed = bin;
      this.#paint();
    }
    this.#tip.hidden = bin < 0;
    if (bin < 0 || !this.#plot || !this.#view) return;
    this.#tip.textContent = this.#events.describe(bin);
    const x = this.#plot.x(this.#view.bins.edges[bin + 1]!);
    const leftwards = x > this.element.clientWidth / 2;
    this.#tip.style.left = leftwards ? "" : `${x + 8}px`;
    this.#tip.style.right = leftwards
      ? `${this.element.clientWidth - this.#plot.x(this.#view.bins.edges[bin]!) + 8}px`
      : "";
    this.#tip.style.top = "12px";
  }

  #take(bin: number): void {
    if (bin >= 0 && this.#view?.bins.members[bin]?.length) this.#events.take(bin);
  }

  #key(event: KeyboardEvent): void {
    const count = this.#view?.bins.members.length ?? 0;
    const moves: Record<string, number> = {
      ArrowRight: Math.min(count - 1, this.#pointed + 1),
      ArrowLeft: this.#pointed < 0 ? count - 1 : Math.max(0, this.#pointed - 1),
      Home: 0,
      End: count - 1,
      Escape: -1,
    };
    if (event.key === "Enter" || event.key === " ") this.#take(this.#pointed);
    else if (moves[event.key] !== undefined) this.#show(moves[event.key]!);
    else return;
    event.preventDefault();
  }
}

export function histogramPicture(view: HistogramView): Picture {
  return (surface, width, height, colors) => {
    drawHistogram(surface, width, height, colors, view, -1);
  };
}

function drawHistogram(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: HistogramView,
  pointed: number,
): Plot {
  const { edges, members } = view.bins;
  const most = Math.max(1, ...members.map(({ length }) => length));
  const axisX: Axis = { domain: [edges[0]!, edges.at(-1)!], label: view.label };
  const axisY: Axis = { domain: [0, most], label: view.countLabel, nice: true };
  const plot = plotArea(width, height, axisX, axisY);
  drawAxes(surface, colors, plot, axisX, axisY);
  members.forEach((bin, index) => {
    const left = plot.x(edges[index]!) + 0.75;
    const right = plot.x(edges[index + 1]!) - 0.75;
    const top = plot.y(bin.length);
    const fill = index === pointed ? colors.foreground : colors.signed((edges[index]! + edges[index + 1]!) / 2);
    if (bin.length)
      surface.rect(left, top, Math.max(1, right - left), plot.bottom - top, fill, index === pointed ? 1 : 0.85);
  });
  if (edges[0]! < 0 && edges.at(-1)! > 0) {
    const zero = plot.x(0);
    surface.polyline([zero, plot.top, zero, plot.bottom], {
      color: colors.foreground,
      width: 1,
      dash: [3, 4],
      alpha: 0.7,
    });
  }
  return plot;
}
