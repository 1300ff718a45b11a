// The card of the quadratic form: xᵀMx of the chosen signal, its Rayleigh quotient, and what each edge adds to it.

import type { QuadraticForm } from "../../../engine";
import { card } from "../../card";
import { fill, h, setText } from "../../dom";
import { formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { checkbox } from "../../ui";
import { VirtualTable } from "../../virtualTable";
import { placeholder } from "../cards/parts";
import { chart } from "../picture/chart";
import { deskOf } from "./desk";
import type { GraphCard, GraphLab } from "./graph-lab";
import { intervalOf, symbolOf } from "./matrices";
import { newest } from "./newest";
import { NodeNames } from "./node-names";
import { drawRayleigh, type Place, type RayleighView } from "./rayleigh-line";
import { signalPicker, vectorTitle } from "./signal-picker";
import { reasonOf } from "./spectrum-run";

export function quadraticCard(lab: GraphLab): GraphCard {
  const { page } = lab;
  const desk = deskOf(lab);
  const names = new NodeNames(lab);
  let form: QuadraticForm | undefined;
  let view: RayleighView | undefined;
  let place: Place | undefined;
  let strong = false;

  const points = (): [string, number][] =>
    view
      ? ([
          [view.exact ? "λmin =" : "λ ≥", view.least],
          ["R(x) =", view.value],
          [view.exact ? "λmax =" : "λ ≤", view.most],
        ].filter(([, value]) => value !== undefined) as [string, number][])
      : [];
  const line = chart({
    label: `${t("rayleigh.title")}. ${t("rayleigh.keys")}`,
    testid: "rayleigh-chart",
    draw: (surface, width, height, colors) => {
      if (view) place = drawRayleigh(surface, width, height, colors, view);
    },
    extent: () => ({ columns: points().length, rows: 1 }),
    find: (x) => {
      const column = place ? points().findIndex(([, value]) => Math.abs(place!(value) - x) < 12) : -1;
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => place!(points()[column]![1]),
    describe: ({ column }) =>
      points()
        [column]?.map((part) => (typeof part === "number" ? formatNumber(part, 6) : part))
        .join(" ") ?? "",
  });
  line.element.classList.add("rayleigh-line");
  const figures = h("dl", { class: "quadratic-figures", testid: "quadratic-figures" });
  const sum = h("p", { class: "quadratic-sum", testid: "quadratic-sum" });
  const formula = h("p", { class: "quadratic-formula", testid: "quadratic-formula" });
  const waiting = h("div", {});
  const edgeColumns = [
    { label: t("quadratic.source") },
    { label: t("quadratic.target") },
    { label: t("quadratic.share"), numeric: true },
    { label: t("quadratic.ofSum"), numeric: true },
  ];
  const table = new VirtualTable(
    t("quadratic.edges"),
    { columns: edgeColumns, page: async () => ({ total: 0, rows: [] }) },
    "quadratic-edges",
  );
  const strongest = checkbox(
    t("quadratic.emphasise"),
    strong,
    (on) => {
      strong = on;
      emphasise();
    },
    "quadratic-emphasise",
  );
  const results = h(
    "div",
    { class: "quadratic-results" },
    h("div", {}, figures, line.element, formula, sum),
    h("div", { class: "quadratic-edges" }, strongest, table.element),
  );
  const frame = card(page, {
    id: "quadratic",
    title: t("quadratic.title"),
    hint: t("quadratic.hint"),
    controls: signalPicker(lab, "quadratic"),
    body: [waiting, results],
    isTable: true,
    table: () => ({
      columns: [
        { label: t("quadratic.source"), numeric: true },
        { label: t("quadratic.target"), numeric: true },
        { label: t("quadratic.share"), numeric: true },
      ],
      rows: form?.edges.length ?? 0,
      cell: (row, column) => {
        const { source, target, share } = form!.edges[row]!;
        return [source + 1, target + 1, share][column];
      },
    }),
    picture: () => (surface, width, height, colors) => {
      if (view) drawRayleigh(surface, width, Math.min(height, 120), colors, view);
    },
  });

  const emphasise = (): void => {
    const edges = strong && form ? form.edges.slice(0, 50) : [];
    const most = Math.max(1e-300, ...edges.map(({ share }) => Math.abs(share)));
    lab.emphasise(edges.map(({ source, target, share }) => ({ source, target, weight: Math.abs(share) / most })));
  };
  const say = (text: string, fault: boolean): void => {
    results.hidden = true;
    frame.setHint(t("quadratic.hint"));
    frame.element.classList.add("has-nothing");
    const sentence = placeholder(text);
    sentence.classList.toggle("is-fault", fault);
    fill(waiting, sentence);
    frame.element.setAttribute("aria-busy", "false");
  };
  const show = (next: QuadraticForm): void => {
    form = next;
    const { value, norm, rayleigh, edges, rest, product } = form;
    const interval = intervalOf(form.matrix);
    const exact = form.least !== undefined && form.most !== undefined;
    const [least, most] = exact ? [form.least, form.most] : (interval ?? [undefined, undefined]);
    view = {
      value: norm === 0 ? undefined : rayleigh,
      least,
      most,
      exact,
      eigenvalues: desk.spectrum?.eigenvalues ?? [],
    };
    fill(waiting);
    results.hidden = false;
    frame.element.classList.remove("has-nothing");
    const [top, bottom] = productNames(form.matrix);
    fill(
      figures,
      (
        [
          [top, value],
          [bottom, norm],
          ["R(x)", norm === 0 ? Number.NaN : rayleigh],
        ] as const
      ).map(([name, figure]) =>
        h("div", {}, h("dt", {}, name), h("dd", { attrs: { title: String(figure) } }, formatNumber(figure, 5))),
      ),
    );
    setText(formula, t("quadratic.formula", form.formula));
    const difference = Math.abs(value - product);
    const parts =
      rest === 0
        ? t("quadratic.sumEdges", formatNumber(value, 6))
        : t("quadratic.sumRest", formatNumber(value, 6), formatNumber(rest, 4));
    setText(sum, `${parts} ${t("quadratic.product", formatNumber(product, 6), formatNumber(difference, 3))}`);
    line.draw();
    table.update({
      columns: edgeColumns,
      page: async (offset, count) => ({
        total: edges.length,
        rows: await Promise.all(
          edges.slice(offset, offset + count).map(async ({ source, target, share }) => ({
            cells: [
              await names.name(source),
              await names.name(target),
              formatNumber(share),
              value === 0 ? "–" : formatPercent(share / value),
            ],
            activate: () => {
              lab.emphasise([{ source, target, weight: 1 }]);
              lab.select(source);
            },
          })),
        ),
      }),
    });
    if (strong) emphasise();
  };
  const ask = newest<null>(async () => {
    const { path, matrix, signal } = lab;
    if (!signal || (signal.kind === "eigenvector" && !desk.hasVectors)) {
      say(t("signal.waiting"), false);
      return;
    }
    frame.element.setAttribute("aria-busy", "true");
    try {
      const next = await page.host.call("quadraticForm", { path, matrix, signal });
      if (matrix !== lab.matrix) return;
      frame.setHint([t("quadratic.hint"), vectorTitle(lab)].filter(Boolean).join(" · "));
      frame.element.setAttribute("aria-busy", "false");
      show(next);
    } catch (error) {
      if (matrix === lab.matrix) say(reasonOf(error), true);
    }
  });
  lab.onChange((topic) => {
    if (topic === "graph") names.forget();
    if (topic !== "selected" && topic !== "shown") ask(null);
  });
  desk.onSpectrum(() => ask(null));
  ask(null);
  return { element: frame.element };
}

/** What numerator and denominator are called: those of L_rw are weighted by the degrees. */
function productNames(matrix: QuadraticForm["matrix"]): [string, string] {
  if (matrix === "randomwalk") return ["xᵀD L_rw x", "xᵀDx"];
  return [matrix === "normalized" ? "xᵀ L_sym x" : `xᵀ${symbolOf(matrix)}x`, "xᵀx"];
}
