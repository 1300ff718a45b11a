// GraphML: keys with defaults, mixed directions, hyperedges, nested graphs and several of them.

import { InputError } from "../../errors";
import type { ByteSource, ReadOptions } from "../dataset";
import { NetworkBuilder } from "./builder";
import type { Network, NetworkOptions } from "./network";
import { pacer, readWholeText } from "./whole";
import { XmlReader, type XmlTag } from "./xml";

interface Key {
  name: string;
  domain: string;
  text: boolean;
  default?: string;
}

/** All graphs of the file. Throws InputError with the line where it is no GraphML. */
export async function readGraphMl(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network[]> {
  const { text, hash, assumptions } = await readWholeText(source, options);
  const reader = new GraphMlReader(new XmlReader(text, source.name), source.name, options);
  const pace = pacer(options);
  while (reader.step()) await pace();
  if (reader.graphs.length === 0) {
    throw new InputError("There is no <graph> in this file; is it GraphML?", { file: source.name, line: 1 });
  }
  return reader.graphs.map(({ builder, directed }) => {
    builder.assumptions.push(...assumptions);
    return builder.finish(hash, directed);
  });
}

class GraphMlReader {
  readonly graphs: { builder: NetworkBuilder; directed: boolean }[] = [];
  private readonly keys = new Map<string, Key>();
  /** Whether the edges of each graph that is open have a direction, the outermost first. */
  private readonly directions: boolean[] = [];
  /** What <data> and <endpoint> belong to. */
  private readonly owners: Owner[] = [];
  private nested = false;

  constructor(
    private readonly xml: XmlReader,
    private readonly file: string,
    private readonly options: NetworkOptions,
  ) {}

  /** Takes the next tag; false at the end. */
  step(): boolean {
    const part = this.xml.next();
    if (part === null) return false;
    if (part.kind === "open") this.opened(part);
    else if (part.kind === "close") this.closed(part.name);
    return true;
  }

  private get builder(): NetworkBuilder {
    return this.graphs[this.graphs.length - 1].builder;
  }

  private opened(tag: XmlTag): void {
    if (tag.name === "key") this.key(tag);
    else if (tag.name === "graph") this.graph(tag);
    else if (this.directions.length > 0) this.part(tag);
  }

  private part(tag: XmlTag): void {
    if (tag.name === "node") {
      const id = this.xml.required(tag, "id");
      this.owners.push({ kind: "node", row: this.builder.declareNode(id, tag.line) });
    } else if (tag.name === "edge") this.edge(tag);
    else if (tag.name === "hyperedge") {
      this.owners.push({ kind: "hyperedge", members: [], line: tag.line, id: tag.attributes.get("id"), data: [] });
    } else if (tag.name === "endpoint") this.endpoint(tag);
    else if (tag.name === "data") this.data(tag);
  }

  private closed(name: string): void {
    if (name === "graph") this.directions.pop();
    if (this.directions.length === 0 || !["node", "edge", "hyperedge"].includes(name)) return;
    const owner = this.owners.pop();
    if (owner?.kind !== "hyperedge") return;
    const row = this.builder.addHyperedge(owner.members, owner.line, owner.id);
    for (const [key, value] of owner.data) this.builder.edgeAttributes.set(key, row, value);
  }

  private key(tag: XmlTag): void {
    const id = this.xml.required(tag, "id");
    const type = tag.attributes.get("attr.type");
    const key: Key = {
      name: tag.attributes.get("attr.name") ?? id,
      domain: tag.attributes.get("for") ?? "all",
      text: type === "string",
    };
    const depth = this.xml.depth;
    for (let part = this.xml.next(); part; part = this.xml.next()) {
      if (part.kind === "open" && part.name === "default") key.default = this.xml.textContent();
      if (part.kind === "close" && this.xml.depth < depth) break;
    }
    const taken = [...this.keys.values()].some((other) => other.name === key.name && sameDomain(other, key));
    if (taken) key.name = `${key.name} (${id})`;
    if (!this.keys.has(id)) this.keys.set(id, key);
  }

  private graph(tag: XmlTag): void {
    const stated = tag.attributes.get("edgedefault");
    const directed = stated === undefined ? (this.directions.at(-1) ?? false) : stated === "directed";
    if (this.directions.length > 0) {
      if (!this.nested) this.builder.say("A graph within a node is read as part of the whole.", tag.line);
      this.nested = true;
    } else {
      const builder = new NetworkBuilder("graphml", this.file, this.options);
      this.graphs.push({ builder, directed });
      builder.say(
        stated === undefined
          ? "The graph does not say whether its edges have a direction, so they have none."
          : `Edges are ${directed ? "directed" : "undirected"} unless they say otherwise.`,
        tag.line,
      );
      for (const key of this.keys.values()) this.declare(builder, key, tag.line);
    }
    this.directions.push(directed);
  }

  private declare(builder: NetworkBuilder, key: Key, line: number): void {
    for (const [domain, attributes] of [
      ["node", builder.nodeAttributes],
      ["edge", builder.edgeAttributes],
    ] as const) {
      if (!sameDomain(key, { domain })) continue;
      attributes.declare(key.name, key.text, key.domain === "all" ? undefined : key.default);
      if (key.default !== undefined && key.domain !== "all") {
        builder.say(`A ${domain} that does not say its “${key.name}” has the default “${key.default}”.`, line);
      }
    }
  }

  private edge(tag: XmlTag): void {
    const [source, target] = ["source", "target"].map((end) => this.xml.required(tag, end));
    const stated = tag.attributes.get("directed");
    const directed = stated === undefined ? this.directions.at(-1)! : stated === "true" || stated === "1";
    const builder = this.builder;
    const [from, to] = [builder.endpoint(source, tag.line), builder.endpoint(target, tag.line)];
    this.owners.push({ kind: "edge", row: builder.addEdge(from, to, tag.line, directed) });
  }

  private endpoint(tag: XmlTag): void {
    const owner = this.owners.at(-1);
    if (owner?.kind === "hyperedge")
      owner.members.push(this.builder.endpoint(this.xml.required(tag, "node"), tag.line));
  }

  private data(tag: XmlTag): void {
    const id = this.xml.required(tag, "key");
    const value = this.xml.textContent();
    const owner = this.owners.at(-1);
    if (!owner) return;
    const name = this.keys.get(id)?.name ?? id;
    if (!this.keys.has(id)) {
      this.builder.say(`The key “${id}” is used, but not declared; its values are read as they are.`, tag.line);
      this.keys.set(id, { name: id, domain: "all", text: false });
    }
    if (owner.kind === "hyperedge") owner.data.push([name, value]);
    else {
      const attributes = owner.kind === "node" ? this.builder.nodeAttributes : this.builder.edgeAttributes;
      attributes.set(name, owner.row, value);
    }
  }
}

type Owner =
  | { kind: "node" | "edge"; row: number }
  | { kind: "hyperedge"; members: number[]; line: number; id?: string; data: [string, string][] };

function sameDomain(a: { domain: string }, b: { domain: string }): boolean {
  const domains = (domain: string) => (domain === "hyperedge" ? "edge" : domain);
  return a.domain === "all" || b.domain === "all" || domains(a.domain) === domains(b.domain);
}
