// HIF: the interchange format of hypergraphs, incidences in JSON.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { ByteSource, ReadOptions } from "../dataset";
import { Attributes } from "./attributes";
import { graphObject, linesUnder } from "./json-text";
import type { Hypernetwork, NetworkOptions } from "./network";
import { NodeIds } from "./node-ids";
import { takeWeights } from "./weights";
import { pacer, readWholeText } from "./whole";

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Throws InputError with the line of an incidence without node or edge. */
export async function readHif(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Hypernetwork[]> {
  const file = source.name;
  const { bytes, text, hash, assumptions } = await readWholeText(source, options);
  const whole = graphObject(text, file);
  const list = (key: string) => (Array.isArray(whole[key]) ? (whole[key] as unknown[]) : []);
  if (!Array.isArray(whole.incidences)) {
    throw new InputError("A hypergraph in HIF has a list of “incidences”, and this file has none.", { file, line: 1 });
  }
  const pace = pacer(options);
  const [nodes, edges] = [new NodeIds(), new NodeIds()];
  const [nodeAttributes, edgeAttributes] = [new Attributes(), new Attributes()];
  /** The number of what an entry names. */
  const take = (ids: NodeIds, entry: unknown, key: "node" | "edge", line: number) => {
    const id = isObject(entry) ? entry[key] : undefined;
    if (typeof id !== "string" && typeof id !== "number") {
      throw new InputError(`This entry has no “${key}”; give it one.`, { file, line });
    }
    return ids.nodeOfText(String(id), line);
  };
  for (const [key, ids, attributes, single] of [
    ["nodes", nodes, nodeAttributes, "node"],
    ["edges", edges, edgeAttributes, "edge"],
  ] as const) {
    const lines = linesUnder(bytes, key);
    for (const [index, entry] of list(key).entries()) {
      await pace();
      const row = take(ids, entry, single, lines[index] ?? 1);
      const { weight, attrs } = entry as Fields;
      if (weight !== undefined && weight !== null) attributes.set("weight", row, weight);
      if (!isObject(attrs)) continue;
      for (const [name, value] of Object.entries(attrs)) {
        if (value === null) continue;
        attributes.declare(name, typeof value === "string");
        attributes.set(name, row, value);
      }
    }
  }
  const [declaredNodes, declaredEdges] = [nodes.count, edges.count];
  const members: Set<number>[] = [];
  const lines = linesUnder(bytes, "incidences");
  let weighted = 0;
  let repeated = 0;
  for (const [index, entry] of list("incidences").entries()) {
    await pace();
    const line = lines[index] ?? 1;
    const [node, edge] = [take(nodes, entry, "node", line), take(edges, entry, "edge", line)];
    const { weight, direction } = entry as Fields;
    if ((typeof weight === "number" && weight !== 1) || direction !== undefined) weighted ||= line;
    members[edge] ??= new Set();
    const set = members[edge];
    if (set.has(node)) repeated ||= line;
    set.add(node);
  }
  const say = (said: string, line?: number) => assumptions.push(line ? { text: said, line } : { text: said });
  const type = whole["network-type"];
  say(
    `The network is ${typeof type === "string" ? type : "of no stated type"}, and hyperedges are read as sets of nodes.`,
    1,
  );
  if (nodes.count === 0) throw new InputError("This hypergraph has no nodes.", { file, line: 1 });
  if (nodes.count > declaredNodes && declaredNodes > 0) {
    say(undeclared(nodes.count - declaredNodes, "node"));
  }
  if (weighted > 0) say("Weights and directions of incidences are left out.", weighted);
  if (repeated > 0) say("A node that a hyperedge names twice is in it once.", repeated);
  const pointers = new Uint32Array(edges.count + 1);
  for (let e = 0; e < edges.count; e++) pointers[e + 1] = pointers[e] + (members[e]?.size ?? 0);
  const flat = new Uint32Array(pointers[edges.count]);
  for (let e = 0; e < edges.count; e++) flat.set([...(members[e] ?? [])], pointers[e]);
  const empty = Array.from(pointers.subarray(1), (end, e) => end - pointers[e]).filter((size) => size === 0).length;
  const { nodeLines, ...ids } = nodes.finish(false);
  const { nodeLines: hyperedgeLines, ids: edgeIds, firstId } = edges.finish(false);
  if (empty > 0) say(`${countOf(empty, "hyperedge")} of the list of edges ${empty === 1 ? "has" : "have"} no nodes.`);
  if (edges.count > declaredEdges && declaredEdges > 0) {
    say(undeclared(edges.count - declaredEdges, "hyperedge"));
  }
  const context = { assumptions, problems: [], file, what: "hyperedge" };
  const columns = edgeAttributes.finish(edges.count, { ...context, lines: hyperedgeLines });
  const chosen = takeWeights(columns, options.weight, { ...context, lines: hyperedgeLines });
  return [
    {
      name: file,
      format: "hif",
      hash,
      kind: "hypergraph",
      ...ids,
      nodeLines,
      nodeColumns: nodeAttributes.finish(nodes.count, { ...context, lines: nodeLines }),
      hyperedges: edges.count,
      pointers,
      members: flat,
      weights: chosen.weights,
      hyperedgeIds: edgeIds ?? Array.from({ length: edges.count }, (_, e) => String(firstId! + e)),
      hyperedgeLines,
      hyperedgeColumns: chosen.columns,
      assumptions,
      problems: context.problems,
    },
  ];
}

function undeclared(count: number, what: "node" | "hyperedge"): string {
  const are = count === 1 ? "is" : "are";
  const list = what === "node" ? "nodes" : "edges";
  return `${countOf(count, what)} of incidences ${are} not in the list of ${list} and ${are} added.`;
}
