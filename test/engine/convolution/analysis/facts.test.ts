// Facts of kernels: sums, classes by the article's rules, symmetry, factors and sentences; singular values against NumPy.

import assert from "node:assert/strict";
import { type KernelClass, kernelFacts } from "../../../../engine/convolution/analysis/facts";
import { singularValues } from "../../../../engine/convolution/analysis/singular";
import { readGolden } from "../../../golden/read";
import { inputError } from "../../data/source";

const matrix = (text: string) => text.split(";").map((row) => row.trim().split(/\s+/).map(Number));

const sobelX = matrix("-1 0 1; -2 0 2; -1 0 1");
const emboss = matrix("-2 -1 0; -1 0 1; 0 1 2");
const namedEmboss = matrix("-2 -1 0; -1 1 1; 0 1 2");
const laplacian = matrix("0 1 0; 1 -4 1; 0 1 0");
const sharpen = matrix("0 -1 0; -1 5 -1; 0 -1 0");

/** σ = 1, whose weights are rounded to single precision, as a stored kernel's are. */
const gauss = Array.from({ length: 5 }, (_, r) =>
  Array.from({ length: 5 }, (_, c) => Math.fround(Math.exp(-((r - 2) ** 2 + (c - 2) ** 2) / 2) / 6.168924)),
);
const total = gauss.flat().reduce((sum, value) => sum + value, 0);
const ones = matrix("1 1 1; 1 1 1; 1 1 1");

