// Citation networks: .cites files, alone or with the .content file and the split beside them.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { growingLines } from "../growing";
import { Hash } from "../hash";
import { type Content, readContent } from "./content";
import { eachLine, Words } from "./lines";
import type { EdgeNetwork, NetworkOptions } from "./network";
import { NodeIds } from "./node-ids";

interface Cites {
  /** The citing and the cited node of each line. */
  sources: Uint32Array;
  targets: Uint32Array;
  lines: Uint32Array;
  hash: string;
  assumptions: Assumption[];
}

/** A .cites file alone. Throws InputError with the line that has no two ids. */
export async function readCites(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  const ids = new NodeIds();
  const cites = await readPairs(source, ids, options);
  const { order, nodeLines, ...nodes } = ids.finish(true);
  if (order) {
    for (const ends of [cites.sources, cites.targets]) for (let e = 0; e < ends.length; e++) ends[e] = order[ends[e]];
  }
  return [
    network(source.name, { ...nodes, nodeLines, nodeColumns: [] }, cites, options, cites.hash, cites.assumptions),
  ];
}

/** A .content file alone: nodes without edges. */
export async function readContentAlone(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  const content = await readContent(source, options);
  const none = { sources: new Uint32Array(0), targets: new Uint32Array(0), lines: new Uint32Array(0) };
  content.assumptions.push({
    text: "There is no .cites file here, so the graph has no edges; open the folder with both.",
  });
  const cites = { ...none, hash: "", assumptions: [] };
  return [
    {
      ...network(source.name, nodesOf(content), cites, options, content.hash, content.assumptions),
      problems: content.problems,
    },
  ];
}

/** Both together; citations of papers without a line of content are left out and said. */
export async function readCitations(
  contentSource: ByteSource,
  citesSource: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork> {
  const content = await readContent(contentSource, options);
  const known = content.ids.count;
  const nodes = nodesOf(content, false);
  const cites = await readPairs(citesSource, content.ids, options);
  const kept = [...cites.lines.keys()].filter((e) => cites.sources[e] < known && cites.targets[e] < known);
  const dropped = cites.lines.length - kept.length;
  if (dropped > 0) {
    const first = cites.lines.findIndex((_, e) => cites.sources[e] >= known || cites.targets[e] >= known);
    cites.assumptions.push({
      text: `${countOf(dropped, "citation")} of ${countOf(content.ids.count - known, "paper")} without a line in ${contentSource.name} ${dropped === 1 ? "is" : "are"} left out (${citesSource.name}).`,
      line: cites.lines[first],
    });
  }
  const pick = (values: Uint32Array) => Uint32Array.from(kept, (e) => values[e]);
  const used = { ...cites, sources: pick(cites.sources), targets: pick(cites.targets), lines: pick(cites.lines) };
  const { ids, firstId } = content.ids.finish(false);
  const named = ids ? { ids: ids.slice(0, known) } : consecutive(firstId!, known);
  const said = [...content.assumptions, ...cites.assumptions];
  const whole = network(
    contentSource.name,
    { ...nodes, ...named },
    used,
    options,
    joinHashes(content.hash, cites.hash),
    said,
  );
  return { ...whole, problems: content.problems };
}

const consecutive = (firstId: number, known: number) => ({ ids: undefined, firstId, nodes: known });

/** One hash of several files. */
export function joinHashes(...hashes: string[]): string {
  const hash = new Hash();
  for (const one of hashes) hash.update(new TextEncoder().encode(one));
  return hash.digest();
}

function nodesOf(content: Content, finish = true) {
  const { order, nodeLines, ...ids } = finish
    ? content.ids.finish(false)
    : { nodes: content.ids.count, order: undefined, nodeLines: content.lines };
  return {
    ...ids,
    nodeLines: content.lines ?? nodeLines,
    nodeColumns: content.classes ? [content.classes] : [],
    features: content.features,
  };
}

async function readPairs(source: ByteSource, ids: NodeIds, options: ReadOptions): Promise<Cites> {
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const words = new Words(false, true);
  const [sources, targets, lines] = [growingLines(), growingLines(), growingLines()];
  await eachLine(source, options, hash, assumptions, (bytes, start, end, line) => {
    const count = words.cut(bytes, start, end);
    if (count === 0 || bytes[start] === 35) return;
    if (count !== 2) {
      const text = `A line of citations has two ids, the cited and the citing one, and this one has ${count}.`;
      throw new InputError(text, { file: source.name, line });
    }
    targets.push(ids.node(bytes, words.starts[0], words.ends[0], line));
    sources.push(ids.node(bytes, words.starts[1], words.ends[1], line));
    lines.push(line);
  });
  if (lines.length === 0) throw new InputError("There are no citations in this file.", { file: source.name, line: 1 });
  return {
    sources: sources.finish(),
    targets: targets.finish(),
    lines: lines.finish(),
    hash: hash.digest(),
    assumptions,
  };
}

function network(
  name: string,
  nodes: Pick<EdgeNetwork, "nodes" | "ids" | "firstId" | "nodeLines" | "nodeColumns" | "features">,
  cites: Cites,
  options: NetworkOptions,
  hash: string,
  assumptions: Assumption[],
): EdgeNetwork {
  const directed = options.directed ?? false;
  if (cites.lines.length > 0) {
    const way = directed ? "An edge goes from the citing to the cited paper" : "Citations are edges without direction";
    assumptions.push({ text: `${way}; each line has the cited one first.`, line: cites.lines[0] });
  }
  return {
    name,
    format: "citations",
    hash,
    kind: "graph",
    ...nodes,
    directed,
    sources: cites.sources,
    targets: cites.targets,
    edgeLines: cites.lines,
    edgeColumns: [],
    assumptions,
    problems: [],
  };
}
