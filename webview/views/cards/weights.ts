// The card with the weights of a layer as pictures: kernels, or what each unit looks at, blue below zero and orange above.

import type { WeightsEvent } from "../../../engine";
import { card } from "../../card";
import { mix, parseColor, type Rgb } from "../../charts/colors";
import { onThemeChange, theme } from "../../charts/theme";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { noPredictions, placeholder, type RunCard, sampledCard } from "./parts";
import { shownMember } from "./shown";

/** Colours from −1 to 1. */
const shades = 129;

export function weightsCard(page: Page): RunCard {
  let run: Run | undefined;
  let event: WeightsEvent | undefined;
  const room = h("div", { class: "weights", testid: "weights" });
  const frame = card(page, {
    id: "weights",
    title: t("weights.title"),
    body: room,
    table: () => ({
      columns: [
        { label: t("weights.number"), numeric: true },
        ...Array.from({ length: event?.images[0]?.length ?? 0 }, (_, at) => ({ label: String(at + 1), numeric: true })),
      ],
      rows: event?.images.length ?? 0,
      cell: (row, column) => (column === 0 ? row + 1 : event!.images[row]![column - 1]! * event!.largest),
    }),
  });
  const draw = (): void => {
    event = run?.weights(shownMember(page, run));
    // Networks without a layer that can be drawn say nothing of weights.
    frame.element.hidden = !event && run?.live !== true;
    frame.setEmpty(!event);
    if (!event) {
      fill(room, placeholder(noPredictions(run)));
      return;
    }
    const { layer, images, total, largest } = event;
    frame.setHint(t("weights.hint", layer, formatNumber(largest)));
    const palette = paletteOf();
    const more =
      total > images.length
        ? h("p", { class: "muted" }, t("weights.more", formatCount(images.length), formatCount(total)))
        : null;
    fill(
      room,
      h(
        "div",
        { class: "weights-grid" },
        images.map((image, index) => weightPicture(event!, image, index, palette)),
      ),
      more,
    );
    frame.changed();
  };
  onThemeChange(draw);
  return sampledCard(page, frame.element, (next) => {
    run = next;
    draw();
  });
}

function paletteOf(): Rgb[] {
  const { signed, background } = theme();
  const rgb = (color: string): Rgb => parseColor(color) ?? [128, 128, 128];
  const ground = rgb(background);
  return Array.from({ length: shades }, (_, shade) => {
    const value = (2 * shade) / (shades - 1) - 1;
    return mix(ground, rgb(signed(Math.sign(value))), Math.abs(value));
  });
}

/** Kernels that see colours are drawn in them, around grey. */
function weightPicture(
  { width, height, channels }: WeightsEvent,
  image: readonly number[],
  index: number,
  palette: readonly Rgb[],
): HTMLElement {
  const canvas = h("canvas", {
    attrs: {
      width,
      height,
      role: "img",
      "aria-label": t("weights.one", index + 1),
      title: t("weights.one", index + 1),
    },
  });
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const shade = palette[Math.round(((image[pixel]! + 1) / 2) * (shades - 1))]!;
    for (let part = 0; part < 3; part++) {
      pixels[4 * pixel + part] = channels === 3 ? 128 + 127 * image[3 * pixel + part]! : shade[part]!;
    }
    pixels[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d")!.putImageData(new ImageData(pixels, width, height), 0, 0);
  canvas.style.aspectRatio = `${width} / ${height}`;
  return canvas;
}
