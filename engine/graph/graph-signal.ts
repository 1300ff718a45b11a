// A signal on the nodes in the eigenvectors of a matrix (the graph Fourier transform), and through a filter.

import { type CsrMatrix, multiply } from "./csr";
import { intervalOf } from "./density";
import { similarity } from "./eigenvector";
import { type FilterPolynomial, filterPolynomial, responseAt } from "./filters";
import type { GraphInput } from "./matrices";
import { checkpoint } from "./solve-components";
import type { Eigenpairs, SolverPace } from "./solver";
import type { GraphFilter, GraphSignal, MatrixName } from "./spectrum-types";
import { structureOf } from "./structure";

/** Degree of the polynomial that stands for a filter where not all eigenvectors are there: so many products. */
const polynomialDegree = 64;

/**
 * x̂ = Uᵀx, filtered U g(Λ) Uᵀx. With all n pairs Parseval's theorem holds; with fewer the coefficients are those of the
 * pairs, and a filter works by a Chebyshev polynomial of the matrix. For L_rw, U is D-orthonormal, and energies are those
 * of D^½x.
 */
export async function graphSignal(
  input: GraphInput,
  name: MatrixName,
  signal: Float64Array,
  { values, vectors }: Eigenpairs,
  filter: GraphFilter | undefined,
  pace: SolverPace,
): Promise<GraphSignal> {
  const structure = structureOf(input, name);
  const n = structure.matrix.rows;
  const pause = checkpoint(pace);
  const scale = similarity(structure);
  const x = scale ? signal.map((value, i) => value * scale[i]) : signal;
  const complete = values.length === n;
  const coefficients = new Float64Array(values.length);
  const response = Float64Array.from(values, (value) => responseAt(filter, value));
  let filtered = new Float64Array(n);
  for (let k = 0; k < values.length; k++) {
    await pause();
    const vector = vectors.subarray(k * n, (k + 1) * n);
    let dot = 0;
    for (let i = 0; i < n; i++) dot += vector[i] * x[i];
    coefficients[k] = dot;
    const factor = complete ? response[k] * dot : 0;
    if (factor !== 0) for (let i = 0; i < n; i++) filtered[i] += factor * vector[i];
  }
  let polynomial: FilterPolynomial | undefined;
  if (!filter) filtered = x.slice();
  else if (!complete) {
    polynomial = filterPolynomial(filter, intervalOf(structure), polynomialDegree);
    filtered = await applyPolynomial(structure.matrix, polynomial, x, pause);
  }
  if (scale) filtered = filtered.map((value, i) => value / scale[i]);
  return {
    matrix: name,
    eigenvalues: values,
    coefficients,
    filtered,
    response,
    energy: { nodes: energyOf(x), frequencies: energyOf(coefficients) },
    complete,
    ...(polynomial
      ? { polynomial: { degree: polynomial.degree, error: polynomial.error, beside: polynomial.beside } }
      : {}),
  };
}

const energyOf = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

/** Σ c_m T_m(B)x with B = (M − middle·I) / half. */
async function applyPolynomial(
  matrix: CsrMatrix,
  { coefficients, middle, half }: FilterPolynomial,
  x: Float64Array,
  pause: () => Promise<void>,
): Promise<Float64Array<ArrayBuffer>> {
  const n = x.length;
  const result = new Float64Array(n);
  let before = new Float64Array(n);
  let now = Float64Array.from(x);
  for (let m = 0; m < coefficients.length; m++) {
    await pause();
    for (let i = 0; i < n; i++) result[i] += coefficients[m] * now[i];
    const image = multiply(matrix, now) as Float64Array<ArrayBuffer>;
    const twice = m === 0 ? 1 : 2;
    for (let i = 0; i < n; i++) image[i] = (twice * (image[i] - middle * now[i])) / half - before[i];
    [before, now] = [now, image];
  }
  return result;
}
