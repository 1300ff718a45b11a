// The map of the nodes: main directions against closed forms, and maps that lie on each other.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { planeMap } from "../../../../engine/tasks/nodes/embedding";

const breathe = async () => undefined;

describe("the map of the nodes", () => {
  const random = new Random(5);
  const count = 40;
  const plane = Array.from({ length: count }, () => [3 * random.normal() + 7, random.normal() - 2]);
  /** Two orthonormal directions in five dimensions. */
  const [u, v] = [
    [0.5, 0.5, 0.5, 0.5, 0],
    [0.5, -0.5, 0.5, -0.5, 0],
  ];
  const values = Float32Array.from(plane.flatMap(([a, b]) => u.map((_, j) => a * u[j] + b * v[j])));
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  const distance = (x: ArrayLike<number>, y: ArrayLike<number>, i: number, j: number) =>
    Math.hypot(x[i] - x[j], y[i] - y[j]);

  it("keeps the distances of points that lie in a plane, the long axis along x", async () => {
    const { x, y, explained } = await planeMap(values, 5, rows, breathe);
    assert.ok(Math.abs(explained - 1) < 1e-9);
    for (let i = 1; i < count; i++) {
      const expected = Math.hypot(plane[i][0] - plane[0][0], plane[i][1] - plane[0][1]);
      assert.ok(Math.abs(distance(x, y, 0, i) - expected) < 1e-5);
    }
    const sum = (of: Float64Array, other: Float64Array) => of.reduce((total, value, i) => total + value * other[i], 0);
    assert.ok(Math.abs(sum(x, y)) < 1e-6 * sum(x, x));
    assert.ok(sum(x, x) > 4 * sum(y, y));
  });

  it("finds the share of the two largest of several variances", async () => {
    // ± each unit direction, scaled: the covariance is diagonal, with variances in proportion to the squares.
    const scales = [1, 5, 2, 3];
    const points = scales.flatMap((scale, j) =>
      [scale, -scale].map((value) => scales.map((_, k) => (k === j ? value : 0))),
    );
    const all = Uint32Array.from(points.keys());
    const { explained } = await planeMap(Float32Array.from(points.flat()), 4, all, breathe);
    assert.ok(Math.abs(explained - (25 + 9) / (1 + 25 + 4 + 9)) < 1e-8);
  });

  it("turns and mirrors a map onto the one before", async () => {
    const before = await planeMap(values, 5, rows, breathe);
    const turned = Float32Array.from(plane.flatMap(([a, b]) => u.map((_, j) => a * v[j] - b * u[j])));
    const mirrored = Float32Array.from(plane.flatMap(([a, b]) => u.map((_, j) => a * v[j] + b * u[j])));
    for (const next of [turned, mirrored]) {
      const { x, y } = await planeMap(next, 5, rows, breathe, before);
      for (let i = 0; i < count; i++) {
        assert.ok(Math.abs(x[i] - before.x[i]) < 1e-4 && Math.abs(y[i] - before.y[i]) < 1e-4);
      }
    }
  });

  it("has a map of activations that are all the same, or one wide", async () => {
    const same = await planeMap(new Float32Array(20).fill(3), 2, Uint32Array.from(Array(10).keys()), breathe);
    assert.ok([...same.x, ...same.y].every((value) => Math.abs(value) < 1e-12));
    const line = await planeMap(Float32Array.of(1, 2, 4), 1, Uint32Array.of(0, 1, 2), breathe);
    assert.ok(Math.abs(Math.abs(line.x[2] - line.x[0]) - 3) < 1e-9);
    assert.deepEqual([...line.y].map(Math.abs), [0, 0, 0]);
  });
});
