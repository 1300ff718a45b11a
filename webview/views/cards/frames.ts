// Pictures side by side that are zoomed and moved as one, whatever their sizes, with the values under the cursor.

import { fill, h, setText } from "../../dom";
import { formatPercent } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";

/** One of the pictures: its pixels as RGBA, and what is read of a pixel. */
export interface Panel {
  name: string;
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
  /** The values of a pixel as people read them. */
  values(x: number, y: number): string;
}

export interface Frames {
  element: HTMLElement;
  /** Buttons and figure of the zoom, for the controls of a card. */
  zoomControls: HTMLElement;
  show(panels: readonly Panel[]): void;
}

/** How much is in sight: the whole is 1; the middle, in shares of width and height. */
interface Sight {
  zoom: number;
  x: number;
  y: number;
}

const whole: Sight = { zoom: 1, x: 0.5, y: 0.5 };
const mostZoom = 32;
/** Of a turn of the wheel or a press of a key. */
const zoomStep = 1.5;

export function frames(label: string, testid: string): Frames {
  let sight = whole;
  let drawn: { panel: Panel; source: HTMLCanvasElement; canvas: HTMLCanvasElement }[] = [];
  let drag: { x: number; y: number; sight: Sight; width: number; height: number } | undefined;
  const room = h("div", { class: "frames" });
  const readout = h("output", { class: "frames-readout muted" });
  const zoomText = h("output", { class: "zoom-value", testid: `${testid}-zoom` });
  const element = h(
    "div",
    {
      class: "frames-room",
      testid,
      attrs: { tabindex: 0, role: "application", "aria-label": `${label}. ${t("frames.keys")}` },
      on: { keydown: (event) => key(event) },
    },
    room,
    readout,
  );

  const limit = ({ zoom, x, y }: Sight): Sight => {
    const within = Math.min(mostZoom, Math.max(1, zoom));
    const half = 0.5 / within;
    const inside = (value: number) => Math.min(1 - half, Math.max(half, value));
    return { zoom: within, x: inside(x), y: inside(y) };
  };
  const look = (next: Sight): void => {
    sight = limit(next);
    draw();
  };
  const corner = () => ({ x: sight.x - 0.5 / sight.zoom, y: sight.y - 0.5 / sight.zoom });
  const draw = (): void => {
    setText(zoomText, formatPercent(sight.zoom).replace(/\.0(?=\D)/, ""));
    const { x, y } = corner();
    for (const { panel, source, canvas } of drawn) {
      const size = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
      const height = Math.max(1, Math.round((size * panel.height) / panel.width));
      if (canvas.width !== size || canvas.height !== height) [canvas.width, canvas.height] = [size, height];
      const context = canvas.getContext("2d")!;
      const [across, down] = [panel.width / sight.zoom, panel.height / sight.zoom];
      // Enlarged pixels are shown as what they are; reduced ones are averaged.
      context.imageSmoothingEnabled = across > size;
      context.drawImage(source, x * panel.width, y * panel.height, across, down, 0, 0, canvas.width, canvas.height);
    }
  };
  const at = (event: MouseEvent, canvas: HTMLElement): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    const { x, y } = corner();
    return {
      x: x + (event.clientX - box.left) / box.width / sight.zoom,
      y: y + (event.clientY - box.top) / box.height / sight.zoom,
    };
  };
  const read = (x: number, y: number): void => {
    const parts = drawn.map(({ panel }) => {
      const [column, row] = [Math.floor(x * panel.width), Math.floor(y * panel.height)];
      if (column < 0 || row < 0 || column >= panel.width || row >= panel.height) return "";
      return `${panel.name} ${panel.values(column, row)}`;
    });
    const { width, height } = drawn.at(-1)!.panel;
    setText(readout, `x ${Math.floor(x * width)}, y ${Math.floor(y * height)} · ${parts.filter(Boolean).join(" · ")}`);
  };
  const wheel = (event: WheelEvent, canvas: HTMLElement): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const before = at(event, canvas);
    const zoom = Math.min(mostZoom, Math.max(1, sight.zoom * (event.deltaY < 0 ? zoomStep : 1 / zoomStep)));
    // What is under the cursor stays there.
    const share = sight.zoom / zoom;
    look({ zoom, x: before.x + (sight.x - before.x) * share, y: before.y + (sight.y - before.y) * share });
  };
  const key = (event: KeyboardEvent): void => {
    const by = 0.2 / sight.zoom;
    const moves: Record<string, Sight> = {
      "+": { ...sight, zoom: sight.zoom * zoomStep },
      "=": { ...sight, zoom: sight.zoom * zoomStep },
      "-": { ...sight, zoom: sight.zoom / zoomStep },
      "0": whole,
      ArrowLeft: { ...sight, x: sight.x - by },
      ArrowRight: { ...sight, x: sight.x + by },
      ArrowUp: { ...sight, y: sight.y - by },
      ArrowDown: { ...sight, y: sight.y + by },
    };
    const next = moves[event.key];
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    look(next);
  };
  const panelElement = (panel: Panel, source: HTMLCanvasElement, canvas: HTMLCanvasElement): HTMLElement => {
    canvas.addEventListener("wheel", (event) => wheel(event, canvas), { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      drag = { x: event.clientX, y: event.clientY, sight, width: canvas.clientWidth, height: canvas.clientHeight };
    });
    canvas.addEventListener("pointermove", (event) => {
      if (drag) {
        const { sight: from, width, height } = drag;
        const dx = (event.clientX - drag.x) / width / from.zoom;
        const dy = (event.clientY - drag.y) / height / from.zoom;
        look({ ...from, x: from.x - dx, y: from.y - dy });
        return;
      }
      const { x, y } = at(event, canvas);
      read(x, y);
    });
    for (const end of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(end, () => {
        drag = undefined;
      });
    }
    canvas.addEventListener("pointerleave", () => setText(readout, ""));
    canvas.style.aspectRatio = `${panel.width} / ${panel.height}`;
    drawn.push({ panel, source, canvas });
    return h("figure", { class: "frame" }, canvas, h("figcaption", { class: "muted" }, panel.name));
  };
  const zoomButton = (name: string, icon: "plus" | "dash", by: number, id: string): HTMLElement =>
    button({
      label: name,
      icon,
      appearance: "icon",
      testid: `${testid}-${id}`,
      press: () => look({ ...sight, zoom: sight.zoom * by }),
    });
  const zoomControls = h(
    "div",
    { class: "zoom-controls" },
    zoomButton(t("zoom.out"), "dash", 1 / zoomStep, "zoom-out"),
    zoomText,
    zoomButton(t("zoom.in"), "plus", zoomStep, "zoom-in"),
    button({ label: t("zoom.fit"), testid: `${testid}-zoom-fit`, press: () => look(whole) }),
  );
  new ResizeObserver(draw).observe(room);
  return {
    element,
    zoomControls,
    show(panels) {
      drawn = [];
      setText(readout, "");
      fill(
        room,
        panels.map((panel) => {
          const source = h("canvas", { attrs: { width: panel.width, height: panel.height } });
          const pixels = new Uint8ClampedArray(panel.rgba);
          source.getContext("2d")!.putImageData(new ImageData(pixels, panel.width, panel.height), 0, 0);
          return panelElement(panel, source, h("canvas", { attrs: { "aria-label": panel.name, role: "img" } }));
        }),
      );
      draw();
    },
  };
}
