// The few icons of the page, drawn on a grid of 16, in the colour of the text around them.

import { svg } from "./dom";

const paths = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  stop: "M3.5 3.5h9v9h-9z",
  again: "M13 3v4H9M12.6 7A5 5 0 1 0 13 9.5",
  file: "M4 1.5h5L12.5 5v9.5H4zM9 1.5V5h3.5",
  compare: "M3 13V6M6.5 13V3M10 13V8M13.5 13V5",
  table: "M2 3h12v10H2zM2 6.5h12M2 9.8h12M6.5 3v10",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  save: "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
  check: "M2.5 8.5 6.3 12.3 13.5 4",
  cross: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  dash: "M3 8h10",
  warning: "M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4",
  plus: "M8 3v10M3 8h10",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6 3.5l-3 3 3 3",
  redo: "M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10M10 3.5l3 3-3 3",
  grip: "M6 3.5v.1M10 3.5v.1M6 8v.1M10 8v.1M6 12.5v.1M10 12.5v.1",
  forward: "M9 3l4.5 5L9 13M13.5 8h-11",
  transpose: "M3 3l10 10M3 7v6h6M7 3h6v6",
  flipAcross: "M8 2v12M5.5 5v6L2 11zM10.5 5v6L14 11z",
  flipDown: "M2 8h12M5 5.5h6L11 2zM5 10.5h6L11 14z",
  rotate: "M12.6 7A5 5 0 1 0 13 10M13 3.5v4H9",
  back: "M7 3 2.5 8 7 13M2.5 8h11",
  info: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.2v4M8 4.8v.4",
} as const;

export type IconName = keyof typeof paths;

const filled = new Set<IconName>(["play", "pause", "stop"]);

export function icon(name: IconName): SVGSVGElement {
  const solid = filled.has(name);
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", {
      d: paths[name],
      fill: solid ? "currentColor" : "none",
      stroke: solid ? "none" : "currentColor",
      "stroke-width": 1.3,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}
