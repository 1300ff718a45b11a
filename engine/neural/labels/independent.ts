// Every label for itself (binary relevance): h·W + b.

import { dense } from "../layers/dense";
import type { Head, HeadOptions } from "./head";

/** Declares `head/weight` [features, labels] and, with a bias, `head/bias` [labels]. */
export function independent({ labels, bias }: Pick<HeadOptions, "labels" | "bias">): Head {
  return (scope, hidden) => {
    const layer = { units: labels, bias, initializer: "glorotUniform" } as const;
    return scope.graph.within("head", () => dense(scope, hidden, "head", layer));
  };
}
