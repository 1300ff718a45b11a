// Lists of hyperedges: the ids of its nodes on one line each.

import { InputError } from "../../errors";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { growingLines } from "../growing";
import { Hash } from "../hash";
import { idSentence } from "./edge-list";
import type { Hypernetwork, NetworkOptions } from "./network";
import { NodeIds } from "./node-ids";
import { eachRecord, type Layout } from "./records";

/** Lines of three different lengths, or some longer than an edge with its weight and others not, are hyperedges. */
export function looksLikeHyperedges({ records }: Layout): boolean {
  const widths = records.map(({ cells }) => cells.filter((cell) => cell !== "").length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const ids = records.every(({ cells }) => cells.every((cell) => !/[.\s]/.test(cell)));
  const varied = counts.size >= 3 || (counts.size === 2 && Math.max(...widths) > 3);
  return ids && varied && Math.max(...widths) > 2 && most < 0.9 * widths.length;
}

/** Throws InputError for a file without hyperedges. */
export async function readHyperedges(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<Hypernetwork[]> {
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const ids = new NodeIds();
  const members = growingLines();
  const pointers = growingLines();
  const lines = growingLines();
  const seen = new Set<number>();
  let repeated = 0;
  await eachRecord(source, options, hash, assumptions, () => (record) => {
    const { bytes, scratch, starts, ends, cells, line } = record;
    pointers.push(members.length);
    lines.push(line);
    seen.clear();
    for (let i = 0; i < cells; i++) {
      if (starts[i] === ends[i]) continue;
      const quoted = starts[i] < 0;
      const node = quoted
        ? ids.node(scratch, -1 - starts[i], -1 - ends[i], line)
        : ids.node(bytes, starts[i], ends[i], line);
      if (seen.has(node)) repeated ||= line;
      else {
        seen.add(node);
        members.push(node);
      }
    }
  });
  const hyperedges = pointers.length;
  if (members.length === 0) {
    throw new InputError("There are no hyperedges in this file; each line names the nodes of one.", {
      file: source.name,
      line: 1,
    });
  }
  pointers.push(members.length);
  const { order, nodeLines, ...nodes } = ids.finish(true);
  const flat = members.finish();
  const hyperedgeLines = lines.finish();
  if (order) for (let i = 0; i < flat.length; i++) flat[i] = order[flat[i]];
  assumptions.push({ text: "Each line is a hyperedge: the ids of its nodes.", line: hyperedgeLines[0] });
  assumptions.push({ text: idSentence(nodes) });
  if (repeated > 0) assumptions.push({ text: "A node that a hyperedge names twice is in it once.", line: repeated });
  return [
    {
      name: source.name,
      format: "hyperedges",
      hash: hash.digest(),
      kind: "hypergraph",
      ...nodes,
      nodeLines,
      nodeColumns: [],
      hyperedges,
      pointers: pointers.finish(),
      members: flat,
      hyperedgeLines,
      hyperedgeColumns: [],
      assumptions,
      problems: [],
    },
  ];
}
