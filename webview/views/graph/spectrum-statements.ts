// What theory says of the spectrum and how it stands on this graph: zeros, gap, bipartite parts, bounds with proofs, accuracy.

import type { Spectrum } from "../../../engine";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatDuration, formatNumber } from "../../format";
import { icon } from "../../icons";
import { t } from "../../strings";
import { symbolOf } from "./matrices";

export function showStatements(room: HTMLElement, spectrum: Spectrum): void {
  const { matrix, zeros, gap, bipartite, bounds, residual, decomposition, density, assumptions, seconds } = spectrum;
  const M = symbolOf(matrix);
  fill(
    room,
    zeros && line("zeros", zeros.sentence),
    gap && line("gap", gap.sentence),
    matrix === "hypergraph" ? null : line("bipartite", bipartiteText(spectrum, bipartite)),
    bounds.map(({ formula, left, right, holds, proof }, index) =>
      h(
        "li",
        { class: holds ? "" : "is-fault" },
        h(
          "details",
          { testid: `spectrum-bound-${index}` },
          h(
            "summary",
            {},
            h("span", { class: "bound-formula" }, formula),
            h("span", { class: "bound-sides" }, sidesText(formula, left, right)),
            h(
              "span",
              { class: holds ? "bound-holds" : "" },
              icon(holds ? "check" : "cross"),
              h("span", { class: "visually-hidden" }, t(holds ? "spectrum.holds" : "spectrum.fails")),
            ),
          ),
          h("p", { class: "bound-proof" }, proof),
        ),
      ),
    ),
    decomposition &&
      line(
        "decomposition",
        t(
          "spectrum.decomposition",
          M,
          formatNumber(decomposition.residual, 3),
          formatNumber(decomposition.orthogonality, 3),
        ),
      ),
    residual === undefined ? null : line("residual", t("spectrum.residual", M, formatNumber(residual, 3))),
    density &&
      line("density", t("spectrum.densityHow", formatCount(density.moments.length), formatCount(density.probes))),
    assumptions.map(({ text, line: at }) =>
      line("assumption", at === undefined ? text : `${text} (${t("rows.line", formatCount(at))})`),
    ),
    line("reason", `${spectrum.reason} ${t("spectrum.took", formatDuration(seconds))}`),
  );
}

function line(name: string, ...children: Child[]): HTMLElement {
  return h("li", { testid: `spectrum-${name}` }, children);
}

function sidesText(formula: string, left: number, right: number): string {
  const sign = formula.includes("≤") ? "≤" : formula.includes("<") ? "<" : "=";
  return `${formatNumber(left, 6)} ${sign} ${formatNumber(right, 6)}`;
}

function bipartiteText({ matrix, components }: Spectrum, bipartite: number): string {
  const two = matrix === "normalized" || matrix === "randomwalk";
  const trivial = components.isolated ? t("spectrum.isolated", formatCount(components.isolated)) : "";
  if (bipartite === 0) return `${t(two ? "spectrum.noneBipartiteTwo" : "spectrum.noneBipartite")} ${trivial}`.trim();
  return `${t(two ? "spectrum.someBipartiteTwo" : "spectrum.someBipartite", formatCount(bipartite))} ${trivial}`.trim();
}
