// Sums and maxima of odd sizes, against double precision.

import assert from "node:assert/strict";
import { Random } from "../../../engine/core/random";
import { max } from "../../../engine/ops/max";
import { sum } from "../../../engine/ops/sum";
import { compute } from "./compute";

/** Outer, reduced and inner size. */
const shapes = [
  ...[1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 33, 63, 64, 65, 255, 256, 257, 511, 513, 1000].flatMap((reduced) => [
    [1, reduced, 1],
    [3, reduced, 1],
    [1, reduced, 1 + (reduced % 9)],
    [2, reduced, 5],
    [1, reduced, 16],
  ]),
  [1, 300_003, 1],
  [1, 70_003, 3],
];
/** Of the sum of magnitudes: what rounding each element once would give, eight times over. */
const tolerance = 8 * 2 ** -24;

const random = new Random(3);

describe("reductions", () => {
  it("sum within half a millionth of the magnitudes, whatever the length", () => {
    for (const shape of shapes) {
      const [outer, reduced, inner] = shape;
      const values = Float32Array.from({ length: outer * reduced * inner }, () => random.uniform() - 0.3);
      const actual = compute([{ shape, values }], ([x]) => sum(x, { axes: [1] }));
      const exact = new Float64Array(outer * inner);
      const magnitudes = new Float64Array(outer * inner);
      values.forEach((value, i) => {
        const to = Math.floor(i / (reduced * inner)) * inner + (i % inner);
        exact[to] += value;
        magnitudes[to] += Math.abs(value);
      });
      assert.equal(actual.length, exact.length);
      const wrong = actual.findIndex((value, i) => !(Math.abs(value - exact[i]) <= tolerance * magnitudes[i]));
      assert.equal(wrong, -1, `${shape} ${wrong}: ${actual[wrong]}, ${exact[wrong]}`);
    }
  });

  it("find the maximum, and NaN where there is one", () => {
    for (const shape of shapes.slice(0, -2)) {
      const [outer, reduced, inner] = shape;
      const values = Float32Array.from({ length: outer * reduced * inner }, () => random.uniform() - 2);
      const spoilt = Math.floor(random.uniform() * values.length);
      for (const wanted of [values[spoilt], Number.NaN]) {
        values[spoilt] = wanted;
        const exact = new Float64Array(outer * inner).fill(Number.NEGATIVE_INFINITY);
        values.forEach((value, i) => {
          const to = Math.floor(i / (reduced * inner)) * inner + (i % inner);
          exact[to] = Math.max(exact[to], value);
        });
        const actual = compute([{ shape, values }], ([x]) => max(x, { axes: [1] }));
        assert.deepEqual([...actual], [...exact], `${shape}`);
      }
    }
  });
});
