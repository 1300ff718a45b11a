// The card that reckons both convolutions for a chosen label, step by step, in words, formulas and the numbers of this run.

import { card } from "../../card";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { dropdown } from "../../ui";
import { placeholder, type RunCard } from "../cards/parts";
import type { Desk, Structure } from "./desk";
import { formula } from "./formula";
import { noLabels } from "./graph-card";
import { type GraphRow, graphRow, type HypergraphRow, hypergraphRow } from "./mathematics";

/** Rows of a table, and terms of a sum, at most. */
const [listed, summed] = [10, 4];

const figure = (value: number): string => formatNumber(value, 3);

export function mathematicsCard(page: Page, desk: Desk): RunCard {
  let run: Run | undefined;
  const choice = dropdown(t("labels.choose"), (value) => desk.choose(Number(value)), "label-choice");
  const room = h("div", { class: "label-mathematics", testid: "label-mathematics" });
  const frame = card(page, {
    id: "label-mathematics",
    title: t("labels.mathematics"),
    controls: h("div", { class: "control-row" }, h("span", { class: "muted" }, t("labels.choose")), choice),
    body: room,
    isTable: true,
    table: () => {
      const structure = desk.structure();
      const [graph, hypergraph] = structure ? [graphRow(structure), hypergraphRow(structure)] : [];
      const terms = graph?.terms ?? [];
      const gathered = new Map(hypergraph?.gathered.map(({ other, value }) => [other, value]));
      return {
        columns: [
          { label: t("labels.label") },
          ...["n_ij", "P_ij", "A′_ij", "A′_ji", "Â_ij", "Θ_ij"].map((label) => ({ label, numeric: true })),
        ],
        rows: terms.length,
        cell: (row, column) => {
          const { other, both, share, out, into, gathered: own } = terms[row]!;
          return [structure!.event.labels[other], both, share, out, into, own, gathered.get(other) ?? 0][column];
        },
      };
    },
  });
  const draw = (): void => {
    const structure = desk.structure();
    frame.setEmpty(!structure);
    if (!structure) {
      fill(room, placeholder(noLabels(run)));
      return;
    }
    const { event, label, order } = structure;
    frame.setHint(t("labels.mathematicsHint"));
    choice.show(
      [...order].sort((a, b) => a - b).map((own) => ({ value: String(own), label: event.labels[own]! })),
      String(label),
    );
    fill(room, graphSection(structure, graphRow(structure)), hypergraphSection(structure, hypergraphRow(structure)));
  };
  desk.onChange(draw);
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts || changes.samples) draw();
    },
  };
}

/** Words, the formula, and lines of it with numbers in the places of its letters, as far as there are any. */
function step(words: string, written: string, ...numbers: Child[]): HTMLElement {
  return h(
    "li",
    {},
    h("p", {}, words),
    h("p", { class: "formula-line" }, formula(written)),
    numbers.map((number) => number && h("p", { class: "formula-line muted" }, number)),
  );
}

function graphSection(structure: Structure, { count, terms, degree }: GraphRow): HTMLElement {
  const { event, label, threshold, given, reweight, graph } = structure;
  const name = event.labels[label]!;
  const others = terms.filter(({ other }) => other !== label);
  const surest = others.reduce<(typeof others)[number] | undefined>(
    (most, term) => ((term.share ?? 0) > (most?.share ?? 0) ? term : most),
    undefined,
  );
  const edges = others.filter(({ isEdge }) => isEdge);
  const ratio = reweight === null ? undefined : reweight / (1 - reweight);
  const edge = edges[0];
  const sharing = edge && columnCount(graph, edge.other);
  const largest = others.find(({ gathered }) => gathered > 0);
  return h(
    "section",
    {},
    h("h3", {}, t("labels.graph")),
    h(
      "ol",
      { class: "formula-steps" },
      step(
        t("math.counts", name, formatCount(count), formatCount(event.rows)),
        "P_ij = n_ij / n_i",
        surest &&
          `P(${name} → ${event.labels[surest.other]}) = ${formatCount(surest.both)} / ${formatCount(count)} = ${figure(surest.share!)}`,
      ),
      step(
        t(threshold === given ? "math.threshold" : "math.thresholdMoved", threshold.toFixed(2)),
        `E_ij = [P_ij ≥ ${threshold.toFixed(2)}]`,
        edges.length ? `${name} → ${listOf(edges.map(({ other }) => event.labels[other]!))}` : t("math.noEdge", name),
      ),
      ratio === undefined
        ? step(t("math.asTheyAre"), "A′ = E + I")
        : step(
            t("math.reweight", figure(reweight!), figure(ratio)),
            `A′_ij = ${figure(ratio)} · E_ij / Σ_k E_kj`,
            edge && `${figure(ratio)} · 1 / ${formatCount(sharing!)} = ${figure(edge.out)}`,
          ),
      step(
        t("math.loops"),
        ratio === undefined ? "D_i = Σ_j A′_ij" : "A′ ← A′ + I, D_i = Σ_j A′_ij",
        edges.length > 0 && `D(${name}) = 1 + ${plusText(edges.map(({ out }) => out))} = ${figure(degree)}`,
      ),
      step(
        t("math.propagate"),
        "Â = D^−½ A′ᵀ D^−½, Â_ij = A′_ji / √(D_i · D_j)",
        largest
          ? `${figure(largest.into)} / √(${figure(degree)} · ${figure(degreeOf(graph, largest.other))}) = ${figure(largest.gathered)}`
          : undefined,
        sumText(
          structure,
          terms.map(({ other, gathered }) => ({ other, value: gathered })),
        ),
      ),
    ),
    table(
      [t("labels.label"), "n_ij", "P_ij", "E_ij", "A′_ij", "A′_ji", "Â_ij"],
      terms.map(({ other, both, share, isEdge, out, into, gathered }) => [
        event.labels[other]!,
        formatCount(both),
        share === undefined ? "–" : figure(share),
        isEdge ? "1" : "0",
        figure(out),
        figure(into),
        figure(gathered),
      ]),
    ),
  );
}

