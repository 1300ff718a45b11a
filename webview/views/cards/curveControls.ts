// The controls above the loss curves: logarithmic scale, smoothing, the whole range again, other runs to lay over.

import { h, setText } from "../../dom";
import type { Page } from "../../page";
import { t } from "../../strings";
import { button, checkbox } from "../../ui";

/** `hasLog`: whether a logarithmic scale can show the curves. */
export function curveControls(page: Page, overlay?: { add: () => void }, hasLog = true): HTMLElement {
  const { log, smoothing } = page.choices.values;
  const value = h("output", { class: "slider-value" }, smoothing.toFixed(2));
  const slider = h("input", {
    class: "slider",
    testid: "smoothing",
    attrs: { type: "range", min: 0, max: 0.99, step: 0.01, value: smoothing, "aria-label": t("curves.smoothing") },
    on: {
      input: () => {
        setText(value, Number(slider.value).toFixed(2));
        page.choices.set({ smoothing: Number(slider.value) });
      },
    },
  });
  const reset = button({
    label: t("curves.reset"),
    icon: "again",
    testid: "zoom-reset",
    press: () => page.choices.set({ zoom: undefined }),
  });
  reset.hidden = !page.choices.values.zoom;
  page.choices.onChange((changed) => {
    if ("zoom" in changed) reset.hidden = !changed.zoom;
  });
  return h(
    "div",
    { class: "control-row" },
    hasLog && checkbox(t("curves.log"), log, (checked) => page.choices.set({ log: checked }), "log-scale"),
    h("label", { class: "slider-label" }, t("curves.smoothing"), slider, value),
    reset,
    overlay && button({ label: t("curves.overlay"), testid: "overlay-add", press: overlay.add }),
  );
}
