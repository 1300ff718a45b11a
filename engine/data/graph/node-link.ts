// Graphs in JSON: node-link as D3 and NetworkX write it, NetworkX's adjacency, graphology's and Cytoscape's own.

import { InputError } from "../../errors";
import type { ByteSource, ReadOptions } from "../dataset";
import { NetworkBuilder } from "./builder";
import { graphObject, linesUnder } from "./json-text";
import type { Network, NetworkOptions } from "./network";
import { pacer, readWholeText } from "./whole";

type Fields = Record<string, unknown>;

/** What the dialects have in common once their wrappings are off. */
interface Parts {
  dialect: string;
  nodes: Fields[];
  edges: Fields[];
  nodeLines: number[];
  edgeLines: number[];
  directed: boolean | undefined;
  /** Of NetworkX's adjacency: neighbours of each node, one list a node. */
  adjacency?: Fields[][];
}

/** Throws InputError with the line where it is no graph. */
export async function readNodeLink(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network[]> {
  const file = source.name;
  const { bytes, text, hash, assumptions } = await readWholeText(source, options);
  const parts = partsOf(graphObject(text, file), (...keys) => linesUnder(bytes, ...keys));
  if (!parts) {
    const message = "A graph in JSON has “nodes” with “links” or “edges”, and this object has none.";
    throw new InputError(message, { file, line: 1 });
  }
  const builder = new NetworkBuilder("json", file, options);
  builder.assumptions.push(...assumptions);
  return [await buildNodeLink(builder, parts, hash, pacer(options))];
}

/** A graph from an object that stands on one line of a file. Throws InputError as above. */
export async function nodeLinkOf(
  object: Fields,
  place: { file: string; line: number },
  options: NetworkOptions,
  hash: string,
): Promise<Network> {
  const parts = partsOf(object, () => []);
  if (!parts) throw new InputError("This line is no graph with “nodes” and “links” or “edges”.", place);
  const fill = (list: readonly unknown[]) => list.map(() => place.line);
  Object.assign(parts, { nodeLines: fill(parts.nodes), edgeLines: fill(parts.edges) });
  const builder = new NetworkBuilder("json", place.file, options);
  return buildNodeLink(builder, parts, hash, () => undefined, place.line);
}

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

function partsOf(object: Fields, lines: (...keys: string[]) => number[]): Parts | undefined {
  const inner = isObject(object.graph) && object.nodes === undefined ? object.graph : undefined;
  if (inner) {
    const parts = partsOf(inner, (...keys) => lines("graph", ...keys));
    if (parts) return { ...parts, directed: parts.directed ?? flag(object.directed) };
  }
  if (object.elements !== undefined) {
    const parts = cytoscape(object.elements, lines);
    return parts && { ...parts, directed: flag(object.directed) };
  }
  const options = isObject(object.options) ? object.options : {};
  const type = typeof options.type === "string" ? options.type : undefined;
  const directed = flag(object.directed) ?? (type === undefined || type === "mixed" ? undefined : type === "directed");
  const nodes = nodeList(object.nodes);
  if (!nodes) return undefined;
  const common = { nodes, nodeLines: lines("nodes"), directed };
  if (isList(object.adjacency)) {
    const adjacency = object.adjacency.map((list) => (isList(list) ? list.filter(isObject) : []));
    return { ...common, dialect: "adjacency", edges: [], edgeLines: lines("adjacency"), adjacency };
  }
  const key = isList(object.links) ? "links" : "edges";
  if (!isList(object[key])) return undefined;
  const dialect = type === undefined ? "node-link" : "graphology";
  return { ...common, dialect, edges: (object[key] as unknown[]).map(edgeFields), edgeLines: lines(key) };
}

const flag = (value: unknown) =>
  typeof value === "boolean" ? value : typeof value === "number" ? value !== 0 : undefined;

/** A list of objects or of ids, or an object with one member a node. */
function nodeList(nodes: unknown): Fields[] | undefined {
  if (isList(nodes)) return nodes.map((node) => (isObject(node) ? node : { id: node }));
  if (!isObject(nodes)) return undefined;
  return Object.entries(nodes).map(([id, node]) => ({ ...(isObject(node) ? node : {}), id }));
}

/** An object, or a list of source, target and perhaps weight. */
function edgeFields(edge: unknown): Fields {
  if (isObject(edge)) return edge;
  if (!isList(edge)) return {};
  const [source, target, weight] = edge;
  return { source, target, ...(typeof weight === "number" ? { weight } : {}) };
}

function cytoscape(elements: unknown, lines: (...keys: string[]) => number[]): Parts | undefined {
  const unwrap = (list: unknown) =>
    isList(list)
      ? list.map((element) =>
          isObject(element) ? { ...(element.position as object), ...(element.data as object) } : {},
        )
      : [];
  if (isList(elements)) {
    const all = unwrap(elements) as Fields[];
    const at = lines("elements");
    const isEdge = all.map((element) => element.source !== undefined);
    const pick = <T>(list: T[], edges: boolean) => list.filter((_, index) => isEdge[index] === edges);
    return {
      dialect: "Cytoscape",
      nodes: pick(all, false),
      edges: pick(all, true),
      nodeLines: pick(at, false),
      edgeLines: pick(at, true),
      directed: undefined,
    };
  }
  if (!isObject(elements)) return undefined;
  return {
    dialect: "Cytoscape",
    nodes: unwrap(elements.nodes),
    edges: unwrap(elements.edges),
    nodeLines: lines("elements", "nodes"),
    edgeLines: lines("elements", "edges"),
    directed: undefined,
  };
}

/** An id as text; NetworkX writes tuples as lists. */
function idText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isObject(value)) return idText(value.id ?? value.key);
  return value === null || value === undefined ? undefined : JSON.stringify(value);
}

