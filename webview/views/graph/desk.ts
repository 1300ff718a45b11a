// What the cards of one graph lab share among themselves: the spectrum computed last, and where the signal comes from.

import type { SignalChoice, Spectrum } from "../../../engine";
import type { GraphLab } from "./graph-lab";

/** Where the signal comes from. */
export type SignalOrigin = "column" | "eigenvector" | "constant" | "one" | "hand";

export class Desk {
  /** Whether the person has chosen the signal; until then it follows what is looked at. */
  chosen = false;
  origin?: SignalOrigin;
  /** Values drawn by hand, one for each node. */
  drawn?: Float64Array;
  /** Index of the eigenvector that is looked at. */
  #looked = 1;
  #spectrum?: Spectrum;
  /** Vectors that did not come with the eigenvalues have been computed since. */
  #vectors = false;
  readonly #listeners = new Set<() => void>();

  constructor(readonly lab: GraphLab) {
    this.#begin();
    lab.onChange((topic) => {
      if (topic === "selected" && this.origin === "one") this.#set("one", this.#values("one"));
      if (topic !== "graph") return;
      this.drawn = this.#spectrum = this.origin = undefined;
      this.chosen = false;
      this.#looked = 1;
      this.#begin();
    });
  }

  /** Of the matrix of the lab; undefined until it is computed. */
  get spectrum(): Spectrum | undefined {
    return this.#spectrum;
  }

  set spectrum(spectrum: Spectrum | undefined) {
    if (spectrum === this.#spectrum) return;
    this.#spectrum = spectrum;
    this.#vectors = false;
    const { signal } = this.lab;
    if (spectrum && (signal === undefined || signal.kind === "eigenvector")) {
      if (this.hasVectors) this.#set("eigenvector", this.#vector());
      else this.#set("one", this.#values("one"));
    }
    for (const listener of [...this.#listeners]) listener();
  }

  /** Whether eigenvectors are there; a density has none, and large graphs compute them only when they are asked for. */
  get hasVectors(): boolean {
    if (!this.#spectrum?.eigenvalues.length) return false;
    const { complete, residual, decomposition } = this.#spectrum;
    return this.#vectors || !complete || residual !== undefined || decomposition !== undefined;
  }

  /** An eigenvector has been computed, and the others with it. */
  vectorsComputed(): void {
    if (this.hasVectors) return;
    this.#vectors = true;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back when another spectrum is there, or none any more. */
  onSpectrum(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The person's choice. */
  choose(origin: Exclude<SignalOrigin, "column">): void {
    this.chosen = true;
    this.#set(origin, origin === "eigenvector" ? this.#vector() : this.#values(origin));
  }

  chooseColumn(name: string): void {
    this.chosen = true;
    this.#set("column", { kind: "column", name });
  }

  /** The eigenvector that is looked at becomes the signal, unless the person has chosen another. */
  follow(index: number): void {
    this.#looked = index;
    if (!this.chosen || this.origin === "eigenvector") this.#set("eigenvector", this.#vector());
  }

  /** Sets one value of the signal drawn by hand. */
  draw(node: number, value: number): void {
    this.drawn ??= new Float64Array(this.lab.description.nodes);
    this.drawn[node] = value;
    this.choose("hand");
  }

  #vector(): SignalChoice {
    const count = this.#spectrum?.eigenvalues.length ?? Number.POSITIVE_INFINITY;
    return { kind: "eigenvector", index: Math.min(this.#looked, count - 1) };
  }

  #values(origin: "constant" | "one" | "hand"): SignalChoice {
    const { description, selected } = this.lab;
    if (origin === "hand") {
      this.drawn ??= new Float64Array(description.nodes);
      return { kind: "values", values: this.drawn.slice() };
    }
    const values = new Float64Array(description.nodes).fill(origin === "constant" ? 1 : 0);
    if (origin === "one") values[selected ?? 0] = 1;
    return { kind: "values", values };
  }

  #begin(): void {
    const column = numericColumns(this.lab)[0];
    if (column !== undefined) this.#set("column", { kind: "column", name: column });
    else this.lab.signal = undefined;
  }

  #set(origin: SignalOrigin, signal: SignalChoice): void {
    this.origin = origin;
    this.lab.signal = signal;
  }
}

const desks = new WeakMap<GraphLab, Desk>();

/** The one desk of this lab. */
export function deskOf(lab: GraphLab): Desk {
  const desk = desks.get(lab) ?? new Desk(lab);
  desks.set(lab, desk);
  return desk;
}

/** Names of the node columns that are signals. */
export const numericColumns = ({ description }: GraphLab): string[] =>
  description.nodeColumns.filter(({ type }) => type === "number").map(({ name }) => name);
