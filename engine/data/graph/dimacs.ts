// DIMACS: graphs to be coloured (p edge, p col), shortest paths (p sp) and flows (p max), with e or a lines.

import { InputError } from "../../errors";
import { countOf, grouped } from "../../words";
import type { Assumption, ByteSource, Problem, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { Attributes } from "./attributes";
import { eachLine, excerpt, Words } from "./lines";
import type { EdgeNetwork, NetworkOptions } from "./network";
import { countFrom, lineText, nodeFrom, numberFrom } from "./numbered";

/** Throws InputError with the line where the file is no DIMACS graph, or names a node that there is not. */
export async function readDimacs(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  const hash = new Hash();
  const reader = new DimacsReader(source.name);
  await eachLine(source, options, hash, reader.assumptions, (bytes, start, end, line) =>
    reader.take(bytes, start, end, line),
  );
  return [reader.finish(hash.digest(), options)];
}

class DimacsReader {
  readonly assumptions: Assumption[] = [];
  private readonly problems: Problem[] = [];
  private readonly words = new Words();
  private readonly sources = growingLines();
  private readonly targets = growingLines();
  private readonly lines = growingLines();
  private readonly weights = growingFloats();
  private readonly attributes = new Attributes();
  private nodes = -1;
  private stated = 0;
  private headerLine = 0;
  private arcs = 0;
  private weighted = 0;

  constructor(private readonly file: string) {}

  take(bytes: Uint8Array, start: number, end: number, line: number): void {
    const count = this.words.cut(bytes, start, end);
    if (count === 0 || bytes[start] === 99) return;
    const place = { file: this.file, line };
    const { starts, ends } = this.words;
    const letter = ends[0] - starts[0] === 1 ? String.fromCharCode(bytes[starts[0]]) : "";
    if (letter === "p") {
      this.header(lineText(bytes, start, end).split(/\s+/), place);
      return;
    }
    if (!["e", "a", "n", "d", "v", "x"].includes(letter)) {
      const text = `A line of a DIMACS graph begins with c, p, e, a or n, and this one with “${excerpt(lineText(bytes, starts[0], ends[0]))}”.`;
      throw new InputError(text, place);
    }
    if (this.nodes < 0) throw new InputError("The line “p edge nodes edges” must come before this one.", place);
    if (letter === "n") {
      const node = nodeFrom(bytes, this.words, 1, this.nodes, place);
      this.attributes.set("value", node, count > 2 ? lineText(bytes, starts[2], ends[2]) : "");
    }
    if (letter !== "e" && letter !== "a") return;
    this.sources.push(nodeFrom(bytes, this.words, 1, this.nodes, place));
    this.targets.push(nodeFrom(bytes, this.words, 2, this.nodes, place));
    this.lines.push(line);
    if (letter === "a") this.arcs++;
    if (count > 3) this.weighted++;
    this.weights.push(count > 3 ? numberFrom(bytes, this.words, 3, "weight", place) : 1);
  }

  private header(parts: string[], place: { file: string; line: number }): void {
    if (this.nodes >= 0) throw new InputError("There is a second line p; the file must have one.", place);
    this.nodes = countFrom(parts[2], "nodes", place);
    if (this.nodes === 0) throw new InputError("This graph has no nodes.", place);
    this.stated = countFrom(parts[3], "edges", place);
    this.headerLine = place.line;
    if (parts.length > 4) {
      const text = `More numbers than nodes and edges stand in the line p (${parts.slice(4, 7).join(" ")}); they are left out.`;
      this.assumptions.push({ text, line: place.line });
    }
  }

  finish(hash: string, options: NetworkOptions): EdgeNetwork {
    const { assumptions, problems, file } = this;
    if (this.nodes < 0) throw new InputError("The line “p edge nodes edges” is missing.", { file, line: 1 });
    const [sources, targets, edgeLines] = [this.sources.finish(), this.targets.finish(), this.lines.finish()];
    const edges = sources.length;
    const directed = options.directed ?? this.arcs > 0;
    if (options.directed !== undefined) {
      assumptions.push({ text: `Edges are taken as ${directed ? "directed" : "undirected"}, as asked for.` });
    } else {
      const text = directed ? "Lines a are edges with a direction." : "Lines e are edges without a direction.";
      assumptions.push({ text, line: edgeLines[0] ?? this.headerLine });
    }
    if (this.stated !== edges) {
      const both = this.stated === 2 * edges || 2 * this.stated === edges;
      const why = both ? "one of the two counts both directions" : "the lines count";
      const text = `The line p counts ${countOf(this.stated, "edge")}, and ${grouped(edges)} ${edges === 1 ? "is" : "are"} listed: ${why}.`;
      if (both) assumptions.push({ text, line: this.headerLine });
      else problems.push({ code: "truncated", severity: "warning", text, line: this.headerLine });
    }
    const weighted = this.weighted > 0 && options.weight !== null;
    assumptions.push({ text: weighted ? "The third number of an edge is its weight." : "Every edge weighs 1." });
    assumptions.push({ text: "Nodes are numbered from 1.", line: this.headerLine });
    return {
      name: file,
      format: "dimacs",
      hash,
      kind: "graph",
      nodes: this.nodes,
      firstId: 1,
      nodeColumns: this.attributes.finish(this.nodes, { assumptions, problems }),
      directed,
      sources,
      targets,
      weights: weighted ? this.weights.finish() : undefined,
      edgeLines,
      edgeColumns: [],
      assumptions,
      problems,
    };
  }
}
