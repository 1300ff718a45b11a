// The legends of the cards of runs that generate: what is real and what generated, and what the colours of D mean.

import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { type Child, h } from "../../dom";
import { t } from "../../strings";
import { generatedSeries, realSeries } from "./adversarial";

export type Sign = "square" | "dot" | "line" | "dashes" | "bar";

/** A sign in a colour of the theme's series (the text's own without one), and what it stands for. */
export function key(sign: Sign, series: number | undefined, text: string): HTMLElement {
  const patch = h("span", { class: `key key-${sign}`, attrs: { "aria-hidden": "true" } });
  patch.style.setProperty("--swatch", series === undefined ? "currentcolor" : `var(--series-${series})`);
  return h("span", { class: "class-name" }, patch, h("span", {}, text));
}

export const legendRow = (...children: Child[]): HTMLElement => h("div", { class: "map-legend" }, children);

export const cloudLegend = (): HTMLElement =>
  legendRow(key("square", realSeries, t("made.real")), key("dot", generatedSeries, t("made.generated")));

/** The colours from one end to the other, with what the ends are. */
export const rampKey = (low: string, high: string): HTMLElement =>
  h(
    "span",
    { class: "key-range" },
    h("span", {}, low),
    h("span", { class: "key-ramp", attrs: { "aria-hidden": "true" } }),
    h("span", {}, high),
  );

/** The same on paper, at the right of the title, which stands above the picture. */
export function drawCloudKey(surface: Surface, width: number, colors: Theme): void {
  const y = -14;
  // Letters of this size are about 7 pixels wide.
  const [real, generated] = [t("made.real"), t("made.generated")];
  const second = width - 16 - 7 * generated.length;
  const first = second - 24 - 7 * real.length;
  surface.rect(first - 12, y - 4, 8, 8, colors.series(realSeries));
  surface.text(first, y, real, { color: colors.foreground });
  surface.circle(second - 8, y, 4, colors.series(generatedSeries));
  surface.text(second, y, generated, { color: colors.foreground });
}
