// What the explorer shows of an answer: pictures, rows of values, or points among the clouds, each with what D says of it.

import type { DistributionsEvent, GeneratedSamples, GeneratorCode, GeneratorDescription } from "../../../engine";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import { type Theme, theme } from "../../charts/theme";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Run } from "../../runs";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import { type DropdownElement, dropdown } from "../../ui";
import { chart } from "../picture/chart";
import { generatedSeries, isProbable } from "./adversarial";
import { drawCloud, inside, type Points, pointsOf, rangeOf, realPoints } from "./clouds";
import { numberName } from "./codeControls";
import { mapValues } from "./codes";
import type { ExplorerMode } from "./explorer";
import { frameCanvas, pictureGrid } from "./frames";
import { cloudLegend, key } from "./keys";
import { type Value, valuesTable, valueText } from "./values";

/** What the samples were asked for. */
export interface Chosen {
  of: GeneratorDescription;
  code: GeneratorCode;
  directions: readonly [number, number];
  /** Samples of a side of the map. */
  side: number;
}

export interface ExplorerRoom {
  element: HTMLElement;
  choose(chosen: Chosen): void;
  draw(run: Run, member: number, samples: GeneratedSamples, mode: ExplorerMode): void;
  table(): DataTable;
}

export function explorerRoom(again: () => void): ExplorerRoom {
  let chosen: Chosen | undefined;
  let samples: GeneratedSamples | undefined;
  let distributions: DistributionsEvent | undefined;
  let isShare = false;
  let view: PointsView | undefined;
  /** Column whose values the map shows. */
  let column = 0;
  const element = h("div", { class: "explorer-room", testid: "explorer-room" });
  const map = chart({
    label: t("explorer.points"),
    testid: "explorer-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) drawPoints(surface, width, height, colors, view, at?.column);
    },
    extent: () => ({ columns: view?.samples.length ?? 0, rows: 1 }),
    begin: () => ({ column: 0, row: 0 }),
    find: () => undefined,
    describe: ({ column: at }) =>
      view
        ? [...view.samples[at]!.map((value) => formatNumber(value, 3)), realText(samples!.real[at]!)].join(" · ")
        : "",
  });
  const legend = h("div", { class: "map-legend" }, cloudLegend(), key("line", generatedSeries, t("explorer.way")));
  const columns: DropdownElement = dropdown(
    t("explorer.column"),
    (value) => {
      column = Number(value);
      again();
    },
    "explorer-column",
  );
  const realText = (real: number): string => `D ${formatNumber(real, 3)}`;
  /** What D says of one sample, with a bar where it is a probability. */
  const judgement = (real: number): HTMLElement => {
    const bar = h("span", { class: "meter", attrs: { "aria-hidden": "true" } });
    bar.style.setProperty("--share", String(Math.max(0, Math.min(1, real))));
    return h(
      "p",
      { class: "explorer-judged", testid: "explorer-real" },
      isShare ? bar : null,
      t(isShare ? "explorer.real" : "explorer.output", formatNumber(real, 3)),
    );
  };
  const pictures = (own: GeneratedSamples, mode: ExplorerMode): Child => {
    const frames = own.pictures!;
    if (mode === "one") return [h("div", { class: "explorer-picture" }, frameCanvas(frames[0]!, t("explorer.sample")))];
    const grid = pictureGrid(
      frames.map((frame, index) => ({
        frame,
        name: [t("film.sample", formatCount(index + 1)), realText(own.real[index]!)].join(" · "),
        caption: mode === "between" ? h("span", { class: "muted" }, realText(own.real[index]!)) : undefined,
      })),
      "explorer-pictures",
    );
    grid.classList.add(mode === "map" ? "made-map" : "made-row");
    grid.style.setProperty("--side", String(chosen!.side));
    return mode === "map" ? mapped(grid) : grid;
  };
  /** A map with the names of its two directions. */
  const mapped = (grid: HTMLElement): Child => {
    const { of, directions } = chosen!;
    const values = directions.map((index) => mapValues(of, index >= of.latent, chosen!.side));
    const range = (which: 0 | 1): string =>
      t(
        which ? "explorer.rangeUp" : "explorer.rangeAcross",
        numberName(of, directions[which]),
        formatNumber(values[which]![0]!, 2),
        formatNumber(values[which]!.at(-1)!, 2),
      );
    return [h("p", { class: "muted" }, `${range(0)} · ${range(1)}`), grid];
  };
  const rows = (own: GeneratedSamples, mode: ExplorerMode): Child => {
    const { of, side } = chosen!;
    const names = of.columns ?? [];
    if (mode === "one")
      return h(
        "dl",
        { class: "explorer-row", testid: "explorer-row" },
        names.map((name, index) =>
          h("div", {}, h("dt", { class: "muted" }, name), h("dd", {}, valueText(own.rows![0]![index]))),
        ),
      );
    if (mode === "between")
      return valuesTable(
        t("explorer.between"),
        [...names, "D"],
        own.rows!.map((values, index) => ({ head: formatCount(index + 1), values: [...values, own.real[index]!] })),
        "explorer-rows",
      );
    columns.show(
      names.map((label, index) => ({ value: String(index), label })),
      String(column),
    );
    const told = distributions?.columns.find(({ name }) => name === names[column]);
    const grid = valueMap(
      own.rows!.map((values) => values[column]!),
      side,
      told?.dates ? "date" : told?.categories ? "category" : undefined,
    );
    return [
      h("div", { class: "control-row" }, h("span", { class: "muted" }, t("explorer.column")), columns),
      mapped(grid),
    ];
  };
  return {
    element,
    choose(next) {
      chosen = next;
    },
    draw(run, member, own, mode) {
      samples = own;
      distributions = run.distributions(member);
      isShare = isProbable(run);
      const columns = chosen!.of.columns ?? [];
      const points = pointsOf(run, { columns, rows: own.rows });
      const judged = mode === "one" ? judgement(own.real[0]!) : null;
      if (points && points[0]?.length === 2) {
        const events = run.generated(member);
        view = {
          samples: points,
          mode,
          side: chosen!.side,
          real: realPoints(run, events) ?? [],
          generated: pointsOf(run, events.at(-1)) ?? [],
          columns,
        };
        const values = mode === "one" ? points[0].map((value) => formatNumber(value, 4)).join(", ") : "";
        const where = values ? h("p", { class: "number-text", testid: "explorer-point" }, `(${values})`) : null;
        fill(element, legend, map.element, h("div", { class: "explorer-said" }, where, judged));
        map.draw();
      } else fill(element, own.pictures ? pictures(own, mode) : rows(own, mode), judged);
    },
    table() {
      const names = chosen?.of.columns ?? [];
      return {
        columns: [
          { label: t("film.number"), numeric: true },
          ...names.map((label) => ({ label })),
          { label: "D", numeric: true },
        ],
        rows: samples?.real.length ?? 0,
        cell: (row, at) => {
          if (at === 0) return row + 1;
          return at <= names.length ? samples!.rows?.[row]?.[at - 1] : samples!.real[row];
        },
      };
    },
  };
}

