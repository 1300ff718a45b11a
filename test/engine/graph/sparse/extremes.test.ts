// Extreme eigenpairs of sparse matrices: closed forms with their multiplicities, and all that a caller may rely on.

import assert from "node:assert/strict";
import { type CsrMatrix, multiply } from "../../../../engine/graph/csr";
import { type ExtremeRequest, type Extremes, SolverStopped } from "../../../../engine/graph/solver";
import { symmetricEigen } from "../../../../engine/graph/sparse/symmetric-eigen";
import {
  complete,
  cycle,
  cycleValues,
  type Edge,
  hypercube,
  laplacian,
  normalizedAdjacency,
  pace,
  path,
  pathValues,
  product,
  randomEdges,
  solver,
  star,
  sums,
  twoThreads,
} from "./matrices";

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** Pairs are what they say: unit vectors at right angles, with the residuals that are given, below 1e-7. */
function checkPairs(matrix: CsrMatrix, { values, vectors, residuals }: Extremes): void {
  const rows = matrix.rows;
  const each = Array.from(values, (_, i) => vectors.subarray(i * rows, (i + 1) * rows));
  each.forEach((vector, i) => {
    const image = multiply(matrix, vector).map((y, row) => y - values[i] * vector[row]);
    const residual = Math.sqrt(dot(image, image));
    assert.ok(residual < 1e-6, `residual ${residual} of pair ${i}`);
    assert.ok(Math.abs(residual - residuals[i]) < 1e-11, `${residual} is not ${residuals[i]}`);
    for (let j = 0; j <= i; j++)
      assert.ok(Math.abs(dot(vector, each[j]) - Number(i === j)) < 1e-10, `vectors ${i} and ${j}`);
  });
}

/** Both ends are as expected. */
async function checkEnds(matrix: CsrMatrix, all: readonly number[], k: number, method?: string): Promise<void> {
  const sorted = [...all].sort((a, b) => a - b);
  assert.equal(sorted.length, matrix.rows);
  for (const end of ["smallest", "largest"] as const) {
    const found = await solver.extremes(matrix, { k, end }, pace);
    const expected = end === "smallest" ? sorted.slice(0, k) : sorted.slice(-k);
    expected.forEach((value, i) => {
      assert.ok(Math.abs(found.values[i] - value) < 1e-6, `${end} ${i}: ${found.values[i]} is not ${value}`);
    });
    checkPairs(matrix, found);
    if (method) assert.equal(found.method, method);
  }
}

const repeated = (value: number, times: number): number[] => new Array<number>(times).fill(value);
const factored = "shift-invert davidson";
const filtered = "chebyshev-davidson";

