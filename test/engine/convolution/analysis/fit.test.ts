// Fitted kernels against NumPy's least squares, degradations by their statistics, and the whole fit on drawn pictures.

import assert from "node:assert/strict";
import { type DegradeOptions, degrade } from "../../../../engine/convolution/analysis/degrade";
import { type CleanPicture, type FitOptions, fitKernel } from "../../../../engine/convolution/analysis/fit";
import { NormalEquations } from "../../../../engine/convolution/analysis/normal-equations";
import { type Plane, planeOf } from "../../../../engine/convolution/analysis/plane";
import { referenceFilterExecutor } from "../../../../engine/convolution/reference";
import { Random } from "../../../../engine/core/random";
import type { Image } from "../../../../engine/data/image/image";
import { InputError } from "../../../../engine/errors";
import { readGolden } from "../../../golden/read";
import { inputError } from "../../data/source";

interface Golden {
  fit: {
    width: number;
    height: number;
    size: number;
    clean: number[];
    degraded: number[];
    kernel: number[][];
    biased: { kernel: number[][]; bias: number };
  };
}

const breathe = async () => {};
const executor = referenceFilterExecutor;
const noJpeg = () => Promise.reject(new Error("no JPEG is asked for"));

function assertNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i] - value) <= tolerance, `${i}: ${actual[i]} instead of ${value}`);
  }
}

describe("normal equations of a kernel", () => {
  const { fit } = readGolden<Golden>("kernel-analysis");
  const { width, height, size } = fit;
  const plane = (values: readonly number[], from = 0, to = height): Plane => ({
    width,
    height: to - from,
    samples: Float32Array.from(values.slice(from * width, to * width), (value) => value / 255),
  });

  it("are solved by NumPy's kernel, with and without a constant", async () => {
    const equations = new NormalEquations(size);
    await equations.add(plane(fit.degraded), plane(fit.clean), breathe);
    const { matrix, bias } = equations.solve();
    assertNear(matrix.flat(), fit.kernel.flat(), 1e-5);
    assert.equal(bias, 0);
    const biased = equations.solve(true);
    assertNear(biased.matrix.flat(), fit.biased.kernel.flat(), 1e-5);
    assertNear([255 * biased.bias], [fit.biased.bias], 1e-3);
  });

  it("give the kernel that made the target, whichever way it points", async () => {
    const random = new Random(4);
    const input: Plane = { width: 12, height: 9, samples: Float32Array.from({ length: 108 }, () => random.uniform()) };
    const made = [
      [0, 0.5, 0],
      [0, 0.25, -0.125],
      [1, 0, 0],
    ];
    const samples = new Float32Array(108);
    for (let y = 1; y < 8; y++) {
      for (let x = 1; x < 11; x++) {
        for (let r = 0; r < 3; r++) {
          for (let c = 0; c < 3; c++) samples[12 * y + x] += made[r][c] * input.samples[12 * (y + r - 1) + x + c - 1];
        }
      }
    }
    const equations = new NormalEquations(3);
    await equations.add(input, { ...input, samples }, breathe);
    assertNear(equations.solve().matrix.flat(), made.flat(), 1e-5);
  });

  it("add up over pictures", async () => {
    const once = new NormalEquations(3);
    await once.add(plane(fit.degraded), plane(fit.clean), breathe);
    const twice = new NormalEquations(3);
    // Pictures whose inner parts are those of the whole one.
    await twice.add(plane(fit.degraded, 0, 11), plane(fit.clean, 0, 11), breathe);
    await twice.add(plane(fit.degraded, 9), plane(fit.clean, 9), breathe);
    assertNear(twice.solve(true).matrix.flat(), once.solve(true).matrix.flat(), 1e-10);
  });

  it("have no weights for black pictures", async () => {
    const equations = new NormalEquations(3);
    const black: Plane = { width: 4, height: 4, samples: new Float32Array(16) };
    await equations.add(black, black, breathe);
    assert.deepEqual(equations.solve(true), {
      matrix: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      bias: 0,
    });
  });
});

