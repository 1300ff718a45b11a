// The random numbers: Threefry's published test vectors, and what is built on them.

import assert from "node:assert/strict";
import { Random, threefry, toUnit } from "../../../engine/core/random";

describe("random numbers", () => {
  // Random123's kat_vectors for threefry2x32 with 20 rounds: key, counter, result.
  const vectors = [
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ];
  for (const [k0, k1, c0, c1, ...expected] of vectors) {
    it(`are Threefry's for the key ${k0.toString(16)}`, () => {
      const out = new Uint32Array(2);
      threefry(k0, k1, c0, c1, out);
      assert.deepEqual(Array.from(out), expected);
    });
  }
  it("lie in [0, 1)", () => {
    assert.equal(toUnit(0), 0);
    assert.equal(toUnit(0xffffffff), 1 - 2 ** -24);
  });
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
