// A chart whose values are read by pointer and by arrow keys: a canvas, what is pointed at, and the text for it.

import { canvasSurface, fitCanvas, type Surface } from "../../charts/surface";
import { onThemeChange, type Theme, theme } from "../../charts/theme";
import { h } from "../../dom";

export interface Reading {
  column: number;
  row: number;
}

export interface ChartParts {
  label: string;
  testid: string;
  draw(surface: Surface, width: number, height: number, colors: Theme, at?: Reading): void;
  /** What is under a point of the chart. */
  find(x: number, y: number): Reading | undefined;
  /** How many columns and rows the arrow keys go through. */
  extent(): { columns: number; rows: number };
  describe(at: Reading): string;
  /** Where the text stands, in pixels from the left, when the keyboard points; columns of one width without it. */
  place?(at: Reading): number;
  /** Where the arrow keys begin; in the middle without it. */
  begin?(): Reading | undefined;
  /** What a click or Enter does with what is pointed at. */
  take?(at: Reading): void;
  /** Told of what the arrow keys have come to. */
  moved?(at: Reading): void;
}

export interface Chart {
  element: HTMLElement;
  draw(): void;
}

export function chart(parts: ChartParts): Chart {
  const { label, testid, draw, find, extent, describe, place, begin, take, moved } = parts;
  const canvas = h("canvas", { attrs: { "aria-hidden": "true" } });
  const tip = h("div", { class: "tip", attrs: { hidden: true, role: "status" } });
  let at: Reading | undefined;
  const paint = (): void => {
    const fitted = fitCanvas(canvas, element);
    if (!fitted) return;
    draw(canvasSurface(fitted.context, theme()), fitted.width, fitted.height, theme(), at);
  };
  const show = (next: Reading | undefined, x?: number): void => {
    at = next;
    tip.hidden = !at;
    if (at) {
      tip.textContent = describe(at);
      const from = x ?? place?.(at) ?? (at.column / Math.max(1, extent().columns - 1)) * element.clientWidth;
      const leftwards = from > element.clientWidth / 2;
      tip.style.left = leftwards ? "" : `${from + 12}px`;
      tip.style.right = leftwards ? `${element.clientWidth - from + 12}px` : "";
      tip.style.top = "6px";
    }
    paint();
  };
  const element = h(
    "div",
    {
      class: "scatter lab-chart",
      testid,
      attrs: { role: "application", "aria-label": label, tabindex: 0 },
      on: {
        pointermove: (event) => show(find(event.offsetX, event.offsetY), event.offsetX),
        pointerleave: () => show(undefined),
        click: (event) => {
          const under = find(event.offsetX, event.offsetY);
          if (under) take?.(under);
        },
        blur: () => show(undefined),
        keydown: (event) => {
          const moves: Record<string, [number, number]> = {
            ArrowLeft: [-1, 0],
            ArrowRight: [1, 0],
            ArrowUp: [0, -1],
            ArrowDown: [0, 1],
            Home: [Number.NEGATIVE_INFINITY, 0],
            End: [Number.POSITIVE_INFINITY, 0],
          };
          const { columns, rows } = extent();
          if (event.key === "Escape") show(undefined);
          else if (take && (event.key === "Enter" || event.key === " ")) {
            if (at) take(at);
          } else {
            const move = moves[event.key];
            if (!move || !columns) return;
            const from = at ?? begin?.() ?? { column: Math.floor(columns / 2), row: Math.floor(rows / 2) };
            const step = event.shiftKey ? 8 : 1;
            const to = {
              column: Math.max(0, Math.min(columns - 1, from.column + move[0] * step)),
              row: Math.max(0, Math.min(rows - 1, from.row + move[1] * step)),
            };
            show(to);
            moved?.(to);
          }
          event.preventDefault();
        },
      },
    },
    canvas,
    tip,
  );
  new ResizeObserver(paint).observe(element);
  onThemeChange(paint);
  return { element, draw: paint };
}
