// Curves over epochs on the screen: uPlot, thinned to the pixels there are, with crosshair, zoom, direct labels and best epoch.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { h } from "../dom";
import { formatCount, formatNumber, formatTick } from "../format";
import { t } from "../strings";
import { extent } from "./axes";
import { type CurveGroup, type CurveLine, isDashed, type Reference } from "./curveSet";
import { spread } from "./labels";
import { align, lowerBound, Smoother } from "./series";
import { onThemeChange, theme } from "./theme";

export interface CurvesView {
  groups: CurveGroup[];
  /** Name of what is drawn, for the y axis. */
  metric: string;
  log: boolean;
  /** Weight of the past, 0 for none. */
  smoothing: number;
  /** Shown epochs; all without it. */
  zoom?: [number, number];
  mark?: { epoch: number; value: number; color: number };
  references?: Reference[];
}

export interface CurvesEvents {
  /** The epoch under the crosshair; undefined when it leaves. */
  cursor(epoch: number | undefined): void;
  zoom(range: [number, number] | undefined): void;
  /** The first point of a chart that had none is on the screen. */
  first(): void;
}

// How much of the past the value labels at the right need.
const labelRoom = 64;
const maximalLabels = 6;

export class Curves {
  readonly element: HTMLElement;
  readonly #events: CurvesEvents;
  readonly #smoothers = new Map<string, Smoother>();
  #plot?: uPlot;
  #layout = "";
  #view: CurvesView = { groups: [], metric: "", log: false, smoothing: 0 };
  #epoch?: number;
  #drawn = false;
  /** Set while this chart follows another's crosshair. */
  #following = false;

  constructor(label: string, events: CurvesEvents, testid: string) {
    this.#events = events;
    this.element = h("div", {
      class: "curves",
      testid,
      attrs: { role: "application", "aria-roledescription": t("curves.role"), "aria-label": label, tabindex: 0 },
      on: {
        keydown: (event) => this.#key(event),
        dblclick: () => events.zoom(undefined),
        focusout: () => this.#point(undefined),
      },
    });
    new ResizeObserver(() => {
      const { width, height } = this.#size();
      if (this.#plot && (this.#plot.width !== width || this.#plot.height !== height)) {
        this.#plot.setSize({ width, height });
        this.#feed();
      } else if (!this.#plot) this.#feed();
    }).observe(this.element);
    onThemeChange(() => {
      this.#layout = "";
      this.#feed();
    });
  }

  draw(view: CurvesView): void {
    this.#view = view;
    this.#feed();
  }

  /** Follows the crosshair of another chart of the same epochs. */
  follow(epoch: number | undefined): void {
    this.#following = true;
    this.#move(epoch);
    this.#following = false;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.element.clientWidth), height: Math.max(120, this.element.clientHeight) };
  }

  get #lines(): CurveLine[] {
    return this.#view.groups.flatMap(({ lines }) => lines);
  }

