// Spectral normalisation: weights over their largest singular value, which a step of power iteration follows.

import type { Node } from "../core/graph";
import type { Scope } from "../neural/scope";
import { assign } from "../ops/assign";
import { divide } from "../ops/divide";
import { matmul } from "../ops/matmul";
import { multiply } from "../ops/multiply";
import { reshape } from "../ops/reshape";
import { squareRoot } from "../ops/squareRoot";
import { sum } from "../ops/sum";
import type { Weighting } from "./layers";

/** Power iterations on the initial weights, as many as PyTorch's. */
const initialIterations = 15;

/** Singular vectors of length 1, of W [inputs, units]. */
interface SingularPair {
  left: Float32Array;
  right: Float32Array;
}

/**
 * T. Miyato et al., 2018: W/σ, σ = uᵀWv with W as [all other axes, units]. Declares the states `weight/left` u and
 * `weight/right` v, which one power iteration, u = Wv/‖Wv‖, v = Wᵀu/‖Wᵀu‖, moves where `iterate` says so; σ's gradient
 * takes them for constant.
 */
export function spectralWeighting(scope: Scope, iterate: boolean): Weighting {
  return (weight, name, initial) => {
    const { shape } = weight.type;
    const units = shape[shape.length - 1];
    const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
    const column = (vector: Node) => reshape(vector, { shape: [vector.type.shape[0], 1], batched: false });
    const matrix = reshape(weight, { shape: [inputs, units], batched: false });
    let known: SingularPair | undefined;
    const pair = () => {
      known ??= singularPair(initial(), inputs, units);
      return known;
    };
    const left = scope.state(`${name}/left`, [inputs], () => pair().left);
    const right = scope.state(`${name}/right`, [units], () => pair().right);
    if (iterate) {
      assign(left, unit(matmul(matrix, column(right))));
      assign(right, unit(matmul(matrix, column(left), { transposeA: true })));
    }
    // The states are read after they have moved, as leaves that no gradient passes.
    return divide(weight, sum(multiply(matmul(matrix, column(right)), column(left))));
  };
}

/** A column [n, 1] of length 1, as [n]. */
const unit = (column: Node): Node =>
  reshape(divide(column, squareRoot(sum(multiply(column, column)))), {
    shape: column.type.shape.slice(0, 1),
    batched: false,
  });

function singularPair(weights: Float32Array, inputs: number, units: number): SingularPair {
  let right = normalized(Float64Array.from({ length: units }, (_, i) => 1 + i / units));
  let left = new Float64Array(inputs);
  for (let iteration = 0; iteration < initialIterations; iteration++) {
    left = new Float64Array(inputs);
    for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) left[i] += weights[i * units + j] * right[j];
    normalized(left);
    right = new Float64Array(units);
    for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) right[j] += weights[i * units + j] * left[i];
    normalized(right);
  }
  return { left: Float32Array.from(left), right: Float32Array.from(right) };
}

/** In place. */
function normalized(vector: Float64Array): Float64Array<ArrayBuffer> {
  const length = Math.sqrt(vector.reduce((total, value) => total + value * value, 0)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector as Float64Array<ArrayBuffer>;
}
