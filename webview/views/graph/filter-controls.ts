// The filter of a signal: its kind, and sliders for where it cuts or how far it spreads.

import { type GraphFilter, graphFilterNames, type MatrixName } from "../../../engine";
import { fill, h } from "../../dom";
import { t } from "../../strings";
import { segments } from "../cards/parts";
import { numberSlider } from "../picture/controls";

type Kind = GraphFilter["kind"] | "none";

export interface FilterControls {
  element: HTMLElement;
  /** Undefined while the signal goes through as it is. */
  readonly filter: GraphFilter | undefined;
  /** The ends of the spectrum that the sliders go through. */
  range(matrix: MatrixName, least: number, most: number): void;
}

export function filterControls(changed: () => void): FilterControls {
  let kind: Kind = "none";
  let ends: [number, number] = [0, 2];
  let laplacian = true;
  let values = { cut: 0.5, from: 0.25, to: 0.75, t: 0.1 };
  const sliders = h("div", { class: "filter-sliders" });
  const kinds = segments<Kind>(
    t("filter.choose"),
    (value) => {
      kind = value;
      build();
      changed();
    },
    "filter-kind",
  );
  // Values are shares of the spectrum, so that they keep their meaning when another matrix is chosen.
  const lambda = (share: number): number => rounded(ends[0] + share * (ends[1] - ends[0]), slide(...ends).step);
  const share = (value: number): number => (value - ends[0]) / (ends[1] - ends[0] || 1);
  const time = (): number => rounded(values.t * longest(), slide(0, longest()).step);
  const longest = (): number => 20 / Math.max(1e-9, ends[1]);
  const cutSlider = (name: "cut" | "from" | "to"): HTMLElement =>
    numberSlider({
      label: t(`filter.${name}`),
      testid: `filter-${name}`,
      ...slide(ends[0], ends[1]),
      value: lambda(values[name]),
      unit: "λ",
      change: (value) => {
        values = { ...values, [name]: share(value) };
        changed();
      },
    }).element;
  const timeSlider = (): HTMLElement =>
    numberSlider({
      label: "t",
      testid: "filter-t",
      ...slide(0, longest()),
      value: time(),
      change: (value) => {
        values = { ...values, t: value / longest() };
        changed();
      },
    }).element;
  const build = (): void => {
    const offered: Kind[] = [
      "none",
      ...graphFilterNames.filter((name) => laplacian || (name !== "heat" && name !== "wavelet")),
    ];
    if (!offered.includes(kind)) kind = "none";
    kinds.show(
      offered.map((value) => ({ value, label: t(`filter.${value}`) })),
      kind,
    );
    fill(
      sliders,
      kind === "low" || kind === "high" ? cutSlider("cut") : null,
      kind === "band" ? [cutSlider("from"), cutSlider("to")] : null,
      kind === "heat" || kind === "wavelet" ? timeSlider() : null,
      kind === "none" ? null : h("p", { class: "muted", testid: "filter-formula" }, t(`filter.${kind}.formula`)),
    );
  };
  build();
  return {
    element: h("div", { class: "filter-controls" }, kinds.element, sliders),
    get filter() {
      const { cut, from, to } = values;
      if (kind === "none") return undefined;
      if (kind === "low" || kind === "high") return { kind, cut: lambda(cut) };
      if (kind === "band") return { kind, from: lambda(Math.min(from, to)), to: lambda(Math.max(from, to)) };
      return { kind, t: time() };
    },
    range(matrix, least, most) {
      const next = matrix !== "adjacency" && matrix !== "propagation";
      if (least === ends[0] && most === ends[1] && next === laplacian) return;
      ends = [least, most];
      laplacian = next;
      build();
    },
  };
}

/** A slider's ends and step: round numbers, about two hundred steps. */
function slide(from: number, to: number): { least: number; most: number; step: number } {
  const fine = (to - from || 1) / 200;
  const power = 10 ** Math.floor(Math.log10(fine));
  const step = power * [1, 2, 5, 10].find((times) => times * power >= fine * 0.999)!;
  return { least: Math.floor(from / step) * step, most: Math.ceil(to / step) * step, step };
}

const rounded = (value: number, step: number): number => Math.round(value / step) * step;
