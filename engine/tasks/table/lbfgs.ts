// L-BFGS: the minimum of a smooth function from its values and gradients (J. Nocedal, S. Wright, Numerical Optimization, 7.2).

/** Writes the gradient at `x` into `gradient` and returns the value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => Promise<number>;

export interface LbfgsOptions {
  iterations: number;
  /** Largest component of the gradient at which the search ends. */
  tolerance: number;
}

/** Pairs of steps and gradient changes that stand for the curvature. */
const memory = 10;
/** Share of the descent that the slope promises which a step must reach (Armijo), and its halvings at most. */
const sufficientDescent = 1e-4;
const halvings = 40;

/** The point reached from `start`, which is not changed. */
export async function minimize(
  objective: Objective,
  start: Float64Array,
  { iterations, tolerance }: LbfgsOptions,
): Promise<Float64Array> {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = await objective(x, gradient);
  const pairs: { step: Float64Array; change: Float64Array; rho: number }[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (gradient.every((g) => Math.abs(g) <= tolerance)) break;
    const direction = descentDirection(gradient, pairs);
    const slope = dot(direction, gradient);
    // Without curvature yet, a first step of length at most 1.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let reached: { x: Float64Array; gradient: Float64Array<ArrayBuffer>; value: number } | undefined;
    for (let halving = 0; halving < halvings && !reached; halving++, length /= 2) {
      const trial = x.map((xi, i) => xi + length * direction[i]);
      const trialGradient = new Float64Array(x.length);
      const trialValue = await objective(trial, trialGradient);
      if (trialValue <= value + sufficientDescent * length * slope) {
        reached = { x: trial, gradient: trialGradient, value: trialValue };
      }
    }
    if (!reached) break;
    const step = reached.x.map((xi, i) => xi - x[i]);
    const change = reached.gradient.map((gi, i) => gi - gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      pairs.push({ step, change, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    ({ value, gradient } = reached);
    x = reached.x.slice();
  }
  return x;
}

/** −H·g by the two-loop recursion. */
function descentDirection(
  gradient: Float64Array,
  pairs: readonly { step: Float64Array; change: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas = new Array<number>(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) {
    alphas[i] = pairs[i].rho * dot(pairs[i].step, q);
    addScaled(q, -alphas[i], pairs[i].change);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  for (let i = 0; i < pairs.length; i++) {
    addScaled(q, alphas[i] - pairs[i].rho * dot(pairs[i].change, q), pairs[i].step);
  }
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, factor: number, values: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * values[i];
}
