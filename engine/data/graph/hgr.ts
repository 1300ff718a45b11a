// The .hgr files of hMETIS and its kin: hyperedges first in the header, nodes numbered from 1, weights by a flag.

import { InputError } from "../../errors";
import { countOf, grouped } from "../../words";
import type { Assumption, ByteSource, Column, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { eachLine, excerpt, Words } from "./lines";
import type { Hypernetwork, NetworkOptions } from "./network";
import { countFrom, lineText, numberFrom } from "./numbered";

/** Throws InputError with the line where the file differs from what its header counts. */
export async function readHgr(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Hypernetwork[]> {
  const file = source.name;
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const words = new Words();
  const numbers = growingFloats();
  const ends = growingLines();
  const lines = growingLines();
  let header: { hyperedges: number; nodes: number; flag: string; line: number } | undefined;
  let filled = 0;
  await eachLine(source, options, hash, assumptions, (bytes, start, end, line) => {
    if (bytes[start] === 37 && end > start) return;
    const count = words.cut(bytes, start, end);
    const place = { file, line };
    if (!header) {
      if (count === 0) return;
      const parts = lineText(bytes, start, end).split(/\s+/);
      const flag = parts[2] ?? "0";
      if (!["0", "1", "10", "11"].includes(flag)) {
        throw new InputError(
          `The third number of the header is 1, 10 or 11, and here it is “${excerpt(flag)}”.`,
          place,
        );
      }
      const hyperedges = countFrom(parts[0], "hyperedges", place);
      header = { hyperedges, nodes: countFrom(parts[1], "nodes", place), flag, line };
      return;
    }
    for (let i = 0; i < count; i++) numbers.push(numberFrom(bytes, words, i, "number", place));
    if (count > 0) filled++;
    ends.push(numbers.length);
    lines.push(line);
  });
  if (!header)
    throw new InputError("The header with the numbers of hyperedges and nodes is missing.", { file, line: 1 });
  const { hyperedges, nodes, flag } = header;
  if (nodes === 0) throw new InputError("This hypergraph has no nodes.", { file, line: header.line });
  const nodeWeighted = flag.length === 2;
  const wanted = hyperedges + (nodeWeighted ? nodes : 0);
  const rows = { ends: ends.finish(), lines: lines.finish() };
  // Blank lines are hyperedges without nodes only where the header counts so many lines.
  const skipBlank = filled >= wanted;
  const kept = [...rows.lines.keys()].filter((row) => !skipBlank || rows.ends[row] > (rows.ends[row - 1] ?? 0));
  if (kept.length < wanted || filled > wanted) {
    const text = `The header counts ${countOf(hyperedges, "hyperedge")}${nodeWeighted ? ` and ${countOf(nodes, "weight")} of nodes` : ""}, but ${grouped(skipBlank ? filled : kept.length)} lines follow.`;
    throw new InputError(text, { file, line: header.line });
  }
  const all = numbers.finish();
  const rowOf = (row: number) => all.subarray(rows.ends[kept[row] - 1] ?? 0, rows.ends[kept[row]]);
  const weighted = flag.endsWith("1");
  const weights = weighted ? new Float64Array(hyperedges) : undefined;
  const members = growingLines();
  const pointers = new Uint32Array(hyperedges + 1);
  let empty = 0;
  for (let edge = 0; edge < hyperedges; edge++) {
    const row = rowOf(edge);
    const place = { file, line: rows.lines[kept[edge]] };
    if (weights) {
      if (row.length === 0)
        throw new InputError("This hyperedge has no weight, but the header says that all have.", place);
      weights[edge] = row[0];
    }
    const nodesOfEdge = new Set(weights ? row.subarray(1) : row);
    for (const node of nodesOfEdge) {
      if (!Number.isInteger(node) || node < 1 || node > nodes) {
        throw new InputError(`${node} is no node: they are numbered from 1 to ${grouped(nodes)}.`, place);
      }
      members.push(node - 1);
    }
    pointers[edge + 1] = members.length;
    if (nodesOfEdge.size === 0) empty ||= place.line;
  }
  assumptions.push({ text: "The header counts hyperedges, then nodes; nodes are numbered from 1.", line: header.line });
  assumptions.push({
    text: weighted ? "Each hyperedge begins with its weight." : "Every hyperedge weighs 1.",
    line: header.line,
  });
  if (empty > 0)
    assumptions.push({ text: "A blank line is a hyperedge without nodes, as the header counts it.", line: empty });
  const nodeColumns: Column[] = [];
  if (nodeWeighted) {
    const values = Float64Array.from({ length: nodes }, (_, node) => rowOf(hyperedges + node)[0]);
    nodeColumns.push({ name: "weight", type: "number", storage: "numeric", values, missing: 0 });
    assumptions.push({ text: "The lines after the hyperedges are weights of the nodes." });
  }
  return [
    {
      name: file,
      format: "hgr",
      hash: hash.digest(),
      kind: "hypergraph",
      nodes,
      firstId: 1,
      nodeColumns,
      hyperedges,
      pointers,
      members: members.finish(),
      weights: options.weight === null ? undefined : weights,
      hyperedgeLines: Uint32Array.from({ length: hyperedges }, (_, edge) => rows.lines[kept[edge]]),
      hyperedgeColumns: [],
      assumptions,
      problems: [],
    },
  ];
}
