// A step of the chain: switch, name, its parameters as sliders, which channels it filters, and the offset of kernels that sum to 0.

import {
  type ChannelChoice,
  channelChoices,
  formatKernel,
  hasAlpha,
  type KernelEntry,
  kernelFacts,
  matrixOf,
  parseKernel,
  type Step,
} from "../../../engine";
import { h, setText } from "../../dom";
import { icon } from "../../icons";
import { type Key, t } from "../../strings";
import { button, checkbox, dropdown } from "../../ui";
import { segments } from "../cards/parts";
import { numberSlider } from "./controls";
import { stepName } from "./kernel-groups";
import type { Fault, Session } from "./session";

export interface StepView {
  element: HTMLElement;
  update(step: Step, fault: Fault | undefined): void;
}

export interface StepMoves {
  /** Moves the step from one place to another, by keyboard. */
  move(from: number, to: number): void;
  drag(from: number): void;
}

/** The named kernel of a step, undefined for a matrix and for a name that is none. */
export function readKernel({ kernel }: Step): { entry: KernelEntry; values: number[] } | undefined {
  if (kernel === undefined) return undefined;
  try {
    return parseKernel(kernel);
  } catch {
    // The chain's own error says what is wrong with it.
    return undefined;
  }
}

/** What makes a step's controls what they are, apart from their values. */
export function stepShape(step: Step): string {
  return `${readKernel(step)?.entry.name ?? (step.matrix ? "matrix" : step.kernel)}/${sumsToZero(step)}`;
}

/** Whether a flat area becomes 0, so that it matters what is added. */
function sumsToZero(step: Step): boolean {
  try {
    const own = matrixOf(step);
    return Boolean(own && kernelFacts(own.matrix, { divisor: own.divisor }).effectiveSum === 0);
  } catch {
    return false;
  }
}

export function stepView(session: Session, index: number, moves: StepMoves): StepView {
  const first = session.pipeline.steps[index]!;
  const chosen = session.selected === index;
  const { channels } = session.picture;
  const current = (): Step => session.pipeline.steps[index]!;
  const name = h("button", {
    class: "step-name",
    testid: `step-${index}-name`,
    attrs: { type: "button" },
    on: { click: () => session.select(index) },
  });
  const fault = h("p", { class: "step-fault", testid: `step-${index}-fault`, attrs: { role: "alert", hidden: true } });
  const sliders = (readKernel(first)?.entry.parameters ?? []).map((parameter, at) =>
    numberSlider({
      label: parameter.name,
      testid: `step-${index}-${at}`,
      least: parameter.least,
      most: parameter.most,
      step: parameter.step,
      value: readKernel(first)!.values[at]!,
      change: (value, settled) => {
        const read = readKernel(current());
        if (!read) return;
        const values = read.values.map((other, place) => (place === at ? fitting(value, parameter.whole) : other));
        session.setStep(index, { ...current(), kernel: formatKernel(read.entry, values) }, `${index}/${at}`);
        if (settled) session.settle();
      },
    }),
  );
  const on = checkbox(
    t("step.on", stepName(first)),
    !first.off,
    (checked) => {
      const { off: _, ...rest } = current();
      session.setStep(index, checked ? rest : { ...rest, off: true });
    },
    `step-${index}-on`,
  );
  on.classList.add("bare");
  const choice = dropdown(
    t("step.channels"),
    (value) => {
      const { channels: _, ...rest } = current();
      session.setStep(index, value === "each" ? rest : { ...rest, channels: value as ChannelChoice });
    },
    `step-${index}-channels`,
  );
  const offset = offsetControl(session, index, current);
  const grip = h(
    "span",
    {
      class: "step-grip",
      testid: `step-${index}-grip`,
      attrs: { draggable: "true", title: t("step.drag"), "aria-hidden": "true" },
      on: {
        dragstart: (event) => {
          event.dataTransfer?.setData("text/plain", String(index));
          event.dataTransfer?.setDragImage(element, 12, 12);
          moves.drag(index);
        },
      },
    },
    icon("grip"),
  );
  const element = h(
    "li",
    {
      class: chosen ? "step is-selected" : "step",
      testid: `step-${index}`,
      attrs: { tabindex: 0, "aria-current": chosen ? "true" : undefined, "data-index": index },
      on: {
        keydown: (event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (by && event.altKey) moves.move(index, index + by);
          else if (event.target !== element) return;
          else if (event.key === "Delete") session.removeStep(index);
          else if (event.key === "Enter") session.select(index);
          else if (by) {
            const next = element.parentElement!.children[index + by] as HTMLElement | undefined;
            next?.focus();
          } else return;
          event.preventDefault();
        },
      },
    },
    h(
      "div",
      { class: "step-head" },
      grip,
      on,
      name,
      h(
        "div",
        { class: "step-tools" },
        button({
          label: t("step.duplicate", stepName(first)),
          icon: "copy",
          appearance: "icon",
          testid: `step-${index}-duplicate`,
          press: () => {
            session.select(index);
            session.addStep(structuredClone(current()));
          },
        }),
        button({
          label: t("step.remove", stepName(first)),
          icon: "cross",
          appearance: "icon",
          testid: `step-${index}-remove`,
          press: () => session.removeStep(index),
        }),
      ),
    ),
    sliders.length
      ? h(
          "div",
          { class: "step-parameters" },
          sliders.map((slider) => slider.element),
        )
      : null,
    chosen
      ? h(
          "div",
          { class: "step-settings" },
          h("div", { class: "setting" }, h("span", { class: "setting-label" }, t("step.channels")), choice),
          offset?.element,
        )
      : null,
    fault,
  );
  return {
    element,
    update(step, found) {
      setText(name, stepName(step));
      element.classList.toggle("is-off", Boolean(step.off));
      element.setAttribute("aria-label", t("step.label", index + 1, stepName(step)));
      for (const [at, value] of readKernel(step)?.values.entries() ?? []) sliders[at]?.show(value);
      const offered = channelChoices.filter(
        (option) =>
          (channels >= 3 || option === "each" || option === "alpha") && (option !== "alpha" || hasAlpha(channels)),
      );
      choice.show(
        offered.map((value) => ({ value, label: t(`channels.${value}` as Key) })),
        step.channels ?? "each",
      );
      offset?.show(step);
      fault.hidden = !found;
      setText(fault, found?.message.replace(/^Step \d+: /, "") ?? "");
      element.classList.toggle("is-faulty", Boolean(found));
    },
  };
}

/** A slider's value as the parameter takes it: odd parameters skip the even numbers between. */
function fitting(value: number, whole: "odd" | "any" | undefined): number {
  if (!whole) return Number(value.toPrecision(6));
  const rounded = Math.round(value);
  return whole === "odd" && rounded % 2 === 0 ? rounded + 1 : rounded;
}

function offsetControl(
  session: Session,
  index: number,
  current: () => Step,
): { element: HTMLElement; show(step: Step): void } | undefined {
  if (!sumsToZero(current())) return undefined;
  const choice = segments<string>(
    t("step.offset"),
    (value) => session.setStep(index, { ...current(), offset: Number(value) }),
    `step-${index}-offset`,
  );
  return {
    element: h("div", { class: "setting" }, h("span", { class: "setting-label" }, t("step.offset")), choice.element),
    show(step) {
      const own = step.offset ?? matrixOf(step)?.offset ?? 0;
      const values = [...new Set([0, 128, own])].sort((a, b) => a - b);
      choice.show(
        values.map((value) => ({ value: String(value), label: String(value) })),
        String(own),
      );
    },
  };
}
