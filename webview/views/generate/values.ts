// Generated rows as a table that is drawn whole, with numbers as people read them.

import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { type Child, h } from "../../dom";
import { formatNumber } from "../../format";

export type Value = number | string;

/** Letters of a number beyond which it is rounded; those of a file stay as they are. */
const letters = 8;

export const valueText = (value: Value | undefined): string => columnText([value])[0]!;

/** Values of one column as people read them: short numbers with as many digits after the point as the one with most. */
export function columnText(values: readonly (Value | undefined)[]): string[] {
  const isShort = (value: Value | undefined): value is number =>
    typeof value === "number" && String(value).length <= letters;
  const decimals = Math.max(0, ...values.filter(isShort).map((value) => String(value).split(".")[1]?.length ?? 0));
  const exact = values.every((value) => typeof value !== "number" || isShort(value));
  return values.map((value) => {
    // A cell may be missing.
    if (value === undefined || value === "") return "–";
    if (typeof value === "string") return value;
    if (!isShort(value)) return formatNumber(value);
    return (exact ? value.toFixed(decimals) : String(value)).replace("-", "\u2212");
  });
}

export interface ValueRow {
  /** What the row is, in its first cell. */
  head: Child;
  values: readonly Value[];
  /** A real row that is held against the one above it. */
  isReal?: boolean;
}

/** One line a row, under the names of the columns. */
export function valuesTable(label: string, columns: readonly string[], rows: readonly ValueRow[], testid: string) {
  // A cell of a number may be missing.
  const numeric = columns.map((_, column) =>
    rows.every(({ values }) => typeof values[column] === "number" || values[column] === ""),
  );
  const texts = columns.map((_, column) => columnText(rows.map(({ values }) => values[column])));
  return h(
    "div",
    { class: "table-scroll", testid, attrs: { tabindex: 0, role: "region", "aria-label": label } },
    h(
      "table",
      { class: "plain values" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td"),
          columns.map((name, column) =>
            h("th", { class: numeric[column] ? "number" : "", attrs: { scope: "col" } }, name),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(({ head, isReal }, row) =>
          h(
            "tr",
            { class: isReal ? "values-real" : "" },
            h("th", { attrs: { scope: "row" } }, head),
            texts.map((text, column) => h("td", { class: numeric[column] ? "number" : "" }, text[row])),
          ),
        ),
      ),
    ),
  );
}

/** The first rows on paper, as many as there is room for. */
export function drawValues(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): void {
  const [line, left] = [22, 16];
  const room = (width - 2 * left) / Math.max(1, columns.length);
  const short = (text: string): string => text.slice(0, Math.max(1, Math.floor(room / 7)));
  columns.forEach((name, column) => {
    surface.text(left + column * room, 14, short(name), { color: colors.muted });
    rows.slice(0, Math.floor((height - 30) / line)).forEach((row, index) => {
      surface.text(left + column * room, 36 + index * line, short(valueText(row[column])), {
        color: colors.foreground,
      });
    });
  });
}
