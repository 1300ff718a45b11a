// The controls of a code: a slider for every latent number, a few at a time, the codes of InfoGAN, and the class.

import type { GeneratorCode, GeneratorDescription } from "../../../engine";
import { type Child, fill, h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button, dropdown } from "../../ui";
import { numberSlider } from "../picture/controls";
import { withNumber } from "./codes";

/** Latent numbers that have their sliders at once. */
const shownNumbers = 8;
/** Ends of the sliders of normal numbers; nearly all that training draws lie between. */
const mostNormal = 3;

export interface CodeControls {
  element: HTMLElement;
  show(code: GeneratorCode): void;
}

export const numberName = (of: GeneratorDescription, index: number): string =>
  index < of.latent ? t("explorer.number", index + 1) : t("explorer.continuous", index - of.latent + 1);

export function codeControls(of: GeneratorDescription, change: (code: GeneratorCode) => void): CodeControls {
  let code: GeneratorCode;
  let first = 0;
  let sliders: { index: number; show(value: number): void }[] = [];
  const numbers = h("div", { class: "code-numbers" });
  const range = h("span", { class: "muted" });
  const all = of.latent;
  const numberOf = (index: number): number =>
    index < all ? code.latent[index]! : (code.continuous?.[index - all] ?? 0);
  const slider = (index: number): HTMLElement => {
    const most = index >= all || of.prior === "uniform" ? 1 : mostNormal;
    const made = numberSlider({
      label: numberName(of, index),
      testid: `code-${index}`,
      least: -most,
      most,
      step: 0.01,
      value: Number(numberOf(index).toFixed(2)),
      change: (value) => {
        code = withNumber(code, index, value);
        change(code);
      },
    });
    sliders.push({ index, show: made.show });
    return made.element;
  };
  const page = (to: number): void => {
    first = Math.max(0, Math.min(all - 1, to));
    sliders = sliders.filter(({ index }) => index >= all);
    const end = Math.min(all, first + shownNumbers);
    fill(
      numbers,
      Array.from({ length: end - first }, (_, at) => slider(first + at)),
    );
    setText(range, t("explorer.numbers", formatCount(first + 1), formatCount(end), formatCount(all)));
    back.toggleAttribute("disabled", first === 0);
    on.toggleAttribute("disabled", end === all);
  };
  const back = button({
    label: t("explorer.back"),
    icon: "back",
    appearance: "icon",
    testid: "code-back",
    press: () => page(first - shownNumbers),
  });
  const on = button({
    label: t("explorer.on"),
    icon: "forward",
    appearance: "icon",
    testid: "code-on",
    press: () => {
      if (first + shownNumbers < all) page(first + shownNumbers);
    },
  });
  const chosen = (label: string, names: readonly string[], testid: string, key: "class" | "category"): Child => {
    const list = dropdown(
      label,
      (value) => {
        code = { ...code, [key]: Number(value) };
        change(code);
      },
      testid,
    );
    const show = (): void =>
      list.show(
        names.map((name, index) => ({ value: String(index), label: name })),
        String(code[key] ?? 0),
      );
    shown.push(show);
    return h("div", { class: "code-choice" }, h("span", { class: "muted" }, label), list);
  };
  const shown: (() => void)[] = [];
  const pager = h("div", { class: "control-row code-pager" }, back, range, on);
  pager.hidden = all <= shownNumbers;
  const choices = [
    of.classes ? chosen(t("explorer.class"), of.classes, "code-class", "class") : null,
    of.categories
      ? chosen(
          t("explorer.category"),
          Array.from({ length: of.categories }, (_, index) => formatCount(index + 1)),
          "code-category",
          "category",
        )
      : null,
  ];
  const continuous = h("div", { class: "code-numbers" });
  let isBuilt = false;
  return {
    element: h("div", { class: "code-controls" }, choices, continuous, pager, numbers),
    show(next) {
      code = next;
      if (!isBuilt) {
        isBuilt = true;
        fill(
          continuous,
          Array.from({ length: of.continuous ?? 0 }, (_, at) => slider(all + at)),
        );
        page(0);
      }
      for (const { index, show } of sliders) show(Number(numberOf(index).toFixed(2)));
      for (const show of shown) show();
    },
  };
}
