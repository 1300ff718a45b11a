// The card with the Dirichlet energy after each layer, and the warning where neighbours have become all alike.

import type { LayersEvent } from "../../../engine";
import { card } from "../../card";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { icon } from "../../icons";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { noPredictions, placeholder, type RunCard, sampledCard } from "./parts";
import { shownMember } from "./shown";

export function dirichletCard(page: Page): RunCard {
  let energies: LayersEvent["dirichlet"] = [];
  let plot: Plot | undefined;
  const draw = (surface: Surface, width: number, height: number, colors: Theme, at?: number): void => {
    plot = drawEnergies(surface, width, height, colors, energies, at);
  };
  const bars = chart({
    label: `${t("dirichlet.title")}. ${t("dirichlet.keys")}`,
    testid: "dirichlet-chart",
    draw: (surface, width, height, colors, at) => draw(surface, width, height, colors, at?.column),
    extent: () => ({ columns: energies.length, rows: 1 }),
    find: (x) => {
      const column = plot && x >= plot.left && x < plot.right ? Math.floor(plot.invert(x, 0)[0]) : -1;
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => plot!.x(column + 0.5),
    describe: ({ column }) => {
      const own = energies[column];
      return own ? `${own.layer} · ${formatNumber(own.energy)}` : "";
    },
  });
  const waiting = h("div", {});
  const text = h("span", {});
  const warning = h("p", { class: "warning", testid: "dirichlet-warning" }, icon("warning"), text);
  const frame = card(page, {
    id: "dirichlet",
    title: t("dirichlet.title"),
    body: [waiting, warning, bars.element, h("p", { class: "muted" }, t("dirichlet.what"))],
    table: () => ({
      columns: [{ label: t("dirichlet.layer") }, { label: t("dirichlet.energy"), numeric: true }],
      rows: energies.length,
      cell: (row, column) => (column ? energies[row]!.energy : energies[row]!.layer),
    }),
    picture: () => draw,
  });
  const show = (run: Run): void => {
    const event = run.layers(shownMember(page, run));
    energies = event?.dirichlet ?? [];
    frame.setEmpty(!event);
    fill(waiting, event ? null : placeholder(noPredictions(run)));
    bars.element.hidden = !event;
    frame.setHint(event ? t("curves.at", formatCount(event.epoch)) : "");
    const smooth = run.warnings.find((told) => told.text.startsWith("Over-smoothing"));
    warning.hidden = !smooth;
    setText(text, smooth?.text ?? "");
    bars.draw();
    frame.changed();
  };
  const sampled = sampledCard(page, frame.element, show);
  return {
    element: frame.element,
    update(run, changes) {
      // The warning is a fact, and comes after the energies.
      sampled.update(run, { ...changes, samples: changes.samples || changes.facts });
    },
  };
}

function drawEnergies(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  energies: LayersEvent["dirichlet"],
  at?: number,
): Plot {
  const most = Math.max(1e-12, ...energies.map(({ energy }) => energy));
  const axisX: Axis = { domain: [0, Math.max(1, energies.length)], label: t("dirichlet.layer") };
  const axisY: Axis = { domain: [0, most * 1.15], label: t("dirichlet.energy") };
  const plot = plotArea(width, height, axisX, axisY);
  // Layers have names and no numbers, so the axis is drawn without its own.
  const unlabelled: Surface = {
    ...surface,
    text: (x, y, text, style) => {
      if (y < plot.bottom + 6 || y > plot.bottom + 20) surface.text(x, y, text, style);
    },
  };
  drawAxes(unlabelled, colors, plot, axisX, axisY);
  const room = plot.x(1) - plot.x(0);
  energies.forEach(({ layer, energy }, index) => {
    const [left, top] = [plot.x(index) + room * 0.2, plot.y(energy)];
    surface.rect(left, top, room * 0.6, plot.bottom - top, index === at ? colors.foreground : colors.series(0), 0.9);
    surface.text(plot.x(index + 0.5), top - 9, formatNumber(energy, 3), { color: colors.foreground, anchor: "middle" });
    const letters = Math.max(3, Math.floor(room / 6.2));
    const name = layer.length > letters ? `${layer.slice(0, letters - 1)}…` : layer;
    surface.text(plot.x(index + 0.5), plot.bottom + 13, name, { color: colors.muted, anchor: "middle" });
  });
  return plot;
}
