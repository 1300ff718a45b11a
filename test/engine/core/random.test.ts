// Random sequences: their ranges, moments and independence.

import assert from "node:assert/strict";
import { Random } from "../../../engine/core/random";

describe("random sequences", () => {
  it("are uniform, normal and whole numbers with the right moments", () => {
    const random = new Random(3);
    const many = <T>(draw: () => T): T[] => Array.from({ length: 20000 }, draw);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const uniform = many(() => random.uniform());
    assert.ok(uniform.every((value) => value >= 0 && value < 1) && Math.abs(mean(uniform) - 0.5) < 0.01);
    const normal = many(() => random.normal());
    assert.ok(Math.abs(mean(normal)) < 0.03 && Math.abs(mean(normal.map((value) => value ** 2)) - 1) < 0.05);
    const integers = many(() => random.integer(7));
    assert.deepEqual([...new Set(integers)].sort(), [0, 1, 2, 3, 4, 5, 6]);
  });
  it("repeat for a seed and differ between seeds and streams", () => {
    const draw = (seed: number, stream?: number): number[] => {
      const random = new Random(seed, stream);
      return Array.from({ length: 5 }, () => random.bits());
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    assert.notDeepEqual(draw(1), draw(1, 1));
  });
  it("shuffle without losing anything", () => {
    const shuffled = new Random(1).shuffle(Array.from({ length: 100 }, (_, i) => i));
    assert.notDeepEqual(
      shuffled,
      [...shuffled].sort((a, b) => a - b),
    );
    assert.equal(new Set(shuffled).size, 100);
  });
});
