// The card with which labels occur together: in truth, as the configured head predicts, and where the two differ.

import { card } from "../../card";
import { cellAt, drawMatrices, type MatricesView, type MatrixGrid, matricesHeight } from "../../charts/matrices";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { splitLabel, t } from "../../strings";
import { noPredictions, placeholder, type RunCard, sampledCard, segments } from "../cards/parts";
import { shades } from "../generate/heat";
import { chart, type Reading } from "../picture/chart";
import { type Scores, shownScores } from "./scores";

/** Pixels of a cell whose shade is easily seen. */
const ample = 14;
/** Difference that has a full colour where none is larger. */
const least = 0.05;

type Which = "both" | "difference";

export function cooccurrenceCard(page: Page): RunCard {
  let run: Run | undefined;
  let scores: Scores | undefined;
  let which: Which = "both";
  let grids: MatrixGrid[] = [];
  const names = (): string[] => scores?.names ?? [];
  const paint = (surface: Surface, width: number, height: number, colors: Theme, at?: Reading): MatrixGrid[] =>
    scores ? drawMatrices(surface, width, height, colors, viewOf(scores, which, colors), at) : [];
  const choice = segments<Which>(
    t("pairs.which"),
    (value) => {
      which = value;
      if (run) draw(run);
    },
    "cooccurrence-which",
  );
  const drawing = chart({
    label: `${t("cooccurrence.title")}. ${t("pairs.keys")}`,
    testid: "cooccurrence-chart",
    draw: (...parts) => {
      grids = paint(...parts);
    },
    extent: () => ({ columns: names().length, rows: names().length }),
    begin: () => ({ column: 0, row: 0 }),
    find: (x, y) => cellAt(grids, names().length, x, y),
    place: ({ column }) => grids[0]!.left + (column + 0.5) * grids[0]!.size,
    describe: ({ column, row }) => describe(scores!, row, column),
  });
  const grow = (): void => {
    const shape = { names: names(), ample, matrices: which === "both" ? 2 : 1 };
    drawing.element.style.minHeight = `${matricesHeight(shape, drawing.element.clientWidth)}px`;
  };
  new ResizeObserver(grow).observe(drawing.element);
  const waiting = h("div", {});
  const frame = card(page, {
    id: "cooccurrence",
    title: t("cooccurrence.title"),
    controls: h("div", { class: "control-row" }, choice.element),
    body: [waiting, drawing.element, h("p", { class: "muted" }, t("cooccurrence.reading"))],
    table: () => {
      const count = names().length;
      return {
        columns: [
          { label: t("labels.from") },
          { label: t("labels.to") },
          { label: t("cooccurrence.truthRows"), numeric: true },
          { label: t("cooccurrence.predictedRows"), numeric: true },
          { label: t("cooccurrence.truth"), numeric: true },
          { label: t("cooccurrence.predicted"), numeric: true },
        ],
        rows: count ** 2,
        cell: (at, column) => {
          const [row, other] = [Math.floor(at / count), at % count];
          const { truthPairs, predictedPairs } = scores!.event;
          return [
            names()[row],
            names()[other],
            truthPairs[at],
            predictedPairs[at],
            shareOf(scores!, truthPairs, row, other),
            shareOf(scores!, predictedPairs, row, other),
          ][column];
        },
      };
    },
    picture: () => paint,
  });
  function draw(next: Run): void {
    run = next;
    scores = shownScores(page, run);
    frame.setEmpty(!scores);
    fill(waiting, scores ? null : placeholder(noPredictions(run)));
    (drawing.element.nextElementSibling as HTMLElement).hidden = drawing.element.hidden = !scores;
    if (!scores) return;
    frame.setHint(splitLabel(scores.event.evaluated));
    choice.show(
      [
        { value: "both", label: t("cooccurrence.show") },
        { value: "difference", label: t("pairs.difference") },
      ],
      which,
    );
    grow();
    drawing.draw();
    frame.changed();
  }
  return sampledCard(page, frame.element, draw);
}

/** Share of the rows with one label that carry the other; of a label and itself its share of all rows. NaN without rows. */
function shareOf({ names, rows }: Scores, pairs: readonly number[], label: number, other: number): number {
  const count = names.length;
  const own = pairs[label * count + label]!;
  if (label === other) return rows ? own / rows : Number.NaN;
  return own > 0 ? pairs[label * count + other]! / own : Number.NaN;
}

function viewOf(scores: Scores, which: Which, colors: Theme): MatricesView {
  const { names, event } = scores;
  const matrix = (pairs: readonly number[]): number[][] =>
    names.map((_, row) => names.map((_name, column) => shareOf(scores, pairs, row, column)));
  const [truth, predicted] = [matrix(event.truthPairs), matrix(event.predictedPairs)];
  if (which === "both")
    return {
      names,
      matrices: [
        { title: t("cooccurrence.truth"), values: truth },
        { title: t("cooccurrence.predicted"), values: predicted },
      ],
      look: (value) => colors.ramp(Number.isNaN(value) ? 0 : value),
      ample,
    };
  const shade = shades(colors, 0.85);
  const differences = truth.map((row, at) => row.map((value, column) => predicted[at]![column]! - value));
  const most = Math.max(least, ...differences.flat().map((value) => Math.abs(value) || 0));
  return {
    names,
    matrices: [{ title: t("cooccurrence.difference", formatNumber(most, 2)), values: differences }],
    look: (value) => ({ fill: shade(value / most), text: colors.foreground }),
    ample,
  };
}

function describe(scores: Scores, row: number, column: number): string {
  const { names, event } = scores;
  const at = row * names.length + column;
  const part = (pairs: readonly number[]): string =>
    `${formatCount(pairs[at]!)} (${formatNumber(shareOf(scores, pairs, row, column), 2)})`;
  const figures = t("cooccurrence.values", part(event.truthPairs), part(event.predictedPairs));
  return `${row === column ? names[row] : `${names[row]} → ${names[column]}`} · ${figures}`;
}
