// The card with a kernel's frequency response: |H| over both frequencies, and along the two axes.

import { type FrequencyResponse, frequencyResponse } from "../../../engine";
import { card } from "../../card";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { h } from "../../dom";
import { formatNumber } from "../../format";
import { t } from "../../strings";
import { placeholder } from "../cards/parts";
import { chart, type Reading } from "./chart";
import { kernelOf } from "./matrix-grid";
import type { Session } from "./session";

/** Frequencies along each axis; odd, so that 0 is one of them. */
const size = 65;
const zero = (size - 1) / 2;

export function frequencyCard(session: Session): HTMLElement {
  let response: FrequencyResponse | undefined;
  let left: Plot | undefined;
  let right: Plot | undefined;
  const frequency = (index: number): number => index / (size - 1) - 0.5;
  const draw = (surface: Surface, width: number, height: number, colors: Theme, at?: Reading): void => {
    if (!response) return;
    const most = Math.max(1e-9, ...response.magnitude);
    const square = Math.min(height, width * 0.52);
    const axisU: Axis = { domain: [-0.5, 0.5], label: t("frequency.u") };
    const axisV: Axis = { domain: [-0.5, 0.5], label: t("frequency.v") };
    left = plotArea(square + 26, height, axisU, { ...axisV, domain: [0.5, -0.5] }, 8);
    drawAxes(surface, colors, left, axisU, { ...axisV, domain: [0.5, -0.5] });
    const [cellX, cellY] = [(left.right - left.left) / size, (left.bottom - left.top) / size];
    for (let v = 0; v < size; v++) {
      for (let u = 0; u < size; u++) {
        const { fill } = colors.ramp(response.magnitude[v * size + u]! / most);
        surface.rect(left.left + u * cellX, left.top + v * cellY, cellX + 0.5, cellY + 0.5, fill);
      }
    }
    if (at) {
      const [x, y] = [left.left + (at.column + 0.5) * cellX, left.top + (at.row + 0.5) * cellY];
      surface.polyline([left.left, y, left.right, y, Number.NaN, 0, x, left.top, x, left.bottom], {
        color: colors.foreground,
        width: 1,
      });
    }
    drawProfiles(surface, width, height, colors, square + 26, at);
  };
  const drawProfiles = (
    surface: Surface,
    width: number,
    height: number,
    colors: Theme,
    from: number,
    at?: Reading,
  ): void => {
    if (!response || width - from < 120) return;
    const { horizontal, vertical } = response;
    const most = Math.max(1e-9, ...horizontal, ...vertical);
    const axisX: Axis = { domain: [0, 0.5], label: t("frequency.axis") };
    const axisY: Axis = { domain: [0, most], label: "|H|", nice: true };
    const inner = plotArea(width - from, height, axisX, axisY);
    const shifted: Surface = {
      ...surface,
      polyline: (points, stroke) =>
        surface.polyline(
          Array.from(points, (value, index) => (index % 2 ? value : value + from)),
          stroke,
        ),
      rect: (x, ...rest) => surface.rect(x + from, ...rest),
      text: (x, ...rest) => surface.text(x + from, ...rest),
    };
    right = { ...inner, left: inner.left + from, right: inner.right + from };
    drawAxes(shifted, colors, inner, axisX, axisY);
    [horizontal, vertical].forEach((profile, index) => {
      const points = Array.from({ length: zero + 1 }, (_, step) => [
        inner.x(frequency(zero + step)),
        inner.y(profile[zero + step]!),
      ]);
      shifted.polyline(points.flat(), { color: colors.series(index), width: 2, dash: index ? [5, 4] : undefined });
      shifted.text(
        inner.right - 2,
        inner.top + 8 + 14 * index,
        t(index ? "frequency.vertical" : "frequency.horizontal"),
        {
          color: colors.series(index),
          anchor: "end",
          bold: true,
        },
      );
    });
    if (at) {
      const x = inner.x(Math.abs(frequency(at.column)));
      shifted.polyline([x, inner.top, x, inner.bottom], { color: colors.foreground, width: 1, dash: [3, 3] });
    }
  };
  const plot = chart({
    label: t("frequency.keys"),
    testid: "frequency-chart",
    draw,
    extent: () => ({ columns: response ? size : 0, rows: size }),
    find: (x, y) => {
      if (!response || !left) return undefined;
      if (x >= left.left && x < left.right && y >= left.top && y < left.bottom) {
        return {
          column: Math.floor(((x - left.left) / (left.right - left.left)) * size),
          row: Math.floor(((y - left.top) / (left.bottom - left.top)) * size),
        };
      }
      if (!right || x < right.left || x > right.right) return undefined;
      return { column: Math.round(zero + ((x - right.left) / (right.right - right.left)) * zero), row: zero };
    },
    describe: ({ column, row }) =>
      t(
        "frequency.at",
        formatNumber(frequency(column), 3),
        formatNumber(frequency(row), 3),
        formatNumber(response!.magnitude[row * size + column]!),
      ),
  });
  const none = h("div", {});
  const frame = card(session.page, {
    id: "frequency",
    title: t("frequency.title"),
    hint: t("frequency.hint"),
    body: [none, plot.element],
    picture: () => draw,
    table: () => ({
      columns: [
        { label: t("frequency.axis"), numeric: true },
        { label: t("frequency.horizontal"), numeric: true },
        { label: t("frequency.vertical"), numeric: true },
      ],
      rows: response ? zero + 1 : 0,
      cell: (row, column) =>
        column === 0 ? frequency(zero + row) : (column === 1 ? response!.horizontal : response!.vertical)[zero + row],
    }),
  });
  let shown = "";
  const update = (): void => {
    const own = kernelOf(session.selectedStep);
    const key = JSON.stringify(own ?? null);
    if (key === shown) return;
    shown = key;
    response = own && frequencyResponse(own.matrix, own.divisor, size);
    plot.element.hidden = !response;
    none.replaceChildren(...(response ? [] : [placeholder(t("frequency.none"))]));
    frame.setEmpty(!response);
    frame.changed();
    plot.draw();
  };
  session.on("calm", update);
  session.on("selected", update);
  update();
  return frame.element;
}
