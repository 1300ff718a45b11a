// The card of the spectrum: its plan, the plot and the table of eigenvalues, whose vectors colour the graph, and what they tell.

import { card } from "../../card";
import type { Plot } from "../../charts/axes";
import { fill, h, setText } from "../../dom";
import { formatBytes, formatCount, formatNumber, formatPercent } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { VirtualTable } from "../../virtualTable";
import { placeholder, segments } from "../cards/parts";
import { chart } from "../picture/chart";
import type { GraphCard, GraphLab } from "./graph-lab";
import {
  drawSpectrum,
  readingAt,
  readingsOf,
  type SpectrumLook,
  type SpectrumReading,
  type SpectrumView,
} from "./spectrum-chart";
import { extentControls } from "./spectrum-extent";
import { type Group, groupsOf, groupsTable, lambdaText } from "./spectrum-groups";
import { SpectrumRun } from "./spectrum-run";
import { showStatements } from "./spectrum-statements";
import { vectorRow } from "./spectrum-vector";

export function spectrumCard(lab: GraphLab): GraphCard {
  const { page } = lab;
  let look: SpectrumLook = "index";
  let view: SpectrumView | undefined;
  let readings: SpectrumReading[] = [];
  let groups: Group[] = [];
  let plot: Plot | undefined;

  const draw = (): void => {
    if (view) view = { ...view, look, shown: vector.shown };
    spectrumChart.draw();
  };
  const vector = vectorRow(lab, draw);
  const spectrumChart = chart({
    label: `${t("spectrum.title")}. ${t("spectrum.keys")}`,
    testid: "spectrum-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawSpectrum(surface, width, height, colors, view, at && readings[at.column]);
    },
    extent: () => ({ columns: readings.length, rows: 1 }),
    find: (x) => {
      const column = view && plot ? readingAt(view, readings, plot, x) : -1;
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => (look === "index" ? plot!.x(column + 1) : plot!.x(readings[column]!.value)),
    begin: () => {
      const column = readings.findLastIndex(({ index }) => index !== undefined && index <= (vector.shown ?? -1));
      return column < 0 ? undefined : { column, row: 0 };
    },
    describe: ({ column }) => describe(readings[column], groups),
    take: ({ column }) => take(readings[column]?.index),
    moved: ({ column }) => take(readings[column]?.index),
  });
  const take = (index: number | undefined): void => {
    if (index !== undefined) vector.show(index);
  };
  const looks = segments<SpectrumLook>(
    t("spectrum.look"),
    (value) => {
      look = value;
      arrange();
    },
    "spectrum-look",
  );

  const table = new VirtualTable(t("spectrum.groups"), groupSource(groups, take), "spectrum-groups");
  const statements = h("ul", { class: "spectrum-statements", testid: "spectrum-statements" });
  const said = h("p", { class: "spectrum-plan", testid: "spectrum-plan", attrs: { role: "status" } });
  const bar = h("progress", {
    class: "learn-progress",
    testid: "spectrum-progress",
    attrs: { max: 1, "aria-label": t("spectrum.progress") },
  });
  const compute = button({
    label: t("spectrum.compute"),
    icon: "play",
    appearance: "primary",
    testid: "spectrum-compute",
    press: () => page.attempt(() => run.compute(extents.request())),
  });
  const stop = button({
    label: t("action.stop"),
    icon: "stop",
    testid: "spectrum-stop",
    press: () => page.attempt(() => run.stop()),
  });
  const save = button({
    label: t("spectrum.save"),
    icon: "file",
    testid: "spectrum-experiment",
    press: () => page.attempt(() => page.host.call("saveSpectrum", { graph: lab.state, spectrum: extents.request() })),
  });
  const buttons = h("div", { class: "learn-row" }, compute, stop);
  const results = h(
    "div",
    { class: "spectrum-results" },
    h("div", { class: "spectrum-plot" }, looks.element, spectrumChart.element, vector.element),
    h("div", { class: "spectrum-groups" }, table.element),
  );
  const empty = h("div", {});
  const extents = extentControls(lab, () => plan());
  const frame = card(page, {
    id: "spectrum",
    title: t("spectrum.title"),
    controls: [extents.element, save],
    body: [empty, said, bar, buttons, results, statements],
    table: () => groupsTable(groups),
    picture: () => (surface, width, height, colors) => {
      if (view) drawSpectrum(surface, width, height, colors, view);
    },
    isTable: true,
  });
  const run = new SpectrumRun(lab, () => update());

  /** The plot in the look that was chosen, or the only one that the spectrum has. */
  const arrange = (): void => {
    if (!view) return;
    const density = view.spectrum.density !== undefined;
    if (density) look = "density";
    else if (look === "density") look = "index";
    const all: SpectrumLook[] = density ? ["density"] : ["index", "multiplicity"];
    looks.show(
      density ? [] : all.map((value) => ({ value, label: t(`spectrum.look.${value as "index" | "multiplicity"}`) })),
      look,
    );
    view = { ...view, look, shown: vector.shown };
    readings = readingsOf(view);
    draw();
  };

  const update = (): void => {
    const { state } = run;
    const done = state.kind === "done";
    frame.element.setAttribute("aria-busy", String(state.kind === "running" || state.kind === "planning"));
    bar.hidden = stop.hidden = state.kind !== "running";
    compute.hidden = !(state.kind === "planned" || state.kind === "stopped" || (state.kind === "failed" && state.plan));
    buttons.hidden = compute.hidden && stop.hidden;
    results.hidden = statements.hidden = !done;
    frame.element.classList.toggle("has-nothing", !done);
    said.classList.toggle("is-fault", state.kind === "failed");
    said.hidden = done;
    setText(said, planText(state));
    if (state.kind === "running") bar.value = state.fraction;
    if (state.kind !== "done" || view?.spectrum === state.spectrum) return;
    const { spectrum } = state;
    view = { spectrum, look };
    groups = groupsOf(spectrum);
    frame.setHint(`${spectrum.formula} · ${countText(spectrum.eigenvalues.length, spectrum)}`);
    table.show(groupSource(groups, take));
    showStatements(statements, spectrum);
    arrange();
  };
  const plan = (): void => {
    view = plot = undefined;
    groups = readings = [];
    vector.forget();
    frame.setHint("");
    extents.update();
    const none = noSpectrum(lab);
    fill(empty, none ? placeholder(none) : null);
    frame.setEmpty(none !== undefined);
    if (none) for (const part of [said, bar, buttons, results, statements]) part.hidden = true;
    else void run.plan(extents.request());
  };
  lab.onChange((topic) => {
    if (topic === "matrix" || topic === "graph") plan();
  });
  plan();
  return { element: frame.element };
}

