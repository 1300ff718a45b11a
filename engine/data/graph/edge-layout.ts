// Which columns of a list of edges hold the ends, the weights and the directions, and whether its first line names them.

import { InputError } from "../../errors";
import { countOf, grouped, suggestion } from "../../words";
import type { Assumption } from "../dataset";
import { isMissing } from "../missing";
import { numberFromText } from "../numbers";
import type { NetworkOptions } from "./network";
import { blanks, type Layout, type SampleRecord } from "./records";
import { saysWeight, weightNames } from "./weights";

export interface EdgeLayout {
  width: number;
  names: string[];
  /** Line of the header; 0 where there is none or a comment names the columns. */
  headerLine: number;
  source: number;
  target: number;
  /** −1 for none. */
  weight: number;
  type: number;
  /** Byte of the decimal mark. */
  point: number;
  /** What the file says of directions; absent where it says nothing. */
  directed?: boolean;
}

/** Names of the two ends without blanks and signs; those after the gap are too short to speak for a graph alone. */
const strongPairs = [
  "source target|from to|src dst|src dest|node1 node2|fromnodeid tonodeid|sourceid targetid|fromid toid|nodefrom nodeto",
  "sourcenode targetnode|sender receiver|citing cited|follower followee|nodea nodeb|vertex1 vertex2|sourcenodeid targetnodeid",
].flatMap((line) => line.split("|").map((pair) => pair.split(" ")));
const weakPairs = "u v|id1 id2|start end|tail head|a b|i j|s t|origin destination|protein1 protein2|person1 person2"
  .split("|")
  .map((pair) => pair.split(" "));

const plainName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Indices of the columns whose names are those of ends; undefined without such. */
export function namedEnds(names: readonly string[], strong = false): [source: number, target: number] | undefined {
  const plain = names.map(plainName);
  for (const [from, to] of strong ? strongPairs : [...strongPairs, ...weakPairs]) {
    const [source, target] = [plain.indexOf(from), plain.indexOf(to)];
    if (source >= 0 && target >= 0) return [source, target];
  }
  return undefined;
}

const isNumber = (cell: string) => !Number.isNaN(numberFromText(cell.replace(",", ".")));

/** Judges by the first records. Throws InputError where no line has two cells, or a named column is not there. */
export function judgeEdges(
  layout: Layout,
  options: NetworkOptions,
  file: string,
  assumptions: Assumption[],
): EdgeLayout {
  const { records, comments, delimiter } = layout;
  if (records.length === 0) throw new InputError("There are no edges in this file.", { file, line: 1 });
  const widths = records.map(({ cells }) => cells.length);
  const width = Math.max(...widths);
  if (width < 2) {
    const text =
      "An edge needs two ends, and this line has one cell; separate them by a blank, tab, comma or semicolon.";
    throw new InputError(text, { file, line: records[0].line });
  }
  const named =
    delimiter === blanks ? "blanks" : { 9: "tabs", 44: "commas", 59: "semicolons", 124: "vertical bars" }[delimiter];
  assumptions.push({ text: `Cells are separated by ${named}.`, line: records[0].line });
  const [first, ...body] = records;
  const comment = comments.findLast(({ line }) => line < first.line);
  const fromComment = comment?.text.split(/[\s,;|]+/) ?? [];
  let names = Array.from({ length: width }, (_, index) => `column${index + 1}`);
  let headerLine = 0;
  if (isHeader(first, body)) {
    names = names.map((name, index) => first.cells[index]?.trim() || name);
    headerLine = first.line;
    assumptions.push({ text: `Line ${first.line} names the columns.`, line: first.line });
  } else if (fromComment.length === width && namedEnds(fromComment)) {
    names = fromComment;
    assumptions.push({ text: "The comment in front of the edges names the columns.", line: comment!.line });
  } else
    assumptions.push({ text: `No line names the columns; line ${first.line} is the first edge.`, line: first.line });
  const rows = headerLine > 0 ? body : records;
  const [source, target] = endsOf(names, options, file, headerLine);
  const others = names.map((_, index) => index).filter((index) => index !== source && index !== target);
  const cellsOf = (index: number) => rows.map(({ cells }) => cells[index] ?? "").filter((cell) => !isMissing(cell));
  const decimalComma =
    delimiter !== 44 && others.some((index) => cellsOf(index).some((cell) => /^[+-]?\d+,\d+$/.test(cell)));
  const type = others.find((index) => plainName(names[index]) === "type" && cellsOf(index).some(isDirection)) ?? -1;
  return {
    width,
    names,
    headerLine,
    source,
    target,
    weight: weightOf({
      names,
      others,
      cellsOf,
      options,
      file,
      line: rows[0]?.line,
      headed: headerLine > 0,
      assumptions,
    }),
    type,
    point: decimalComma ? 44 : 46,
    directed: statedDirection(layout, first.line, assumptions),
  };
}

