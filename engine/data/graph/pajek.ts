// Pajek's .net and .paj: vertices numbered from 1, arcs, edges, lists of them and matrices, partitions and vectors.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { ByteSource, ReadOptions } from "../dataset";
import { Hash } from "../hash";
import { NetworkBuilder } from "./builder";
import { eachLine, excerpt, Words } from "./lines";
import type { Network, NetworkOptions } from "./network";
import { countFrom, lineText, nodeFrom, numberFrom } from "./numbered";

type Section = "arcs" | "edges" | "arcslist" | "edgeslist" | "matrix" | "vertices" | "partition" | "vector" | "none";

/** All networks of the file. Throws InputError with the line of what Pajek does not write. */
export async function readPajek(source: ByteSource, options: NetworkOptions & ReadOptions = {}): Promise<Network[]> {
  const hash = new Hash();
  const reader = new PajekReader(source.name, options);
  await eachLine(source, options, hash, reader.said, (bytes, start, end, line) => reader.take(bytes, start, end, line));
  return reader.finish(hash.digest());
}

class PajekReader {
  readonly said: { text: string; line?: number }[] = [];
  private readonly builders: NetworkBuilder[] = [];
  private readonly words = new Words(true);
  private section: Section = "none";
  private nodes = 0;
  private title = "";
  private relation: string | undefined;
  private relations = false;
  private row = 0;
  /** Column that a partition or vector fills. */
  private column = "";
  private described = 0;
  private arcs = 0;
  private edges = 0;
  private weights = 0;

  constructor(
    private readonly file: string,
    private readonly options: NetworkOptions,
  ) {}

  take(bytes: Uint8Array, start: number, end: number, line: number): void {
    const count = this.words.cut(bytes, start, end);
    if (count === 0 || bytes[this.words.starts[0]] === 37) return;
    const place = { file: this.file, line };
    if (bytes[this.words.starts[0]] === 42) this.head(lineText(bytes, start, end), place);
    else if (this.section === "none") {
      throw new InputError("A Pajek file begins with *Vertices or *Network, and this line comes before it.", place);
    } else if (this.section === "vertices") this.vertex(bytes, place);
    else if (this.section === "partition" || this.section === "vector") this.value(bytes, place);
    else if (this.section === "matrix") this.matrixRow(bytes, place);
    else if (this.section === "arcslist" || this.section === "edgeslist") {
      const from = this.node(bytes, 0, place);
      for (let i = 1; i < count; i++) this.edge(from, this.node(bytes, i, place), line, this.section === "arcslist");
    } else this.single(bytes, count, place);
  }

  /** An edge with its weight and the way it is drawn. */
  private single(bytes: Uint8Array, count: number, place: { file: string; line: number }): void {
    const { line } = place;
    const [from, to] = [this.node(bytes, 0, place), this.node(bytes, 1, place)];
    const row = this.edge(from, to, line, this.section === "arcs");
    if (count > 2) {
      this.weights++;
      this.builder.edgeAttributes.set("weight", row, numberFrom(bytes, this.words, 2, "weight", place));
    }
    this.styles(bytes, row);
  }

  finish(hash: string): Network[] {
    if (this.builders.length === 0) {
      throw new InputError("There is no *Vertices in this file; is it Pajek?", { file: this.file, line: 1 });
    }
    this.summarize();
    return this.builders.map((builder) => {
      builder.assumptions.push(...this.said);
      return builder.finish(hash);
    });
  }

  private get builder(): NetworkBuilder {
    return this.builders[this.builders.length - 1];
  }

  private node(bytes: Uint8Array, index: number, place: { file: string; line: number }): number {
    return nodeFrom(bytes, this.words, index, this.nodes, place);
  }

  private edge(from: number, to: number, line: number, directed: boolean): number {
    if (directed) this.arcs++;
    else this.edges++;
    const row = this.builder.addEdge(from, to, line, directed);
    if (this.relation !== undefined) this.builder.edgeAttributes.set("relation", row, this.relation);
    return row;
  }

