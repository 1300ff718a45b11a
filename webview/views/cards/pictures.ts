// The card with a few pictures as the network sees and gives them, epoch by epoch.

import type { ShownPicture } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run, ShownPictures } from "../../runs";
import { splitLabel, t } from "../../strings";
import { checkbox } from "../../ui";
import { numberSlider } from "../picture/controls";
import { type Frames, frames } from "./frames";
import { noPredictions, placeholder, type RunCard, sampledCard } from "./parts";
import { shownMember } from "./shown";
import { isMask, type PanelLook, panelsOf, unitOf } from "./shownPanels";

/** Of the mask: what the article's montage takes. */
export const startingLook: PanelLook = { signed: false, threshold: 0.1 };

/** `choose` is told of the picture that is to be looked at closely. */
export function picturesCard(page: Page, choose: (row: number) => void): RunCard {
  let run: Run | undefined;
  let look = startingLook;
  let chosen: number | undefined;
  let event: ShownPictures | undefined;
  let groups: Frames[] = [];
  const all = (): readonly ShownPictures[] => run?.pictures(shownMember(page, run)) ?? [];
  const said = h("output", { class: "slider-value", testid: "pictures-epoch" });
  const slider = h("input", {
    class: "slider wide",
    testid: "pictures-slider",
    attrs: { type: "range", min: 0, max: 0, step: 1, "aria-label": t("pictures.epoch") },
    on: {
      input: () => {
        const last = all().length - 1;
        const at = Number(slider.value);
        // At its end the pictures go on with the training.
        chosen = at === last ? undefined : at;
        draw();
      },
    },
  });
  const controls = lookControls("pictures", look, (next) => {
    look = next;
    draw();
  });
  const room = h("div", { class: "picture-rows", testid: "pictures" });
  const frame = card(page, {
    id: "pictures",
    title: t("pictures.title"),
    controls: h(
      "div",
      { class: "control-row" },
      h("label", { class: "slider-label map-slider" }, t("pictures.epoch"), slider, said),
      controls,
    ),
    body: room,
    table: () => ({
      columns: [
        { label: t("pictures.name") },
        { label: t("pictures.before", unitOf(run)), numeric: true },
        { label: t("pictures.after", unitOf(run)), numeric: true },
        ...(event?.pictures.some(({ ssim }) => ssim)
          ? [
              { label: t("pictures.before", t("metric.ssim")), numeric: true },
              { label: t("pictures.after", t("metric.ssim")), numeric: true },
            ]
          : []),
      ],
      rows: event?.pictures.length ?? 0,
      cell: (row, column) => {
        const { name, before, after, ssim } = event!.pictures[row]!;
        return [name, before, after, ...(ssim ?? [])][column] ?? undefined;
      },
    }),
  });
  const draw = (): void => {
    const events = all();
    const at = Math.min(chosen ?? events.length - 1, events.length - 1);
    event = events[at];
    frame.setEmpty(!event);
    if (!event) {
      fill(room, placeholder(noPredictions(run)));
      return;
    }
    slider.max = String(events.length - 1);
    slider.value = String(at);
    setText(said, formatCount(event.epoch));
    frame.setHint(splitLabel(event.split));
    controls.hidden = isMask(run);
    if (groups.length !== event.pictures.length) groups = event.pictures.map(({ name }) => frames(name, "picture"));
    fill(
      room,
      event.pictures.map((picture, index) => {
        groups[index]!.show(panelsOf(run, picture, look));
        return pictureRow(picture, gainText(picture, unitOf(run)), groups[index]!, () => choose(picture.row));
      }),
    );
    frame.changed();
  };
  return sampledCard(page, frame.element, (next) => {
    run = next;
    draw();
  });
}

/** Threshold of the mask, and whether differences have a sign. */
export function lookControls(testid: string, look: PanelLook, change: (look: PanelLook) => void): HTMLElement {
  let now = look;
  const set = (next: Partial<PanelLook>): void => {
    now = { ...now, ...next };
    change(now);
  };
  const threshold = numberSlider({
    label: t("pictures.threshold"),
    testid: `${testid}-threshold`,
    least: 0,
    most: 1,
    step: 0.01,
    value: look.threshold,
    change: (value) => set({ threshold: value }),
  });
  const signed = checkbox(t("pictures.signed"), look.signed, (on) => set({ signed: on }), `${testid}-signed`);
  return h("div", { class: "control-row" }, threshold.element, signed);
}

/** `20.0 → 28.6 dB · SSIM 0.41 → 0.85`; nothing where there is no truth. */
export function gainText({ before, after, ssim }: ShownPicture, unit: string): string {
  if (before === undefined || after === undefined) return "";
  const figure = (value: number | null) => (value === null ? "∞" : formatNumber(value, 4));
  const gain = t("pictures.gain", figure(before), figure(after), unit);
  return ssim ? `${gain} · ${t("pictures.ssim", formatSsim(ssim[0]), formatSsim(ssim[1]))}` : gain;
}

/** At most 1, and told apart by its third digit. */
export const formatSsim = (ssim: number): string => ssim.toFixed(3);

function pictureRow({ name }: ShownPicture, gain: string, group: Frames, choose: () => void): HTMLElement {
  return h(
    "section",
    { class: "picture-row" },
    h(
      "div",
      { class: "picture-row-head" },
      h("button", { class: "link", attrs: { type: "button", title: t("pictures.closer") }, on: { click: choose } }, [
        name,
      ]),
      h("span", { class: "muted" }, gain),
      group.zoomControls,
    ),
    group.element,
  );
}
