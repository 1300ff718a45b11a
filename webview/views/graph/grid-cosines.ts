// An image as a graph beside its discrete cosine transform: the coefficients as a picture, and how far the two agree.

import type { GraphSignal } from "../../../engine";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import { h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { cosineTransform, type Grid, gridEigenvalue, gridOf } from "./dct";
import { type Frequency, gather } from "./frequencies";
import type { GraphLab } from "./graph-lab";
import { symbolOf } from "./matrices";

export interface GridCosines {
  element: HTMLElement;
  /** Amplitudes of the cosine transform at these frequencies; undefined where the graph is no grid or the matrix not L. */
  compare(signal: GraphSignal, frequencies: Frequency[]): Float64Array | undefined;
  /** Calls back once the graph is known to be a grid. */
  onGrid(listener: () => void): void;
  forget(): void;
}

/** A transform of more nodes would stop the page for longer than a frame or two. */
const mostNodes = 40_000;
/** Coefficients of a side that are drawn: those of the lowest frequencies. */
const drawnSide = 48;

export function gridCosines(lab: GraphLab): GridCosines {
  let grid: Grid | undefined;
  let asked = false;
  let coefficients: Float64Array | undefined;
  let plot: Plot | undefined;
  let listener = (): void => {};
  const size = (): [number, number] =>
    grid ? [Math.min(drawnSide, grid.width), Math.min(drawnSide, grid.height)] : [0, 0];
  const at = (column: number, row: number): number => coefficients![row * grid!.width + column]!;
  const picture = chart({
    label: `${t("dct.title")}. ${t("dct.keys")}`,
    testid: "dct-chart",
    draw: (surface, width, height, colors, pointed) => {
      if (!grid || !coefficients) return;
      const [columns, rows] = size();
      const side = Math.min(width, height * 1.5);
      const axisX: Axis = { domain: [0, columns], label: t("dct.u") };
      const axisY: Axis = { domain: [rows, 0], label: t("dct.v") };
      plot = plotArea(side, height, axisX, axisY);
      drawAxes(surface, colors, plot, axisX, axisY);
      // Coefficients differ by orders of magnitude: the ramp goes through five of them.
      const most = Math.max(1e-300, ...coefficients.map(Math.abs));
      const [cellX, cellY] = [(plot.right - plot.left) / columns, (plot.bottom - plot.top) / rows];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const share = 1 + Math.log10(Math.max(1e-5, Math.abs(at(column, row)) / most)) / 5;
          surface.rect(
            plot.left + column * cellX,
            plot.top + row * cellY,
            cellX + 0.5,
            cellY + 0.5,
            colors.ramp(share).fill,
          );
        }
      }
      if (!pointed) return;
      const [left, top] = [plot.left + pointed.column * cellX, plot.top + pointed.row * cellY];
      const outline = [left, top, left + cellX, top, left + cellX, top + cellY, left, top + cellY, left, top];
      surface.polyline(outline, { color: colors.series(1), width: 2 });
    },
    extent: () => ({ columns: size()[0], rows: size()[1] }),
    find: (x, y) => {
      if (!plot || x < plot.left || x >= plot.right || y < plot.top || y >= plot.bottom) return undefined;
      const [column, row] = plot.invert(x, y).map(Math.floor) as [number, number];
      return { column, row };
    },
    describe: ({ column, row }) =>
      grid && coefficients
        ? t("dct.at", column, row, formatNumber(gridEigenvalue(column, row, grid)), formatNumber(at(column, row)))
        : "",
  });
  const title = h("h3", {}, t("dct.title"));
  const said = h("p", { class: "muted", testid: "dct-said" });
  const element = h("div", { class: "grid-cosines", testid: "grid-cosines" }, title, said, picture.element);
  element.hidden = true;

  const look = async (): Promise<void> => {
    asked = true;
    const { page, path, description } = lab;
    const { positions, directed, weighted, nodes, edges } = description;
    if (!positions || directed || weighted || nodes > mostNodes) return;
    const drawing = await page.host.call("graphDrawing", { path, layout: "given", nodes, edges: 1 });
    if (description !== lab.description || drawing.shown) return;
    const found = gridOf(drawing.positions, nodes);
    // Only the grid of four neighbours has the cosines for eigenvectors.
    if (!found || edges !== found.width * (found.height - 1) + found.height * (found.width - 1)) return;
    grid = found;
    listener();
  };
  return {
    element,
    compare(signal, frequencies) {
      if (!asked) lab.page.attempt(look);
      element.hidden = !grid;
      if (!grid) return undefined;
      const { width, height } = grid;
      coefficients = cosineTransform(signal.filtered, grid);
      picture.draw();
      const size = t("dct.size", formatCount(width), formatCount(height));
      if (signal.matrix !== "combinatorial") {
        setText(said, `${size} ${t("dct.other", symbolOf(signal.matrix))}`);
        return undefined;
      }
      if (!signal.complete) {
        setText(said, `${size} ${t("dct.part")}`);
        return undefined;
      }
      const own = grid;
      const pairs = Array.from(coefficients, (value, cell): [number, number] => [
        gridEigenvalue(cell % width, Math.floor(cell / width), own),
        value,
      ]);
      const cosine = gather(frequencies, pairs);
      const worst = cosine.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - frequencies[index]!.amplitude)),
        0,
      );
      setText(said, `${size} ${t("dct.agree", formatNumber(worst, 3))}`);
      return cosine;
    },
    onGrid: (next) => {
      listener = next;
    },
    forget: () => {
      asked = false;
      grid = coefficients = undefined;
      element.hidden = true;
    },
  };
}
