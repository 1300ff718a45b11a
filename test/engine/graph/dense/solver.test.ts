// The dense solver against Jacobi's rotations, on sizes and scales at the edges of its blocks, and how it is stopped.

import assert from "node:assert/strict";
import { InputError } from "../../../../engine/errors";
import { SolverStopped } from "../../../../engine/graph/solver";
import { chance, checkPairs, jacobi, near, symmetric } from "./matrices";
import { atOnce, denseSolver, valuesInTwoSteps } from "./module";

const random = (n: number, seed = n): Float64Array => symmetric(n, chance(seed));

/** (I − 2uuᵀ)·D·(I − 2uuᵀ) with the values in D and a random unit vector u. */
function reflected(values: Float64Array, draw: () => number): Float64Array {
  const u = values.map(draw);
  const norm = Math.hypot(...u);
  for (let i = 0; i < u.length; i++) u[i] /= norm;
  const inner = u.reduce((sum, entry, i) => sum + entry ** 2 * values[i], 0);
  return symmetric(values.length, (i, j) => {
    const outer = u[i] * u[j];
    return (i === j ? values[i] : 0) - 2 * outer * (values[i] + values[j]) + 4 * inner * outer;
  });
}

async function checkBoth(matrix: Float64Array, n: number, expected: ArrayLike<number>, scale = 1): Promise<void> {
  const solver = await denseSolver();
  near(await solver.eigenvalues(matrix.slice(), n, atOnce), expected, 1e-12 * scale);
  const pairs = await solver.eigenpairs(matrix.slice(), n, atOnce);
  near(pairs.values, expected, 1e-12 * scale);
  checkPairs(matrix, n, pairs);
}