function planText(state: SpectrumRun["state"]): string {
  if (state.kind === "planning") return t("spectrum.planning");
  if (state.kind === "failed") return state.reason;
  const { plan } = state;
  if (state.kind === "running") return `${t("spectrum.running", formatPercent(state.fraction))} ${plan.reason}`;
  const size =
    plan.components === 1
      ? t("spectrum.planOne", formatCount(plan.largest), formatBytes(plan.bytes))
      : t("spectrum.plan", formatCount(plan.components), formatCount(plan.largest), formatBytes(plan.bytes));
  return `${state.kind === "stopped" ? `${t("spectrum.stopped")} ` : ""}${plan.reason} ${size}`;
}

/** Why there is no spectrum to compute. */
function noSpectrum({ description }: GraphLab): string | undefined {
  const { kind, nodes, edges, hyperedges } = description;
  if (nodes === 0) return t("spectrum.noNodes");
  if (kind === "hypergraph" ? hyperedges === 0 : edges === 0) return t("spectrum.noEdges", formatCount(nodes));
  return undefined;
}

export function countText(count: number, { complete, nodes, density }: SpectrumView["spectrum"]): string {
  if (density) return t("spectrum.countDensity", formatCount(nodes));
  return complete
    ? t("spectrum.countAll", formatCount(count))
    : t("spectrum.countSome", formatCount(count), formatCount(nodes));
}

export function describe(reading: SpectrumReading | undefined, groups: Group[]): string {
  if (!reading) return "";
  const { value, index, multiplicity, density, reason } = reading;
  const meaning =
    reason ??
    groups.find(
      (group) =>
        group.value === value ||
        (index !== undefined &&
          group.first !== undefined &&
          index >= group.first &&
          index < group.first + group.multiplicity),
    )?.meaning;
  return [
    index === undefined ? undefined : `k = ${formatCount(index + 1)}`,
    `λ = ${lambdaText(value)}`,
    density === undefined ? undefined : t("spectrum.densityAt", formatNumber(density)),
    multiplicity === undefined || multiplicity < 2 ? undefined : `×${formatCount(multiplicity)}`,
    density === undefined ? meaning : undefined,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Rows of the table; `take` is told of the first eigenvalue of a group that is chosen. */
export function groupSource(
  groups: Group[],
  take?: (index: number | undefined) => void,
): ConstructorParameters<typeof VirtualTable>[1] {
  const { columns } = groupsTable(groups);
  return {
    columns,
    page: async (offset, count) => ({
      total: groups.length,
      rows: groups.slice(offset, offset + count).map(({ value, multiplicity, meaning, more = meaning, first }) => ({
        cells: [lambdaText(value), formatCount(multiplicity), h("span", { attrs: { title: more } }, meaning)],
        activate: first === undefined || !take ? undefined : () => take(first),
      })),
    }),
  };
}
