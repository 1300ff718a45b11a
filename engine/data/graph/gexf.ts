// GEXF 1.1, 1.2 and 1.3: attributes with defaults, mixed directions, coordinates under any prefix, values that change in time.

import { InputError } from "../../errors";
import type { ByteSource, ReadOptions } from "../dataset";
import { numberFromText } from "../numbers";
import type { Attributes } from "./attributes";
import { NetworkBuilder } from "./builder";
import type { Network, NetworkOptions } from "./network";
import { pacer, readWholeText } from "./whole";
import { XmlReader, type XmlTag } from "./xml";

/** All graphs of the file. Throws InputError with the line where it is no GEXF. */
export async function readGexf(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network[]> {
  const { text, hash, assumptions } = await readWholeText(source, options);
  const reader = new GexfReader(new XmlReader(text, source.name), source.name, options);
  const pace = pacer(options);
  while (reader.step()) await pace();
  if (reader.graphs.length === 0) {
    throw new InputError("There is no <graph> in this file; is it GEXF?", { file: source.name, line: 1 });
  }
  return reader.graphs.map(({ builder, directed }) => {
    builder.assumptions.push(...assumptions);
    return builder.finish(hash, directed);
  });
}

class GexfReader {
  readonly graphs: { builder: NetworkBuilder; directed: boolean }[] = [];
  private version = "";
  private inGraph = false;
  private edgeType = "undirected";
  private attributeClass = "node";
  private attributeId = "";
  /** Titles by class and id. */
  private readonly titles = new Map<string, { title: string; text: boolean }>();
  private readonly owners: { kind: "node" | "edge"; row: number }[] = [];
  private readonly once = new Set<string>();

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
    else if (part.kind === "close" && this.inGraph) {
      if (part.name === "graph") this.inGraph = false;
      else if (part.name === "node" || part.name === "edge") this.owners.pop();
    }
    return true;
  }

  private get builder(): NetworkBuilder {
    return this.graphs[this.graphs.length - 1].builder;
  }

  private opened(tag: XmlTag): void {
    if (tag.name === "gexf") this.version = tag.attributes.get("version") ?? "";
    if (!this.inGraph) {
      if (tag.name === "graph") this.graph(tag);
      return;
    }
    switch (tag.name) {
      case "attributes":
        this.attributeClass = tag.attributes.get("class") ?? "node";
        break;
      case "attribute":
        this.attribute(tag);
        break;
      case "default":
        this.byDefault(tag);
        break;
      case "node":
        this.node(tag);
        break;
      case "edge":
        this.edge(tag);
        break;
      case "attvalue":
        this.value(tag);
        break;
      case "position":
        this.position(tag);
        break;
      case "spell":
      case "slice":
        this.sayOnce("Nodes and edges that are there for a time only are read as if they were always there.", tag.line);
    }
  }

  private graph(tag: XmlTag): void {
    this.inGraph = true;
    const stated = tag.attributes.get("defaultedgetype");
    this.edgeType = stated ?? "undirected";
    const builder = new NetworkBuilder("gexf", this.file, this.options);
    this.graphs.push({ builder, directed: this.edgeType === "directed" });
    const version = this.version === "" ? "without a version" : this.version;
    const edges = stated === undefined ? "undirected, as nothing is said," : stated;
    builder.say(`The file is GEXF ${version}; edges are ${edges} unless they say otherwise.`, tag.line);
    const mode = tag.attributes.get("mode") ?? tag.attributes.get("type");
    if (mode === "dynamic") {
      builder.say("The graph changes in time and is read as if all of it were there at once.", tag.line);
    }
    this.titles.clear();
    this.once.clear();
  }

  private attribute(tag: XmlTag): void {
    this.attributeId = this.xml.required(tag, "id");
    const title = tag.attributes.get("title") ?? this.attributeId;
    const text = tag.attributes.get("type") === "string";
    const attributes = this.attributesOf(this.attributeClass);
    const own = attributes.has(title) ? `${title} (${this.attributeId})` : title;
    this.titles.set(`${this.attributeClass} ${this.attributeId}`, { title: own, text });
    attributes.declare(own, text);
  }

  private byDefault(tag: XmlTag): void {
    const known = this.titles.get(`${this.attributeClass} ${this.attributeId}`);
    const value = this.xml.textContent();
    if (!known || value === "") return;
    this.attributesOf(this.attributeClass).declareDefault(known.title, value);
    const what = this.attributeClass === "edge" ? "An edge" : "A node";
    this.builder.say(`${what} that does not say its “${known.title}” has the default “${value}”.`, tag.line);
  }

  private attributesOf(kind: string): Attributes {
    return kind === "edge" ? this.builder.edgeAttributes : this.builder.nodeAttributes;
  }

  private node(tag: XmlTag): void {
    const { builder } = this;
    const row = builder.declareNode(this.xml.required(tag, "id"), tag.line);
    if (this.owners.length > 0 || tag.attributes.has("pid")) {
      this.sayOnce("Nodes within nodes are read as nodes like the others.", tag.line);
    }
    const label = tag.attributes.get("label");
    if (label !== undefined) {
      builder.nodeAttributes.declare("label", true);
      builder.nodeAttributes.set("label", row, label);
    }
    this.timed(tag);
    this.owners.push({ kind: "node", row });
  }

  private edge(tag: XmlTag): void {
    const { builder } = this;
    const [source, target] = ["source", "target"].map((end) => builder.endpoint(this.xml.required(tag, end), tag.line));
    const type = (tag.attributes.get("type") ?? this.edgeType).toLowerCase();
    const row = builder.addEdge(source, target, tag.line, type === "directed");
    for (const name of ["weight", "label", "kind"]) {
      const value = tag.attributes.get(name);
      if (value !== undefined) builder.edgeAttributes.set(name, row, value);
    }
    this.timed(tag);
    this.owners.push({ kind: "edge", row });
  }

  private timed(tag: XmlTag): void {
    if (tag.attributes.has("start") || tag.attributes.has("end") || tag.attributes.has("timestamp")) {
      this.sayOnce("Nodes and edges that are there for a time only are read as if they were always there.", tag.line);
    }
  }

  private value(tag: XmlTag): void {
    const owner = this.owners.at(-1);
    const id = tag.attributes.get("for") ?? tag.attributes.get("id");
    if (!owner || id === undefined) return;
    const title = this.titles.get(`${owner.kind} ${id}`)?.title ?? id;
    const first = this.attributesOf(owner.kind).set(title, owner.row, tag.attributes.get("value") ?? "");
    if (!first) {
      this.sayOnce(
        `“${title}” has several values (it changes in time, or is said twice); the first one counts.`,
        tag.line,
      );
    }
  }

  private position(tag: XmlTag): void {
    const owner = this.owners.at(-1);
    const [x, y] = ["x", "y"].map((name) => numberFromText(tag.attributes.get(name) ?? ""));
    if (owner?.kind === "node") this.builder.place(owner.row, x, y);
  }

  private sayOnce(text: string, line: number): void {
    if (this.once.has(text)) return;
    this.once.add(text);
    this.builder.say(text, line);
  }
}