async function buildNodeLink(
  builder: NetworkBuilder,
  parts: Parts,
  hash: string,
  pace: () => Promise<void> | undefined,
  firstLine = 1,
): Promise<Network> {
  const { nodes, edges, nodeLines, edgeLines, adjacency } = parts;
  const directed = parts.directed ?? false;
  builder.say(`The JSON is read as ${parts.dialect}.`, firstLine);
  builder.say(
    parts.directed === undefined
      ? "Nothing says whether edges have a direction; they are taken as undirected."
      : `Edges are ${directed ? "directed" : "undirected"}.`,
  );
  const own = idKeyOf(parts);
  const ids = nodes.map((node, index) => (own ? idText(node[own]) : undefined) ?? String(index));
  const missing = own ? nodes.findIndex((node) => node[own] === undefined || node[own] === null) : -1;
  if (missing >= 0) {
    const text = `This node has no “${own}”, and others have; give each node one.`;
    throw new InputError(text, { file: builder.file, line: nodeLines[missing] });
  }
  for (const [index, node] of nodes.entries()) {
    await pace();
    const row = builder.declareNode(ids[index], nodeLines[index] ?? firstLine);
    put(builder.nodeAttributes, row, node, own ? [own] : []);
  }
  const resolve = endResolver(builder, parts, ids, own);
  const line = (index: number) => edgeLines[index] ?? firstLine;
  for (const [index, edge] of edges.entries()) {
    await pace();
    const [from, to] = [edge.source ?? edge.from, edge.target ?? edge.to].map((end) => resolve(end, line(index)));
    const one = edge.undirected === true ? false : (flag(edge.directed) ?? directed);
    const row = builder.addEdge(from, to, line(index), one);
    put(builder.edgeAttributes, row, edge, ["source", "target", "from", "to", "undirected", "directed"]);
  }
  // Undirected, an edge stands in the lists of both ends; it is taken from that of the earlier one.
  for (const [from, list] of (adjacency ?? []).entries()) {
    for (const entry of list) {
      await pace();
      const to = resolve(entry.id ?? entry.key, line(from));
      if (!directed && to < from) continue;
      put(builder.edgeAttributes, builder.addEdge(from, to, line(from), directed), entry, ["id"]);
    }
  }
  return builder.finish(hash, directed);
}

function put(attributes: NetworkBuilder["nodeAttributes"], row: number, fields: Fields, skip: readonly string[]): void {
  for (const [key, value] of Object.entries(fields)) {
    if (skip.includes(key)) continue;
    if (isObject(value) && ["attributes", "metadata", "data", "attr"].includes(key)) put(attributes, row, value, []);
    else if (value !== undefined && value !== null) {
      attributes.declare(key, typeof value === "string");
      attributes.set(key, row, value);
    }
  }
}

const endsOf = ({ edges }: Parts) => edges.flatMap((edge) => [edge.source ?? edge.from, edge.target ?? edge.to]);

/** The key that holds the ids: id or key; else a name that links use. */
function idKeyOf(parts: Parts): string | undefined {
  const has = (key: string) => parts.nodes.some((node) => node[key] !== undefined);
  const ends = new Set(endsOf(parts));
  const named = ["name", "label"].find((key) =>
    parts.nodes.some((node) => typeof node[key] === "string" && ends.has(node[key])),
  );
  return ["id", "key"].find(has) ?? named;
}

/** Ends are ids, or, as old D3 has them, indices into the nodes: where nodes have no id, or no end is one. */
function endResolver(builder: NetworkBuilder, parts: Parts, ids: string[], own: string | undefined) {
  const known = new Set(ids);
  const ends = endsOf(parts);
  const whole = ends.every((end) => Number.isInteger(end) && (end as number) >= 0 && (end as number) < ids.length);
  const indices = ends.length > 0 && whole && (!own || !ends.some((end) => known.has(String(end))));
  const counted = parts.nodes.length > 0 && !own;
  if (indices) builder.say("Links name nodes by index, counted from 0.", parts.edgeLines[0]);
  return (end: unknown, line: number): number => {
    if (counted && typeof end === "number" && !known.has(String(end))) {
      const text = `Nodes without ids are numbered from 0 to ${ids.length - 1}, and this link names ${end}; correct it.`;
      throw new InputError(text, { file: builder.file, line });
    }
    const id = indices ? ids[end as number] : idText(end);
    if (id !== undefined) return builder.endpoint(id, line);
    throw new InputError("This link has no source or no target; give it both.", { file: builder.file, line });
  };
}
