// Dense layers one after the other, with the initial weights that every engine draws.

import type { Graph, Node } from "../core/graph";
import { type Parameter, Scope } from "../neural/scope";
import { matmul } from "../ops/matmul";
import { glorot } from "./data";
import { denseWeight } from "./layout";

export interface Perceptron {
  parameters: readonly Parameter[];
  /** The network on `x` [rows, inputs]; on several inputs it has the same parameters. */
  apply(x: Node): Node;
}

/** Layers of `widths`, inputs first, `hidden` after all but the last; weight l has the seed `seed` + l, biases are 0. */
export function perceptron(
  graph: Graph,
  { name, widths, seed, hidden }: { name: string; widths: readonly number[]; seed: number; hidden(x: Node): Node },
): Perceptron {
  const scope = new Scope(graph, "train", seed);
  const layers = widths.slice(1).map((units, layer) => {
    const inputs = widths[layer];
    const initial = () => denseWeight(glorot(seed + layer, inputs, units), units, inputs);
    return {
      weight: scope.parameter(`${name}${layer + 1}/weight`, [inputs, units], initial, { weight: true }),
      bias: scope.parameter(`${name}${layer + 1}/bias`, [units], () => new Float32Array(units)),
    };
  });
  return {
    parameters: scope.parameters,
    apply: (x) =>
      layers.reduce((node, { weight, bias }, layer) => {
        const values = matmul(node, weight, { bias });
        return layer === layers.length - 1 ? values : hidden(values);
      }, x),
  };
}
