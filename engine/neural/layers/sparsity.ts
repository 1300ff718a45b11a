// Sparse hidden units: their mean activation over training is drawn to a small target.

import type { Node } from "../../core/graph";
import { add, shift } from "../../ops/add";
import { assign } from "../../ops/assign";
import { log } from "../../ops/log";
import { mean } from "../../ops/mean";
import { scale } from "../../ops/multiply";
import { negate } from "../../ops/negate";
import { sum } from "../../ops/sum";
import type { Scope } from "../scope";

export interface SparsityOptions {
  /** ρ, in (0, 1). */
  target: number;
  /** λ. */
  penalty: number;
}

/** Share of a batch's mean in the running one. */
const share = 0.01;

/**
 * Declares the state `name/activation`, p ← 0.99·p + 0.01·(mean of the batch), and adds to the loss
 * (λ/0.01)·Σ(−ρ·log p − (1 − ρ)·log(1 − p)) over the units of `x` [N, units], which must lie in (0, 1). With m rows in the
 * batch each activation's gradient grows by λ(−ρ/p + (1 − ρ)/(1 − p))/m, which is what DeepLearnToolbox adds.
 */
export function sparsity(scope: Scope, x: Node, name: string, { target, penalty }: SparsityOptions): void {
  if (scope.mode === "evaluate" || penalty === 0) return;
  const running = scope.state(`${name}/activation`, [x.type.shape[1]]);
  const moved = add(scale(running, 1 - share), scale(mean(x, { axes: [0] }), share));
  assign(running, moved);
  const active = scale(log(moved), target);
  const idle = scale(log(shift(negate(moved), 1)), 1 - target);
  scope.penalties.push(scale(negate(sum(add(active, idle))), penalty / share));
}
