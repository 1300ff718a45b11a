// Whether a file begins like a graph: for lenses and the command line, which must not take a table of data for one.

import { adjacencyFrame, isSymmetric } from "./adjacency";
import { namedEnds } from "./edge-layout";
import { Beginning, graphFormatOf, graphFormats } from "./formats";
import { looksLikeHyperedges } from "./hyperedges";

/** Extensions of tables and texts that may hold a graph. */
const perhaps = /\.(txt|csv|tsv|tab|json|jsonl|dat)$/i;

/** Formats that a text is recognised as by its first words alone. */
const unmistakable = ["graphml", "gexf", "matrixmarket", "pajek", "gml", "dimacs"];

/** Cheap: `start` is the first few thousand bytes of the file, or all of it. */
export function isGraphLike(name: string, start: Uint8Array): boolean {
  const claimed = graphFormatOf(name);
  if (claimed && claimed.name !== "json") return true;
  if (!perhaps.test(name) && !claimed) return false;
  const part = start.subarray(0, 1 << 14);
  const whole = start.length <= part.length;
  const beginning = new Beginning(part, whole);
  if (claimed?.name === "json") return isGraphJson(new TextDecoder().decode(part));
  if (/\.jsonl$/i.test(name)) return isGraphJson(new TextDecoder().decode(part).split("\n", 1)[0]);
  const marked = graphFormats.find((format) => unmistakable.includes(format.name) && format.begins?.(beginning));
  if (marked) return true;
  const { layout } = beginning;
  const [first] = layout.records;
  if (!first || first.cells.length < 2) return false;
  if (/hyperedges/i.test(name) && looksLikeHyperedges(layout)) return true;
  const { records, comments } = layout;
  const width = first.cells.length;
  if (namedEnds(first.cells, true)) return width <= 3 || isGephi(first.cells);
  const frame = adjacencyFrame(layout, whole);
  if (frame?.rowNames && frame.names.length > 2) return true;
  if (frame && whole && !frame.header && isSymmetric(records.map(({ cells }) => cells))) return true;
  const plain =
    width <= 3 &&
    records.every(({ cells }) => cells.length === width && cells.slice(0, 2).every((cell) => /^\d+$/.test(cell)));
  const said = comments.some(({ text }) => /\b(nodes|edges|(un)?directed|graph|fromnodeid|a?sym)\b/i.test(text));
  if (!plain || said) return plain && said;
  const text = /\.txt$/i.test(name) && width === 2 && layout.delimiter !== 44;
  return text && records.length > 2 && looksLikeEdges(records.map(({ cells }) => cells));
}

/**
 * Without a word, a list of edges differs from a table of numbers in that its nodes come again and again, in one column
 * or in both, or in no order; a table of nodes has one line for each of them, in order or with labels that repeat.
 */
function looksLikeEdges(rows: readonly string[][]): boolean {
  const [sources, targets] = [0, 1].map((column) => new Set(rows.map((cells) => cells[column])));
  if (sources.size < 0.7 * rows.length) return true;
  if (targets.size < 0.7 * rows.length) return false;
  const ordered = rows.every((cells, row) => row === 0 || Number(cells[0]) > Number(rows[row - 1][0]));
  const both = [...targets].filter((target) => sources.has(target)).length;
  return !ordered || both >= 0.5 * targets.size;
}

/** Gephi's own columns, however many. */
const isGephi = (cells: readonly string[]) =>
  cells.includes("Source") && cells.includes("Target") && cells.includes("Type");

function isGraphJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  const has = (key: string) => new RegExp(`"${key}"\\s*:\\s*[[{]`).test(text);
  if (has("incidences")) return true;
  if (has("elements") && /"data"\s*:\s*\{/.test(text)) return true;
  // The links of a long file may lie beyond its beginning; NetworkX and D3 say more of themselves there.
  const ends = /"(source|from)"\s*:/.test(text) && /"(target|to)"\s*:/.test(text);
  return (
    (has("nodes") && (has("links") || has("edges") || has("adjacency") || /"(multigraph|directed)"\s*:/.test(text))) ||
    ((has("links") || has("edges")) && ends)
  );
}
