// A graph or hypergraph while a reader collects it: nodes, edges or hyperedges, and what is said of them.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption, Column, Problem } from "../dataset";
import { growingCodes, growingLines } from "../growing";
import { quoted } from "../listing";
import { Attributes } from "./attributes";
import type { EdgeNetwork, Hypernetwork, Network, NetworkOptions } from "./network";
import { NodeIds } from "./node-ids";
import { takeWeights } from "./weights";

/** For formats that say what each node and edge is; edge lists, which are much longer, keep less. */
export class NetworkBuilder {
  readonly ids = new NodeIds();
  readonly nodeAttributes = new Attributes();
  readonly edgeAttributes = new Attributes();
  readonly assumptions: Assumption[] = [];
  readonly problems: Problem[] = [];
  private readonly hyperedgeIds: (string | undefined)[] = [];
  edges = 0;
  hyperedges = 0;
  /** Line of each node's declaration; absent for those that edges alone name. */
  private readonly declared: number[] = [];
  private declarations = 0;
  private twice = 0;
  private twiceLine = 0;
  private readonly sources = growingLines();
  private readonly targets = growingLines();
  private readonly lines = growingLines();
  /** 1 for edges with a direction. */
  private readonly directions = growingCodes();
  private directedEdges = 0;
  private firstDirected = 0;
  private firstUndirected = 0;
  private readonly positions: [number, number][] = [];
  private readonly members: number[][] = [];
  private readonly hyperedgeLines: number[] = [];
  /** Where each hyperedge stands among edges and hyperedges. */
  private readonly hyperedgeRows: number[] = [];

  constructor(
    readonly format: string,
    readonly file: string,
    private readonly options: NetworkOptions,
  ) {}

  say(text: string, line?: number): void {
    this.assumptions.push(line === undefined ? { text } : { text, line });
  }

  declareNode(id: string, line: number): number {
    const node = this.ids.nodeOfText(id, line);
    if (this.declared[node] === undefined) {
      this.declared[node] = line;
      this.declarations++;
    } else if (this.twice++ === 0) this.twiceLine = line;
    return node;
  }

  /** The node that an edge names, which may be declared later. */
  endpoint(id: string, line: number): number {
    return this.ids.nodeOfText(id, line);
  }

  place(node: number, x: number, y: number): void {
    if (Number.isFinite(x) && Number.isFinite(y)) this.positions[node] = [x, y];
  }

  addEdge(source: number, target: number, line: number, directed: boolean): number {
    this.sources.push(source);
    this.targets.push(target);
    this.lines.push(line);
    this.directions.push(directed ? 1 : 0);
    if (directed) {
      if (this.directedEdges++ === 0) this.firstDirected = line;
    } else if (this.firstUndirected === 0) this.firstUndirected = line;
    return this.edges++ + this.hyperedges;
  }

  /** As `addEdge`, gives the row of its attributes. */
  addHyperedge(members: readonly number[], line: number, id?: string): number {
    this.members.push([...new Set(members)]);
    this.hyperedgeLines.push(line);
    this.hyperedgeIds.push(id);
    this.hyperedgeRows.push(this.edges + this.hyperedges);
    return this.edges + this.hyperedges++;
  }

  /** `directed` is what the file says of edges where there are none. Throws InputError for a graph without nodes. */
  finish(hash: string, directed = false): Network {
    if (this.ids.count === 0) {
      throw new InputError("This graph has no nodes.", { file: this.file, line: 1 });
    }
    if (this.hyperedges > 0) return this.finishHypergraph(hash);
    const { sources, targets, lines, rows, isDirected } = this.finishEdges(directed);
    const base = this.finishNodes(hash);
    const context = { lines, assumptions: this.assumptions, problems: this.problems };
    const edgeColumns = this.edgeAttributes.finish(lines.length, context, rows);
    const chosen = takeWeights(edgeColumns, this.options.weight, { ...context, file: this.file });
    return {
      ...base,
      kind: "graph",
      directed: isDirected,
      sources,
      targets,
      weights: chosen.weights,
      edgeLines: lines,
      edgeColumns: chosen.columns,
    } satisfies EdgeNetwork;
  }

  private finishNodes(hash: string) {
    const { nodes, ids, firstId, nodeLines } = this.ids.finish(false);
    const undeclared: number[] = [];
    for (let node = 0; node < nodes; node++) {
      if (this.declared[node] === undefined) undeclared.push(node);
      else nodeLines[node] = this.declared[node];
    }
    if (this.declarations > 0 && undeclared.length > 0) {
      const name = ids?.[undeclared[0]] ?? String((firstId ?? 0) + undeclared[0]);
      const [verb, first] = undeclared.length === 1 ? ["is", ""] : ["are", ", the first"];
      this.say(
        `${countOf(undeclared.length, "node")} that the file does not declare ${verb} taken from the edges${first}: ${quoted(name)}.`,
        nodeLines[undeclared[0]],
      );
    }
    if (this.twice > 0) {
      this.problems.push({
        code: "duplicate-rows",
        severity: "warning",
        text: `${countOf(this.twice, "node")} ${this.twice === 1 ? "is" : "are"} declared again; what was said first counts.`,
        line: this.twiceLine,
      });
    }
    const { assumptions, problems } = this;
    const nodeColumns = this.nodeAttributes.finish(nodes, { lines: nodeLines, assumptions, problems });
    return {
      name: this.file,
      format: this.format,
      hash,
      nodes,
      ids,
      firstId,
      nodeLines,
      nodeColumns,
      positions: this.finishPositions(nodes, nodeLines) ?? positionsOfColumns(nodeColumns, assumptions),
      assumptions,
      problems,
    };
  }