describe("degradation", () => {
  const grey: Plane = { width: 200, height: 150, samples: new Float32Array(30_000).fill(0.5) };
  const options: DegradeOptions = { seed: 3, index: 0, executor, breathe, jpeg: noJpeg };
  const moments = (values: Float32Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
  };

  it("adds Gaussian noise of σ in units of 0 to 255, without clamping", async () => {
    const { samples } = await degrade(grey, { noise: 100 }, options);
    const { mean, deviation } = moments(samples);
    assert.ok(Math.abs(mean - 0.5) < 0.01, `${mean}`);
    assert.ok(Math.abs(255 * deviation - 100) < 2, `${255 * deviation}`);
    assert.ok(samples.some((value) => value < 0) && samples.some((value) => value > 1));
    assert.ok(
      grey.samples.every((value) => value === 0.5),
      "the clean picture stays",
    );
  });

  it("depends on seed and picture alone", async () => {
    const noise = { noise: 25 };
    const first = await degrade(grey, noise, options);
    assert.deepEqual(await degrade(grey, noise, options), first);
    assert.notDeepEqual(await degrade(grey, noise, { ...options, index: 1 }), first);
    assert.notDeepEqual(await degrade(grey, noise, { ...options, seed: 4 }), first);
  });

  it("replaces a share of pixels by black and white, half each", async () => {
    const { samples } = await degrade(grey, { saltAndPepper: 0.2 }, options);
    const share = (wanted: number) => samples.filter((value) => value === wanted).length / samples.length;
    for (const value of [0, 1]) assert.ok(Math.abs(share(value) - 0.1) < 0.01, `${share(value)}`);
    assert.equal(share(0) + share(1) + share(0.5), 1);
  });

  it("blurs by a Gaussian", async () => {
    const samples = new Float32Array(21 * 21);
    samples[10 * 21 + 10] = 1;
    const blurred = await degrade({ width: 21, height: 21, samples }, { blur: 1 }, options);
    assertNear([...blurred.samples.subarray(10 * 21 + 9, 10 * 21 + 12)], [0.0965, 0.1592, 0.0965], 2e-4);
  });

  it("hands clamped bytes to JPEG, after all else", async () => {
    const seen: Image[] = [];
    const jpeg = async (image: Image, quality: number) => {
      seen.push(image);
      assert.equal(quality, 30);
      return image;
    };
    const { samples } = await degrade(grey, { noise: 200, jpeg: 30 }, { ...options, jpeg });
    const noisy = await degrade(grey, { noise: 200 }, options);
    const expected = Uint8Array.from(noisy.samples, (value) => Math.min(255, Math.max(0, Math.round(255 * value))));
    assert.deepEqual(seen, [{ width: 200, height: 150, channels: 1, samples: expected }]);
    assert.deepEqual(
      samples,
      Float32Array.from(expected, (value) => value / 255),
    );
  });
});

describe("luminance", () => {
  it("is the luma of colours, without alpha, and grey as it is", () => {
    const colours: Image = { width: 2, height: 1, channels: 4, samples: Uint8Array.of(255, 0, 0, 7, 10, 20, 30, 255) };
    assertNear([...planeOf(colours).samples], [0.299, (2.99 + 11.74 + 3.42) / 255], 1e-6);
    const grey: Image = { width: 1, height: 1, channels: 2, samples: Uint16Array.of(13107, 0) };
    assertNear([...planeOf(grey).samples], [0.2], 1e-6);
  });
});

/** Discs and slopes, different for each index. */
function drawn(index: number, side = 20): Image {
  const random = new Random(9, index);
  const [cx, cy, radius] = [side * random.uniform(), side * random.uniform(), side / 6 + (side / 5) * random.uniform()];
  const samples = Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return Math.hypot(x - cx, y - cy) < radius ? 220 : 40 + 2 * x + y;
  });
  return { width: side, height: side, channels: 1, samples };
}

const picture = (index: number, read = async () => drawn(index)): CleanPicture => ({ name: `${index}.png`, read });
const pictures = Array.from({ length: 4 }, (_, i) => picture(i));
const options: FitOptions = { executor, jpeg: noJpeg, breathe };
const request = { degradation: { noise: 25 }, size: 5, seed: 1 };

