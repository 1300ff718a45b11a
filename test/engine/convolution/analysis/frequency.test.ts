// Frequency responses against NumPy's FFT of padded kernels, and against closed forms.

import assert from "node:assert/strict";
import { frequencyResponse } from "../../../../engine/convolution/analysis/frequency";
import { readGolden } from "../../../golden/read";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 1e-5 * Math.max(1, Math.abs(expected)), `${actual} instead of ${expected}`);

describe("frequency response", () => {
  const { kernels } = readGolden<{ kernels: { matrix: number[][]; size: number; response: number[][] }[] }>(
    "kernel-analysis",
  );
  for (const { matrix, size, response } of kernels) {
    it(`of ${matrix.length} × ${matrix[0].length} coefficients is that of an FFT`, () => {
      const { magnitude } = frequencyResponse(matrix, 2, size + 1);
      for (const [j, row] of response.entries()) {
        for (const [i, value] of row.entries()) near(magnitude[j * (size + 1) + i], value / 2);
      }
    });
  }

  it("of 1 2 1 is cos², from 1 at rest to 0 at half a cycle a pixel", () => {
    const { size, horizontal, vertical, magnitude } = frequencyResponse([[1, 2, 1]], 4);
    assert.equal(size, 65);
    for (let i = 0; i < size; i++) {
      near(horizontal[i], Math.cos(Math.PI * (i / 64 - 0.5)) ** 2);
      near(vertical[i], 1);
      near(magnitude[32 * size + i], horizontal[i]);
      near(magnitude[i * size + 32], vertical[i]);
    }
  });

  it("does not mind where the kernel stands, its turn by 180° or a negative divisor", () => {
    const { magnitude } = frequencyResponse(
      [
        [1, 2],
        [3, -5],
      ],
      1,
      9,
    );
    const moved = frequencyResponse(
      [
        [0, 0, 0],
        [0, -5, 3],
        [0, 2, 1],
      ],
      -1,
      9,
    ).magnitude;
    for (let i = 0; i < magnitude.length; i++) near(moved[i], magnitude[i]);
  });
});
