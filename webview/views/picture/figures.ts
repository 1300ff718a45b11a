// The strip of figures: how far the result is from the original or from a chosen picture, waited for without holding anything up.

import type { PictureComparison, PictureFigures } from "../../../engine";
import { fill, h, setText } from "../../dom";
import { fileName, formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import type { Session } from "./session";

/** Milliseconds without a change after which the figures are asked for. */
const calm = 500;

/** Asks for the figures of the chain whenever it has come to rest; `told` gets them, undefined while they are computed. */
export function followFigures(session: Session, told: (figures: PictureFigures | undefined) => void): void {
  let timer = 0;
  let turn = 0;
  const ask = async (): Promise<void> => {
    const own = turn;
    const { state, computed, reference } = session;
    try {
      const figures = await session.page.host.call("pictureFigures", {
        path: state.path,
        pipeline: computed,
        ...(reference ? { reference } : {}),
      });
      if (own === turn) told(figures);
    } catch (error) {
      // A newer chain has ended this call: its own answer comes.
      if (own === turn) throw error;
    }
  };
  const soon = (): void => {
    turn++;
    told(undefined);
    clearTimeout(timer);
    timer = window.setTimeout(() => session.page.attempt(ask), calm);
  };
  session.on("program", soon);
  session.on("figures", soon);
  soon();
}

export function figuresStrip(session: Session): {
  element: HTMLElement;
  show(figures: PictureFigures | undefined): void;
} {
  const list = h("dl", { class: "figures-list", testid: "figures" });
  const against = h("span", { class: "muted", testid: "reference" });
  const back = button({
    label: t("figures.original"),
    icon: "cross",
    appearance: "icon",
    testid: "reference-clear",
    press: () => session.setReference(undefined),
  });
  const choose = button({
    label: t("figures.choose"),
    testid: "reference-choose",
    press: () =>
      session.page.attempt(async () => {
        const path = await session.page.host.call("chooseReference", { path: session.state.path });
        if (path) session.setReference(path);
      }),
  });
  const element = h(
    "section",
    { class: "figures-strip", attrs: { "aria-label": t("figures.title") } },
    list,
    h("div", { class: "figures-against" }, against, back, choose),
  );
  return {
    element,
    show(figures) {
      element.setAttribute("aria-busy", String(!figures));
      const { reference } = session;
      setText(against, reference ? t("figures.against", fileName(reference)) : t("figures.againstOriginal"));
      back.hidden = !reference;
      const comparison = figures?.comparison;
      const rows: [string, string, string][] = [
        ["MSE", comparison ? formatNumber(comparison.mse) : "–", t("figures.mse")],
        ["PSNR", comparison ? `${formatNumber(psnrOf(comparison))} dB` : "–", t("figures.psnr")],
        [
          "SSIM (Wang 2004)",
          comparison ? formatNumber(comparison.ssim.wang2004 ?? Number.NaN) : "–",
          t("figures.wang"),
        ],
        ["SSIM (7 × 7)", comparison ? formatNumber(comparison.ssim.uniform7 ?? Number.NaN) : "–", t("figures.uniform")],
        [t("figures.changed"), figures ? formatPercent(figures.changed) : "–", t("figures.changedHint")],
        [t("figures.largest"), figures ? formatNumber(figures.largest) : "–", t("figures.largestHint")],
      ];
      fill(
        list,
        rows.map(([label, value, title]) =>
          h("div", { class: "figure", attrs: { title } }, h("dt", {}, label), h("dd", {}, figures ? value : "…")),
        ),
        figures && !comparison ? h("p", { class: "muted" }, t("figures.sizes")) : null,
      );
    },
  };
}

/** VS Code's messages carry neither infinity nor NaN: both arrive as null, as the SSIM of a tiny picture does. */
const psnrOf = ({ mse, psnr }: PictureComparison): number => (mse === 0 ? Number.POSITIVE_INFINITY : psnr);
