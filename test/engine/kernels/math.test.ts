// The error bounds that the vectorised functions state, over the whole range of f32.

import assert from "node:assert/strict";
import type { Node } from "../../../engine/core/graph";
import { elu } from "../../../engine/ops/elu";
import { erf, errorFunction } from "../../../engine/ops/erf";
import { exp } from "../../../engine/ops/exp";
import { gelu } from "../../../engine/ops/gelu";
import { log } from "../../../engine/ops/log";
import { sigmoid } from "../../../engine/ops/sigmoid";
import { silu } from "../../../engine/ops/silu";
import { softplus } from "../../../engine/ops/softplus";
import { tanh } from "../../../engine/ops/tanh";
import { compute } from "./compute";
import { vectorKinds } from "./module";

/** Every 4 099th bit pattern (a prime), patterns near every power of two, and what is special. */
function arguments_(): Float32Array {
  const bits: number[] = [];
  for (let pattern = 0; pattern < 2 ** 32; pattern += 4099) bits.push(pattern);
  for (let exponent = 0; exponent < 512; exponent++) {
    for (let near = -3; near <= 3; near++) bits.push((exponent * 2 ** 23 + near + 2 ** 32) % 2 ** 32);
  }
  const values = new Float32Array(Uint32Array.from(bits).buffer);
  return Float32Array.from([...values, ...special]);
}

const special = [
  0,
  -0,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  88.72283,
  88.72284,
  -87.33655,
].concat([-103.97208, -103.97209, -104, 89, 0.927734375, 4, 9.01, 0.34657359, 0.70710677, 1, -1, 1e-45]);

/** Size of the last place of the f32 nearest to x. */
function ulp(x: number): number {
  const [word] = new Uint32Array(Float32Array.of(Math.abs(x)).buffer);
  return 2 ** (Math.max(word >>> 23, 1) - 150);
}

interface MathFunction {
  apply(x: Node): Node;
  exact(x: number): number;
  /** In units of the last place of the exact value. */
  bound: number;
  /** What the error may be beyond that. */
  beyond?(x: number): number;
}

const functions: Record<string, MathFunction> = {
  exp: { apply: exp, exact: Math.exp, bound: 1.5 },
  log: { apply: log, exact: Math.log, bound: 1.5 },
  tanh: { apply: tanh, exact: Math.tanh, bound: 3 },
  sigmoid: {
    apply: sigmoid,
    exact: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
    bound: 3,
  },
  softplus: { apply: softplus, exact: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), bound: 3 },
  erf: { apply: erf, exact: errorFunction, bound: 1.5 },
  elu: { apply: elu, exact: (x) => (x > 0 ? x : Math.expm1(x)), bound: 2.5 },
  gelu: {
    apply: gelu,
    exact: (x) => (x * (1 + errorFunction(x * Math.SQRT1_2))) / 2,
    bound: 1,
    beyond: (x) => 2.5e-7 * Math.abs(x),
  },
  silu: {
    apply: silu,
    exact: (x) => (x < 0 ? (x * Math.exp(x)) / (1 + Math.exp(x)) : x / (1 + Math.exp(-x))),
    bound: 4,
    beyond: (x) => 2 ** -149 * Math.abs(x),
  },
};

describe("math functions", () => {
  const xs = arguments_();
  for (const [name, { apply, exact, bound, beyond }] of Object.entries(functions)) {
    for (const vector of vectorKinds)
      it(`${name} is within ${bound} ulp on ${vector} vectors`, () => {
        const actual = compute([{ shape: [xs.length], values: xs }], ([x]) => apply(x), vector);
        let worst = 0;
        let at = 0;
        xs.forEach((x, i) => {
          const wanted = exact(x);
          const rounded = Math.fround(wanted);
          if (Object.is(actual[i], rounded) || (Number.isNaN(actual[i]) && Number.isNaN(wanted))) return;
          const allowed = beyond?.(x) ?? 0;
          const error = Math.max(0, Math.abs(actual[i] - wanted) - allowed) / ulp(rounded);
          if (!(error <= worst)) [worst, at] = [error, i];
        });
        assert.ok(worst <= bound, `${name}(${xs[at]}) = ${actual[at]}, not ${exact(xs[at])}: ${worst} ulp`);
      });
  }
});
