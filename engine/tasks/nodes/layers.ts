// What a network on nodes shows of its layers: the map of the nodes, Dirichlet energies, its filter, over-smoothing.

import type { RunEvent } from "../../experiment/events";
import { dirichletEnergy } from "../../graph/dirichlet";
import type { GraphInput } from "../../graph/matrices";
import { isSparse, type NodeInputs } from "../../neural/graph/inputs";
import { percent, significant } from "../../words";
import { type EmbeddingEvent, embeddingLimit, type LayersEvent } from "../network/events";
import type { Breathe } from "../table/matrix";
import { type PlaneMap, planeMap } from "./embedding";

/** Share of the input's energy below which the last layer counts as over-smoothed. */
export const smoothShare = 1e-2;

/** Columns of sparse features that are looked at together. */
const together = 64;

/** tr(HᵀL_symH) / tr(HᵀH) of the features, which may be sparse. */
export async function inputEnergy(
  { nodes, features }: NodeInputs,
  graph: GraphInput,
  breathe: Breathe,
): Promise<number> {
  if (!isSparse(features)) return dirichletEnergy(features.values, graph);
  const { columns, rowPointers, columnIndices, values } = features;
  let [energy, norm] = [0, 0];
  for (let from = 0; from < columns; from += together) {
    const width = Math.min(together, columns - from);
    const block = new Float32Array(nodes * width);
    let squares = 0;
    for (let node = 0; node < nodes; node++) {
      for (let at = rowPointers[node]; at < rowPointers[node + 1]; at++) {
        const column = columnIndices[at] - from;
        if (column < 0 || column >= width) continue;
        const value = values ? values[at] : 1;
        block[node * width + column] = value;
        squares += value * value;
      }
    }
    if (squares > 0) energy += dirichletEnergy(block, graph) * squares;
    norm += squares;
    await breathe();
  }
  return norm === 0 ? 0 : energy / norm;
}

/** A name of a layer's activations, as views show it: hidden1 and logits become layer 1 and output. */
const titleOf = (name: string): string => (name === "logits" ? "output" : name.replace(/^hidden/, "layer "));

/** The events of one training that show its layers, in the order of its epochs. */
export class LayerEvents {
  private readonly shown: Uint32Array;
  private map?: PlaneMap;
  private input?: number;

  constructor(
    private readonly about: {
      member: number;
      inputs: NodeInputs;
      graph: GraphInput;
      /** Names of the activations, from the first layer to the last. */
      layers: readonly string[];
      /** Of all nodes: class index or value in the target's own unit; −1 or NaN where unknown. */
      truth: ArrayLike<number>;
      breathe: Breathe;
    },
  ) {
    const { nodes } = about.inputs;
    const count = Math.min(nodes, embeddingLimit);
    this.shown = Uint32Array.from({ length: count }, (_, i) => Math.floor((i * nodes) / count));
  }

  /** `predicted` is of all nodes: class index or value. */
  async embedding(
    epoch: number,
    layer: (name: string) => Float32Array,
    predicted: ArrayLike<number>,
  ): Promise<EmbeddingEvent> {
    const { member, layers, truth, inputs, breathe } = this.about;
    const values = layer(layers.at(-2) ?? layers[0]);
    this.map = await planeMap(values, values.length / inputs.nodes, this.shown, breathe, this.map);
    const { x, y, explained } = this.map;
    const chosen = (of: ArrayLike<number>) => Array.from(this.shown, (node) => rounded(of[node]));
    return {
      event: "embedding",
      member,
      epoch,
      nodes: [...this.shown],
      x: Array.from(x, rounded),
      y: Array.from(y, rounded),
      truth: chosen(truth),
      prediction: chosen(predicted),
      explained: rounded(explained),
    };
  }

  async energies(
    epoch: number,
    layer: (name: string) => Float32Array,
    filter: LayersEvent["filter"],
  ): Promise<LayersEvent> {
    const { member, layers, graph, inputs, breathe } = this.about;
    this.input ??= await inputEnergy(inputs, graph, breathe);
    const dirichlet = [{ layer: "input", energy: this.input }];
    for (const name of layers) {
      dirichlet.push({ layer: titleOf(name), energy: dirichletEnergy(layer(name), graph) });
      await breathe();
    }
    return { event: "layers", member, epoch, dirichlet, ...(filter ? { filter } : {}) };
  }
}

/** Where the last layer has hardly any energy left of the input's, a sentence with both. */
export function smoothingWarning({ dirichlet }: LayersEvent): RunEvent[] {
  const [{ energy: input }, last] = [dirichlet[0], dirichlet[dirichlet.length - 1]];
  if (input === 0 || last.energy >= smoothShare * input) return [];
  const share = percent(last.energy / input, 2);
  const text = `Over-smoothing: the Dirichlet energy of the ${last.layer} is ${significant(last.energy)}, ${share} of the input's ${significant(input)}, so neighbours look all alike; take fewer layers or hops.`;
  return [{ event: "warning", text }];
}

/** Four significant digits: what a chart can show. */
const rounded = (value: number): number => Number(value.toPrecision(4));