  private head(text: string, place: { file: string; line: number }): void {
    const [word, ...rest] = text.slice(1).trim().split(/\s+/);
    const name = word.toLowerCase();
    if (name === "network") this.title = rest.join(" ");
    else if (name === "partition" || name === "vector") {
      this.section = name;
      this.column = rest.join(" ") || name;
    } else if (name === "vertices") this.vertices(rest, place);
    else if (["arcs", "edges", "arcslist", "edgeslist", "matrix"].includes(name)) {
      if (this.builders.length === 0) throw new InputError("*Vertices must come before this line.", place);
      this.section = name as Section;
      this.row = 0;
      const relation = /^:\s*(\d+)\s*(?:"([^"]*)"?)?/.exec(rest.join(" "));
      this.relation = relation ? relation[2] || relation[1] : undefined;
      if (relation && !this.relations) {
        this.relations = true;
        this.builder.say(
          "There are several relations; the column “relation” says which one an edge is of.",
          place.line,
        );
      }
    } else {
      this.section = "none";
      throw new InputError(`“*${excerpt(word)}” is no part of a network that is read here; remove it.`, place);
    }
  }

  private vertices(rest: readonly string[], place: { file: string; line: number }): void {
    const count = countFrom(rest[0], "vertices", place);
    this.row = 0;
    if (this.section === "partition" || this.section === "vector") {
      if (count === this.nodes) return;
      throw new InputError(`This ${this.section} is of ${count} vertices, and the network has ${this.nodes}.`, place);
    }
    if (count === 0) throw new InputError("This graph has no nodes.", place);
    if (this.builders.length > 0) this.summarize();
    this.section = "vertices";
    this.nodes = count;
    [this.described, this.arcs, this.edges, this.weights] = [0, 0, 0, 0];
    const builder = new NetworkBuilder("pajek", this.file, this.options);
    this.builders.push(builder);
    for (let id = 1; id <= count; id++) builder.ids.ofNumber(id, place.line);
    builder.say(`Nodes are numbered from 1 to ${count}${this.title ? ` (${this.title})` : ""}.`, place.line);
    if (rest[1] !== undefined) {
      const first = countFrom(rest[1], "vertices of the first kind", place);
      builder.say(`The network has two kinds of nodes: the first ${first}, and the others.`, place.line);
      for (let node = 0; node < count; node++) builder.nodeAttributes.set("mode", node, node < first ? "1" : "2");
    }
  }

  private vertex(bytes: Uint8Array, place: { file: string; line: number }): void {
    const node = this.node(bytes, 0, place);
    const { starts, ends, count } = this.words;
    this.builder.declareNode(String(node + 1), place.line);
    this.described++;
    if (count < 2) return;
    this.builder.nodeAttributes.declare("label", true);
    this.builder.nodeAttributes.set("label", node, lineText(bytes, starts[1], ends[1]));
    if (count < 4) return;
    const [x, y] = [2, 3].map((index) => Number(lineText(bytes, starts[index], ends[index])));
    this.builder.place(node, x, y);
  }

  private value(bytes: Uint8Array, place: { file: string; line: number }): void {
    if (this.row >= this.nodes) {
      throw new InputError(`This ${this.section} has more values than there are vertices.`, place);
    }
    const text = lineText(bytes, this.words.starts[0], this.words.ends[0]);
    this.builder.nodeAttributes.set(this.column, this.row++, text);
  }

  private matrixRow(bytes: Uint8Array, place: { file: string; line: number }): void {
    const { count } = this.words;
    if (count !== this.nodes || this.row >= this.nodes) {
      const text = `A row of the matrix has ${countOf(this.nodes, "entry", "entries")} and there are as many rows; this is row ${this.row + 1} with ${count}.`;
      throw new InputError(text, place);
    }
    for (let column = 0; column < count; column++) {
      const weight = numberFrom(bytes, this.words, column, "entry", place);
      if (weight === 0) continue;
      const row = this.edge(this.row, column, place.line, true);
      this.builder.edgeAttributes.set("weight", row, weight);
      this.weights++;
    }
    this.row++;
  }

  /** What follows the weight: the label, among the ways of drawing an edge. */
  private styles(bytes: Uint8Array, row: number): void {
    const { starts, ends, count } = this.words;
    for (let i = 3; i + 1 < count; i++) {
      if (ends[i] - starts[i] !== 1 || bytes[starts[i]] !== 108) continue;
      this.builder.edgeAttributes.declare("label", true);
      this.builder.edgeAttributes.set("label", row, lineText(bytes, starts[i + 1], ends[i + 1]));
      return;
    }
  }

  /** What is said of a network when the next one or the end comes. */
  private summarize(): void {
    const { builder, arcs, edges, described, nodes } = this;
    if (described < nodes) {
      builder.say(
        `${countOf(nodes - described, "vertex", "vertices")} without a line of ${nodes - described === 1 ? "its" : "their"} own ${nodes - described === 1 ? "is a node" : "are nodes"} without a label.`,
      );
    }
    if (arcs > 0 && edges === 0) builder.say("All edges are arcs: they have a direction.");
    if (edges > 0 && arcs === 0) builder.say("Edges have no direction.");
    if (this.weights === 0) builder.say("Every edge weighs 1.");
  }
}