describe("fit of a kernel", () => {
  it("is ahead of every hand-made kernel against noise, and says so", async () => {
    const fractions: number[] = [];
    const large = Array.from({ length: 6 }, (_, i) => picture(i, async () => drawn(i, 36)));
    const result = await fitKernel(request, large, { ...options, progress: (done) => fractions.push(done) });
    assert.deepEqual([result.fitted, result.heldOut, result.skipped], [4, 2, undefined]);
    const [degraded, learned, gauss, ...others] = result.rows;
    assert.equal(degraded.kernel, null);
    assert.ok(Math.abs(degraded.psnr - 20.17) < 0.4, `${degraded.psnr}`);
    assert.deepEqual(learned.kernel, { matrix: result.matrix });
    assert.match(gauss.name, /^gauss:[\d.]+$/);
    assert.deepEqual(
      others.map(({ name }) => name),
      ["blur", "box:5", "median3", "median5", "sharpen", "unsharp"],
    );
    for (const { name, psnr, ssim, mse } of [gauss, ...others.slice(0, 2)]) {
      assert.ok(learned.psnr > psnr && learned.mse < mse && ssim > degraded.ssim, `${name}: ${psnr} dB`);
    }
    const best = Math.max(...result.rows.slice(2).map(({ psnr }) => psnr));
    const lead = learned.psnr - best;
    const place = `${Math.abs(lead).toFixed(2)} dB ${lead > 0 ? "ahead of" : "behind"} the best hand-made one`;
    assert.ok(result.sentence.includes("On 2 held-out pictures the learned 5 × 5 kernel reaches"), result.sentence);
    assert.ok(result.sentence.includes(place), result.sentence);
    // The pictures are brighter on one side than beyond the border they reflect: the weights sum to nearly 1.
    const sum = result.matrix.flat().reduce((total, value) => total + value, 0);
    assert.ok(sum > 0.9 && sum < 1.01, `${sum}`);
    assert.equal(fractions.at(-1), 1);
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
  });

  it("is the same for the same seed", async () => {
    const small = { ...request, size: 3 };
    const { seconds: _, ...first } = await fitKernel(small, pictures, options);
    const { seconds: __, ...again } = await fitKernel(small, pictures, options);
    assert.deepEqual(again, first);
    const { matrix } = await fitKernel({ ...small, seed: 2 }, pictures, options);
    assert.notDeepEqual(matrix, first.matrix);
  });

  it("says that it is behind where a median is better", async () => {
    const { rows, sentence } = await fitKernel({ ...request, degradation: { saltAndPepper: 0.1 } }, pictures, options);
    const median = rows.find(({ name }) => name === "median3")!;
    assert.ok(median.psnr > rows[1].psnr + 2);
    assert.match(sentence, /dB behind the best hand-made one, median[35]\.$/);
  });

  it("adds a constant where it is asked to", async () => {
    const { rows } = await fitKernel({ ...request, bias: true }, pictures, options);
    assert.ok(Math.abs(rows[1].kernel?.offset ?? 0) > 0.1);
  });

  it("leaves out what cannot be used, and says why", async () => {
    const broken = picture(8, () => Promise.reject(new InputError("This PNG is cut off.")));
    const tiny = picture(9, async () => drawn(9, 4));
    const { fitted, heldOut, skipped } = await fitKernel(request, [...pictures, broken, tiny], options);
    assert.equal(fitted + heldOut, 4);
    const reasons = skipped!.map(({ name, reason }) => `${name}: ${reason}`).sort();
    assert.deepEqual(reasons, ["8.png: This PNG is cut off.", "9.png: It is smaller than the kernel."]);
    const none = fitKernel(request, [tiny, tiny], options);
    await assert.rejects(none, inputError(/No picture is left to fit on; of 9\.png it is said: It is smaller/));
  });

  it("ends when it is told to, with the reason", async () => {
    const stop = new AbortController();
    const stopped = fitKernel(request, pictures, {
      ...options,
      signal: stop.signal,
      progress: () => stop.abort(new Error("enough")),
    });
    await assert.rejects(stopped, /enough/);
  });

  const refused: [Partial<typeof request> & { holdOut?: number }, number, RegExp][] = [
    [{ size: 4 }, 8, /4 × 4 cannot be fitted: give an odd size from 1 to 31/],
    [{ size: 33 }, 8, /33 × 33 cannot be fitted/],
    [{ holdOut: 1 }, 8, /share of held-out pictures is 1/],
    [{}, 1, /There is one picture/],
    [{}, 0, /There are no pictures/],
    [{ degradation: { noise: 0 } }, 8, /Nothing is degraded/],
    [{ degradation: { noise: -1 } }, 8, /noise is -1: give σ from 0 to 255/],
  ];
  for (const [changes, count, message] of refused) {
    it(`refuses what cannot be: ${message.source}`, async () => {
      await assert.rejects(
        fitKernel({ ...request, ...changes }, pictures.slice(0, count), options),
        inputError(message),
      );
    });
  }
});
