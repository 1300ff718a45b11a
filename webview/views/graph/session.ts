// The graph that is open in the lab, and what its parts agree on; each change is told to all who listen.

import type { GraphDescription, MatrixName, SignalChoice } from "../../../engine";
import type { Page } from "../../page";
import type { GraphState } from "../../protocol";
import { type GraphChoices, startingGraph } from "../../state";
import type { EmphasisedEdge, GraphLab, LabTopic, Shown } from "./graph-lab";

export class GraphSession implements GraphLab {
  readonly page: Page;
  readonly path: string;
  readonly state: GraphState;
  readonly description: GraphDescription;
  emphasised: readonly EmphasisedEdge[] = [];
  #shown: Shown | null = null;
  #matrix: MatrixName;
  #signal: SignalChoice | undefined;
  #hyperedge: number | undefined;
  readonly #listeners = new Set<(topic: LabTopic | "emphasis") => void>();
  readonly #closing = new Set<() => void>();

  constructor(page: Page, state: GraphState, description: GraphDescription) {
    this.page = page;
    this.state = state;
    this.path = state.path;
    this.description = description;
    const own = matricesOf(description);
    const { matrix = state.spectrum?.matrix } = this.choices;
    this.#matrix = matrix && own.includes(matrix) ? matrix : own[0]!;
    const { selected } = this.choices;
    if (selected !== undefined && selected >= description.nodes) this.choose({ selected: undefined });
  }

  get choices(): GraphChoices {
    return this.page.choices.values.graph ?? startingGraph;
  }

  /** Keeps a choice across a reload. */
  choose(changed: Partial<GraphChoices>): void {
    this.page.choices.set({ graph: { ...this.choices, ...changed } });
  }

  get shown(): Shown | null {
    return this.#shown;
  }

  show(what: Shown | null): void {
    this.#shown = what;
    this.tell("shown");
  }

  emphasise(edges: readonly EmphasisedEdge[]): void {
    this.emphasised = edges;
    this.tell("emphasis");
  }

  get selected(): number | undefined {
    return this.choices.selected;
  }

  select(node: number | undefined): void {
    if (node === this.selected && this.#hyperedge === undefined) return;
    this.#hyperedge = undefined;
    this.choose({ selected: node });
    this.tell("selected");
  }

  /** The hyperedge that is selected in the place of a node, by its index in the file. */
  get hyperedge(): number | undefined {
    return this.#hyperedge;
  }

  selectHyperedge(hyperedge: number): void {
    if (hyperedge === this.#hyperedge) return;
    this.#hyperedge = hyperedge;
    this.choose({ selected: undefined });
    this.tell("selected");
  }

  get matrix(): MatrixName {
    return this.#matrix;
  }

  set matrix(matrix: MatrixName) {
    if (matrix === this.#matrix) return;
    this.#matrix = matrix;
    this.choose({ matrix });
    this.tell("matrix");
  }

  get signal(): SignalChoice | undefined {
    return this.#signal;
  }

  set signal(signal: SignalChoice | undefined) {
    this.#signal = signal;
    this.tell("signal");
  }

  onChange(listener: (topic: LabTopic) => void): () => void {
    return this.onEvery((topic) => {
      if (topic !== "emphasis") listener(topic);
    });
  }

  /** As `onChange`, of emphasised edges too. */
  onEvery(listener: (topic: LabTopic | "emphasis") => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onProgress(listener: (fraction: number) => void): () => void {
    return this.page.host.on("graphProgress", ({ path, fraction }) => {
      if (path === this.path) listener(fraction);
    });
  }

  onClose(listener: () => void): void {
    this.#closing.add(listener);
  }

  close(): void {
    this.#listeners.clear();
    for (const listener of this.#closing) listener();
    this.#closing.clear();
  }

  tell(topic: LabTopic | "emphasis"): void {
    for (const listener of [...this.#listeners]) listener(topic);
  }
}

/** The matrices that this graph has, the one to begin with first. */
export function matricesOf({ kind }: Pick<GraphDescription, "kind">): MatrixName[] {
  return kind === "hypergraph"
    ? ["hypergraph"]
    : ["normalized", "combinatorial", "randomwalk", "adjacency", "propagation"];
}