export const isDirection = (cell: string) => /^(un)?directed$/i.test(cell);

/**
 * A first line is a header where it names ends, or has words over numbers. Where all is words, it is one only if a
 * later column tells: two words alone are an edge.
 */
function isHeader(first: SampleRecord, body: readonly SampleRecord[]): boolean {
  const { cells } = first;
  if (cells.every((cell) => isNumber(cell))) return false;
  // Names of one letter may be ids; numbers below them tell.
  const ends = namedEnds(cells);
  if (ends?.every((index) => cells[index].length > 1)) return true;
  return cells.some((cell, index) => {
    if (isNumber(cell) || isMissing(cell)) return false;
    const below = body.map((record) => record.cells[index] ?? "").filter((text) => !isMissing(text));
    return below.length > 0 && below.every(isNumber);
  });
}

function endsOf(names: string[], options: NetworkOptions, file: string, line: number): [number, number] {
  const find = (name: string) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new InputError(`There is no column “${name}” for the ends of edges${suggestion(name, names)}`, {
      file,
      line: line || undefined,
    });
  };
  const [source, target] = namedEnds(names) ?? [0, 1];
  if (options.source === undefined && options.target === undefined) return [source, target];
  const from = options.source === undefined ? undefined : find(options.source);
  const to = options.target === undefined ? undefined : find(options.target);
  const left = (index: number) => (source === index ? target : source);
  return [from ?? left(to!), to ?? left(from!)];
}

interface WeightSearch {
  names: string[];
  others: number[];
  cellsOf(index: number): string[];
  options: NetworkOptions;
  file: string;
  line: number | undefined;
  headed: boolean;
  assumptions: Assumption[];
}

function weightOf({ names, others, cellsOf, options, file, line, headed, assumptions }: WeightSearch): number {
  if (options.weight === null) return -1;
  if (options.weight !== undefined) {
    const index = others.find((other) => names[other] === options.weight);
    if (index !== undefined) return index;
    throw new InputError(`There is no column “${options.weight}” for weights${suggestion(options.weight, names)}`, {
      file,
    });
  }
  const allNumbers = (index: number) => cellsOf(index).length > 0 && cellsOf(index).every(isNumber);
  const named = weightNames.flatMap((name) => others.filter((index) => plainName(names[index]) === name));
  // A word among the weights is refused with its line when it is reached.
  const found =
    named.find(allNumbers) ?? named.find((index) => saysWeight(names[index]) && cellsOf(index).some(isNumber));
  if (found !== undefined) {
    assumptions.push({ text: `The weights are in the column “${names[found]}”.`, line });
    return found;
  }
  if (headed || names[others[0]] !== "column3" || others.length !== 1 || !allNumbers(others[0])) return -1;
  if (cellsOf(others[0]).every((cell) => /^\d{9,10}$/.test(cell))) {
    const text =
      "The third column looks like times (seconds since 1970), so it is kept as a column and all edges weigh 1.";
    assumptions.push({ text, line });
    return -1;
  }
  assumptions.push({ text: "The third column has no name and is taken for weights.", line });
  return others[0];
}

function statedDirection({ comments }: Layout, first: number, assumptions: Assumption[]): boolean | undefined {
  for (const { text, line } of comments) {
    if (line > first) break;
    const word = /\b(un)?directed\b/i.exec(text) ?? /^(a?sym|posweighted|bip)\s+\w+/i.exec(text);
    if (!word) continue;
    const directed = /^(directed|asym)/i.test(word[0]);
    assumptions.push({ text: `Edges are ${directed ? "directed" : "undirected"}, as the comment says.`, line });
    const counts = /saved once/i.test(text) ? " Each pair is listed once." : "";
    if (counts) assumptions[assumptions.length - 1].text += counts;
    return directed;
  }
  return undefined;
}

/** SNAP's comments count nodes and edges; where the file has others, that is said. */
export function compareCounts(
  comments: Layout["comments"],
  nodes: number,
  edges: number,
  assumptions: Assumption[],
): void {
  for (const { text, line } of comments) {
    const counts = /nodes:\s*(\d+)\s+edges:\s*(\d+)/i.exec(text);
    if (!counts) continue;
    const [statedNodes, statedEdges] = [Number(counts[1]), Number(counts[2])];
    if (statedNodes !== nodes || statedEdges !== edges) {
      assumptions.push({
        text: `The comment counts ${countOf(statedNodes, "node")} and ${countOf(statedEdges, "edge")}, but the file has ${grouped(nodes)} and ${grouped(edges)}.`,
        line,
      });
    }
    return;
  }
}
