// What the propagation of a graph network does to each frequency λ of the matrix that it is a polynomial in.

import type { MatrixName } from "../../graph/spectrum-types";
import { largestFrequency } from "./cheb";
import type { Complete, CompleteModel } from "./defaults";

/** L_sym, I − Â (for `propagation`), or Δ of a hypergraph: 0 is what connected nodes share. */
export type FilteredMatrix = Extract<MatrixName, "normalized" | "propagation" | "hypergraph">;

export interface Response {
  /** What λ is an eigenvalue of. */
  matrix: FilteredMatrix;
  /** The gain by λ, in plain text. */
  formula: string;
  /** Where the formula holds, in one sentence. */
  note: string;
  /** The gain of a signal of frequency λ in [0, 2]. */
  at(lambda: number): number;
}

const exactNotes: Record<FilteredMatrix, string> = {
  normalized: "The gain is exact: the propagation is a polynomial in L_sym.",
  propagation:
    "The gain is exact: λ is an eigenvalue of I − Â, Â = D̃^-½ (A + I) D̃^-½, and the propagation a polynomial in it.",
  hypergraph: "The gain is exact: λ is a frequency of the hypergraph Laplacian Δ = I − Θ.",
};
const learnedNote =
  "The gain is the Frobenius norm of the layer's weights at λ, layer times layer, with the largest one as 1; activations " +
  "between layers are left out.";

/**
 * The gain of all layers together, activations left out; undefined where it is no function of λ. `weights` by name are
 * those of models whose filter is learned; without them these have no response.
 */
export function responseOf(
  model: CompleteModel,
  weights?: ReadonlyMap<string, ArrayLike<number>>,
): Response | undefined {
  switch (model.kind) {
    case "gcn":
      if (model.propagation === "unnormalized") return undefined;
      return power(1, model.layers, model.propagation === "noLoops" ? "normalized" : "propagation");
    case "sgc":
      return power(1, model.hops, "propagation");
    case "appnp":
      return restartedResponse(Number((1 - model.alpha).toPrecision(6)), model.hops, "propagation");
    case "labelPropagation":
      return restartedResponse(model.alpha, model.hops, "normalized");
    case "hgnn":
      return hypergraphResponse(model);
    case "mlp": {
      const note = "No edges are used: every frequency passes as it is.";
      return { matrix: "normalized", formula: "1", note, at: () => 1 };
    }
    case "cheb": {
      const degrees = Array.from({ length: model.degree + 1 }, (_, k) => k);
      const formula = `Π over layers ‖Σ_{k=0}^${model.degree} T_k(2λ/λmax − 1) W_k‖, λmax = ${largestFrequency}`;
      const basis = (lambda: number) => degrees.map((k) => chebyshev(k, (2 * lambda) / largestFrequency - 1));
      return learned(formula, weights, model, (layer) => degrees.map((k) => `cheb${layer}/weight${k}`), basis);
    }
    case "sage": {
      if (model.aggregator === "max") return undefined;
      const names = (layer: number): string[] => [`sage${layer}/own`, `sage${layer}/neighbours`];
      return learned("Π over layers ‖W + (1 − λ) V‖", weights, model, names, (lambda) => [1, 1 - lambda]);
    }
    case "gat":
    case "gin":
      return undefined;
  }
}

/** (1 − slope·λ)^exponent. */
function power(slope: 1 | 0.5, exponent: number, matrix: FilteredMatrix): Response {
  const formula = `(1 − λ${slope === 1 ? "" : "/2"})^${exponent}`;
  return { matrix, formula, note: exactNotes[matrix], at: (lambda) => (1 - slope * lambda) ** exponent };
}

/** What Z ← s·g·Z + (1 − s)·Z₀ makes of a signal after so many hops, one propagation multiplying it by g = 1 − λ. */
function restartedResponse(share: number, hops: number, matrix: FilteredMatrix): Response {
  const rest = Number((1 - share).toPrecision(6));
  const formula = `${rest} Σ_{k<${hops}} ${share}^k (1 − λ)^k + ${share}^${hops} (1 − λ)^${hops}`;
  const at = (lambda: number): number => {
    let z = 1;
    for (let hop = 0; hop < hops; hop++) z = share * (1 - lambda) * z + 1 - share;
    return z;
  };
  return { matrix, formula, note: exactNotes[matrix], at };
}

/** Of neighbourhoods Θ is the square of a graph convolution, of edges (I + D^-½AD^-½)/2. */
function hypergraphResponse({ hyperedges, layers }: Complete<"hgnn">): Response {
  if (hyperedges === "neighbourhoods") return power(1, 2 * layers, "propagation");
  if (hyperedges === "edges") return power(0.5, layers, "normalized");
  return power(1, layers, "hypergraph");
}

function learned(
  formula: string,
  weights: ReadonlyMap<string, ArrayLike<number>> | undefined,
  { layers }: { layers: number },
  names: (layer: number) => string[],
  basis: (lambda: number) => number[],
): Response | undefined {
  if (!weights) return undefined;
  const grams = Array.from({ length: layers }, (_, index) => {
    const own = names(index + 1).map((name) => weights.get(name) ?? []);
    return own.map((a) => own.map((b) => dot(a, b)));
  });
  const gain = (lambda: number): number => {
    const terms = basis(lambda);
    const square = (gram: number[][]) =>
      dot(
        terms,
        gram.map((row) => dot(row, terms)),
      );
    return grams.reduce((product, gram) => product * Math.sqrt(Math.max(0, square(gram))), 1);
  };
  const steps = 200;
  const largest = Math.max(...Array.from({ length: steps + 1 }, (_, i) => gain((2 * i) / steps))) || 1;
  return { matrix: "normalized", formula, note: learnedNote, at: (lambda) => gain(lambda) / largest };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** T_k(x) for x in [−1, 1]. */
const chebyshev = (k: number, x: number): number => Math.cos(k * Math.acos(Math.min(1, Math.max(-1, x))));
