// The table of graph formats: which reader takes which file, by extension and, where that says nothing, by content.

import { InputError } from "../../errors";
import type { ByteSource, ReadOptions } from "../dataset";
import { foreignKind } from "../magic";
import { adjacencyFrame, readAdjacency } from "./adjacency";
import { readCites, readContentAlone } from "./citations";
import { readDimacs } from "./dimacs";
import { readEdgeList } from "./edge-list";
import { readGexf } from "./gexf";
import { readGml } from "./gml";
import { readGraphMl } from "./graphml";
import { readHgr } from "./hgr";
import { readHif } from "./hif";
import { looksLikeHyperedges, readHyperedges } from "./hyperedges";
import { readMatrixMarket } from "./matrix-market";
import type { Network, NetworkOptions } from "./network";
import { readNodeLink } from "./node-link";
import { readPajek } from "./pajek";
import { judgeLayout, type Layout } from "./records";

/** The first bytes of a file, and what they look like as a table. */
export class Beginning {
  private judged: Layout | undefined;

  constructor(
    readonly start: Uint8Array,
    /** Whether they are all of it. */
    readonly whole: boolean,
  ) {}

  get layout(): Layout {
    this.judged ??= judgeLayout(this.start, this.whole);
    return this.judged;
  }
}

export interface GraphFormat {
  name: string;
  /** Lower case, with the dot; a longer one goes before a shorter one. */
  extensions: readonly string[];
  /** All graphs of the file, in most formats one. */
  read(source: ByteSource, options?: NetworkOptions & ReadOptions): Promise<Network[]>;
  /** Whether a file begins like one of this format, for files whose extension says nothing. */
  begins?(beginning: Beginning): boolean;
}

/** In the order in which content is tried; a list of edges takes every text. */
export const graphFormats: readonly GraphFormat[] = [
  { name: "hif", extensions: [".hif.json", ".hif"], read: readHif, begins: written(/^\s*\{[\s\S]*"incidences"\s*:/) },
  { name: "graphml", extensions: [".graphml"], read: readGraphMl, begins: written(/^\s*<[\s\S]*<graphml[\s>]/) },
  { name: "gexf", extensions: [".gexf"], read: readGexf, begins: written(/^\s*<[\s\S]*<(\w+:)?gexf[\s>]/i) },
  { name: "matrixmarket", extensions: [".mtx", ".mm"], read: readMatrixMarket, begins: written(/^%%MatrixMarket\b/i) },
  {
    name: "pajek",
    extensions: [".net", ".paj"],
    read: readPajek,
    begins: written(/^(\s|%[^\n]*\n)*\*(vertices|network)\b/i),
  },
  {
    name: "gml",
    extensions: [".gml"],
    read: readGml,
    begins: written(/^(\s|#[^\n]*\n|\w+\s+("[^"]*"|\d+)\s)*graph\s*\[/i),
  },
  {
    name: "dimacs",
    extensions: [".col", ".clq", ".dimacs", ".gr"],
    read: readDimacs,
    begins: written(/^(\s|c\b[^\n]*\n)*p\s+(edge|edges|col|sp|max)\s+\d+\s+\d+/),
  },
  { name: "json", extensions: [".json", ".cyjs"], read: readNodeLink, begins: written(/^\s*\{/) },
  { name: "hgr", extensions: [".hgr"], read: readHgr },
  { name: "content", extensions: [".content"], read: readContentAlone },
  { name: "cites", extensions: [".cites"], read: readCites },
  {
    name: "adjacency",
    extensions: [],
    read: readAdjacency,
    begins: ({ layout, whole }) => adjacencyFrame(layout, whole) !== undefined,
  },
  {
    name: "hyperedges",
    extensions: [".hyperedges"],
    read: readHyperedges,
    begins: ({ layout }) => looksLikeHyperedges(layout),
  },
  { name: "edges", extensions: [".edges", ".edgelist", ".el"], read: readEdgeList, begins: () => true },
];

/** What a format is judged by. */
const judgedBytes = 1 << 18;

/** The graph format that claims an extension; undefined when none does (.txt, .csv, none at all). */
export function graphFormatOf(name: string): GraphFormat | undefined {
  const lower = name.toLowerCase();
  return graphFormats.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)));
}

/** The format a file is read in. Throws InputError for an empty file and for pictures, archives and their like. */
export async function chooseGraphFormat(source: ByteSource): Promise<GraphFormat> {
  const file = source.name;
  if (source.size === 0) throw new InputError("The file is empty.", { file, line: 1 });
  const length = Math.min(source.size, judgedBytes);
  const start = await source.read(0, length);
  const foreign = foreignKind(start);
  if (foreign) throw new InputError(`This is ${foreign}, not a graph.`, { file });
  const beginning = new Beginning(start, start.length === source.size);
  const claimed = graphFormatOf(file);
  if (claimed && claimed.name !== "json") return claimed;
  if (!claimed && /hyperedges/i.test(file)) return graphFormats.find(({ name }) => name === "hyperedges")!;
  const byContent = graphFormats.find((format) => format.begins?.(beginning))!;
  return claimed && byContent.name !== "hif" ? claimed : byContent;
}

/** Reads a file as the graph it is, the first one of several. Throws InputError when nobody can read it. */
export async function readNetwork(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network> {
  const networks = await (await chooseGraphFormat(source)).read(source, options);
  const [first] = networks;
  if (networks.length > 1)
    first.assumptions.push({ text: `The file holds ${networks.length} graphs; this is the first.` });
  return first;
}

function written(pattern: RegExp): (beginning: Beginning) => boolean {
  return ({ start }) => pattern.test(new TextDecoder("utf-8").decode(start.subarray(0, 1 << 16)));
}
