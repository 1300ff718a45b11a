// What the propagation of a graph network does to each frequency λ of L_sym, where it is a function of it.

import type { Values } from "../../core/executor";
import { largestFrequency } from "./cheb";
import type { Complete, CompleteModel } from "./defaults";

export interface Response {
  /** The gain by λ, in plain text. */
  formula: string;
  /** Where the formula holds, in one sentence. */
  note: string;
  /** The gain of a signal of frequency λ in [0, 2]. */
  at(lambda: number): number;
}

export interface ResponseOptions {
  /** Mean degree d of the graph: with self-loops the gain of a layer is 1 − λ·d/(d + 1). */
  degree: number;
  /** The weights by name, for models whose filter is learned; without them these have no response. */
  weights?: ReadonlyMap<string, Values>;
}

const loopsNote =
  "With self-loops the eigenvectors are those of D̃^-½ (A + I) D̃^-½: on a graph of equal degrees d the gain is exactly this, " +
  "elsewhere it is that of the mean degree.";
const exactNote = "The gain is exact: the propagation is a polynomial in L_sym.";
const learnedNote =
  "The gain is the Frobenius norm of the layer's weights at λ, layer times layer, with the largest one as 1; activations " +
  "between layers are left out.";

/** The gain of all layers together, activations left out; undefined where it is no function of λ. */
export function responseOf(model: CompleteModel, { degree, weights }: ResponseOptions): Response | undefined {
  const share = degree / (degree + 1);
  const low = `(1 − ${share.toFixed(3)} λ)`;
  const loops = (lambda: number): number => 1 - share * lambda;
  switch (model.kind) {
    case "gcn":
      if (model.propagation === "unnormalized") return undefined;
      if (model.propagation === "noLoops") return power("(1 − λ)", (lambda) => 1 - lambda, model.layers, exactNote);
      return power(low, loops, model.layers, loopsNote);
    case "sgc":
      return power(low, loops, model.hops, loopsNote);
    case "appnp": {
      const { hops, alpha } = model;
      const formula = `${alpha} Σ_{k<${hops}} ${1 - alpha}^k g^k + ${1 - alpha}^${hops} g^${hops}, g = ${low}`;
      return { formula, note: loopsNote, at: (lambda) => restarted(loops(lambda), 1 - alpha, hops) };
    }
    case "labelPropagation": {
      const { hops, alpha } = model;
      const formula = `${1 - alpha} Σ_{k<${hops}} ${alpha}^k (1 − λ)^k + ${alpha}^${hops} (1 − λ)^${hops}`;
      return { formula, note: exactNote, at: (lambda) => restarted(1 - lambda, alpha, hops) };
    }
    case "hgnn":
      return hypergraphResponse(model, low, loops);
    case "mlp":
      return { formula: "1", note: "No edges are used: every frequency passes as it is.", at: () => 1 };
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

function power(base: string, gain: (lambda: number) => number, exponent: number, note: string): Response {
  return { formula: `${base}^${exponent}`, note, at: (lambda) => gain(lambda) ** exponent };
}

/** What Z ← s·g·Z + (1 − s)·Z₀ makes of a signal that one propagation multiplies by g, after so many hops. */
function restarted(gain: number, share: number, hops: number): number {
  let z = 1;
  for (let hop = 0; hop < hops; hop++) z = share * gain * z + 1 - share;
  return z;
}

/** Of neighbourhoods Θ is the square of a graph convolution, of edges (I + D^-½AD^-½)/2. */
function hypergraphResponse(
  { hyperedges, layers }: Complete<"hgnn">,
  low: string,
  loops: (lambda: number) => number,
): Response {
  if (hyperedges === "neighbourhoods") return power(low, loops, 2 * layers, loopsNote);
  if (hyperedges === "edges") return power("(1 − λ/2)", (lambda) => 1 - lambda / 2, layers, exactNote);
  const note = "λ is a frequency of the hypergraph Laplacian I − Θ, and the gain is exact.";
  return power("(1 − λ)", (lambda) => 1 - lambda, layers, note);
}

function learned(
  formula: string,
  weights: ReadonlyMap<string, Values> | undefined,
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
  return { formula, note: learnedNote, at: (lambda) => gain(lambda) / largest };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** T_k(x) for x in [−1, 1]. */
const chebyshev = (k: number, x: number): number => Math.cos(k * Math.acos(Math.min(1, Math.max(-1, x))));