function hypergraphSection(structure: Structure, { hyperedges, degree, gathered }: HypergraphRow): HTMLElement {
  const { event, label } = structure;
  const name = event.labels[label]!;
  const first = hyperedges[0];
  if (!first) return h("section", {}, h("h3", {}, t("labels.hypergraph")), placeholder(noHyperedges(structure)));
  const largest = gathered.find(({ other }) => other !== label);
  const shared = largest && hyperedges.filter(({ labels }) => labels.includes(largest.other));
  const left = event.hyperedgeTotal - event.hyperedges.length;
  return h(
    "section",
    {},
    h("h3", {}, t("labels.hypergraph")),
    h(
      "ol",
      { class: "formula-steps" },
      step(
        t("math.incidence", name, formatCount(hyperedges.length), formatCount(event.hyperedges.length)),
        "H_ie = [i ∈ e]",
      ),
      step(
        t("math.degree"),
        "Dv_i = Σ_e w_e H_ie",
        `Dv(${name}) = ${plusText(hyperedges.map(({ weight }) => weight))} = ${figure(degree)}`,
      ),
      step(
        t("math.size"),
        "De_e = Σ_i H_ie, w_e / De_e",
        `{${listOf(first.labels.map((own) => event.labels[own]!))}}: ${figure(first.weight)} / ${formatCount(first.size)} = ${figure(first.share)}`,
      ),
      step(
        t("math.gather"),
        "Θ = Dv^−½ H W De^−1 Hᵀ Dv^−½, Θ_ij = Σ_e w_e H_ie H_je / De_e / √(Dv_i · Dv_j)",
        largest &&
          `(${plusText(shared!.map(({ share }) => share))}) / √(${figure(degree)} · ${figure(largest.degree)}) = ${figure(largest.value)}`,
        sumText(structure, gathered),
      ),
    ),
    table(
      [t("labels.members"), "w_e", "De_e", "w_e/De_e"],
      hyperedges.map(({ labels, weight, size, share }) => [
        labels.map((own) => event.labels[own]).join(", "),
        figure(weight),
        formatCount(size),
        figure(share),
      ]),
    ),
    table(
      [t("labels.label"), "Dv_j", "Θ_ij"],
      gathered.map(({ other, value, degree: own }) => [event.labels[other]!, figure(own), figure(value)]),
    ),
    left > 0
      ? h("p", { class: "muted" }, t("math.heaviest", formatCount(event.hyperedges.length), formatCount(left)))
      : null,
  );
}

/** Why there is nothing to reckon with: the run has no hypergraph, or what the label is in is too light to be told. */
const noHyperedges = ({ event, label }: Structure): string =>
  event.hyperedges.length ? t("math.lighter", event.labels[label]!) : t("labels.noHypergraph");

/** "a layer makes of it 0.952 · bottle + 0.049 · person + …" */
function sumText({ event, label }: Structure, terms: { other: number; value: number }[]): string {
  const parts = terms.filter(({ value }) => value > 0);
  const written = parts.slice(0, summed).map(({ other, value }) => `${figure(value)} · ${event.labels[other]}`);
  const sum = `${written.join(" + ")}${parts.length > summed ? " + …" : ""}`;
  return t("math.becomes", event.labels[label]!, sum);
}

const plusText = (values: readonly number[]): string =>
  `${values.slice(0, summed).map(figure).join(" + ")}${values.length > summed ? " + …" : ""}`;

const listOf = (names: readonly string[]): string =>
  `${names.slice(0, summed).join(", ")}${names.length > summed ? ", …" : ""}`;

/** Edges that end at a label. */
const columnCount = ({ edges }: Structure["graph"], label: number): number =>
  edges.columnIndices.reduce((count, column) => count + Number(column === label), 0);

const degreeOf = ({ adjacency }: Structure["graph"], label: number): number =>
  adjacency.values
    .subarray(adjacency.rowPointers[label], adjacency.rowPointers[label + 1])
    .reduce((sum, value) => sum + value, 0);

/** A table whose first column names; what is beyond its first rows is counted. */
function table(columns: string[], rows: string[][]): HTMLElement {
  const more = rows.length - listed;
  const cell = (text: string, column: number): Child => h("td", { class: column ? "number" : "" }, text);
  return h(
    "div",
    { class: "formula-table" },
    h(
      "table",
      { class: "plain" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map((label, column) =>
            h("th", { class: column ? "number" : "", attrs: { scope: "col" } }, formula(label)),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        rows.slice(0, listed).map(([name, ...cells]) =>
          h(
            "tr",
            {},
            h("th", { attrs: { scope: "row", title: name } }, h("span", { class: "label-name" }, name)),
            cells.map((text, column) => cell(text, column + 1)),
          ),
        ),
      ),
    ),
    more > 0 ? h("p", { class: "muted" }, t("warnings.more", formatCount(more))) : null,
  );
}
