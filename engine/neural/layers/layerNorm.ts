// Layer normalisation: each row centred and scaled over its features.

import type { Node } from "../../core/graph";
import { add, shift } from "../../ops/add";
import { divide } from "../../ops/divide";
import { mean } from "../../ops/mean";
import { multiply } from "../../ops/multiply";
import { squareRoot } from "../../ops/squareRoot";
import { subtract } from "../../ops/subtract";
import type { Scope } from "../scope";
import { epsilon } from "./batchNorm";

/** J. L. Ba et al., 2016: γ·(x − μ)/√(v + ε) + β with the row's μ and biased v. Declares `name/scale` and `name/shift`. */
export function layerNorm(scope: Scope, x: Node, name: string): Node {
  const features = x.type.shape[1];
  const gamma = scope.parameter(`${name}/scale`, [features], () => new Float32Array(features).fill(1));
  const beta = scope.parameter(`${name}/shift`, [features], () => new Float32Array(features));
  const centred = subtract(x, mean(x, { axes: [-1], keep: true }));
  const variance = mean(multiply(centred, centred), { axes: [-1], keep: true });
  return add(multiply(divide(centred, squareRoot(shift(variance, epsilon))), gamma), beta);
}
