// The network that sees no edges: H' = σ(H·W + b), what graph networks are compared with.

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { type Build, type Stack, stack } from "./build";
import { biasOf, linear } from "./signal";

/** Declares `mlp1/weight`, and `mlp1/bias` where there is one. */
export function mlp(build: Build, model: Stack & { bias: boolean }): Node {
  const { scope } = build;
  return stack(build, model, (x, { name, units }) => {
    const y = linear(scope, x, `${name}/weight`, units);
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, units)) : y;
  });
}
