// The line under the picture: where the cursor is, the values there before and after, and the colour they make.

import { type Channels, type Elements, hasAlpha } from "../../../engine";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";

const names: Record<Channels, string[]> = {
  1: ["readout.grey"],
  2: ["readout.grey", "readout.alpha"],
  3: ["readout.red", "readout.green", "readout.blue"],
  4: ["readout.red", "readout.green", "readout.blue", "readout.alpha"],
};

/** Short names of the channels, as they stand before values. */
export function channelNames(channels: Channels): string[] {
  return names[channels].map((key) => t(key as "readout.grey"));
}

export const whites: Record<Elements, number> = { u8: 255, u16: 65535, f32: 1 };

export function formatValue(value: number, elements: Elements): string {
  return elements === "f32" ? formatNumber(value) : formatCount(value);
}

/** "#c0ffee" of the colours, alpha left out. */
export function hexOf(values: number[], channels: Channels, elements: Elements): string {
  const colours = channels >= 3 ? values.slice(0, 3) : [values[0]!, values[0]!, values[0]!];
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round((value * 255) / whites[elements])));
  return `#${colours.map((value) => byte(value).toString(16).padStart(2, "0")).join("")}`;
}

export interface Reading {
  x: number;
  y: number;
  before: number[];
  after: number[];
  /** Values are means of this many pixels a side. */
  step: number;
}

export interface Readout {
  element: HTMLElement;
  /** `said`: the cursor was moved by keyboard, so that its values are read out. */
  show(reading: Reading | undefined, said?: boolean): void;
}

export function readout(channels: Channels, elements: Elements): Readout {
  const element = h("div", { class: "lab-readout", testid: "readout" });
  const announce = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  const line = h("div", { class: "readout-line" });
  element.append(line, announce);
  const labels = channelNames(channels);
  const show = (reading: Reading | undefined, said = false): void => {
    if (!reading) {
      fill(line, h("span", { class: "muted" }, t("readout.help")));
      return;
    }
    const { x, y, before, after, step } = reading;
    const changed = before.some((value, channel) => value !== after[channel]);
    const hexes = [hexOf(before, channels, elements), hexOf(after, channels, elements)];
    const swatch = (hex: string): HTMLElement => {
      const chip = h("span", { class: "readout-swatch" });
      chip.style.background = hex;
      return chip;
    };
    fill(
      line,
      h("span", { class: "readout-place" }, `x ${formatCount(x)}  y ${formatCount(y)}`),
      labels.map((label, channel) =>
        h(
          "span",
          { class: "readout-value" },
          h("span", { class: "muted" }, label),
          " ",
          formatValue(before[channel]!, elements),
          before[channel] === after[channel] ? null : [" → ", h("strong", {}, formatValue(after[channel]!, elements))],
        ),
      ),
      h("span", { class: "readout-hex" }, swatch(hexes[0]!), hexes[0]!),
      changed ? h("span", { class: "readout-hex" }, "→ ", swatch(hexes[1]!), hexes[1]!) : null,
      step > 1 ? h("span", { class: "muted" }, t("readout.mean", step)) : null,
    );
    if (said) setText(announce, line.textContent ?? "");
  };
  show(undefined);
  return { element, show };
}

/** How the samples of a picture are named: "RGBA, 16 bits". */
export function kindOf(channels: Channels, elements: Elements): string {
  const colours = t(channels >= 3 ? "picture.rgb" : "picture.grey");
  return [
    hasAlpha(channels) ? t("picture.withAlpha", colours) : colours,
    t(elements === "f32" ? "picture.float" : elements === "u16" ? "picture.16" : "picture.8"),
  ].join(", ");
}
