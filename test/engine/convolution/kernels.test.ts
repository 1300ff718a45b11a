// Kernels by name: what they are called, what their matrices hold to, and the sentences for what is written wrongly.

import assert from "node:assert/strict";
import { formatKernel, InputError, kernelTable, matrixOf, parseKernel, type Step, StepError } from "../../../engine";

const sum = (matrix: readonly (readonly number[])[]) => matrix.flat().reduce((total, value) => total + value, 0);
const near = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) < 1e-12, `${value}, not ${expected}`);
const named = (kernel: string) => matrixOf({ kernel })!;

describe("filters: kernels by name", () => {
  it("knows every name of the command line", () => {
    const names =
      "identity blur box:3 gauss:3 sharpen sharpen8 unsharp unsharp:2,1,4 emboss sobel-x sobel-y prewitt-x prewitt-y scharr-x scharr-y laplacian log:1.4 motion:9,45 median3 median5 median:7 median15 bilateral bilateral:9,50,3 watercolour exposure:1.5 glow halo";
    for (const name of names.split(" ")) assert.ok(parseKernel(name).entry.does.endsWith("."), name);
    const entries = kernelTable.map(({ name }) => name);
    assert.equal(new Set(entries).size, entries.length);
  });

  it("reads back what it writes", () => {
    for (const entry of kernelTable)
      for (const values of [
        entry.parameters.map((parameter) => parameter.default),
        entry.parameters.map(({ most, whole }) => (whole === "odd" && most % 2 === 0 ? most - 1 : most)),
      ]) {
        const read = parseKernel(formatKernel(entry, values));
        assert.deepEqual([read.entry.name, read.values], [entry.name, values]);
      }
    assert.equal(formatKernel(parseKernel("median:5").entry, [5]), "median5");
    assert.deepEqual(parseKernel(" Watercolor ").entry.name, "watercolour");
    assert.deepEqual(parseKernel("motion: 9 , 45").values, [9, 45]);
    assert.deepEqual(parseKernel("unsharp:3").values, [3, 1, 0]);
  });

  it("holds kernels to the rules of their class", () => {
    const blur = named("blur");
    assert.ok(blur.matrix.flat().every((value) => value / blur.divisor < 1));
    near(sum(blur.matrix) / blur.divisor, 1);
    for (const name of ["sharpen", "sharpen8"]) {
      const { matrix, divisor } = named(name);
      const around = sum(matrix.map((row) => row.map(Math.abs))) - matrix[1][1];
      assert.deepEqual([matrix[1][1] > 1, around, divisor], [true, matrix[1][1] - 1, 1]);
    }
    assert.deepEqual(named("sharpen").matrix, [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ]);
    assert.deepEqual([sum(named("emboss").matrix), named("emboss").offset], [0, 128]);
    assert.equal(matrixOf({ kernel: "emboss", offset: 0 })!.offset, 0);
    assert.equal(sum(named("emboss-relief").matrix), 1);
    for (const name of [
      "sobel-x",
      "sobel-y",
      "prewitt-x",
      "prewitt-y",
      "scharr-x",
      "scharr-y",
      "laplacian",
      "find-edges",
    ])
      assert.deepEqual([sum(named(name).matrix), named(name).offset], [0, 0], name);
    // Gradients of ramps that rise to the right, and downwards.
    for (const [name, gain] of [
      ["sobel", 8],
      ["prewitt", 6],
      ["scharr", 32],
    ] as const) {
      const slope = (matrix: number[][], along: (r: number, c: number) => number) =>
        matrix.reduce((total, row, r) => total + row.reduce((part, value, c) => part + value * along(r, c), 0), 0);
      assert.equal(
        slope(named(`${name}-x`).matrix, (_, c) => c),
        gain,
      );
      assert.equal(
        slope(named(`${name}-y`).matrix, (r) => r),
        gain,
      );
    }
  });

  it("makes Gaussians of OpenCV's size with the right sum, spread and symmetry", () => {
    for (const [sigma, size] of [
      [0.5, 5],
      [1, 7],
      [1.25, 9],
      [2, 13],
      [3, 19],
      [10, 61],
    ]) {
      const { matrix } = named(`gauss:${sigma}`);
      assert.deepEqual([matrix.length, matrix[0].length], [size, size]);
      near(sum(matrix), 1);
      const middle = (size - 1) / 2;
      near(matrix[middle][middle + 1] / matrix[middle][middle], Math.exp(-1 / (2 * sigma * sigma)));
      near(matrix[middle - 1][middle + 1] / matrix[middle][middle], Math.exp(-1 / (sigma * sigma)));
    }
  });

  it("makes Laplacians of Gaussians that sum to 0 and see a paraboloid's curvature", () => {
    const { matrix } = named("log:1.4");
    near(sum(matrix), 0);
    const middle = (matrix.length - 1) / 2;
    // The Laplacian of (x² + y²)/4 is 1 everywhere, up to what the cut tails leave.
    const curvature = matrix.reduce(
      (total, row, r) =>
        total + row.reduce((part, value, c) => part + (value * ((r - middle) ** 2 + (c - middle) ** 2)) / 4, 0),
      0,
    );
    assert.ok(Math.abs(curvature - 1) < 0.15, String(curvature));
  });

  it("moves along lines: level, upright, at 45 degrees, and of even lengths", () => {
    assert.deepEqual(named("motion:9,0").matrix, [new Array(9).fill(1 / 9)]);
    assert.deepEqual(
      named("motion:3,90").matrix.map(([value]) => value),
      [1 / 3, 1 / 3, 1 / 3],
    );
    const even = named("motion:4,0").matrix;
    assert.deepEqual(even, [[0.125, 0.25, 0.25, 0.25, 0.125]]);
    const { matrix } = named("motion:9,45");
    near(sum(matrix), 1);
    assert.equal(matrix.length, 7);
    // Counter-clockwise from the right: weight at the upper right and the lower left.
    assert.ok(matrix[1][5] > 0.05 && matrix[5][1] > 0.05 && matrix[1][1] === 0);
    near(matrix[1][5], matrix[5][1]);
  });

  it("has no matrix for what is none", () => {
    for (const kernel of ["median3", "bilateral", "watercolour", "unsharp", "glow", "halo", "exposure:2"])
      assert.equal(matrixOf({ kernel }), undefined);
  });

  const message = (run: () => unknown, type: typeof InputError | typeof StepError) => {
    try {
      run();
    } catch (error) {
      assert.ok(error instanceof type);
      return error.message;
    }
    return assert.fail("nothing was wrong");
  };

  it("says what is wrong with a name or its parameters", () => {
    const wrong = (text: string) => message(() => parseKernel(text), InputError);
    assert.equal(wrong("sharpn"), 'There is no kernel "sharpn"; did you mean "sharpen"?');
    assert.equal(wrong("median4"), 'N of the kernel "median" must be an odd whole number from 3 to 15, not "4".');
    assert.equal(wrong("gauss:0"), 'σ of the kernel "gauss" must be a number from 0.3 to 30, not "0".');
    assert.equal(wrong("gauss:x"), 'σ of the kernel "gauss" must be a number from 0.3 to 30, not "x".');
    assert.equal(wrong("box:2.5"), 'N of the kernel "box" must be a whole number from 1 to 101, not "2.5".');
    assert.equal(wrong("blur:3"), 'The kernel "blur" takes no parameters; "3" is more than that.');
    assert.equal(wrong("motion:9,45,1"), 'The kernel "motion" takes N, angle; "9,45,1" is more than that.');
  });

  it("says what is wrong with a step, in which field", () => {
    const wrong = (step: Step) => {
      const text = message(() => matrixOf(step), StepError);
      return text;
    };
    const row = new Array<number>(3).fill(1);
    assert.equal(wrong({}), "Step 1: it has neither a kernel nor a matrix; give one of them.");
    assert.equal(
      wrong({ kernel: "blur", matrix: [row] }),
      "Step 1: it has both a kernel and a matrix; give one of them.",
    );
    assert.equal(wrong({ matrix: [] }), "Step 1: the matrix is empty; give it rows of numbers.");
    assert.equal(wrong({ matrix: [row, [1, 2]] }), "Step 1: row 2 of the matrix has 2 numbers, where the first has 3.");
    assert.equal(wrong({ matrix: [[1, Number.NaN]] }), "Step 1: row 1, column 2 of the matrix is NaN, not a number.");
    assert.equal(
      wrong({ matrix: [new Array<number>(32).fill(1)] }),
      "Step 1: the matrix has 1 × 32 numbers; 31 × 31 is the most.",
    );
    assert.equal(wrong({ matrix: [row], divisor: 0 }), "Step 1: the divisor is 0; the sum cannot be divided by it.");
    assert.equal(
      wrong({ matrix: [row], offset: Number.POSITIVE_INFINITY }),
      "Step 1: the offset must be a number, not Infinity.",
    );
    assert.equal(
      wrong({ kernel: "median3", offset: 3 }),
      'Step 1: the kernel "median" has no offset, as it is no matrix.',
    );
    assert.match(wrong({ kernel: "blurr" }), /^Step 1: There is no kernel "blurr"; did you mean "blur"\?$/);
  });
});
