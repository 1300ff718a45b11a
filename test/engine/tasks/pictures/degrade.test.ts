// Degraded frames: amounts, what is known of them, repetition, and agreement with what filters do.

import assert from "node:assert/strict";
import { degrade } from "../../../../engine/convolution/analysis/degrade";
import { planeOf } from "../../../../engine/convolution/analysis/plane";
import { referenceFilterExecutor } from "../../../../engine/convolution/reference";
import type { Frame } from "../../../../engine/data/album/album";
import { throughJpeg } from "../../../../engine/tasks/filter/fit";
import { degradeByJpeg, degradeFrame } from "../../../../engine/tasks/pictures/degrade";
import { difference, noise } from "../../data/image/support";

const at = { seed: 3, index: 0 };

function flat(value: number, width = 100, height = 80, channels: 1 | 3 = 1): Frame {
  return { width, height, channels, samples: new Uint8Array(width * height * channels).fill(value) };
}

function deviation(input: Float32Array, mean: number): number {
  return Math.sqrt(input.reduce((sum, value) => sum + (value - mean) ** 2, 0) / input.length);
}

describe("degraded frames", () => {
  it("have noise of the σ that is asked for, not clamped", () => {
    const { input, known } = degradeFrame(flat(255), { noise: 25 }, at);
    assert.ok(Math.abs(deviation(input, 1) * 255 - 25) < 1, `${deviation(input, 1) * 255}`);
    assert.ok(input.some((value) => value > 1.1));
    assert.equal(known, undefined);
  });

  it("draw σ of a range for each picture", () => {
    const sigmas = Array.from({ length: 40 }, (_, index) => {
      return deviation(degradeFrame(flat(100, 30, 30), { noise: [0, 50] }, { ...at, index }).input, 100 / 255) * 255;
    });
    assert.ok(Math.min(...sigmas) < 12 && Math.max(...sigmas) > 38 && Math.max(...sigmas) < 56);
  });

  it("repeat for a seed, index and epoch, and differ otherwise", () => {
    const draw = (options: Parameters<typeof degradeFrame>[2], seed?: number) =>
      degradeFrame(flat(9, 8, 8), { noise: 9, saltAndPepper: 0.2, maskPixels: 0.2, seed }, options).input.join();
    const first = draw(at);
    assert.equal(draw({ ...at, into: new Float32Array(64) }), first);
    for (const other of [{ seed: 4 }, { index: 1 }, { epoch: 1 }]) assert.notEqual(draw({ ...at, ...other }), first);
    assert.equal(draw({ ...at, seed: 4 }, 3), first);
  });

  it("have salt and pepper on whole pixels, half each", () => {
    const { input } = degradeFrame(flat(100, 100, 80, 3), { saltAndPepper: 0.3 }, at);
    const share = (value: number) => input.filter((sample) => sample === value).length / input.length;
    assert.ok(Math.abs(share(0) - 0.15) < 0.02 && Math.abs(share(1) - 0.15) < 0.02);
    for (let i = 0; i < input.length; i += 3) assert.ok(input[i] === input[i + 1] && input[i] === input[i + 2]);
  });

  it("know which pixels and blocks are masked", () => {
    const pixels = degradeFrame(flat(200, 100, 80, 3), { maskPixels: 0.3 }, at);
    const known = pixels.known!.reduce((sum, value) => sum + value, 0) / 8000;
    assert.ok(Math.abs(known - 0.7) < 0.02, `${known}`);
    for (let i = 0; i < 8000; i++) assert.equal(pixels.input[3 * i + 2], pixels.known![i] ? Math.fround(200 / 255) : 0);
    const blocks = degradeFrame(flat(200), { maskBlocks: { count: 1, size: 12 } }, at);
    assert.equal(blocks.known!.filter((value) => value === 0).length, 144);
    const all = degradeFrame(flat(200, 5, 6), { maskBlocks: { count: 1, size: 12 } }, at);
    assert.ok(all.input.every((value) => value === 0));
  });

  it("are blurred as the filters blur", async () => {
    const frame = noise("u8", 1, 19, 7) as Frame;
    const options = { ...at, executor: referenceFilterExecutor, breathe: async () => {}, jpeg: throughJpeg };
    for (const blur of [0.8, 2.5]) {
      const { samples } = await degrade(planeOf(frame), { blur }, options);
      assert.ok(difference(degradeFrame(frame, { blur }, at).input, samples) < 1e-6);
    }
    const colour = noise("u8", 3, 6, 5) as Frame;
    const green = { ...colour, channels: 1 as const, samples: colour.samples.filter((_, i) => i % 3 === 1) };
    const { input } = degradeFrame(colour, { blur: 1 }, at);
    assert.deepEqual(
      input.filter((_, i) => i % 3 === 1),
      degradeFrame(green, { blur: 1 }, at).input,
    );
  });

  it("go through JPEG as the filters' do, and are the same without", async () => {
    const frame = noise("u8", 1, 16, 16) as Frame;
    const options = { ...at, executor: referenceFilterExecutor, breathe: async () => {}, jpeg: throughJpeg };
    const { samples } = await degrade(planeOf(frame), { jpeg: 20 }, options);
    assert.ok(difference((await degradeByJpeg(frame, { jpeg: 20 }, at)).input, samples) < 1e-6);
    const plain = await degradeByJpeg(frame, { noise: 5, maskPixels: 0.5 }, at);
    assert.deepEqual(plain, degradeFrame(frame, { noise: 5, maskPixels: 0.5 }, at));
  });
});
