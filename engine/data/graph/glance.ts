// What a large graph file roughly holds, from its beginning and a few places further on, for a lens that cannot wait.

import { InputError } from "../../errors";
import { bytesSource } from "../bytes-source";
import type { Assumption, ByteSource } from "../dataset";
import { chooseGraphFormat } from "./formats";
import { plainInteger, Words } from "./lines";
import type { Network } from "./network";

/** Bytes of the beginning that are read as a graph, and of each further place. */
const startBytes = 1 << 18;
const placeBytes = 1 << 16;
const places = 3;

export interface NetworkGlance {
  format: string;
  kind: "graph" | "hypergraph";
  /** Estimates. */
  nodes: number;
  edges: number;
  directed: boolean;
  weighted: boolean;
  assumptions: Assumption[];
}

/** Reads some two megabytes at most. Throws InputError where the beginning is no graph. */
export async function glanceNetwork(source: ByteSource): Promise<NetworkGlance> {
  const format = await chooseGraphFormat(source);
  const start = await source.read(0, Math.min(source.size, startBytes));
  const parts = [start];
  for (let place = 1; place <= places && source.size > start.length; place++) {
    const offset = Math.max(start.length, Math.floor(((source.size - placeBytes) * place) / places));
    parts.push(await source.read(offset, placeBytes));
  }
  const seen = parts.reduce((sum, { length }) => sum + length, 0);
  const text: Assumption = {
    text: `Counts are estimates from ${Math.round(seen / 1024)} of ${Math.round(source.size / 1024)} KB; open the graph for the exact ones.`,
  };
  if (["edges", "hyperedges", "cites"].includes(format.name)) {
    const [network] = await format.read(bytesSource(source.name, wholeLines(start)));
    return { ...estimateLines(network, parts, source.size), assumptions: [...network.assumptions, text] };
  }
  return { ...(await estimateMarks(format.name, parts, source)), assumptions: [text] };
}

/** Up to the last line break, so that no line is cut. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const last = bytes.lastIndexOf(10);
  return last < 0 ? bytes : bytes.subarray(0, last + 1);
}

function estimateLines(network: Network, parts: readonly Uint8Array[], size: number) {
  const count = network.kind === "graph" ? network.sources.length : network.hyperedges;
  const words = new Words(true, true);
  let [lines, bytes, largest] = [0, 0, -1];
  const ids = new Set<number>();
  for (const [index, part] of parts.entries()) {
    // A place may begin within a line.
    let start = index === 0 ? 0 : part.indexOf(10) + 1;
    for (let end = part.indexOf(10, start); end >= 0; end = part.indexOf(10, start)) {
      lines++;
      bytes += end + 1 - start;
      words.cut(part, start, end);
      for (let i = 0; i < Math.min(2, words.count); i++) {
        const id = plainInteger(part, words.starts[i], words.ends[i]);
        if (id > largest) largest = id;
        if (id >= 0) ids.add(id);
      }
      start = end + 1;
    }
  }
  const edges = Math.max(count, Math.round((lines * size) / Math.max(1, bytes)));
  // Ids that fill their range so far are likely to fill it to its end.
  const likely =
    largest + 1 <= 2 * edges && ids.size > 0 ? largest + 1 : Math.round((network.nodes * edges) / Math.max(1, count));
  return {
    format: network.format,
    kind: network.kind,
    nodes: Math.max(network.nodes, Math.min(likely, 2 * edges)),
    edges,
    directed: network.kind === "graph" && network.directed,
    weighted: network.weights !== undefined,
  };
}

const decoder = new TextDecoder();

/** What begins a node and an edge in formats that say it, or the counts of a header. */
const marks: Record<string, { node: RegExp; edge: RegExp }> = {
  graphml: { node: /<(\w+:)?node[\s>/]/g, edge: /<(\w+:)?(hyper)?edge[\s>/]/g },
  gexf: { node: /<(\w+:)?node[\s>/]/g, edge: /<(\w+:)?edge[\s>/]/g },
  gml: { node: /\bnode\s*\[/g, edge: /\bedge\s*\[/g },
  json: { node: /"(id|key)"\s*:/g, edge: /"source"\s*:/g },
  hif: { node: /"attrs"\s*:/g, edge: /"edge"\s*:/g },
  content: { node: /\n/g, edge: /(?!)/g },
  adjacency: { node: /\n/g, edge: /(?!)/g },
};

async function estimateMarks(format: string, parts: readonly Uint8Array[], source: ByteSource) {
  const head = decoder.decode(parts[0]);
  const found = headerCounts(format, head) ?? (await countMarks(marks[format] ?? marks.content, parts, source));
  if (found.nodes === 0 && found.edges === 0) {
    throw new InputError("The beginning of this file holds no graph.", { file: source.name, line: 1 });
  }
  return {
    format,
    kind: ["hif", "hgr"].includes(format) ? ("hypergraph" as const) : ("graph" as const),
    ...found,
    directed:
      /edgedefault="directed"|defaultedgetype="directed"|\bdirected\s+1\b|"directed"\s*:\s*true|\*arcs|^p sp|matrix \w+ \w+ general/im.test(
        head,
      ),
    weighted: /"weight"|\bweight\b|^a \d+ \d+ \d|matrix coordinate (real|integer)/im.test(head),
  };
}

/** Nodes stand before edges: where they end is found by halving, and both parts are counted by how dense they are. */
async function countMarks(
  { node, edge }: { node: RegExp; edge: RegExp },
  parts: readonly Uint8Array[],
  source: ByteSource,
) {
  const count = (part: Uint8Array, pattern: RegExp) => [...decoder.decode(part).matchAll(pattern)].length;
  const [start, ...others] = parts;
  if (start.length >= source.size) return { nodes: count(start, node), edges: count(start, edge) };
  let [from, to] = count(start, edge) > 0 ? [0, start.length] : [start.length, source.size];
  while (to - from > placeBytes) {
    const middle = (from + to) >> 1;
    const part =
      middle < start.length ? start.subarray(middle, middle + placeBytes) : await source.read(middle, placeBytes);
    if (count(part, edge) > 0) to = middle;
    else from = middle;
  }
  const before = start.subarray(0, Math.min(start.length, to));
  const behind = others.reduce((sum, { length }) => sum + length, 0);
  const edgesBehind = others.reduce((sum, part) => sum + count(part, edge), 0);
  return {
    nodes: Math.round((count(before, node) * to) / before.length),
    edges: Math.round((edgesBehind * (source.size - to)) / Math.max(1, behind)),
  };
}

function headerCounts(format: string, text: string): { nodes: number; edges: number } | undefined {
  const pattern = {
    matrixmarket: /^%%[^\n]*\n(?:%[^\n]*\n|\s*\n)*\s*(?<nodes>\d+)\s+\d+\s+(?<edges>\d+)/,
    dimacs: /^p\s+\w+\s+(?<nodes>\d+)\s+(?<edges>\d+)/m,
    hgr: /^(?:%[^\n]*\n|\s)*(?<edges>\d+)\s+(?<nodes>\d+)/,
    pajek: /^\*vertices\s+(?<nodes>\d+)/im,
  }[format];
  const counts = pattern?.exec(text)?.groups;
  if (!counts) return undefined;
  const lines = text.split("\n").length;
  return { nodes: Number(counts.nodes), edges: Number(counts.edges ?? lines) };
}
