// All kernels at once as small pictures of what is in sight, and the filters of trained networks; a click adds the step.

import { filterAsStep, InputError, type NetworkKernels, type Step } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { kernelOrder, stepFor } from "./kernel-groups";
import { matrixCanvas } from "./matrix-picture";
import type { Thumb, Thumbs } from "./thumbs";

/** Milliseconds without a change after which the small pictures are drawn again. */
const calm = 300;
/** Filters of one layer that are drawn; more than that are no picture of a bank any more. */
const mostFilters = 64;

export interface Bank {
  element: HTMLElement;
  /** The bank is seen from now on, or not any more. */
  shown(visible: boolean): void;
}

export function bankCards(thumbs: Thumbs): Bank {
  const { session } = thumbs.host;
  const { page } = session;
  const hint = h("p", { class: "muted" });
  const named = kernelOrder().map((name) => tile(name, stepFor(name), session.addStep.bind(session)));
  const networks = h("div", { class: "bank-networks" });
  let layers: Tile[] = [];
  let visible = false;
  let timer = 0;
  const draw = (): void => {
    clearTimeout(timer);
    if (!visible) return;
    timer = window.setTimeout(
      () =>
        page.attempt(async () => {
          const drawn = thumbs.draw([...named, ...layers].map(({ thumb }) => thumb));
          hint.textContent = [
            t("bank.hint"),
            thumbs.level ? t("bank.reduced", formatCount(2 ** thumbs.level)) : "",
          ].join(" ");
          await drawn;
        }),
      calm,
    );
  };
  const open = button({
    label: t("bank.open"),
    icon: "file",
    testid: "network-choose",
    press: () =>
      page.attempt(async () => {
        const chosen = await page.host.call("chooseNetwork");
        if (!chosen) return;
        layers = [];
        fill(
          networks,
          chosen.map((layer) => layerRoom(layer, layers, session.addStep.bind(session))),
        );
        draw();
      }),
  });
  for (const topic of ["calm", "selected", "look"] as const) session.on(topic, draw);
  const element = h(
    "div",
    { class: "cards" },
    card(page, {
      id: "bank",
      title: t("bank.title"),
      body: [
        hint,
        h(
          "div",
          { class: "bank", testid: "bank" },
          named.map((one) => one.element),
        ),
      ],
    }).element,
    card(page, {
      id: "network",
      title: t("bank.networks"),
      controls: open,
      body: [h("p", { class: "muted" }, t("bank.networksHint")), networks],
    }).element,
  );
  return {
    element,
    shown(now) {
      visible = now;
      draw();
    },
  };
}

interface Tile {
  element: HTMLElement;
  thumb: Thumb;
}

function tile(name: string, step: Step, add: (step: Step) => void, drawn?: HTMLElement, used: Step = step): Tile {
  const canvas = h("canvas", { attrs: { "aria-hidden": "true" } });
  const why = h("span", { class: "bank-why", attrs: { hidden: true } });
  const element = h(
    "button",
    {
      class: "bank-tile",
      testid: `bank-${name}`,
      attrs: { type: "button", "aria-label": t("bank.add", name), title: t("bank.add", name) },
      on: { click: () => add(structuredClone(used)) },
    },
    h("span", { class: "bank-picture" }, canvas, why),
    h("span", { class: "bank-name" }, drawn, name),
  );
  return {
    element,
    thumb: {
      step,
      canvas,
      told(fault) {
        why.hidden = canvas.hidden = false;
        canvas.hidden = fault !== undefined;
        why.hidden = fault === undefined;
        why.textContent = fault ?? "";
      },
    },
  };
}

/** A layer's filters as small pictures of their coefficients, each applied to what is in sight. */
function layerRoom(layer: NetworkKernels, tiles: Tile[], add: (step: Step) => void): HTMLElement {
  const shown = layer.filters.slice(0, mostFilters);
  const own: HTMLElement[] = [];
  for (const index of shown.keys()) {
    let step: Step;
    try {
      step = filterAsStep(layer, index);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return h("section", { class: "bank-layer" }, layerTitle(layer), h("p", { class: "step-fault" }, error.message));
    }
    const made = tile(`#${index + 1}`, onGrey(step), add, matrixCanvas(step.matrix!), step);
    tiles.push(made);
    own.push(made.element);
  }
  return h(
    "section",
    { class: "bank-layer" },
    layerTitle(layer),
    h("div", { class: "bank" }, own),
    layer.filters.length > shown.length
      ? h("p", { class: "muted" }, t("facts.more", formatCount(layer.filters.length - shown.length)))
      : null,
  );
}

function layerTitle({ name, layout }: NetworkKernels): HTMLElement {
  return h("h3", {}, name, " ", h("span", { class: "muted" }, layout));
}

/** A filter with results of both signs around grey, and none beyond black and white. */
function onGrey(step: Step): Step {
  const size = step.matrix!.flat().reduce((total, value) => total + Math.abs(value), 0);
  return { ...step, divisor: size || 1, offset: 128 };
}