describe("facts of a kernel", () => {
  const classes: [string, number[][], { divisor?: number; offset?: number }, KernelClass][] = [
    ["mean", ones, { divisor: 9 }, "blur"],
    ["Gaussian", gauss, { divisor: total }, "blur"],
    ["mean without its divisor", ones, {}, "other"],
    ["0.111 nine times", ones, { divisor: 1 / 0.111 }, "other"],
    ["identity", matrix("0 0 0; 0 1 0; 0 0 0"), {}, "identity"],
    ["identity by a divisor", matrix("2"), { divisor: 2 }, "identity"],
    ["sharpen", sharpen, {}, "sharpen"],
    ["sharpen by 16", matrix("-2 -2 -2; -2 32 -2; -2 -2 -2"), { divisor: 16 }, "sharpen"],
    [
      "sharpen of 5 × 5",
      [
        [0, 0, -1, 0, 0],
        [0, -1, -2, -1, 0],
        [-1, -2, 17, -2, -1],
        [0, -1, -2, -1, 0],
        [0, 0, -1, 0, 0],
      ],
      {},
      "sharpen",
    ],
    ["too strong a centre", matrix("0 -1 0; -1 6 -1; 0 -1 0"), {}, "other"],
    ["emboss", emboss, {}, "emboss"],
    ["emboss with two coefficients", matrix("-1 0 0; 0 1 0; 0 0 0"), { offset: 128 }, "emboss"],
    ["emboss along a diagonal", matrix("2 0 0; 0 -1 0; 0 0 -1"), { offset: 127 }, "emboss"],
    ["emboss that sums to 1", namedEmboss, {}, "other"],
    ["Sobel", sobelX, {}, "edge"],
    ["Sobel in thirds", sobelX, { divisor: 3 }, "edge"],
    ["Sobel with an offset", sobelX, { offset: 128 }, "emboss"],
    ["Laplacian", laplacian, {}, "edge"],
    ["nothing", matrix("0 0; 0 0"), {}, "other"],
    ["moved", matrix("0 0 1"), {}, "other"],
  ];
  for (const [name, rows, options, expected] of classes) {
    it(`classes ${name} as ${expected}`, () => assert.equal(kernelFacts(rows, options).class, expected));
  }

  it("sums before and after the divisor, and says which divisor a rule would take", () => {
    const { sum, divisor, divisorByRule, effectiveSum, least, most } = kernelFacts(sharpen, { divisor: 2, offset: 10 });
    assert.deepEqual(
      { sum, divisor, divisorByRule, effectiveSum },
      { sum: 1, divisor: 2, divisorByRule: 1, effectiveSum: 0.5 },
    );
    assert.deepEqual({ least, most }, { least: 10 - (255 * 4) / 2, most: 10 + (255 * 5) / 2 });
    assert.equal(kernelFacts(emboss).divisorByRule, 1);
    assert.equal(kernelFacts(ones).divisorByRule, 9);
    // Nine times 1/9 is not 1 in floating point, but is meant so.
    assert.equal(kernelFacts(ones.map((row) => row.map(() => 1 / 9))).effectiveSum, 1);
  });

  it("names symmetries", () => {
    assert.equal(kernelFacts(laplacian).symmetry.isotropic, true);
    assert.deepEqual(kernelFacts(sobelX).symmetry, {
      same: ["vertical"],
      opposite: ["horizontal", "halfTurn"],
      isotropic: false,
    });
    assert.deepEqual(kernelFacts(emboss).symmetry, {
      same: ["diagonal"],
      opposite: ["halfTurn", "antidiagonal"],
      isotropic: false,
    });
    assert.deepEqual(kernelFacts(matrix("1 2 1; 0 0 0")).symmetry.same, ["horizontal"]);
    assert.deepEqual(kernelFacts(matrix("1 2; 3 4")).symmetry, { same: [], opposite: [], isotropic: false });
  });

  it("factors separable kernels into whole numbers where it can", () => {
    assert.deepEqual(kernelFacts(sobelX).factors, { column: [1, 2, 1], row: [-1, 0, 1], scale: 1 });
    assert.deepEqual(kernelFacts(matrix("-1 -2 -1; 0 0 0; 1 2 1")).factors, {
      column: [-1, 0, 1],
      row: [1, 2, 1],
      scale: 1,
    });
    assert.deepEqual(kernelFacts(matrix("2 4; 6 12")).factors, { column: [2, 6], row: [1, 2], scale: 1 });
    const ninths = kernelFacts(ones.map((row) => row.map(() => 1 / 9))).factors!;
    assert.deepEqual(ninths, { column: [1, 1, 1], row: [1, 1, 1], scale: 1 / 9 });
  });

  it("factors others into a column and a row that sum to 1", () => {
    const { rank, factors } = kernelFacts(gauss);
    assert.equal(rank, 1);
    const { column, row, scale } = factors!;
    assert.ok(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-6);
    for (const [r, line] of gauss.entries()) {
      for (const [c, value] of line.entries()) assert.ok(Math.abs(scale * column[r] * row[c] - value) < 1e-7);
    }
  });

  it("gives the rank of what is not separable", () => {
    assert.equal(kernelFacts(emboss).rank, 2);
    assert.equal(kernelFacts(emboss).factors, undefined);
    assert.equal(kernelFacts(laplacian).rank, 2);
    assert.equal(kernelFacts(matrix("0 0; 0 0")).rank, 0);
  });

  it("gives NumPy's singular values", () => {
    const { kernels } = readGolden<{ kernels: { matrix: number[][]; singular: number[] }[] }>("kernel-analysis");
    for (const { matrix, singular } of kernels) {
      const { values, column, row } = singularValues(matrix);
      for (const [i, value] of singular.entries()) assert.ok(Math.abs(values[i] - value) < 1e-9, `${values[i]}`);
      const first = matrix.reduce((sum, line, r) => sum + column[r] * line.reduce((s, v, c) => s + v * row[c], 0), 0);
      assert.ok(Math.abs(first - singular[0]) < 1e-9);
    }
  });

  it("says where a named kernel does not do what it promises", () => {
    const said = kernelFacts(namedEmboss, { name: "emboss" }).sentences;
    assert.ok(
      said.includes("This named emboss sums to 1, not 0: a flat area keeps its value instead of becoming grey."),
    );
    assert.ok(kernelFacts(ones, { name: "blur" }).sentences.join().includes("This named blur sums to 9, not 1"));
    for (const [rows, options] of [
      [emboss, { name: "emboss" }],
      [sharpen, { name: "sharpen" }],
      [matrix("-1 -1 -1; -1 10 -1; -1 -1 -1"), { divisor: 2, name: "edge-enhance" }],
      [namedEmboss, {}],
    ] as const) {
      assert.doesNotMatch(kernelFacts(rows, options).sentences.join(), /This named/);
    }
  });

  const sentences: [number[][], { divisor?: number; offset?: number }, string][] = [
    [emboss, {}, "Sums to 0: a flat area becomes 0; with an offset of 128 it becomes middle grey."],
    [emboss, { offset: 128 }, "Sums to 0: a flat area becomes 128, the offset, middle grey."],
    [
      emboss,
      {},
      "Emboss: the coefficients sum to 0, and where values grow towards the lower right the result is positive.",
    ],
    [ones, { divisor: 7.5 }, "Brightens by 1.2 ×: a flat area of 100 becomes 120."],
    [ones, { divisor: 10 }, "Darkens to 0.9 ×: a flat area of 100 becomes 90."],
    [sharpen, { divisor: -1, offset: 255 }, "Sums to −1: a flat area is negated and scaled, plus 255."],
    [sharpen, {}, "Sharpen: the centre is 5, and the others have the absolute sum 4, one less."],
    [sobelX, {}, "Separable: the column 1 2 1 times the row −1 0 1."],
    [sobelX, {}, "Results lie between −1020 and 1020; what is below 0 or above 255 is clamped."],
    [emboss, {}, "Not separable: its rank is 2."],
    [matrix("0 0 1"), {}, "One pixel beside the centre counts: the picture is moved."],
    [matrix("1.5"), {}, "Only the centre counts: values are multiplied by 1.5."],
  ];
  for (const [rows, options, sentence] of sentences) {
    it(`says “${sentence}”`, () => {
      const said = kernelFacts(rows, options).sentences;
      assert.ok(said.includes(sentence), said.join("\n"));
    });
  }

  it("refuses what is no matrix", () => {
    assert.throws(() => kernelFacts([]), inputError(/matrix is empty/));
    assert.throws(() => kernelFacts([[1, 2], [3]]), inputError(/Row 2 of the matrix has 1 numbers, the first one 2/));
    assert.throws(() => kernelFacts([[1, Number.NaN]]), inputError(/Row 1, column 2/));
    assert.throws(() => kernelFacts([[1]], { divisor: 0 }), inputError(/cannot be divided by 0/));
  });
});
