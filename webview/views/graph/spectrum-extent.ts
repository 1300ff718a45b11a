// Which part of the spectrum is asked for: all eigenvalues or k at the ends, and what becomes of directions.

import type { SpectrumRequest } from "../../../engine";
import { h } from "../../dom";
import { t } from "../../strings";
import { dropdown } from "../../ui";
import { segments } from "../cards/parts";
import { numberSlider } from "../picture/controls";
import type { GraphLab } from "./graph-lab";
import { symbolOf } from "./matrices";

type Part = "all" | "smallest" | "largest" | "both" | "density";
const parts: Part[] = ["all", "smallest", "largest", "both", "density"];

/** From so many nodes on a part of the spectrum is worth choosing. */
const worthChoosing = 200;
const mostPairs = 200;

export interface ExtentControls {
  element: HTMLElement;
  request(): SpectrumRequest;
  /** Another matrix or graph is open. */
  update(): void;
}

export function extentControls(lab: GraphLab, changed: () => void): ExtentControls {
  const asked = lab.state.spectrum ?? {};
  let part: Part = asked.method === "density" ? "density" : asked.k === undefined ? "all" : (asked.end ?? "smallest");
  let k = asked.k ?? 20;
  let directions = asked.directions ?? "union";
  const isPart = part !== "all";
  const choice = dropdown(
    t("spectrum.part"),
    (value) => {
      part = value as Part;
      update();
      changed();
    },
    "spectrum-part",
  );
  const count = numberSlider({
    label: "k",
    testid: "spectrum-k",
    least: 1,
    most: Math.max(mostPairs, k),
    step: 1,
    value: k,
    change: (value, settled) => {
      k = Math.round(value);
      if (settled) changed();
    },
  });
  const ways = segments<"union" | "mutual">(
    t("spectrum.directions"),
    (value) => {
      directions = value;
      update();
      changed();
    },
    "spectrum-directions",
  );
  const why = h("p", { class: "muted", testid: "spectrum-directed" });
  const directed = h("div", { class: "spectrum-directed" }, why, ways.element);
  const row = h("div", { class: "control-row" }, choice, count.element);
  const update = (): void => {
    const { description } = lab;
    choice.show(
      parts.map((value) => ({ value, label: t(`spectrum.part.${value}`) })),
      part,
    );
    row.hidden = description.nodes < worthChoosing && !isPart;
    count.element.hidden = part === "all" || part === "density";
    directed.hidden = !description.directed;
    why.textContent = t("spectrum.directedWhy", symbolOf(lab.matrix));
    ways.show(
      (["union", "mutual"] as const).map((value) => ({ value, label: t(`spectrum.directions.${value}`) })),
      directions,
    );
  };
  return {
    element: h("div", { class: "spectrum-controls" }, row, directed),
    update,
    request: () => ({
      matrix: lab.matrix,
      ...(part === "density" ? { method: "density" } : part === "all" ? {} : { k, end: part }),
      ...(lab.description.directed ? { directions } : {}),
    }),
  };
}
