// The card of a spectrum that is stored: its picture, the table of eigenvalues and what they tell, without the graph.

import type { Spectrum } from "../../../engine";
import { card } from "../../card";
import type { Plot } from "../../charts/axes";
import { h } from "../../dom";
import type { Page } from "../../page";
import { t } from "../../strings";
import { VirtualTable } from "../../virtualTable";
import { segments } from "../cards/parts";
import { chart } from "../picture/chart";
import { countText, describe, groupSource } from "./spectrum-card";
import {
  drawSpectrum,
  readingAt,
  readingsOf,
  type SpectrumLook,
  type SpectrumReading,
  type SpectrumView,
} from "./spectrum-chart";
import { type Group, groupsOf, groupsTable } from "./spectrum-groups";
import { showStatements } from "./spectrum-statements";

/** Hidden until there is a spectrum to show. */
export function reportCard(page: Page): { element: HTMLElement; show(spectrum: Spectrum): void } {
  let view: SpectrumView | undefined;
  let readings: SpectrumReading[] = [];
  let groups: Group[] = [];
  let plot: Plot | undefined;
  const picture = chart({
    label: `${t("spectrum.title")}. ${t("spectrum.reportKeys")}`,
    testid: "spectrum-chart",
    draw: (surface, width, height, colors, at) => {
      if (view) plot = drawSpectrum(surface, width, height, colors, view, at && readings[at.column]);
    },
    extent: () => ({ columns: readings.length, rows: 1 }),
    find: (x) => {
      const column = view && plot ? readingAt(view, readings, plot, x) : -1;
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => (view?.look === "index" ? plot!.x(column + 1) : plot!.x(readings[column]!.value)),
    describe: ({ column }) => describe(readings[column], groups),
  });
  const looks = segments<SpectrumLook>(t("spectrum.look"), (look) => arrange(look), "spectrum-look");
  const table = new VirtualTable(t("spectrum.table"), groupSource(groups), "spectrum-groups");
  const statements = h("ul", { class: "spectrum-statements", testid: "spectrum-statements" });
  const frame = card(page, {
    id: "spectrum",
    title: t("spectrum.title"),
    body: [
      h(
        "div",
        { class: "spectrum-results" },
        h("div", { class: "spectrum-plot" }, looks.element, picture.element),
        h("div", { class: "spectrum-groups" }, table.element),
      ),
      statements,
    ],
    table: () => groupsTable(groups),
    picture: () => (surface, width, height, colors) => {
      if (view) drawSpectrum(surface, width, height, colors, view);
    },
    isTable: true,
  });
  frame.element.hidden = true;

  const arrange = (look: SpectrumLook): void => {
    if (!view) return;
    const all: SpectrumLook[] = view.spectrum.density ? ["density"] : ["index", "multiplicity"];
    looks.show(
      all.length < 2
        ? []
        : all.map((value) => ({ value, label: t(`spectrum.look.${value as "index" | "multiplicity"}`) })),
      look,
    );
    view = { ...view, look };
    readings = readingsOf(view);
    picture.draw();
  };
  return {
    element: frame.element,
    show(spectrum) {
      const look = spectrum.density ? "density" : "index";
      view = { spectrum, look };
      groups = groupsOf(spectrum);
      frame.element.hidden = false;
      frame.setHint(`${spectrum.formula} · ${countText(spectrum.eigenvalues.length, spectrum)}`);
      table.show(groupSource(groups));
      showStatements(statements, spectrum);
      arrange(look);
    },
  };
}
