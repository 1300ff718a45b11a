// The graphs that are open: read once for each version of their file, with the spectra that were computed of them.

import { bytesSource } from "../data/bytes-source";
import type { Files } from "../data/files";
import type { Network } from "../data/graph/network";
import { readNetworkPath } from "../data/graph/path";
import { describeNetwork } from "../graph/describe";
import { type Hypergraph, hypergraph } from "../graph/hypergraph";
import { degreesOf, type GraphInput } from "../graph/matrices";
import { type SimpleGraph, simpleGraph } from "../graph/simple-graph";
import type { Eigenpairs } from "../graph/solver";
import type { MatrixName, Spectrum, SpectrumRequest } from "../graph/spectrum-types";
import { neighboursFor } from "../tasks/spectrum/read";
import type { Source } from "./api";
import type { GraphDescription, GraphReading } from "./graph-api";

export interface ComputedSpectrum {
  request: SpectrumRequest;
  spectrum: Spectrum;
  pairs?: Eigenpairs;
}

export interface OpenGraph {
  path: string;
  network: Network;
  description: GraphDescription;
  /** The graph without directions ("union" unless said), or the hypergraph; made when first asked for. */
  simple(directions?: SpectrumRequest["directions"]): GraphInput;
  /** Number of neighbours, or of hyperedges, of each node, whatever the directions; made when first asked for. */
  degrees(): Uint32Array;
  /** By matrix: the last one that was computed. */
  spectra: Map<MatrixName, ComputedSpectrum>;
}

/** Graphs beyond so many let the one go that was asked for longest ago. */
const openLimit = 8;

interface Entry {
  version: string;
  opened: Promise<OpenGraph>;
  /** Ends the reading. */
  control: AbortController;
}

export class OpenGraphs {
  /** In the order in which they were last asked for. */
  private readonly entries = new Map<string, Entry>();
  /** The newest unsaved text of each graph, which stands for its file until a source without text comes. */
  private readonly texts = new Map<string, string>();
  /** How each graph was last asked to be read, where not as its file says. */
  private readonly readings = new Map<string, GraphReading>();

  constructor(
    private readonly files: Files,
    private readonly progress: (path: string, fraction: number) => void,
  ) {}

  /** Reads the source unless it is open as it is now. Throws InputError when it is no graph. */
  async read({ path, text }: Source, reading?: GraphReading): Promise<OpenGraph> {
    if (reading === undefined) this.readings.delete(path);
    else
      this.readings.set(path, {
        ...reading,
        neighbours: reading.neighbours ?? (await neighboursFor(this.files, path)),
      });
    if (text === undefined) this.texts.delete(path);
    else this.texts.set(path, text);
    return this.open(path);
  }

  /** The graph at a path, as it was last read, or as its file is now. */
  async open(path: string): Promise<OpenGraph> {
    const text = this.texts.get(path);
    const stat = text === undefined ? await this.files.stat(path) : null;
    const reading = this.readings.get(path) ?? {};
    const version = `${JSON.stringify(reading)} ${text ?? `${stat?.size} ${stat?.modified}`}`;
    const known = this.entries.get(path);
    this.entries.delete(path);
    const entry = known?.version === version ? known : this.entryOf(path, version, text, reading);
    this.entries.set(path, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > openLimit) {
      this.entries.delete(oldest);
      this.texts.delete(oldest);
    }
    entry.opened.catch(() => {
      // What failed may have been mended by the next time.
      if (this.entries.get(path) === entry) this.entries.delete(path);
    });
    return entry.opened;
  }

  close(path: string): void {
    // Looking for the nearest rows of a long table takes minutes, and only its page waits for them.
    if (this.readings.get(path)?.neighbours !== undefined) this.entries.get(path)?.control.abort();
    this.entries.delete(path);
    this.texts.delete(path);
    this.readings.delete(path);
  }

  private entryOf(path: string, version: string, text: string | undefined, reading: GraphReading): Entry {
    const control = new AbortController();
    return { version, opened: this.load(path, text, reading, control.signal), control };
  }

  private async load(
    path: string,
    text: string | undefined,
    reading: GraphReading,
    signal: AbortSignal,
  ): Promise<OpenGraph> {
    const progress = (fraction: number) => this.progress(path, fraction);
    const unsaved =
      text === undefined ? {} : { unsaved: bytesSource(this.files.nameOf(path), new TextEncoder().encode(text)) };
    const network = await readNetworkPath(this.files, path, { progress, signal, ...reading, ...unsaved });
    const made = new Map<string, SimpleGraph>();
    let hyper: Hypergraph | undefined;
    const simple = (directions: SpectrumRequest["directions"] = "union"): GraphInput => {
      if (network.kind === "hypergraph") {
        hyper ??= hypergraph(network);
        return hyper;
      }
      // Both are the same where nothing is directed.
      const key = network.directed ? directions : "union";
      const graph = made.get(key) ?? simpleGraph(network, { directions });
      made.set(key, graph);
      return graph;
    };
    let counted: Uint32Array | undefined;
    const degrees = (): Uint32Array => {
      counted ??= degreesOf(simple());
      return counted;
    };
    return { path, network, description: describeNetwork(network), simple, degrees, spectra: new Map() };
  }
}
