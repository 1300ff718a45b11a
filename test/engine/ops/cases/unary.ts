// Cases of the unary element-wise ops; expected values of transcendental ones are PyTorch's in double precision.

import type { Node } from "../../../../engine/core/graph";
import { absolute } from "../../../../engine/ops/absolute";
import { elu } from "../../../../engine/ops/elu";
import { erf } from "../../../../engine/ops/erf";
import { exp } from "../../../../engine/ops/exp";
import { gelu } from "../../../../engine/ops/gelu";
import { leakyRelu } from "../../../../engine/ops/leakyRelu";
import { log } from "../../../../engine/ops/log";
import { negate } from "../../../../engine/ops/negate";
import { relu } from "../../../../engine/ops/relu";
import { sigmoid } from "../../../../engine/ops/sigmoid";
import { sign } from "../../../../engine/ops/sign";
import { silu } from "../../../../engine/ops/silu";
import { softplus } from "../../../../engine/ops/softplus";
import { squareRoot } from "../../../../engine/ops/squareRoot";
import { tanh } from "../../../../engine/ops/tanh";
import { arithmetic, type Case, exact, rows, tensor, transcendental, values } from "../harness";

type Unary = (x: Node) => Node;

interface Options {
  tolerance: number;
  low?: number;
  high?: number;
  smooth?: boolean;
  terms?: Unary;
  /** x and the result. */
  golden: readonly (readonly number[])[];
  edges: readonly number[];
}

/** Odd sizes, a batch that is not full, a wide range, values at the edges, and expected numbers. */
function unaryCases(build: Unary, options: Options): Case[] {
  const { tolerance, low = -3, high = 3, smooth = true, terms, golden, edges } = options;
  const common = {
    build: ([x]: readonly Node[]) => build(x),
    tolerance,
    terms: terms && (([x]: readonly Node[]) => terms(x)),
  };
  const input = golden[0].map(Math.fround);
  return [
    { ...common, name: "expected", inputs: [tensor([input.length], input)], expected: golden[1] },
    ...[1, 3, 17, 257].map((size) => ({
      ...common,
      name: `[${size}]`,
      inputs: [tensor([size], values([size], low, high))],
      smooth,
    })),
    { ...common, name: "a scalar", inputs: [tensor([], values([], low, high))], smooth },
    { ...common, name: "3 of 5 rows of 7", inputs: [rows([5, 7], values([5, 7], low, high))], extent: 3, smooth },
    { ...common, name: "a wide range", inputs: [tensor([1031], values([1031], low * 30, high * 30))] },
    { ...common, name: "edges", inputs: [tensor([edges.length], edges.map(Math.fround))] },
  ];
}

const everywhere = [0, -0, 1e-40, -1e-40, 1e-20, -1e-20, 1e-6, -1e-6, 0.5, -0.5, 1, -1, 8, -8, 17, -17, 1e30, -1e30];
const infinite = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
const some = [-3, -0.5, 0, 0.25, 2];

export const negateCases = unaryCases(negate, {
  tolerance: exact,
  golden: [some, [3, 0.5, 0, -0.25, -2]],
  edges: [...everywhere, ...infinite],
});

export const expCases = unaryCases(exp, {
  tolerance: transcendental,
  golden: [some, [0.049787068367863944, 0.6065306597126334, 1, 1.2840254166877414, 7.38905609893065]],
  edges: [...everywhere, ...infinite, 88, 88.7, 89, -87, -87.3, -88, -100, -104, 0.34657, 0.34658],
});

export const logCases = unaryCases(log, {
  tolerance: transcendental,
  low: 0.1,
  high: 5,
  golden: [
    [0.0009765625, 0.5, 1, 2, 1000],
    [-6.931471805599453, -Math.LN2, 0, Math.LN2, 6.907755278982137],
  ],
  edges: [0, 1e-38, 2 ** -126, 1e-20, 1e-6, 0.5, 0.999999, 1.000001, 8, 1e30, 3e38, -1, ...infinite],
});

export const squareRootCases = unaryCases(squareRoot, {
  tolerance: arithmetic,
  low: 0.1,
  high: 5,
  golden: [
    [0, 0.25, 1, 2, 1024],
    [0, 0.5, 1, Math.SQRT2, 32],
  ],
  edges: [0, 1e-40, 1e-38, 1e-20, 0.5, 1, 8, 1e30, 3e38, -1, Number.POSITIVE_INFINITY, Number.NaN],
});

export const absoluteCases = unaryCases(absolute, {
  tolerance: exact,
  golden: [some, [3, 0.5, 0, 0.25, 2]],
  edges: [...everywhere, ...infinite],
});

export const signCases = unaryCases(sign, {
  tolerance: exact,
  smooth: false,
  golden: [some, [-1, -1, 0, 1, 1]],
  edges: everywhere,
});

export const tanhCases = unaryCases(tanh, {
  tolerance: transcendental,
  golden: [some, [-0.9950547536867305, -0.46211715726000974, 0, 0.24491866240370913, 0.9640275800758169]],
  edges: [...everywhere, ...infinite, 1e-4, -1e-4, 0.01, -0.01, 0.3, 0.6, 0.7, 9, -9],
});

export const sigmoidCases = unaryCases(sigmoid, {
  tolerance: transcendental,
  golden: [some, [0.04742587317756678, 0.3775406687981454, 0.5, 0.5621765008857981, 0.8807970779778823]],
  edges: [...everywhere, ...infinite, 88, -88, 100, -100],
});

export const softplusCases = unaryCases(softplus, {
  tolerance: transcendental,
  golden: [some, [0.04858735157374206, 0.4740769841801067, Math.LN2, 0.8259394198788436, 2.1269280110429727]],
  edges: [...everywhere, ...infinite, 20, -20, 88, -88, 100, -100],
});

export const erfCases = unaryCases(erf, {
  tolerance: transcendental,
  golden: [some, [-0.9999779095030014, -0.5204998778130465, 0, 0.27632639016823696, 0.9953222650189527]],
  edges: [...everywhere, ...infinite, 3.9, -3.9, 4, -4, 6],
});

export const reluCases = unaryCases(relu, {
  tolerance: exact,
  golden: [some, [0, 0, 0, 0.25, 2]],
  edges: [...everywhere, ...infinite],
});

export const leakyReluCases = unaryCases((x) => leakyRelu(x, 0.2), {
  tolerance: arithmetic,
  golden: [some, [-0.6, -0.1, 0, 0.25, 2]],
  edges: everywhere,
});

export const eluCases = unaryCases((x) => elu(x, 0.7), {
  tolerance: transcendental,
  golden: [some, [-0.6651490521424952, -0.2754285382011566, 0, 0.25, 2]],
  edges: everywhere,
});

export const geluCases = unaryCases(gelu, {
  tolerance: transcendental,
  // Far to the left the result is a difference of halves of x.
  terms: absolute,
  golden: [some, [-0.00404969409489031, -0.15426876936299344, 0, 0.14967658142073093, 1.9544997361036416]],
  edges: everywhere,
});

export const siluCases = unaryCases(silu, {
  tolerance: transcendental,
  golden: [some, [-0.14227761953270035, -0.1887703343990727, 0, 0.14054412522144952, 1.7615941559557646]],
  edges: everywhere.filter((x) => x > -88),
});
