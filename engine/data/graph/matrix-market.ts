// Matrix Market: a sparse or full matrix as the adjacency of a graph.

import { InputError } from "../../errors";
import { countOf, grouped } from "../../words";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { eachLine, Words } from "./lines";
import type { EdgeNetwork, NetworkOptions } from "./network";
import { countFrom, lineText, nodeFrom, numberFrom } from "./numbered";

const symmetries = ["general", "symmetric", "skew-symmetric"];

/** Throws InputError with the line where the file is no Matrix Market, not square, complex, or cut off. */
export async function readMatrixMarket(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  const hash = new Hash();
  const reader = new MatrixReader(source.name);
  await eachLine(source, options, hash, reader.assumptions, (bytes, start, end, line) =>
    reader.take(bytes, start, end, line),
  );
  return [reader.finish(hash.digest(), options)];
}

class MatrixReader {
  readonly assumptions: Assumption[] = [];
  private readonly words = new Words();
  private readonly sources = growingLines();
  private readonly targets = growingLines();
  private readonly lines = growingLines();
  private readonly values = growingFloats();
  private layout = "";
  private field = "";
  private symmetry = "";
  private nodes = -1;
  private stated = 0;
  private entries = 0;
  private row = 0;
  private column = 0;
  private upperLine = 0;
  private sizeLine = 0;

  constructor(private readonly file: string) {}

  take(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (line === 1) this.banner(lineText(bytes, start, end));
    if (bytes[start] === 37 || this.words.cut(bytes, start, end) === 0) return;
    const place = { file: this.file, line };
    if (this.nodes < 0) this.size(lineText(bytes, start, end).split(/\s+/), place);
    else this.entry(bytes, place);
  }

  private entry(bytes: Uint8Array, place: { file: string; line: number }): void {
    const { line } = place;
    if (this.entries === this.stated) {
      const text = `The header counts ${countOf(this.stated, "entry", "entries")}, and here is one more; correct one or the other.`;
      throw new InputError(text, place);
    }
    this.entries++;
    if (this.layout === "array") {
      this.full(bytes, place);
      return;
    }
    const [from, to] = [0, 1].map((index) => nodeFrom(bytes, this.words, index, this.nodes, place));
    const value = this.field === "pattern" ? 1 : numberFrom(bytes, this.words, 2, "value", place);
    if (this.symmetry !== "general" && to > from) this.upperLine ||= line;
    this.put(from, to, value, line);
  }

  private banner(text: string): void {
    const [mark, object, layout, field, symmetry] = text.toLowerCase().split(/\s+/);
    const place = { file: this.file, line: 1 };
    if (mark !== "%%matrixmarket" || object !== "matrix" || !["coordinate", "array"].includes(layout)) {
      const wanted = "“%%MatrixMarket matrix coordinate …”";
      throw new InputError(`A Matrix Market file begins with ${wanted}, and this one does not.`, place);
    }
    if (!["pattern", "real", "integer"].includes(field) || (field === "pattern" && layout === "array")) {
      throw new InputError(
        `Matrices of ${field ?? "no"} values are no graph; they must be real, integer or pattern.`,
        place,
      );
    }
    if (!symmetries.includes(symmetry)) {
      throw new InputError(`“${symmetry ?? ""}” is none of the symmetries ${symmetries.join(", ")}.`, place);
    }
    Object.assign(this, { layout, field, symmetry });
  }

  private size(parts: string[], place: { file: string; line: number }): void {
    const rows = countFrom(parts[0], "rows", place);
    const columns = countFrom(parts[1], "columns", place);
    if (rows !== columns) {
      const text = `An adjacency matrix is square, and this one has ${countOf(rows, "row")} and ${countOf(columns, "column")}.`;
      throw new InputError(text, place);
    }
    if (rows === 0) throw new InputError("This matrix has no rows, so the graph has no nodes.", place);
    this.nodes = rows;
    this.sizeLine = place.line;
    if (this.layout === "coordinate") this.stated = countFrom(parts[2], "entries", place);
    else if (this.symmetry === "general") this.stated = rows * rows;
    else this.stated = (rows * (rows + (this.symmetry === "symmetric" ? 1 : -1))) / 2;
    if (this.layout === "array" && this.symmetry === "skew-symmetric") this.row = 1;
  }

  /** Entries of a full matrix come column by column; of a symmetric one, its lower triangle. */
  private full(bytes: Uint8Array, place: { file: string; line: number }): void {
    const value = numberFrom(bytes, this.words, 0, "value", place);
    if (value !== 0) this.put(this.row, this.column, value, place.line);
    if (++this.row < this.nodes) return;
    this.column++;
    this.row = this.symmetry === "general" ? 0 : this.column + (this.symmetry === "symmetric" ? 0 : 1);
  }

  private put(from: number, to: number, value: number, line: number): void {
    this.sources.push(from);
    this.targets.push(to);
    this.lines.push(line);
    this.values.push(value);
    if (this.symmetry !== "skew-symmetric") return;
    this.sources.push(to);
    this.targets.push(from);
    this.lines.push(line);
    this.values.push(-value);
  }

  finish(hash: string, options: NetworkOptions): EdgeNetwork {
    const { assumptions, file } = this;
    if (this.nodes < 0) throw new InputError("The line with the size of the matrix is missing.", { file, line: 1 });
    if (this.entries < this.stated) {
      throw new InputError(
        `The header counts ${countOf(this.stated, "entry", "entries")}, but there ${this.entries === 1 ? "is" : "are"} ${grouped(this.entries)}; the file may be cut off.`,
        { file, line: this.sizeLine },
      );
    }
    const directed = options.directed ?? this.symmetry !== "symmetric";
    assumptions.push({
      text: {
        general: "A general matrix: entry (i, j) is an edge from i to j.",
        symmetric: "The matrix is symmetric: each entry of its one triangle is an edge without direction.",
        "skew-symmetric": "The matrix is skew-symmetric: each entry is an edge, and one back with the opposite weight.",
      }[this.symmetry as "general"],
      line: 1,
    });
    if (options.directed !== undefined) {
      assumptions.push({ text: `Edges are taken as ${directed ? "directed" : "undirected"}, as asked for.` });
    }
    if (this.upperLine > 0) {
      const text = "A symmetric matrix lists its lower triangle, but here is an entry above the diagonal; it is kept.";
      assumptions.push({ text, line: this.upperLine });
    }
    const weighted = this.field !== "pattern" && options.weight !== null;
    assumptions.push({
      text: weighted ? "The values are the weights." : "Every edge weighs 1.",
      line: 1,
    });
    assumptions.push({ text: "Nodes are numbered from 1.", line: this.sizeLine });
    const values = this.values.finish();
    return {
      name: file,
      format: "matrixmarket",
      hash,
      kind: "graph",
      nodes: this.nodes,
      firstId: 1,
      nodeColumns: [],
      directed,
      sources: this.sources.finish(),
      targets: this.targets.finish(),
      weights: weighted ? values : undefined,
      edgeLines: this.lines.finish(),
      edgeColumns: [],
      assumptions,
      problems: [],
    };
  }
}
