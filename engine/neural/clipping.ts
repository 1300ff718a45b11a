// Gradient clipping by the joint norm of all gradients.

import type { Node } from "../core/graph";
import { add, shift } from "../ops/add";
import { divide } from "../ops/divide";
import { constant } from "../ops/fill";
import { minimum } from "../ops/minimum";
import { multiply } from "../ops/multiply";
import { squareRoot } from "../ops/squareRoot";
import { sum } from "../ops/sum";

/** g·min(1, limit/(‖all g‖ + 10⁻⁶)), as PyTorch's clip_grad_norm_ (R. Pascanu et al., 2013). */
export function clipByNorm(gradients: readonly Node[], limit: number): Node[] {
  const { graph } = gradients[0];
  const squares = gradients.map((gradient) => sum(multiply(gradient, gradient)));
  const norm = squareRoot(squares.reduce((total, square) => add(total, square)));
  const factor = minimum(divide(constant(graph, limit), shift(norm, 1e-6)), constant(graph, 1));
  return gradients.map((gradient) => multiply(gradient, factor));
}
