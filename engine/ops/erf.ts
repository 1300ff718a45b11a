// The error function; derivative 2/√π · e^−x².

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { exp } from "./exp";
import { multiply, scale } from "./multiply";
import { negate } from "./negate";

export const erfOp = unaryOp({
  name: "erf",
  opcode: Opcode.Erf,
  apply: errorFunction,
  gradient: ({ inputs: [x] }, g) => [multiply(g, scale(exp(negate(multiply(x, x))), 2 / Math.sqrt(Math.PI)))],
  onnx: "Erf",
  pytorch: "torch.erf",
});

export function erf(x: Node): Node {
  return x.graph.add(erfOp, [x], {});
}

/**
 * erf in double precision: 2/√π · e^−x² · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)) (Abramowitz and Stegun 7.1.6), whose terms do not
 * cancel; ±1 from |x| = 6 on, where the difference is below half an ulp.
 */
export function errorFunction(x: number): number {
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