  private finishPositions(nodes: number, nodeLines: Uint32Array): Float64Array | undefined {
    const placed = this.positions.reduce((count) => count + 1, 0);
    if (placed === 0) return undefined;
    if (placed < nodes) {
      let first = 0;
      while (this.positions[first] !== undefined) first++;
      const text = `${countOf(nodes - placed, "node")} without coordinates, so the ones that are given are not used.`;
      this.say(text, nodeLines[first]);
      return undefined;
    }
    return Float64Array.from({ length: 2 * nodes }, (_, i) => this.positions[i >> 1][i & 1]);
  }

  /** Of edges with and without direction, the latter go both ways. */
  private finishEdges(byDefault: boolean) {
    const asked = this.options.directed;
    const mixed = this.directedEdges > 0 && this.directedEdges < this.edges;
    const isDirected = asked ?? (this.edges === 0 ? byDefault : this.directedEdges > 0);
    const [sources, targets, lines] = [this.sources.finish(), this.targets.finish(), this.lines.finish()];
    if (asked !== undefined) this.say(`Edges are taken as ${asked ? "directed" : "undirected"}, as asked for.`);
    if (!mixed || asked !== undefined) return { sources, targets, lines, isDirected };
    const undirected = this.edges - this.directedEdges;
    this.say(
      `Edges with direction (the first on line ${this.firstDirected}) and without are mixed, so the graph is directed and ${undirected === 1 ? "the 1 edge" : `each of the ${undirected} edges`} without goes both ways.`,
      this.firstUndirected,
    );
    const directions = this.directions.finish();
    const total =
      this.edges + directions.reduce((sum, one, e) => sum + (one === 0 && sources[e] !== targets[e] ? 1 : 0), 0);
    const rows = new Uint32Array(total);
    const both = [new Uint32Array(total), new Uint32Array(total), new Uint32Array(total)];
    let at = 0;
    const put = (source: number, target: number, edge: number) => {
      both[0][at] = source;
      both[1][at] = target;
      both[2][at] = lines[edge];
      rows[at++] = edge;
    };
    for (let edge = 0; edge < this.edges; edge++) {
      put(sources[edge], targets[edge], edge);
      if (directions[edge] === 0 && sources[edge] !== targets[edge]) put(targets[edge], sources[edge], edge);
    }
    return { sources: both[0], targets: both[1], lines: both[2], rows, isDirected };
  }

  /** Edges of a hypergraph are hyperedges of two nodes (of one, for loops), in the order of the file. */
  private finishHypergraph(hash: string): Hypernetwork {
    const count = this.edges + this.hyperedges;
    const [sources, targets, edgeLines] = [this.sources.finish(), this.targets.finish(), this.lines.finish()];
    if (this.edges > 0) {
      this.say(
        `There are hyperedges, so ${countOf(this.edges, "edge")} of two nodes count as hyperedges too.`,
        edgeLines[0],
      );
    }
    const pointers = new Uint32Array(count + 1);
    const lines = new Uint32Array(count);
    const names: string[] = [];
    const members = growingLines();
    for (let row = 0, edge = 0, hyperedge = 0; row < count; row++) {
      if (this.hyperedgeRows[hyperedge] === row) {
        for (const node of this.members[hyperedge]) members.push(node);
        lines[row] = this.hyperedgeLines[hyperedge];
        names.push(this.hyperedgeIds[hyperedge++] ?? String(row + 1));
      } else {
        members.push(sources[edge]);
        if (targets[edge] !== sources[edge]) members.push(targets[edge]);
        lines[row] = edgeLines[edge++];
        names.push(String(row + 1));
      }
      pointers[row + 1] = members.length;
    }
    const base = this.finishNodes(hash);
    const context = { lines, assumptions: this.assumptions, problems: this.problems };
    const columns = this.edgeAttributes.finish(count, context);
    const chosen = takeWeights(columns, this.options.weight, { ...context, file: this.file, what: "hyperedge" });
    return {
      ...base,
      kind: "hypergraph",
      hyperedges: count,
      pointers,
      members: members.finish(),
      weights: chosen.weights,
      hyperedgeIds: this.hyperedgeIds.some((id) => id !== undefined) ? names : undefined,
      hyperedgeLines: lines,
      hyperedgeColumns: chosen.columns,
    };
  }
}

/** Coordinates that the file gives as columns x and y; absent where a node lacks them. */
export function positionsOfColumns(columns: readonly Column[], assumptions: Assumption[]): Float64Array | undefined {
  const [x, y] = ["x", "y"].map((name) => columns.find((column) => column.name.toLowerCase() === name));
  if (x?.storage !== "numeric" || y?.storage !== "numeric" || x.missing + y.missing > 0) return undefined;
  assumptions.push({ text: "The columns x and y are taken for the coordinates of the nodes." });
  return Float64Array.from({ length: 2 * x.values.length }, (_, i) => (i % 2 === 0 ? x : y).values[i >> 1]);
}
