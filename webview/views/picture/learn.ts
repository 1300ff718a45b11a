// From hand-made to learned: the best linear kernel for a folder and a degradation, held against hand-made ones on pictures it has not seen.

import { type Degradation, type FitResult, InputError, matrixOf, type Step } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { fileName, formatCount, formatDuration, formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { button, checkbox } from "../../ui";
import { numberSlider } from "./controls";
import { stepName } from "./kernel-groups";
import { matrixCanvas } from "./matrix-picture";
import type { Session } from "./session";

type Kind = keyof Degradation;

const kinds: Record<Kind, { least: number; most: number; step: number; value: number }> = {
  noise: { least: 1, most: 100, step: 1, value: 25 },
  blur: { least: 0.3, most: 5, step: 0.1, value: 1.5 },
  jpeg: { least: 1, most: 95, step: 1, value: 20 },
  saltAndPepper: { least: 0.01, most: 0.5, step: 0.01, value: 0.05 },
};

export function learnCard(session: Session): HTMLElement {
  const { page, state } = session;
  const values = { noise: 25, blur: 1.5, jpeg: 20, saltAndPepper: 0.05 };
  const on: Record<Kind, boolean> = { noise: true, blur: false, jpeg: false, saltAndPepper: false };
  let folder: string | undefined;
  let size = 7;
  let running = false;
  const folderText = h("span", { class: "muted", testid: "learn-folder" }, t("learn.noFolder"));
  const said = h("p", { class: "learn-said", testid: "learn-said", attrs: { role: "status" } });
  const bar = h("progress", {
    class: "learn-progress",
    attrs: { max: 1, "aria-label": t("learn.progress"), hidden: true },
  });
  const result = h("div", { class: "learn-result", testid: "learn-result" });
  const choose = button({
    label: t("learn.choose"),
    icon: "file",
    testid: "learn-choose",
    press: () =>
      page.attempt(async () => {
        folder = (await page.host.call("chooseFolder", { path: state.path })) ?? folder;
        setText(folderText, folder ? fileName(folder) : t("learn.noFolder"));
        if (folder) folderText.title = folder;
        update();
      }),
  });
  const rows = (Object.keys(kinds) as Kind[]).map((kind) => {
    const slider = numberSlider({
      ...kinds[kind],
      label: t(`learn.${kind}`),
      testid: `learn-${kind}`,
      unit: t(`learn.${kind}Unit`),
      change: (value) => {
        values[kind] = value;
      },
    });
    slider.element.hidden = !on[kind];
    return h(
      "div",
      { class: "learn-kind" },
      checkbox(
        t(`learn.${kind}`),
        on[kind],
        (checked) => {
          on[kind] = checked;
          slider.element.hidden = !checked;
          update();
        },
        `learn-${kind}-on`,
      ),
      slider.element,
    );
  });
  const sizeRow = numberSlider({
    label: t("learn.size"),
    testid: "learn-size",
    least: 3,
    most: 15,
    step: 2,
    value: size,
    unit: t("learn.sizeUnit"),
    change: (value) => {
      size = 2 * Math.floor(value / 2) + 1;
    },
  });
  const fit = button({
    label: t("learn.fit"),
    icon: "play",
    appearance: "primary",
    testid: "learn-fit",
    press: () => page.attempt(learn),
  });
  const stop = button({
    label: t("action.stop"),
    icon: "stop",
    testid: "learn-stop",
    press: () => page.attempt(() => page.host.call("stopFit", { folder: folder! })),
  });
  const update = (): void => {
    const ready = folder !== undefined && Object.values(on).some(Boolean);
    fit.toggleAttribute("disabled", !ready || running);
    stop.hidden = bar.hidden = !running;
  };
  const learn = async (): Promise<void> => {
    if (!folder || running) return;
    running = true;
    bar.removeAttribute("value");
    setText(said, t("learn.running"));
    fill(result);
    update();
    const degradation: Degradation = Object.fromEntries(
      (Object.keys(kinds) as Kind[]).filter((kind) => on[kind]).map((kind) => [kind, values[kind]]),
    );
    const heard = page.host.on("progress", ({ path, fraction }) => {
      if (path !== folder) return;
      bar.value = fraction;
      setText(said, t("learn.at", formatPercent(fraction)));
    });
    try {
      const learned = await page.host.call("fitKernel", { folder, degradation, size });
      setText(said, learned.sentence);
      fill(
        result,
        resultTable(learned, (step) => session.addStep(step)),
      );
    } catch (error) {
      setText(said, error instanceof Error ? error.message : String(error));
      said.classList.add("is-fault");
      return;
    } finally {
      heard();
      running = false;
      update();
    }
    said.classList.remove("is-fault");
  };
  update();
  return card(page, {
    id: "learn",
    title: t("learn.title"),
    hint: t("learn.hint"),
    body: [
      h("div", { class: "learn-row" }, choose, folderText),
      h("fieldset", { class: "learn-kinds" }, h("legend", {}, t("learn.degradation")), rows),
      sizeRow.element,
      h("div", { class: "learn-row" }, fit, stop),
      bar,
      said,
      result,
    ],
  }).element;
}

function resultTable(learned: FitResult, use: (step: Step) => void): HTMLElement {
  const best = Math.max(...learned.rows.map(({ psnr }) => psnr));
  return h(
    "div",
    {},
    h(
      "p",
      { class: "muted" },
      t("learn.on", formatCount(learned.fitted), formatCount(learned.heldOut), formatDuration(learned.seconds)),
    ),
    h(
      "div",
      { class: "table-scroll" },
      h(
        "table",
        { class: "plain", testid: "learn-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ["", t("learn.kernel"), "PSNR (dB)", "SSIM", "MSE", ""].map((label, index) =>
              h("th", { class: index > 1 && index < 5 ? "number" : "", attrs: { scope: "col" } }, label),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          learned.rows.map(({ name, kernel, psnr, ssim, mse }) =>
            h(
              "tr",
              {},
              h("td", {}, kernelPicture(kernel)),
              h("th", { attrs: { scope: "row" } }, name),
              h("td", { class: psnr === best ? "number best" : "number" }, formatNumber(psnr)),
              h("td", { class: "number" }, formatNumber(ssim)),
              h("td", { class: "number" }, formatNumber(mse)),
              h(
                "td",
                {},
                kernel
                  ? button({
                      label: t("learn.use", name),
                      icon: "plus",
                      appearance: "icon",
                      testid: `learn-use-${name.replaceAll(/\W+/g, "-")}`,
                      press: () => use(structuredClone(kernel)),
                    })
                  : null,
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The matrix of a kernel, where it is one. */
function kernelPicture(step: Step | null): HTMLElement | null {
  if (!step) return null;
  try {
    const own = matrixOf(step);
    return own ? matrixCanvas(own.matrix) : h("span", { class: "muted" }, stepName(step));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
