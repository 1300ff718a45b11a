// The card with the chain of kernels: its steps in order, what may be added, undo and redo, and the settings of the whole.

import type { Step } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import { combobox } from "./controls";
import { kernelOptions, stepFor, stepName } from "./kernel-groups";
import { semanticsSettings } from "./semantics";
import type { Session } from "./session";
import { type StepMoves, type StepView, stepShape, stepView } from "./step";

export function pipelineCard(session: Session): HTMLElement {
  const list = h("ol", { class: "step-list", testid: "steps", attrs: { "aria-label": t("pipeline.steps") } });
  const announce = h("p", { class: "visually-hidden", testid: "pipeline-said", attrs: { role: "status" } });
  const fault = h("p", { class: "step-fault", testid: "pipeline-fault", attrs: { role: "alert", hidden: true } });
  let views: StepView[] = [];
  let shape = "";
  let dragged = -1;
  const focus = (index: number): void => (list.children[index] as HTMLElement | undefined)?.focus();
  const moves: StepMoves = {
    move(from, to) {
      const { steps } = session.pipeline;
      if (to < 0 || to >= steps.length) return;
      const name = stepName(steps[from]!);
      session.moveStep(from, to);
      focus(to);
      setText(announce, t("pipeline.moved", name, to + 1, steps.length));
    },
    drag: (from) => {
      dragged = from;
    },
  };
  /** Before which step a dragged one would land. */
  const landing = (event: DragEvent): number => {
    const rows = [...list.querySelectorAll<HTMLElement>(".step")];
    const at = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    return at < 0 ? rows.length : at;
  };
  const mark = (at: number): void => {
    [...list.children].forEach((row, index) => {
      row.classList.toggle("drop-before", index === at);
      row.classList.toggle("drop-after", at === list.children.length && index === at - 1);
    });
  };
  list.addEventListener("dragover", (event) => {
    if (dragged < 0) return;
    event.preventDefault();
    mark(landing(event));
  });
  list.addEventListener("dragleave", () => mark(-1));
  list.addEventListener("drop", (event) => {
    if (dragged < 0) return;
    event.preventDefault();
    const to = landing(event);
    const from = dragged;
    dragged = -1;
    mark(-1);
    const place = to > from ? to - 1 : to;
    if (place !== from) moves.move(from, place);
  });
  list.addEventListener("dragend", () => {
    dragged = -1;
    mark(-1);
  });

  const history = (label: string, name: "undo" | "redo", press: () => void): HTMLElement =>
    button({ label, icon: name, appearance: "icon", testid: name, press });
  const undo = history(t("pipeline.undo"), "undo", () => session.undo());
  const redo = history(t("pipeline.redo"), "redo", () => session.redo());
  const add = combobox(t("pipeline.add"), kernelOptions(), (value) => session.addStep(stepFor(value)), "add-step");
  const settings = semanticsSettings(session);

  const update = (): void => {
    const { steps } = session.pipeline;
    const next = JSON.stringify([steps.map(stepShape), session.selected]);
    if (next !== shape) {
      shape = next;
      const held = list.contains(document.activeElement)
        ? (document.activeElement as HTMLElement).closest<HTMLElement>(".step")?.dataset.index
        : undefined;
      views = steps.map((_, index) => stepView(session, index, moves));
      fill(list, views.length ? views.map(({ element }) => element) : placeholderItem());
      if (held !== undefined) focus(Math.min(Number(held), steps.length - 1));
    }
    views.forEach((view, index) => {
      view.update(steps[index]!, session.fault?.step === index ? session.fault : undefined);
    });
    const whole = session.fault && session.fault.step === undefined ? session.fault.message : "";
    fault.hidden = !whole;
    setText(fault, whole);
    for (const [element, can] of [
      [undo, session.canUndo],
      [redo, session.canRedo],
    ] as const) {
      element.toggleAttribute("disabled", !can);
    }
    settings.update();
  };
  session.on("pipeline", update);
  session.on("selected", update);
  update();
  return card(session.page, {
    id: "pipeline",
    title: t("pipeline.title"),
    controls: h("div", { class: "pipeline-tools" }, add, undo, redo),
    body: [list, announce, fault, settings.element],
  }).element;
}

function placeholderItem(): HTMLElement {
  return h("li", { class: "step-none", testid: "pipeline-empty" }, placeholder(t("pipeline.empty")));
}

/** Steps as text that says what the chain does, for titles. */
export const chainTitle = (steps: readonly Step[]): string =>
  steps
    .filter(({ off }) => !off)
    .map(stepName)
    .join(" → ");
