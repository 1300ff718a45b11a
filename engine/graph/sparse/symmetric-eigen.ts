// All eigenpairs of a small dense symmetric matrix: Householder's tridiagonal form, then the implicit QL algorithm.

import type { Breathe } from "../../tasks/table/matrix";
import type { Eigenpairs } from "../solver";

/** QL steps for one eigenvalue; it takes two or three. */
const stepsMost = 60;

/** Of an n × n matrix, row-major, which is overwritten. (G. Golub, C. Van Loan, "Matrix Computations", 2013, §8.3) */
export async function symmetricEigen(matrix: Float64Array, n: number, breathe: Breathe): Promise<Eigenpairs> {
  const { diagonal, below, basis } = await tridiagonal(matrix, n, breathe);
  for (let first = 0; first < n; first++) {
    for (let steps = 0; ; steps++) {
      let last = first;
      while (last < n - 1 && !isNegligible(below[last], diagonal[last], diagonal[last + 1])) last++;
      if (last === first) break;
      if (steps === stepsMost) throw new Error("The eigenvalues of a small matrix did not converge.");
      implicitStep(diagonal, below, basis, n, first, last);
    }
    await breathe();
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => diagonal[a] - diagonal[b]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(basis.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors };
}

const isNegligible = (entry: number, a: number, b: number): boolean =>
  Math.abs(entry) <= Number.EPSILON * (Math.abs(a) + Math.abs(b)) ||
  Math.abs(entry) < Number.MIN_VALUE / Number.EPSILON;

/** Rows of `basis` are the vectors in which the matrix is tridiagonal. */
async function tridiagonal(a: Float64Array, n: number, breathe: Breathe) {
  const diagonal = new Float64Array(n);
  const below = new Float64Array(n);
  const factors = new Float64Array(n);
  const product = new Float64Array(n);
  // Row i of the upper triangle becomes the reflection that clears what lies right of the entry beside its diagonal.
  for (let i = 0; i < n - 1; i++) {
    const row = a.subarray(i * n, (i + 1) * n);
    diagonal[i] = row[i];
    let scale = 0;
    for (let j = i + 2; j < n; j++) scale = Math.max(scale, Math.abs(row[j]));
    if (scale === 0) {
      below[i] = row[i + 1];
      continue;
    }
    scale = Math.max(scale, Math.abs(row[i + 1]));
    let sum = 0;
    for (let j = i + 1; j < n; j++) sum += (row[j] / scale) ** 2;
    const norm = scale * Math.sqrt(sum);
    below[i] = row[i + 1] > 0 ? -norm : norm;
    const head = row[i + 1] - below[i];
    row[i + 1] = head;
    for (let j = i + 1; j < n; j++) row[j] /= head;
    const factor = -head / below[i];
    factors[i] = factor;
    // B ← B − v·wᵀ − w·vᵀ with w = p − (factor/2)(pᵀv)·v, p = factor·B·v, on the upper triangle.
    product.fill(0, i + 1);
    for (let j = i + 1; j < n; j++) {
      const from = j * n;
      const own = row[j];
      let total = a[from + j] * own;
      for (let l = j + 1; l < n; l++) {
        total += a[from + l] * row[l];
        product[l] += a[from + l] * own;
      }
      product[j] += total;
    }
    let dot = 0;
    for (let j = i + 1; j < n; j++) {
      product[j] *= factor;
      dot += product[j] * row[j];
    }
    const half = (factor / 2) * dot;
    for (let j = i + 1; j < n; j++) product[j] -= half * row[j];
    for (let j = i + 1; j < n; j++) {
      const from = j * n;
      const [v, w] = [row[j], product[j]];
      for (let l = j; l < n; l++) a[from + l] -= v * product[l] + w * row[l];
    }
    await breathe();
  }
  diagonal[n - 1] = a[n * n - 1];
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  for (let i = n - 3; i >= 0; i--) {
    if (factors[i] === 0) continue;
    const reflection = a.subarray(i * n, (i + 1) * n);
    for (let j = i + 1; j < n; j++) {
      const row = basis.subarray(j * n, (j + 1) * n);
      let dot = 0;
      for (let l = i + 1; l < n; l++) dot += row[l] * reflection[l];
      dot *= factors[i];
      for (let l = i + 1; l < n; l++) row[l] -= dot * reflection[l];
    }
    await breathe();
  }
  return { diagonal, below, basis };
}

/** A QL step with Wilkinson's shift on rows `first` to `last`, from the bottom up. */
function implicitStep(
  diagonal: Float64Array,
  below: Float64Array,
  basis: Float64Array,
  n: number,
  first: number,
  last: number,
): void {
  const half = (diagonal[first + 1] - diagonal[first]) / (2 * below[first]);
  const root = Math.hypot(half, 1);
  let bulge = diagonal[last] - diagonal[first] + below[first] / (half + (half < 0 ? -root : root));
  let [sine, cosine, lost] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = sine * below[i];
    const b = cosine * below[i];
    const radius = Math.hypot(f, bulge);
    below[i + 1] = radius;
    if (radius === 0) {
      diagonal[i + 1] -= lost;
      below[last] = 0;
      return;
    }
    sine = f / radius;
    cosine = bulge / radius;
    const g = diagonal[i + 1] - lost;
    const t = (diagonal[i] - g) * sine + 2 * cosine * b;
    lost = sine * t;
    diagonal[i + 1] = g + lost;
    bulge = cosine * t - b;
    const upper = basis.subarray(i * n, (i + 1) * n);
    const lower = basis.subarray((i + 1) * n, (i + 2) * n);
    for (let l = 0; l < n; l++) {
      const x = lower[l];
      lower[l] = sine * upper[l] + cosine * x;
      upper[l] = cosine * upper[l] - sine * x;
    }
  }
  diagonal[first] -= lost;
  below[first] = bulge;
  below[last] = 0;
}