  /** All epochs there are, at least two wide, so that the first point has an axis. */
  get #all(): [number, number] {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const { x } of this.#lines) {
      if (!x.length) continue;
      low = Math.min(low, x[0]!);
      high = Math.max(high, x[x.length - 1]!);
    }
    return low > high ? [1, 2] : [low, Math.max(high, low + 1)];
  }

  #feed(): void {
    const { width, height } = this.#size();
    if (!this.element.clientWidth) return;
    const lines = this.#lines;
    const smooth = this.#view.smoothing > 0;
    const [from, to] = this.#view.zoom ?? this.#all;
    const smoothed = smooth ? lines.map((line) => ({ x: line.x, y: this.#smoother(line).extend(line.y) })) : [];
    const aligned = align([...lines, ...smoothed], from, to, Math.max(50, Math.floor(width - 110)));
    const ys = this.#view.log
      ? aligned.ys.map((y) => y.map((value) => (value !== null && value > 0 ? value : null)))
      : aligned.ys;
    const { log, metric, references } = this.#view;
    const layout = JSON.stringify([lines.map(({ id }) => id), smooth, log, metric, references]);
    const data = [aligned.x, ...ys] as uPlot.AlignedData;
    if (layout !== this.#layout) {
      this.#layout = layout;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(width, height, lines, smooth), data, this.element);
    } else {
      this.#plot!.setData(data, false);
    }
    this.#plot!.batch(() => {
      this.#plot!.setScale("x", { min: from, max: to });
    });
    if (!this.#drawn && aligned.x.length) {
      this.#drawn = true;
      requestAnimationFrame(() => this.#events.first());
    }
    if (this.#epoch !== undefined) this.#move(this.#epoch);
  }

  #smoother(line: CurveLine): Smoother {
    const id = `${line.id}/${this.#view.metric}`;
    let smoother = this.#smoothers.get(id);
    if (smoother?.weight !== this.#view.smoothing || smoother.values.length > line.y.length) {
      smoother = new Smoother(this.#view.smoothing);
      this.#smoothers.set(id, smoother);
    }
    return smoother;
  }

  #options(width: number, height: number, lines: CurveLine[], smooth: boolean): uPlot.Options {
    const colors = theme();
    const font = `11px ${colors.font}`;
    const held = this.#view.references?.map(({ value }) => value) ?? [];
    const series = (line: CurveLine, faint: boolean): uPlot.Series => ({
      stroke: colors.series(line.color),
      alpha: faint ? 0.28 : 1,
      width: isDashed(line) ? 2 : 1.75,
      dash: isDashed(line) ? [6, 4] : undefined,
      spanGaps: true,
      points: { show: (plot) => plot.data[0].length < 3, size: 6, fill: colors.series(line.color) },
    });
    const axis = { stroke: colors.muted, font, labelFont: font, labelGap: 0, ticks: { show: false } };
    const grid = { stroke: colors.grid, width: 1 };
    return {
      width,
      height,
      padding: [10, lines.length <= maximalLabels ? labelRoom : 16, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 7 },
        drag: { x: true, y: false, setScale: false },
      },
      scales: {
        x: { time: false, auto: false },
        y: {
          distr: this.#view.log ? 3 : 1,
          range: (_, low, high) => (this.#view.log ? logExtent(low, high) : extent([low, high, ...held], 0.06)),
        },
      },
      axes: [
        {
          ...axis,
          grid,
          label: t("curves.epoch"),
          labelSize: 18,
          size: 26,
          space: 70,
          incrs: wholeSteps,
          values: (_, ticks) => ticks.map(formatTick),
        },
        {
          ...axis,
          grid,
          label: this.#view.metric,
          labelSize: 18,
          size: 46,
          space: 36,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : formatTick(tick))),
        },
      ],
      series: [
        {},
        ...lines.map((line) => series(line, smooth)),
        ...(smooth ? lines.map((line) => series(line, false)) : []),
      ],
      hooks: {
        draw: [(plot) => this.#decorate(plot)],
        setCursor: [(plot) => this.#hovered(plot)],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
  }

  /** Best epoch and the latest values, written where the curves end. */
  #decorate(plot: uPlot): void {
    const context = plot.ctx;
    const ratio = devicePixelRatio;
    const colors = theme();
    const { left, top, width, height } = plot.bbox;
    context.save();
    for (const { value, label } of this.#view.references ?? []) {
      const y = plot.valToPos(value, "y", true);
      context.strokeStyle = context.fillStyle = colors.muted;
      context.lineWidth = ratio;
      context.setLineDash([2 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
      context.setLineDash([]);
      context.font = `${11 * ratio}px ${colors.font}`;
      context.textBaseline = "bottom";
      context.textAlign = "left";
      context.fillText(label, left + 6 * ratio, y - 2 * ratio);
    }
    const mark = this.#view.mark;
    const visible = mark && mark.epoch >= plot.scales.x!.min! && mark.epoch <= plot.scales.x!.max!;
    if (visible) {
      const x = plot.valToPos(mark.epoch, "x", true);
      const y = plot.valToPos(mark.value, "y", true);
      context.strokeStyle = colors.muted;
      context.lineWidth = ratio;
      context.setLineDash([2 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x, top + height);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = colors.background;
      context.strokeStyle = colors.series(mark.color);
      context.lineWidth = 2 * ratio;
      context.beginPath();
      context.arc(x, y, 4 * ratio, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      context.fillStyle = colors.muted;
      context.font = `${11 * ratio}px ${colors.font}`;
      context.textBaseline = "top";
      const text = t("curves.best", formatCount(mark.epoch));
      const before = x + context.measureText(text).width + 8 * ratio > left + width;
      context.textAlign = before ? "right" : "left";
      context.fillText(text, x + (before ? -6 : 6) * ratio, top + 2 * ratio);
    }
    this.#label(plot, context, ratio);
    context.restore();
  }

  #label(plot: uPlot, context: CanvasRenderingContext2D, ratio: number): void {
    const lines = this.#lines;
    if (lines.length > maximalLabels) return;
    const colors = theme();
    const { left, top, width, height } = plot.bbox;
    const offset = this.#view.smoothing > 0 ? lines.length : 0;
    const single = this.#view.groups.length === 1;
    const labels = lines.flatMap((line, index) => {
      const y = lastValue(plot.data[1 + offset + index]!);
      if (y === undefined) return [];
      const at = plot.valToPos(y, "y", true);
      const text =
        single && line.split
          ? t(line.split === "train" ? "split.train.short" : "split.validation.short")
          : this.#view.groups.find(({ id }) => id === line.group)!.label;
      return [{ at, text, color: colors.series(line.color) }];
    });
    const shown = single
      ? labels
      : labels.filter((label, index) => labels.findIndex(({ text }) => text === label.text) === index);
    spread(shown, 14 * ratio, top + 6 * ratio, top + height - 4 * ratio);
    context.font = `${11 * ratio}px ${colors.font}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const { at, text, color } of shown) {
      context.fillStyle = color;
      context.fillText(shorten(context, text, (labelRoom - 8) * ratio), left + width + 6 * ratio, at);
    }
  }

  #hovered(plot: uPlot): void {
    if (this.#following) return;
    const left = plot.cursor.left ?? -1;
    if (left < 0) {
      if (this.#epoch !== undefined && document.activeElement !== this.element) this.#announce(undefined);
      return;
    }
    this.#announce(this.#nearest(plot.posToVal(left, "x")));
  }

  #announce(epoch: number | undefined): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#events.cursor(epoch);
  }

  /** The epoch nearest to this place that some curve has a value at. */
  #nearest(x: number): number | undefined {
    let best: number | undefined;
    for (const { x: epochs } of this.#lines) {
      const at = lowerBound(epochs, x);
      for (const candidate of [epochs[at - 1], epochs[at]]) {
        if (candidate !== undefined && (best === undefined || Math.abs(candidate - x) < Math.abs(best - x)))
          best = candidate;
      }
    }
    return best;
  }

  #selected(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 5) return;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    const from = Math.round(plot.posToVal(left, "x"));
    const to = Math.round(plot.posToVal(left + width, "x"));
    if (to > from) this.#events.zoom([from, to]);
  }

  #move(epoch: number | undefined): void {
    if (!this.#plot) return;
    const left = epoch === undefined ? -10 : this.#plot.valToPos(epoch, "x");
    const was = this.#following;
    this.#following = true;
    this.#plot.setCursor({ left, top: epoch === undefined ? -10 : this.#plot.bbox.height / 2 / devicePixelRatio });
    this.#following = was;
    if (was) this.#epoch = epoch;
  }

  #point(epoch: number | undefined): void {
    this.#move(epoch);
    this.#announce(epoch);
  }

  #key(event: KeyboardEvent): void {
    const [low, high] = this.#view.zoom ?? this.#all;
    const at = this.#epoch ?? high;
    const step = (event.shiftKey ? 0.1 : 0) * (high - low);
    const go = (epoch: number): void => this.#point(this.#nearest(Math.min(high, Math.max(low, epoch))));
    const resize = (factor: number): void => {
      const half = Math.max(1, ((high - low) * factor) / 2);
      const [first, last] = this.#all;
      const range: [number, number] = [Math.max(first, Math.round(at - half)), Math.min(last, Math.round(at + half))];
      this.#events.zoom(range[0] <= first && range[1] >= last ? undefined : range);
    };
    const actions: Record<string, () => void> = {
      ArrowLeft: () => go(step ? at - step : this.#neighbour(at, -1)),
      ArrowRight: () => go(step ? at + step : this.#neighbour(at, 1)),
      Home: () => go(low),
      End: () => go(high),
      "+": () => resize(0.5),
      "=": () => resize(0.5),
      "-": () => resize(2),
      Escape: () => {
        if (this.#view.zoom) this.#events.zoom(undefined);
        else this.#point(undefined);
      },
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #neighbour(epoch: number, by: 1 | -1): number {
    let best: number | undefined;
    for (const { x } of this.#lines) {
      const candidate = by < 0 ? x[lowerBound(x, epoch) - 1] : x[lowerBound(x, epoch + 1e-9)];
      if (candidate !== undefined && (best === undefined || (by < 0 ? candidate > best : candidate < best)))
        best = candidate;
    }
    return best ?? epoch;
  }
}

/** Value of a line at this epoch, for the readout; undefined where it has none. */
export function valueAt(line: CurveLine, epoch: number | undefined): number | undefined {
  const index = epoch === undefined ? line.x.length - 1 : lowerBound(line.x, epoch);
  if (index < 0 || (epoch !== undefined && line.x[index] !== epoch)) return undefined;
  const value = line.y[index];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

export function readout(line: CurveLine, epoch: number | undefined): string {
  const value = valueAt(line, epoch);
  return value === undefined ? "–" : formatNumber(value);
}

// Epochs are counted in whole numbers.
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function logExtent(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !(low > 0)) return [0.1, 1];
  const pad = Math.max(1.05, (high / low) ** 0.06);
  return [low / pad, high * pad];
}

function lastValue(values: ArrayLike<number | null | undefined>): number | undefined {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

function shorten(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length)}…`;
}