describe("the dense solver", () => {
  it("finds the pairs of random matrices, of any size about that of a block", async () => {
    for (const n of [0, 1, 2, 3, 4, 5, 7, 16, 31, 32, 33, 34, 64, 65, 66, 67, 97])
      await checkBoth(random(n), n, jacobi(random(n), n), 10);
  });

  it("finds the pairs of a matrix of several panels and strips", async () => {
    const n = 231;
    const matrix = random(n);
    const solver = await denseSolver();
    const values = await solver.eigenvalues(matrix.slice(), n, atOnce);
    const pairs = await solver.eigenpairs(matrix.slice(), n, atOnce);
    near(values, pairs.values, 1e-12 * 30);
    checkPairs(matrix, n, pairs);
  });

  it("finds the values of random matrices by way of a band", async () => {
    for (const n of [0, 1, 2, 5, 31, 32, 33, 34, 35, 63, 64, 65, 66, 97])
      near(await valuesInTwoSteps(random(n), n), jacobi(random(n), n), 1e-11);
    const draw = chance(8);
    const sparse = symmetric(110, (i, j) => (draw() > 0.97 || i === j ? draw() : 0));
    near(await valuesInTwoSteps(sparse.slice(), 110), jacobi(sparse, 110), 1e-12);
    near(await valuesInTwoSteps(new Float64Array(80 * 80), 80), new Float64Array(80), 0);
  });

  it("finds the values of matrices that no cache holds, in one step and in two", async () => {
    for (const n of [1031, 1203]) {
      const draw = chance(n);
      const values = Float64Array.from({ length: n }, draw);
      const matrix = reflected(values, draw);
      near(await (await denseSolver()).eigenvalues(matrix, n, atOnce), values.sort(), 1e-12);
    }
  });

  it("finds what is there already: zero, unit, diagonal and tridiagonal matrices", async () => {
    const n = 70;
    await checkBoth(new Float64Array(n * n), n, new Float64Array(n));
    const unit = symmetric(n, (i, j) => Number(i === j));
    await checkBoth(unit, n, new Float64Array(n).fill(1));
    const draw = chance(1);
    const diagonal = Float64Array.from({ length: n }, draw);
    await checkBoth(
      symmetric(n, (i, j) => (i === j ? diagonal[i] : 0)),
      n,
      diagonal.slice().sort(),
    );
    const tridiagonal = symmetric(n, (i, j) => (i - j < 2 ? draw() : 0));
    await checkBoth(tridiagonal, n, jacobi(tridiagonal, n), 10);
  });

  it("finds eigenvalues that repeat, all but repeat, or lie apart by orders of magnitude", async () => {
    const n = 96;
    const cases = [
      (i: number) => Math.floor(i / 12),
      (i: number) => 1 + 1e-15 * i,
      (i: number) => (i < 50 ? 0 : i),
      (i: number) => 2 ** -i,
      (i: number) => 2 ** (i - n),
    ];
    const draw = chance(3);
    for (const value of cases) {
      const values = Float64Array.from({ length: n }, (_, i) => value(i));
      await checkBoth(reflected(values, draw), n, values.slice().sort(), Math.max(...values));
    }
  });

  it("finds Wilkinson's pairs, which agree to fourteen digits", async () => {
    const n = 21;
    const matrix = symmetric(n, (i, j) => (i === j ? Math.abs(i - 10) : Number(i - j === 1)));
    await checkBoth(matrix, n, jacobi(matrix, n), 10);
  });

  it("loses nothing at the ends of the range of numbers", async () => {
    const n = 40;
    const expected = jacobi(random(n), n);
    const solver = await denseSolver();
    for (const scale of [1e-300, 1e-150, 1e150, 1e300]) {
      const matrix = random(n).map((entry) => entry * scale);
      const { values, vectors } = await solver.eigenpairs(matrix.slice(), n, atOnce);
      near(
        values.map((value) => value / scale),
        expected,
        1e-12 * 10,
      );
      checkPairs(random(n), n, { values: values.map((value) => value / scale), vectors });
    }
    const tiny = await solver.eigenvalues(Float64Array.of(0, 0, 5e-324, 0), 2, atOnce);
    assert.deepEqual([...tiny], [-5e-324, 5e-324]);
  });

  it("reads the lower triangle alone", async () => {
    const n = 37;
    const matrix = random(n);
    for (let i = 0; i < n; i++) matrix.fill(Number.NaN, i * n + i + 1, (i + 1) * n);
    near(await (await denseSolver()).eigenvalues(matrix, n, atOnce), jacobi(random(n), n), 1e-11);
  });

  it("finds the same bits again, whatever it computed in between or at the same time", async () => {
    const solver = await denseSolver();
    const [first] = await Promise.all([
      solver.eigenpairs(random(90), 90, atOnce),
      solver.eigenpairs(random(50), 50, atOnce),
    ]);
    await solver.eigenvalues(random(120), 120, atOnce);
    assert.deepEqual(await solver.eigenpairs(random(90), 90, atOnce), first);
  });

  it("breathes, tells how far it is, and stops when nobody waits", async () => {
    const solver = await denseSolver();
    const n = 700;
    const told: number[] = [];
    let breaths = 0;
    const progress = (fraction: number) => void told.push(fraction);
    await solver.eigenvalues(random(n), n, { breathe: async () => void breaths++, progress });
    assert.ok(breaths > 0);
    assert.equal(told.at(-1), 1);
    assert.deepEqual(told, told.slice().sort());
    const stopped = () => breaths > 1;
    breaths = 0;
    await assert.rejects(
      solver.eigenpairs(random(n), n, { breathe: async () => void breaths++, stopped }),
      SolverStopped,
    );
    await assert.rejects(solver.eigenvalues(random(3), 3, { ...atOnce, stopped: () => true }), SolverStopped);
  });

  it("refuses what does not fit into memory, saying how many bytes it would take, and entries that are no numbers", async () => {
    const solver = await denseSolver();
    const none = new Float64Array(0);
    assert.ok(solver.bytes(20_000, false) > 8 * 20_000 ** 2);
    await assert.rejects(solver.eigenvalues(none, 21_000, atOnce), (error: Error) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, /21\u202f000 rows take [\d\u202f]+ bytes, .*: ask for some pairs/);
      return true;
    });
    await assert.rejects(solver.eigenpairs(none, 15_000, atOnce), /ask for the eigenvalues alone, or/);
    await assert.rejects(
      solver.eigenvalues(Float64Array.of(1, 2, Number.NaN, 1), 2, atOnce),
      /^InputError: The matrix holds NaN in row 2, column 1:/,
    );
    await assert.rejects(
      solver.eigenvalues(Float64Array.of(Number.NEGATIVE_INFINITY), 1, atOnce),
      /-Infinity in row 1/,
    );
  });
});
