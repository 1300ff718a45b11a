// A dense layer: x·W + b, W [inputs, units].

import type { Node } from "../../core/graph";
import { matmul } from "../../ops/matmul";
import { biasInitializer, type InitializerName, initialValues } from "../initializers";
import type { Scope } from "../scope";

export interface DenseOptions {
  units: number;
  bias: boolean;
  initializer: InitializerName;
}

/** Declares `name/weight` and `name/bias`. */
export function dense(scope: Scope, x: Node, name: string, { units, bias, initializer }: DenseOptions): Node {
  const inputs = x.type.shape[1];
  const values = (part: string, kind: InitializerName, length: number) => () =>
    initialValues(kind, { seed: scope.seed, name: part, length, inputs, outputs: units });
  const weightName = `${name}/weight`;
  const biasName = `${name}/bias`;
  const weight = scope.parameter(weightName, [inputs, units], values(weightName, initializer, inputs * units), {
    weight: true,
  });
  if (!bias) return matmul(x, weight);
  const term = scope.parameter(biasName, [units], values(biasName, biasInitializer(initializer), units));
  return matmul(x, weight, { bias: term });
}
