// The legend of the drawing: what colours the nodes with its unit and range, and what sizes, squares and widths mean.

import { onThemeChange, theme } from "../../charts/theme";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import type { Drawn } from "./drawn";
import { missingColor, plainColor, rangeOf, scaleColor } from "./node-colors";
import type { GraphSession } from "./session";

/** Classes that are named. */
export const mostClasses = 16;

export function graphLegend(session: GraphSession, drawn: Drawn): HTMLElement {
  const { description } = session;
  const element = h("div", { class: "graph-legend", testid: "graph-legend" });
  const draw = (): void => {
    fill(
      element,
      colours(session),
      h("span", { class: "legend-note" }, t("graph.legend.size")),
      drawn.data.hyperedgesFrom === undefined
        ? null
        : h("span", { class: "legend-note" }, swatch(missingColor(theme()), "square"), t("graph.legend.square")),
      drawn.data.weights
        ? h(
            "span",
            { class: "legend-note" },
            h("span", { class: "legend-widths" }),
            t(description.kind === "hypergraph" ? "graph.legend.widthHyper" : "graph.legend.width"),
          )
        : null,
      description.directed ? h("span", { class: "legend-note" }, "→ ", t("graph.legend.arrow")) : null,
    );
  };
  session.onChange((topic) => {
    if (topic === "shown") draw();
  });
  onThemeChange(draw);
  draw();
  return element;
}

function colours({ shown }: GraphSession): Child {
  const colors = theme();
  if (!shown) return h("span", { class: "legend-class" }, swatch(plainColor(colors)), t("graph.legend.node"));
  const title = h(
    "strong",
    { class: "legend-title" },
    shown.unit ? t("graph.legend.unit", shown.title, shown.unit) : shown.title,
  );
  if (shown.kind === "class") {
    const classes = shown.classes ?? [];
    return [
      title,
      classes
        .slice(0, mostClasses)
        .map((name, index) =>
          h(
            "span",
            { class: "legend-class", attrs: { title: name } },
            swatch(colors.classColor(index)),
            h("span", { class: "legend-class-name" }, name),
          ),
        ),
      classes.length > mostClasses
        ? h("span", { class: "muted" }, t("facts.more", formatCount(classes.length - mostClasses)))
        : null,
      missing(shown.values),
    ];
  }
  const { kind } = shown;
  const [low, high] = rangeOf(shown);
  const bar = h("span", { class: "legend-ramp", attrs: { "aria-hidden": "true" } });
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => scaleColor(kind, share, colors));
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  return [
    title,
    h(
      "span",
      { class: "legend-scale", testid: "graph-scale" },
      formatNumber(low, 3),
      bar,
      kind === "signed" ? t("graph.legend.signed", formatNumber(high, 3)) : formatNumber(high, 3),
    ),
    missing(shown.values),
  ];
}

function missing(values: Float64Array): Child {
  return values.some(Number.isNaN)
    ? h("span", { class: "legend-class" }, swatch(missingColor(theme())), t("graph.legend.missing"))
    : null;
}

function swatch(color: string, shape = "round"): HTMLElement {
  const element = h("span", { class: `legend-swatch ${shape}`, attrs: { "aria-hidden": "true" } });
  element.style.background = color;
  return element;
}
