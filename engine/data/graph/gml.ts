// GML: nested lists of keys and values, with texts over several lines and whatever keys a program liked.

import { InputError } from "../../errors";
import type { ByteSource, ReadOptions } from "../dataset";
import { numberFromText } from "../numbers";
import { NetworkBuilder } from "./builder";
import { excerpt } from "./lines";
import type { Network, NetworkOptions } from "./network";
import { pacer, readWholeText } from "./whole";

type Value = string | Entry[];

interface Entry {
  key: string;
  value: Value;
  /** Whether the file wrote the value in quotes. */
  quoted: boolean;
  line: number;
}

/** All graphs of the file. Throws InputError with the line where it is no GML. */
export async function readGml(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network[]> {
  const { text, hash, assumptions } = await readWholeText(source, options);
  const top = await parseGml(text, source.name, options);
  const graphs = top.filter(({ key, value }) => key.toLowerCase() === "graph" && Array.isArray(value));
  if (graphs.length === 0) {
    throw new InputError("There is no “graph [ … ]” in this file; is it GML?", { file: source.name, line: 1 });
  }
  const networks: Network[] = [];
  for (const graph of graphs) {
    const builder = new NetworkBuilder("gml", source.name, options);
    builder.assumptions.push(...assumptions);
    networks.push(await buildGraph(builder, graph, hash, options));
  }
  return networks;
}

async function buildGraph(builder: NetworkBuilder, graph: Entry, hash: string, options: ReadOptions): Promise<Network> {
  const entries = graph.value as Entry[];
  const stated = entries.find(({ key }) => key.toLowerCase() === "directed");
  const directed = stated?.value === "1";
  builder.say(
    stated
      ? `Edges are ${directed ? "directed" : "undirected"}.`
      : "Nothing says that edges are directed, so they are not.",
    (stated ?? graph).line,
  );
  const { file } = builder;
  const pace = pacer(options);
  for (const { key, value, line } of entries) {
    await pace();
    const name = key.toLowerCase();
    if ((name !== "node" && name !== "edge") || !Array.isArray(value)) continue;
    const read = (wanted: string) => {
      const found = value.find((entry) => entry.key.toLowerCase() === wanted);
      if (found && !Array.isArray(found.value)) return found.value;
      const text = `This ${name} has no “${wanted}”; ${name === "node" ? "every node needs an id" : "an edge needs a source and a target"}.`;
      throw new InputError(text, { file, line });
    };
    if (name === "node") {
      const node = builder.declareNode(read("id"), line);
      for (const entry of value) nodeValue(builder, node, entry);
    } else {
      const [source, target] = [builder.endpoint(read("source"), line), builder.endpoint(read("target"), line)];
      const edge = builder.addEdge(source, target, line, directed);
      for (const entry of value) {
        if (Array.isArray(entry.value) || ["source", "target"].includes(entry.key.toLowerCase())) continue;
        builder.edgeAttributes.declare(entry.key, entry.quoted);
        builder.edgeAttributes.set(entry.key, edge, entry.value);
      }
    }
  }
  return builder.finish(hash, directed);
}

function nodeValue(builder: NetworkBuilder, node: number, { key, value, quoted }: Entry): void {
  const name = key.toLowerCase();
  if (name === "id") return;
  if (!Array.isArray(value)) {
    builder.nodeAttributes.declare(key, quoted);
    builder.nodeAttributes.set(key, node, value);
  } else if (name === "graphics") {
    const [x, y] = ["x", "y"].map((axis) => value.find((entry) => entry.key.toLowerCase() === axis)?.value);
    if (typeof x === "string" && typeof y === "string") builder.place(node, numberFromText(x), numberFromText(y));
  }
}

const deepest = 256;

/** Cuts the text into keys and values. */
async function parseGml(text: string, file: string, options: ReadOptions): Promise<Entry[]> {
  const token = /\s+|#[^\n]*|\[|\]|"[^"]*"|[^\s[\]"]+|"/gy;
  const top: Entry[] = [];
  const open: { list: Entry[]; line: number }[] = [{ list: top, line: 1 }];
  const pace = pacer(options);
  let line = 1;
  let key: { text: string; line: number } | undefined;
  let lineStart = true;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    await pace();
    const [part] = match;
    const at = line;
    for (let next = part.indexOf("\n"); next >= 0; next = part.indexOf("\n", next + 1)) line++;
    if (part.trim() === "") {
      if (line > at) lineStart = true;
      continue;
    }
    // A # begins a comment at the beginning of a line only; elsewhere it may be a colour.
    if (part[0] === "#" && (lineStart || key === undefined)) continue;
    lineStart = false;
    const list = open[open.length - 1].list;
    const put = (value: Value, quoted: boolean) => {
      list.push({ key: key!.text, value, quoted, line: key!.line });
      key = undefined;
    };
    if (part === '"') {
      throw new InputError("A text is opened here and never closed; the file may be cut off.", { file, line: at });
    }
    if (part === "]") {
      if (key) throw new InputError(`The key “${key.text}” has no value.`, { file, line: key.line });
      if (open.length === 1) throw new InputError("A ] closes here, but no [ is open.", { file, line: at });
      open.pop();
    } else if (key === undefined) {
      if (!/^[A-Za-z_]/.test(part)) {
        throw new InputError(`A key is expected here, a word of letters, and not “${excerpt(part)}”.`, {
          file,
          line: at,
        });
      }
      key = { text: part, line: at };
    } else if (part === "[") {
      const inner: Entry[] = [];
      put(inner, false);
      if (open.push({ list: inner, line: at }) > deepest) {
        throw new InputError(`Lists are nested more than ${deepest} deep here.`, { file, line: at });
      }
    } else if (part[0] === '"') put(decode(part.slice(1, -1)), true);
    else put(part, false);
  }
  if (key)
    throw new InputError(`The key “${key.text}” has no value; the file may be cut off.`, { file, line: key.line });
  if (open.length > 1) {
    const last = open[open.length - 1];
    throw new InputError("A [ is opened here and never closed; the file may be cut off.", { file, line: last.line });
  }
  return top;
}

function decode(text: string): string {
  const named: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };
  return text.replace(/&(#\d{1,7}|[a-z]+);/g, (all, name: string) => {
    if (name[0] === "#") {
      const code = Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }
    return Object.hasOwn(named, name) ? named[name] : all;
  });
}
