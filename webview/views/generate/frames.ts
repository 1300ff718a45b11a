// Generated pictures in a grid, each with what is said of it, and beside it the real one that is nearest.

import type { ShownFrame } from "../../../engine";
import { toHex } from "../../charts/colors";
import type { Surface } from "../../charts/surface";
import { type Child, h } from "../../dom";
import { rgbaOf } from "../cards/shownPanels";

export interface MadePicture {
  frame: ShownFrame;
  /** Said to assistive technology, and as a tip. */
  name: string;
  /** Under the picture. */
  caption?: Child;
  /** A real picture to hold it against. */
  beside?: { frame: ShownFrame; name: string; open(): void };
}

export function pictureGrid(pictures: readonly MadePicture[], testid: string): HTMLElement {
  return h(
    "div",
    { class: pictures.some(({ beside }) => beside) ? "made made-pairs" : "made", testid },
    pictures.map(({ frame, name, caption, beside }) =>
      h(
        "figure",
        { class: "made-picture" },
        h(
          "div",
          { class: "made-frames" },
          frameCanvas(frame, name),
          beside &&
            h(
              "button",
              {
                class: "made-real",
                attrs: { type: "button", title: beside.name, "aria-label": beside.name },
                on: { click: beside.open },
              },
              frameCanvas(beside.frame, beside.name),
            ),
        ),
        caption ? h("figcaption", {}, caption) : null,
      ),
    ),
  );
}

export function frameCanvas(frame: ShownFrame, name: string): HTMLCanvasElement {
  const { width, height } = frame;
  const canvas = h("canvas", { attrs: { width, height, role: "img", "aria-label": name, title: name } });
  canvas.getContext("2d")!.putImageData(new ImageData(rgbaOf(frame).slice(), width, height), 0, 0);
  canvas.style.aspectRatio = `${width} / ${height}`;
  return canvas;
}

/** The pictures on paper, in rows; pixels of a row that have one colour are drawn as one. */
export function drawFrames(surface: Surface, width: number, height: number, frames: readonly ShownFrame[]): void {
  const across = Math.max(1, Math.ceil(Math.sqrt((frames.length * width) / height)));
  const room = Math.min(width / across, height / Math.ceil(frames.length / across));
  frames.forEach((frame, index) => {
    const pixel = (room - 4) / Math.max(frame.width, frame.height);
    const [left, top] = [(index % across) * room, Math.floor(index / across) * room];
    const rgba = rgbaOf(frame);
    const colour = (at: number): string => toHex([rgba[4 * at]!, rgba[4 * at + 1]!, rgba[4 * at + 2]!]);
    for (let y = 0; y < frame.height; y++) {
      for (let from = 0; from < frame.width; ) {
        const own = colour(y * frame.width + from);
        let to = from + 1;
        while (to < frame.width && colour(y * frame.width + to) === own) to++;
        // A little wider than they are, so that no seams show.
        surface.rect(left + from * pixel, top + y * pixel, (to - from) * pixel + 0.3, pixel + 0.3, own);
        from = to;
      }
    }
  });
}
