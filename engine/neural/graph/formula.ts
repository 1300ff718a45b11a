// The formula by which each graph network collects what is around a node, in plain text with the symbols of the field.

import type { CompleteModel } from "./defaults";
import type { Propagation } from "./propagation";

const propagations: Readonly<Record<Propagation, string>> = {
  symmetric: "D̃^-½ (A + I) D̃^-½",
  rowMean: "D̃⁻¹ (A + I)",
  noLoops: "D^-½ A D^-½",
  unnormalized: "(A + I)",
};

/** One layer, or the whole where hops are one. D̃ is the degree matrix of A + I, ‖ the heads side by side. */
export function formulaOf(model: CompleteModel): string {
  switch (model.kind) {
    case "gcn":
      return `H' = ReLU(${propagations[model.propagation]} H W)`;
    case "cheb":
      return `H' = ReLU(Σ_{k=0}^${model.degree} T_k(L̃) H W_k), L̃ = 2 L_sym/λmax − I with λmax = 2`;
    case "sage":
      return model.aggregator === "mean"
        ? "H' = ReLU(H W + D⁻¹ A H V)"
        : "h'_i = ReLU(h_i W + max_{j ∈ N(i)} ReLU(h_j P + p) V)";
    case "gat":
      return "h'_i = ‖ ELU(Σ_{j ∈ N(i) ∪ {i}} α_ij W h_j), α_ij = softmax_j(LeakyReLU(a·W h_j + b·W h_i))";
    case "gin":
      return "H' = ReLU(BN(MLP((A + I) H)))";
    case "sgc":
      return `Y = softmax((D̃^-½ (A + I) D̃^-½)^${model.hops} X W)`;
    case "appnp":
      return `Z ← ${1 - model.alpha} D̃^-½ (A + I) D̃^-½ Z + ${model.alpha} MLP(X), ${model.hops} times`;
    case "hgnn":
      return "H' = ReLU(Θ H W), Θ = Dv^-½ H_e W_e De⁻¹ H_eᵀ Dv^-½";
    case "mlp":
      return "H' = ReLU(H W)";
    case "labelPropagation":
      return `F ← ${model.alpha} D^-½ A D^-½ F + ${1 - model.alpha} Y, ${model.hops} times`;
  }
}
