// The toolbar of the picture: what is shown of before and after, and how a difference is shown.

import { fill, h } from "../../dom";
import { compareModes } from "../../state";
import { t } from "../../strings";
import { checkbox } from "../../ui";
import { segments } from "../cards/parts";
import { numberSlider } from "./controls";
import type { Session } from "./session";

/** Powers of two, so that every step of the slider doubles the gain. */
const mostGain = 6;

export function compareBar(session: Session, zoom: HTMLElement): HTMLElement {
  const modes = segments<(typeof compareModes)[number]>(t("compare.mode"), (mode) => session.set({ mode }), "mode");
  const options = h("div", { class: "compare-options" });
  const gainText = h("output", { class: "slider-value" });
  const gain = h("input", {
    class: "slider wide",
    testid: "gain",
    attrs: { type: "range", min: 0, max: mostGain, step: 1, "aria-label": t("compare.gain") },
    on: { input: () => session.set({ gain: 2 ** Number(gain.value) }) },
  });
  const gainRow = h("label", { class: "slider-label" }, t("compare.gain"), gain, gainText);
  const signed = checkbox(t("compare.signed"), session.look.signed, (on) => session.set({ signed: on }), "signed");
  const threshold = numberSlider({
    label: t("compare.threshold"),
    testid: "threshold",
    least: 0,
    most: 254,
    step: 1,
    value: session.look.threshold,
    unit: t("compare.of255"),
    change: (value) => session.set({ threshold: value }),
  });
  const stretch = checkbox(t("compare.stretch"), session.look.stretch, (on) => session.set({ stretch: on }), "stretch");
  let shown = "";
  const update = (): void => {
    const { mode, gain: power } = session.look;
    modes.show(
      compareModes.map((value) => ({ value, label: t(`compare.${value}`) })),
      mode,
    );
    gain.value = String(Math.log2(power));
    gain.setAttribute("aria-valuetext", `×${power}`);
    gainText.textContent = `×${power}`;
    if (mode === shown) return;
    shown = mode;
    fill(
      options,
      mode === "difference" ? [gainRow, signed] : null,
      mode === "mask" ? threshold.element : null,
      session.picture.elements === "f32" && mode !== "difference" && mode !== "mask" ? stretch : null,
    );
  };
  session.on("look", update);
  update();
  return h("div", { class: "compare-bar" }, modes.element, options, zoom);
}
