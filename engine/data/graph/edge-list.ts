// Lists of edges, one a line: CSV, TSV and what SNAP, KONECT and others write, streamed.

import { InputError } from "../../errors";
import { countOf, grouped } from "../../words";
import { ColumnBuilder } from "../column-builder";
import { finishColumn } from "../column-finish";
import type { Assumption, ByteSource, Column, Problem, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { isMissing } from "../missing";
import { parseNumber } from "../numbers";
import { Ragged } from "../ragged";
import { compareCounts, type EdgeLayout, judgeEdges } from "./edge-layout";
import { excerpt } from "./lines";
import type { EdgeNetwork, NetworkOptions } from "./network";
import { NodeIds } from "./node-ids";
import { takePlainEdges } from "./plain-edges";
import { type Cells, cellTexts, eachRecord, type Layout, type Run } from "./records";

/** Throws InputError with the line of what cannot be an edge. */
export async function readEdgeList(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  for (let texts: ReadonlySet<number> = new Set(); ; ) {
    const pass = new Pass(source.name, options, texts);
    const result = await pass.run(source, options);
    if ("kind" in result) return [result];
    texts = result.again;
  }
}

/** One reading of the file; the columns in `texts` are kept as texts from the start. */
class Pass {
  private readonly ids = new NodeIds();
  private readonly sources = growingLines();
  private readonly targets = growingLines();
  private readonly lines = growingLines();
  private readonly weights = growingFloats();
  private readonly assumptions: Assumption[] = [];
  private readonly problems: Problem[] = [];
  private readonly long: Ragged;
  private builders: ColumnBuilder[] = [];
  private others: number[] = [];
  private layout!: EdgeLayout;
  private single = 0;
  private singleLine = 0;
  private unweighted = 0;
  private unweightedLine = 0;
  private directedEdges = 0;
  private undirectedEdges = 0;
  private mixedLine = 0;
  /** Edges without direction among edges with one, by number. */
  private readonly both: number[] = [];

  constructor(
    private readonly file: string,
    private readonly options: NetworkOptions,
    private readonly texts: ReadonlySet<number>,
  ) {
    this.long = new Ragged("more cells than the first ones", "the surplus is left out");
  }

  async run(source: ByteSource, options: ReadOptions): Promise<EdgeNetwork | { again: Set<number> }> {
    const hash = new Hash();
    const layout = await eachRecord(source, options, hash, this.assumptions, (found) => this.choose(found));
    if (this.sources.length === 0)
      throw new InputError("There are no edges in this file.", { file: this.file, line: 1 });
    return this.finish(hash.digest(), layout);
  }

  private choose(found: Layout): { take: (record: Cells) => void; run: Run } | ((record: Cells) => void) {
    const layout = judgeEdges(found, this.options, this.file, this.assumptions);
    this.layout = layout;
    const { source, target, weight, type } = layout;
    this.others = layout.names
      .map((_, index) => index)
      .filter((index) => ![source, target, weight, type].includes(index));
    this.builders = this.others.map(
      (index) => new ColumnBuilder(this.texts.has(index) ? "text" : "sniff", layout.point),
    );
    const take = (record: Cells) => this.take(record);
    if (layout.width !== 2 || source > target) return take;
    const put = (from: number, to: number, line: number) => {
      this.sources.push(this.ids.ofNumber(from, line));
      this.targets.push(this.ids.ofNumber(to, line));
      this.lines.push(line);
    };
    return { take, run: (bytes, at, end, line) => takePlainEdges(bytes, at, end, line, found.delimiter, put) };
  }

  private take(record: Cells): void {
    const { source, target, weight, type, width, headerLine, point } = this.layout;
    const { cells, starts, ends, line } = record;
    if (line === headerLine) return;
    if (cells > width) this.long.add(line);
    const from = source < cells && starts[source] !== ends[source];
    const to = target < cells && starts[target] !== ends[target];
    if (!from || !to) {
      if (!from && !to) return;
      this.node(record, from ? source : target);
      if (this.single++ === 0) this.singleLine = line;
      return;
    }
    this.sources.push(this.node(record, source));
    this.targets.push(this.node(record, target));
    this.lines.push(line);
    if (weight >= 0) this.weights.push(this.weightOf(record, weight, point));
    if (type >= 0) this.direction(record, type);
    for (let i = 0; i < this.others.length; i++) {
      const index = this.others[i];
      if (index >= cells) this.builders[i].addMissing();
      else if (starts[index] < 0) this.builders[i].addBytes(record.scratch, -1 - starts[index], -1 - ends[index]);
      else this.builders[i].addBytes(record.bytes, starts[index], ends[index]);
    }
  }

  private node({ bytes, scratch, starts, ends, line }: Cells, index: number): number {
    const start = starts[index];
    if (start >= 0) return this.ids.node(bytes, start, ends[index], line);
    return this.ids.node(scratch, -1 - start, -1 - ends[index], line);
  }

  private weightOf(record: Cells, index: number, point: number): number {
    const { bytes, starts, ends, cells, line } = record;
    const value =
      index < cells && starts[index] >= 0 ? parseNumber(bytes, starts[index], ends[index], point) : Number.NaN;
    if (!Number.isNaN(value)) return value;
    const text = cellTexts(record)[index] ?? "";
    if (!isMissing(text)) {
      throw new InputError(
        `“${excerpt(text)}” is no number, and the weights are in this column; correct it, or take all edges as 1.`,
        { file: this.file, line },
      );
    }
    if (this.unweighted++ === 0) this.unweightedLine = line;
    return 1;
  }

  private direction(record: Cells, index: number): void {
    const directed = /^directed$/i.test(cellTexts(record)[index] ?? "");
    if (directed) this.directedEdges++;
    else {
      this.undirectedEdges++;
      this.both.push(this.sources.length - 1);
    }
    if (this.mixedLine === 0 && this.directedEdges > 0 && this.undirectedEdges > 0) this.mixedLine = record.line;
  }

  private isDirected(): boolean {
    const { directed: asked } = this.options;
    if (asked !== undefined) {
      this.assumptions.push({ text: `Edges are taken as ${asked ? "directed" : "undirected"}, as asked for.` });
      return asked;
    }
    if (this.layout.type >= 0) {
      const directed = this.directedEdges > 0;
      this.assumptions.push({
        text: `Edges are ${directed ? "directed" : "undirected"} by the column “${this.layout.names[this.layout.type]}”.`,
      });
      return directed;
    }
    if (this.layout.directed !== undefined) return this.layout.directed;
    const text = "Nothing says whether edges have a direction; they are taken as undirected.";
    this.assumptions.push({ text });
    return false;
  }

  private finish(hash: string, { comments }: Layout): EdgeNetwork | { again: Set<number> } {
    const { assumptions, problems } = this;
    const directed = this.isDirected();
    if (directed && this.mixedLine > 0 && this.options.directed === undefined) this.double();
    const edgeLines = this.lines.finish();
    const { order, nodeLines, ...nodes } = this.ids.finish(true);
    const [sources, targets] = [this.sources.finish(), this.targets.finish()];
    if (order) {
      for (const ends of [sources, targets]) for (let e = 0; e < ends.length; e++) ends[e] = order[ends[e]];
    }
    const columns = this.columns(edgeLines);
    if ("again" in columns) return columns;
    assumptions.push({ text: idSentence(nodes) });
    if (this.unweighted > 0) {
      const text = `${countOf(this.unweighted, "edge")} without a weight ${this.unweighted === 1 ? "weighs" : "weigh"} 1.`;
      assumptions.push({ text, line: this.unweightedLine });
    }
    if (this.single > 0) {
      const what = this.single === 1 ? "A line has" : `${grouped(this.single)} lines have`;
      const text = `${what} one end only and ${this.single === 1 ? "names" : "name"} a node without making an edge.`;
      assumptions.push({ text, line: this.singleLine });
    }
    problems.push(...this.long.problems(this.layout.width));
    compareCounts(comments, nodes.nodes, sources.length, assumptions);
    if (this.ids.invalid) {
      const text = "Some ids have bytes that are not UTF-8; they are read as Windows-1252.";
      problems.push({ code: "wrong-encoding", severity: "warning", text });
    }
    return {
      name: this.file,
      format: "edges",
      hash,
      kind: "graph",
      ...nodes,
      nodeLines,
      nodeColumns: [],
      directed,
      sources,
      targets,
      weights: this.layout.weight >= 0 ? this.weights.finish() : undefined,
      edgeLines,
      edgeColumns: columns.columns,
      assumptions,
      problems,
    };
  }

  private columns(lines: Uint32Array): { columns: Column[] } | { again: Set<number> } {
    const again = new Set(this.texts);
    const { assumptions, problems } = this;
    const columns: Column[] = [];
    for (const [i, index] of this.others.entries()) {
      const name = this.layout.names[index];
      const context = { name, index, columns: this.layout.width, lines, assumptions, problems, markers: new Map() };
      const column = finishColumn(this.builders[i], context);
      if (column) columns.push(column);
      else again.add(index);
    }
    return again.size > this.texts.size ? { again } : { columns };
  }

  /** Edges without direction among those with one go both ways. */
  private double(): void {
    const text = `Edges with and without direction are mixed; ${countOf(this.both.length, "edge")} without one ${this.both.length === 1 ? "goes" : "go"} both ways.`;
    this.assumptions.push({ text, line: this.mixedLine });
    const [sources, targets, lines] = [this.sources.finish(), this.targets.finish(), this.lines.finish()];
    const weights = this.layout.weight >= 0 ? this.weights.finish() : undefined;
    for (let edge = 0; edge < sources.length; edge++)
      this.put(sources[edge], targets[edge], lines[edge], weights?.[edge]);
    for (const edge of this.both) {
      if (sources[edge] !== targets[edge]) this.put(targets[edge], sources[edge], lines[edge], weights?.[edge]);
    }
    if (this.others.length > 0) {
      const names = this.others.map((index) => `“${this.layout.names[index]}”`).join(", ");
      this.assumptions.push({ text: `The columns ${names} are left out, because edges were doubled.` });
      this.others = [];
    }
  }

  private put(source: number, target: number, line: number, weight: number | undefined): void {
    this.sources.push(source);
    this.targets.push(target);
    this.lines.push(line);
    if (weight !== undefined) this.weights.push(weight);
  }
}

/** What the ids were taken for. */
export function idSentence({ nodes, ids, firstId }: { nodes: number; ids?: string[]; firstId?: number }): string {
  if (!ids) return `Ids are the numbers ${firstId} to ${firstId! + nodes - 1} without a gap.`;
  const numbers = ids.every((id) => /^(0|[1-9]\d*)$/.test(id));
  return numbers
    ? "Ids are numbers with gaps; a number that no edge names is no node."
    : "Ids are kept as the texts they are written as.";
}
