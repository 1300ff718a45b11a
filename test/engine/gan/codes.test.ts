// Codes and noise: distributions, places in what the generator is given, and draws that depend on nothing else.

import assert from "node:assert/strict";
import { type CodeShape, codeWidth, drawCodes, encodeCodes } from "../../../engine/gan/codes";
import { gumbels, normals, uniforms } from "../../../engine/gan/noise";

const shape: CodeShape = { latent: 2, prior: "uniform", categories: 3, continuous: 1, classes: 2 };

function moments(values: ArrayLike<number>): [number, number] {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return [mean, all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length];
}

describe("codes of samples", () => {
  it("stand side by side, categories and classes one-hot", () => {
    const codes = drawCodes(shape, 5, 9, Int32Array.of(0, 1, 1, 0, 1));
    const rows = encodeCodes(shape, codes, 1, 6);
    assert.equal(codeWidth(shape), 8);
    assert.equal(rows.length, 48);
    for (let i = 0; i < 4; i++) {
      const row = [...rows.subarray(8 * i, 8 * i + 8)];
      const mark = (size: number, at: number) => Array.from({ length: size }, (_, k) => Number(k === at));
      assert.deepEqual(row.slice(0, 2), [...codes.latent.subarray(2 * i + 2, 2 * i + 4)]);
      assert.deepEqual(row.slice(2, 5), mark(3, codes.categories![i + 1]));
      assert.equal(row[5], codes.continuous![i + 1]);
      assert.deepEqual(row.slice(6), mark(2, codes.classes![i + 1]));
    }
    assert.ok(rows.subarray(32).every((value) => value === 0));
  });

  it("are a function of the seed, longer draws beginning with shorter ones", () => {
    const [few, many, others] = [drawCodes(shape, 10, 4), drawCodes(shape, 20, 4), drawCodes(shape, 10, 5)];
    assert.deepEqual(many.latent.subarray(0, 20), few.latent);
    assert.deepEqual(many.classes!.subarray(0, 10), few.classes);
    assert.notDeepEqual(others.latent, few.latent);
  });

  it("are distributed as asked for", () => {
    const draw = { seed: 1, stream: 2, step: 3 };
    const near = ([mean, variance]: [number, number], expected: [number, number]) => {
      assert.ok(Math.abs(mean - expected[0]) < 0.02 && Math.abs(variance - expected[1]) < 0.03, `${mean} ${variance}`);
    };
    near(moments(uniforms(draw, 20001)), [0.5, 1 / 12]);
    near(moments(normals(draw, 20001)), [0, 1]);
    // Euler's constant and π²/6.
    near(moments(gumbels(draw, 80001)), [0.5772, 1.6449]);
    const { latent, categories, continuous } = drawCodes(shape, 10000, 1);
    near(moments(latent), [0, 1 / 3]);
    near(moments(continuous!), [0, 1 / 3]);
    near(moments(categories!), [1, 2 / 3]);
  });
});