/** Values over the map: numbers and dates on one ramp, categories in their colours, other texts without. */
function valueMap(values: readonly Value[], side: number, kind?: "date" | "category"): HTMLElement {
  const numberOf = (value: Value): number => {
    if (typeof value === "number") return value;
    return kind === "date" ? Date.parse(value) : Number.NaN;
  };
  const numbers = values.map(numberOf).filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const names = [...new Set(values.filter((value): value is string => typeof value === "string"))].sort();
  const colors = theme();
  const grid = h(
    "div",
    { class: "value-map", testid: "explorer-values" },
    values.map((value) => {
      const cell = h("span", { class: "value-cell", attrs: { title: valueText(value) } }, valueText(value));
      const number = numberOf(value);
      if (!Number.isNaN(number)) {
        const { fill: back, text } = colors.ramp(high > low ? (number - low) / (high - low) : 0.5);
        Object.assign(cell.style, { background: back, color: text });
      } else if (kind === "category" && value !== "")
        cell.style.setProperty("--swatch", `var(--class-${names.indexOf(String(value)) % 100})`);
      return cell;
    }),
  );
  grid.style.setProperty("--side", String(side));
  return grid;
}

interface PointsView {
  samples: Points;
  mode: ExplorerMode;
  side: number;
  real: Points;
  generated: Points;
  columns: readonly string[];
}

function drawPoints(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: PointsView,
  at?: number,
): void {
  const { samples, mode, side, real, generated, columns } = view;
  const axisX: Axis = { domain: rangeOf(real, generated, 0), label: columns[0] ?? "" };
  const axisY: Axis = { domain: rangeOf(real, generated, 1), label: columns[1] ?? "" };
  const plot: Plot = plotArea(width, height, axisX, axisY);
  drawAxes(surface, colors, plot, axisX, axisY);
  drawCloud(surface, plot, colors, real, true, 1.7);
  if (mode === "one") drawCloud(surface, plot, colors, generated, false, 1.7);
  const color = colors.series(generatedSeries);
  const line = (indices: number[]): void =>
    surface.polyline(
      inside(
        plot,
        indices.map((index) => samples[index]!),
      ),
      { color, width: 1.4 },
    );
  const row = Array.from({ length: mode === "map" ? side : samples.length }, (_, index) => index);
  if (mode === "between") line(row);
  // The square of the codes, as G bends it.
  if (mode === "map")
    for (const own of row) {
      line(row.map((other) => own * side + other));
      line(row.map((other) => other * side + own));
    }
  samples.forEach((point, index) => {
    const [x, y] = inside(plot, [point]);
    if (x === undefined || y === undefined || Number.isNaN(x)) return;
    const isMarked = index === at || mode === "one";
    const radius = isMarked ? 6 : mode === "map" ? 2 : 3.5;
    if (isMarked) surface.circle(x, y, radius + 2, colors.foreground);
    surface.circle(x, y, radius, color);
  });
}