describe("extreme eigenpairs of sparse matrices", () => {
  it("of a path", () => checkEnds(laplacian(700, path(700)), pathValues(700), 12, factored));

  it("of a cycle, where values come twice", () =>
    checkEnds(laplacian(500, cycle(500)), cycleValues(500), 11, factored));

  it("of a grid and a torus", async () => {
    const grid = laplacian(25 * 20, product(25, path(25), 20, path(20)));
    await checkEnds(grid, sums(pathValues(25), pathValues(20)), 20, factored);
    const torus = laplacian(576, product(24, cycle(24), 24, cycle(24)));
    await checkEnds(torus, sums(cycleValues(24), cycleValues(24)), 15, factored);
  });

  it("of a hypercube, where values come by the dozen", async () => {
    const values = Array.from({ length: 512 }, (_, i) => 2 * i.toString(2).replaceAll("0", "").length);
    await checkEnds(laplacian(512, hypercube(9)), values, 30);
  });

  it("of a star, whose 1 comes n − 2 times", async () => {
    await checkEnds(laplacian(400, star(400)), [0, ...repeated(1, 398), 400], 14);
  });

  it("of a complete graph", () => checkEnds(laplacian(200, complete(200)), [0, ...repeated(200, 199)], 9));

  it("of many components", async () => {
    const edges = Array.from({ length: 40 }, (_, i) =>
      cycle(10).map(([a, b]): Edge => [10 * i + a, 10 * i + b]),
    ).flat();
    const values = Array.from({ length: 40 }, () => cycleValues(10)).flat();
    await checkEnds(laplacian(400, edges), values, 45);
  });

  it("of random graphs, as a dense algorithm finds them, by a polynomial", async () => {
    const rows = 200;
    const matrix = laplacian(rows, randomEdges(rows, 3000, 3));
    const full = new Float64Array(rows * rows);
    for (let row = 0; row < rows; row++)
      for (let entry = matrix.rowPointers[row]; entry < matrix.rowPointers[row + 1]; entry++)
        full[row * rows + matrix.columnIndices[entry]] = matrix.values[entry];
    const { values } = await symmetricEigen(full, rows, pace.breathe);
    await checkEnds(matrix, [...values], 20, filtered);
  });

  it("of normalized adjacencies, within bounds that are known", async () => {
    const matrix = normalizedAdjacency(400, cycle(400));
    const request: ExtremeRequest = { k: 7, end: "largest", bounds: [-1, 1] };
    const found = await solver.extremes(matrix, request, pace);
    checkPairs(matrix, found);
    [3, 3, 2, 2, 1, 1, 0].forEach((turn, i) => {
      assert.ok(Math.abs(found.values[i] - Math.cos((2 * Math.PI * turn) / 400)) < 1e-6);
    });
  });

  it("of tiny matrices, and as many as there are", async () => {
    for (const n of [1, 2, 3, 40]) await checkEnds(laplacian(n, path(n)), pathValues(n), n, "dense");
    for (const n of [3, 40]) await checkEnds(laplacian(n, path(n)), pathValues(n), n - 1, "dense");
    await checkEnds(laplacian(300, []), repeated(0, 300), 5, "dense");
  });

  it("leave out vectors that are known", async () => {
    for (const n of [50, 600]) {
      const matrix = laplacian(n, path(n));
      const known = new Float64Array(n).fill(1 / Math.sqrt(n));
      const found = await solver.extremes(matrix, { k: 5, end: "smallest", known }, pace);
      checkPairs(matrix, found);
      found.values.forEach((value, i) => {
        assert.ok(Math.abs(value - pathValues(n)[i + 1]) < 1e-6);
      });
    }
  });

  it("are refused where there are not so many", async () => {
    for (const k of [0, 4, 1.5])
      await assert.rejects(solver.extremes(laplacian(3, path(3)), { k, end: "smallest" }, pace), {
        name: "InputError",
      });
  });

  it("are the same bits on two threads", async () => {
    for (const edges of [path(5000), randomEdges(5000, 20_000, 5)]) {
      const matrix = laplacian(5000, edges);
      const request: ExtremeRequest = { k: 3, end: "largest", tolerance: 1e-3 };
      const one = await solver.extremes(matrix, request, pace);
      assert.deepEqual(await twoThreads.extremes(matrix, request, pace), one);
    }
  });

  it("say how far they are, and end when nobody waits", async () => {
    const matrix = laplacian(900, path(900));
    const fractions: number[] = [];
    await solver.extremes(
      matrix,
      { k: 10, end: "smallest" },
      { ...pace, progress: (fraction) => fractions.push(fraction) },
    );
    assert.equal(fractions.at(-1), 1);
    assert.ok(fractions.every((fraction) => fraction >= 0 && fraction <= 1));
    const stopped = solver.extremes(
      laplacian(10_000, path(10_000)),
      { k: 40, end: "smallest" },
      { ...pace, stopped: () => true },
    );
    await assert.rejects(stopped, SolverStopped);
  });

  it("take the memory that was said", () => {
    const small = laplacian(900, path(900));
    const [few, many] = [solver.bytes(small, 5), solver.bytes(small, 50)];
    assert.ok(few > small.rows * 48 * 8 && many > few && many < 5e6);
  });
});
