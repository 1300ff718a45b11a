// A network from its list of layers: the forward graph, whose parameters other graphs of the model share by name.

import type { Graph, Node } from "../core/graph";
import type { Layer } from "../tasks/table/spec";
import { type ActivationName, activations } from "./activations";
import type { InitializerName } from "./initializers";
import { batchNorm } from "./layers/batchNorm";
import { dense } from "./layers/dense";
import { dropout } from "./layers/dropout";
import { layerNorm } from "./layers/layerNorm";
import { type Mode, type Parameter, Scope } from "./scope";

export interface NetworkOptions {
  /** Hidden layers. */
  layers: readonly Layer[];
  /** Of layers that do not say otherwise, the output layer included; true unless said. */
  bias?: boolean;
  /** For losses on values (sumOfSquares, meanSquare, halfSquare, absolute, huber); linear unless said. */
  outputActivation?: ActivationName;
  /** Of the initial weights. */
  seed: number;
}

/** Activations that pass about half of their inputs, for which He's initial weights keep the variance. */
const rectifying: readonly ActivationName[] = ["relu", "leakyRelu", "elu", "gelu", "silu"];

/** What layers start from that name no initializer. */
export const suited = (activation: ActivationName): InitializerName =>
  rectifying.includes(activation) ? "heUniform" : "glorotUniform";

/**
 * The network on `input` [rows, features]: its output [rows, outputs], logits for losses on logits. Layers are named by
 * kind and position (dense1, dropout2, …, output), and their parameters after them (dense1/weight). The output layer
 * takes the initializer that the last dense layer names.
 */
export function network(
  graph: Graph,
  input: Node,
  { layers, bias = true, outputActivation = "linear", seed }: NetworkOptions,
  { outputs, mode }: { outputs: number; mode: Mode },
): { output: Node; parameters: readonly Parameter[] } {
  const scope = new Scope(graph, mode, seed);
  const hidden = hiddenLayers(scope, input, layers, bias);
  const output = graph.within("output", () => {
    const initializer = layers.findLast((layer) => "dense" in layer)?.initializer ?? suited(outputActivation);
    return activations[outputActivation](dense(scope, hidden, "output", { units: outputs, bias, initializer }));
  });
  return { output, parameters: scope.parameters };
}

/** The layers of `network` without its output layer: what they give of `input` [rows, features], f32 [rows, units]. */
export function hiddenLayers(scope: Scope, input: Node, layers: readonly Layer[], bias = true): Node {
  return layers.reduce((x, layer, index) => {
    const name = `${Object.keys(layer)[0]}${index + 1}`;
    return scope.graph.within(name, () => apply(scope, x, name, layer, bias));
  }, input);
}

function apply(scope: Scope, x: Node, name: string, layer: Layer, bias: boolean): Node {
  if ("dropout" in layer) return dropout(scope, x, name, layer.dropout);
  if ("batchNorm" in layer) return batchNorm(scope, x, name);
  if ("layerNorm" in layer) return layerNorm(scope, x, name);
  const { dense: units, activation = "relu", initializer = suited(activation) } = layer;
  return activations[activation](dense(scope, x, name, { units, bias: layer.bias ?? bias, initializer }));
}
