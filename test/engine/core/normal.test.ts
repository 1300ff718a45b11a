// Normal numbers by the ziggurat against the distribution that they must have.

import assert from "node:assert/strict";
import { normal } from "../../../engine/core/normal";
import { Random } from "../../../engine/core/random";

describe("normal numbers by the ziggurat", () => {
  const count = 1_000_000;
  const random = new Random(11, 5);
  const numbers = Float64Array.from({ length: count }, () => normal(random)).sort();

  it("have the distribution function of the standard normal", () => {
    // Abramowitz and Stegun, table 26.1: P(x) at quarters, around the edges of layers, and in the tail.
    const known: [x: number, below: number][] = [
      [-3.5, 0.000232629],
      [-2.5, 0.006209665],
      [-1.25, 0.105649774],
      [-0.25, 0.401293674],
      [0, 0.5],
      [0.5, 0.691462461],
      [1, 0.841344746],
      [1.75, 0.959940843],
      [3, 0.998650102],
      [3.5, 0.999767371],
    ];
    for (const [x, below] of known) {
      const share = numbers.findIndex((value) => value >= x) / count;
      // Five standard errors.
      assert.ok(Math.abs(share - below) < 5 * Math.sqrt((below * (1 - below)) / count), `${share} below ${x}`);
    }
  });

  it("have its moments", () => {
    const sums = [0, 0, 0];
    for (const value of numbers) {
      const square = value * value;
      sums[0] += value;
      sums[1] += square;
      sums[2] += square * square;
    }
    const [first, second, fourth] = sums.map((sum) => sum / count);
    // Four standard errors: of x² that is √(2 / n), of x⁴ √(96 / n).
    assert.ok(Math.abs(first) < 4 / Math.sqrt(count));
    assert.ok(Math.abs(second - 1) < 4 * Math.sqrt(2 / count), `${second}`);
    assert.ok(Math.abs(fourth - 3) < 4 * Math.sqrt(96 / count), `${fourth}`);
  });

  it("repeat for a seed, and differ between parts of a stream", () => {
    const first = (part: number) => normal(new Random(11, 5, part));
    assert.equal(first(0), first(0));
    assert.notEqual(first(0), first(1));
  });
});
