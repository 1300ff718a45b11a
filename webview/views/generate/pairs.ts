// The card with how columns hang together, two by two: among the real rows, among the generated ones, and where they differ.

import type { DistributionsEvent } from "../../../engine";
import { card } from "../../card";
import { cellAt, drawMatrices, type MatricesView, type MatrixGrid, matricesHeight } from "../../charts/matrices";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { h } from "../../dom";
import { formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { type RunCard, segments } from "../cards/parts";
import { shownMember } from "../cards/shown";
import { chart, type Reading } from "../picture/chart";
import { shades } from "./heat";

/** Pixels of a cell that its figure has room in. */
const ample = 34;

type Which = "both" | "difference";

export function pairsCard(page: Page): RunCard {
  let run: Run | undefined;
  let event: DistributionsEvent | undefined;
  let which: Which = "both";
  let grids: MatrixGrid[] = [];
  const names = (): string[] => event?.columns.map(({ name }) => name) ?? [];
  const paint = (surface: Surface, width: number, height: number, colors: Theme, at?: Reading): void => {
    if (event) grids = drawMatrices(surface, width, height, colors, viewOf(event, which, colors), at);
  };
  const choice = segments<Which>(
    t("pairs.which"),
    (value) => {
      which = value;
      draw();
    },
    "pairs-which",
  );
  const map = chart({
    label: `${t("pairs.title")}. ${t("pairs.keys")}`,
    testid: "pairs-chart",
    draw: paint,
    extent: () => ({ columns: names().length, rows: names().length }),
    begin: () => ({ column: 0, row: 0 }),
    find: (x, y) => cellAt(grids, names().length, x, y),
    place: ({ column }) => grids[0]!.left + (column + 0.5) * grids[0]!.size,
    describe: ({ column, row }) => {
      const { real, generated } = event!.pairs;
      const figures = t(
        "pairs.values",
        formatNumber(real[row]![column]!, 2),
        formatNumber(generated[row]![column]!, 2),
      );
      return `${names()[row]} × ${names()[column]} · ${figures}`;
    },
  });
  // As high as its matrices take.
  const grow = (): void => {
    const shape = { names: names(), ample, matrices: which === "both" ? 2 : 1 };
    map.element.style.minHeight = `${matricesHeight(shape, map.element.clientWidth)}px`;
  };
  new ResizeObserver(() => grow()).observe(map.element);
  const frame = card(page, {
    id: "pairs",
    title: t("pairs.title"),
    hint: t("pairs.hint"),
    controls: h("div", { class: "control-row" }, choice.element),
    body: map.element,
    table: () => {
      const all = names();
      return {
        columns: [
          { label: t("distributions.column") },
          { label: t("distributions.column") },
          { label: t("distributions.real"), numeric: true },
          { label: t("distributions.generated"), numeric: true },
        ],
        rows: all.length ** 2,
        cell: (at, column) => {
          const [row, other] = [Math.floor(at / all.length), at % all.length];
          const { real, generated } = event!.pairs;
          return [all[row], all[other], real[row]![other], generated[row]![other]][column];
        },
      };
    },
    picture: () => paint,
  });
  const draw = (): void => {
    event = run?.distributions(shownMember(page, run));
    // One column hangs together with nothing.
    frame.element.hidden = names().length < 2;
    choice.show(
      [
        { value: "both", label: t("pairs.both") },
        { value: "difference", label: t("pairs.difference") },
      ],
      which,
    );
    grow();
    map.draw();
    frame.changed();
  };
  page.choices.onChange((changed) => {
    if ("member" in changed) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.samples || changes.facts) draw();
    },
  };
}

function viewOf({ columns, pairs }: DistributionsEvent, which: Which, colors: Theme): MatricesView {
  const shade = shades(colors, 0.85);
  return {
    names: columns.map(({ name }) => name),
    matrices:
      which === "difference"
        ? [
            {
              title: t("pairs.differenceOf"),
              values: pairs.generated.map((row, index) =>
                row.map((value, other) => value - pairs.real[index]![other]!),
              ),
            },
          ]
        : [
            { title: t("made.real"), values: pairs.real },
            { title: t("made.generated"), values: pairs.generated },
          ],
    look: (value) => ({ fill: shade(value), text: colors.foreground }),
    ample,
  };
}
