// The slider that leaves nodes of few neighbours out of the drawing, and how many are left.

import { h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import type { Drawn } from "./drawn";

/** `choose` is told of the least degree that is drawn. */
export function degreeFilter(drawn: Drawn, choose: (degree: number) => void): HTMLElement | null {
  const nodes = drawn.data.degrees.slice(0, drawn.data.hyperedgesFrom ?? drawn.count).sort();
  const steps = [...new Set(nodes)];
  if (steps.length < 2) return null;
  const said = h("output", { class: "slider-value", testid: "graph-degree-said" });
  const slider = h("input", {
    class: "slider",
    testid: "graph-degree",
    attrs: { type: "range", min: 0, max: steps.length - 1, step: 1, value: 0, "aria-label": t("graph.degreeFrom") },
    on: {
      input: () => {
        say();
        choose(least());
      },
    },
  });
  // At its beginning every node is drawn.
  const least = (): number => (slider.value === "0" ? 0 : steps[Number(slider.value)]!);
  const say = (): void => {
    const from = least();
    const left = nodes.length - nodes.filter((degree) => degree < from).length;
    const text =
      from === 0
        ? t("graph.degreeAll")
        : t("graph.degreeLeft", formatCount(from), formatCount(left), formatCount(nodes.length));
    setText(said, text);
    slider.setAttribute("aria-valuetext", text);
  };
  say();
  return h("label", { class: "slider-label graph-degree" }, t("graph.degreeFrom"), slider, said);
}
