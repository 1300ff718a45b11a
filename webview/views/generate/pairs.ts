// The card with how columns hang together, two by two: among the real rows, among the generated ones, and where they differ.

import type { DistributionsEvent } from "../../../engine";
import { card } from "../../card";
import { type Surface, shifted } from "../../charts/surface";
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

type Which = "both" | "difference";

interface Grid {
  left: number;
  top: number;
  size: number;
}

export function pairsCard(page: Page): RunCard {
  let run: Run | undefined;
  let event: DistributionsEvent | undefined;
  let which: Which = "both";
  let grids: Grid[] = [];
  const names = (): string[] => event?.columns.map(({ name }) => name) ?? [];
  const paint = (surface: Surface, width: number, height: number, colors: Theme, at?: Reading): void => {
    if (event) grids = drawPairs(surface, width, height, colors, event, which, at);
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
    find: (x, y) => {
      for (const { left, top, size } of grids) {
        const [column, row] = [Math.floor((x - left) / size), Math.floor((y - top) / size)];
        if (column >= 0 && row >= 0 && column < names().length && row < names().length) return { column, row };
      }
      return undefined;
    },
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
    const { clientWidth: width } = map.element;
    const count = Math.max(1, names().length);
    const head = 44 + roomOf(names());
    const matrices = which === "both" && isStacked(width, count, roomOf(names())) ? 2 : 1;
    map.element.style.minHeight = `${matrices * (head + count * Math.min(largest, Math.max(18, 260 / count)))}px`;
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

/** Letters of a column's name at most, and the pixels that they take. */
const lettersOf = (names: readonly string[]): number => Math.min(12, Math.max(0, ...names.map(({ length }) => length)));
const roomOf = (names: readonly string[]): number => 10 + 6.2 * lettersOf(names);

/** Pixels of a cell at most, and of cells that need not be smaller. */
const [largest, ample] = [56, 34];

/** Whether two matrices stand better under one another. */
const isStacked = (width: number, count: number, room: number): boolean => (width / 2 - room - 12) / count < ample;

function drawPairs(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { columns, pairs }: DistributionsEvent,
  which: Which,
  at?: Reading,
): Grid[] {
  const count = columns.length;
  const matrices: [string, number[][]][] =
    which === "difference"
      ? [
          [
            t("pairs.differenceOf"),
            pairs.generated.map((row, index) => row.map((value, other) => value - pairs.real[index]![other]!)),
          ],
        ]
      : [
          [t("made.real"), pairs.real],
          [t("made.generated"), pairs.generated],
        ];
  const names = columns.map(({ name }) => name);
  const letters = lettersOf(names);
  const room = roomOf(names);
  const stacked = matrices.length > 1 && isStacked(width, count, room);
  const [wide, tall] = stacked ? [width, height / 2] : [width / matrices.length, height];
  const size = Math.max(4, Math.min(largest, (wide - room - 12) / count, (tall - room - 26) / count));
  const shade = shades(colors, 0.85);
  const short = (name: string): string => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name);
  return matrices.map(([title, matrix], index) => {
    const [left, top] = stacked ? [0, index * tall] : [index * wide, 0];
    const own = shifted(surface, left, top);
    own.text(room, 10, title, { color: colors.foreground, bold: true });
    const grid: Grid = { left: left + room, top: top + room + 18, size };
    const [x0, y0] = [room, room + 18];
    matrix.forEach((row, rowIndex) => {
      own.text(x0 - 6, y0 + (rowIndex + 0.5) * size, short(columns[rowIndex]!.name), {
        color: colors.muted,
        anchor: "end",
      });
      own.text(x0 + (rowIndex + 0.5) * size, y0 - 6, short(columns[rowIndex]!.name), {
        color: colors.muted,
        upright: true,
      });
      row.forEach((value, column) => {
        own.rect(x0 + column * size, y0 + rowIndex * size, size - 1, size - 1, shade(value));
        if (size >= 30)
          own.text(x0 + (column + 0.5) * size, y0 + (rowIndex + 0.5) * size, value.toFixed(2).replace("-", "−"), {
            color: colors.foreground,
            anchor: "middle",
            size: size >= 40 ? 11 : 9,
          });
      });
    });
    if (at) {
      const [x, y] = [x0 + at.column * size - 1, y0 + at.row * size - 1];
      own.polyline([x, y, x + size + 1, y, x + size + 1, y + size + 1, x, y + size + 1, x, y], {
        color: colors.accent,
        width: 2,
      });
    }
    return grid;
  });
}
