// MSE, PSNR and SSIM against scikit-image's, on the pictures that test/golden/image-metrics.py stores.

import assert from "node:assert/strict";
import { u } from "../../../../engine/bench/data";
import { compareImages, PictureComparer, psnr } from "../../../../engine/convolution/analysis/compare";
import type { PictureComparison } from "../../../../engine/convolution/pictures";
import type { Channels, Image, Samples } from "../../../../engine/data/image/image";
import { readGolden } from "../../../golden/read";
import { inputError } from "../../data/source";

interface Case {
  name: string;
  width: number;
  height: number;
  channels: Channels;
  elements: "u8" | "u16" | "f32";
  image: string;
  reference: string;
  mse: number;
  psnr: number;
  wang2004: number;
  uniform7: number;
}

const cases = readGolden<Case[]>("image-metrics");

function imageOf({ width, height, channels, elements }: Case, text: string): Image {
  const { buffer } = new Uint8Array(Buffer.from(text, "base64"));
  const types = { u8: Uint8Array, u16: Uint16Array, f32: Float32Array };
  return { width, height, channels, samples: new types[elements](buffer) };
}

function assertNear(actual: PictureComparison, expected: Case): void {
  const pairs = [
    [actual.mse, expected.mse],
    [actual.psnr, expected.psnr],
    [actual.ssim.wang2004, expected.wang2004],
    [actual.ssim.uniform7, expected.uniform7],
  ];
  for (const [a, b] of pairs) assert.ok(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b)), `${a} instead of ${b}`);
}

/** With an opaque channel more, unless `alpha` says otherwise. */
function withAlpha(image: Image, alpha: (pixel: number) => number): Image {
  const channels = (image.channels + 1) as Channels;
  const samples: Samples = new Uint8Array(image.width * image.height * channels);
  for (let i = 0; i < samples.length; i++) {
    const pixel = Math.floor(i / channels);
    const channel = i % channels;
    samples[i] = channel < image.channels ? image.samples[pixel * image.channels + channel] : alpha(pixel);
  }
  return { ...image, channels, samples };
}

/** Mean SSIM by its definition: the moments of each window, whose weights are a product, one after the other. */
function similarityByWindow(image: Image, reference: Image, weights: readonly number[], scale: number): number {
  const { width, height, channels } = image;
  const size = weights.length;
  const whole = weights.reduce((sum, weight) => sum + weight, 0) ** 2;
  let [sum, count] = [0, 0];
  for (let y = 0; y + size <= height; y++)
    for (let at = y * width * channels; at < (y * width + width - size + 1) * channels; at++) {
      let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let i = 0; i < size * size; i++) {
        const [row, column] = [Math.floor(i / size), i % size];
        const place = at + (row * width + column) * channels;
        const weight = (weights[row] * weights[column]) / whole;
        const [p, q] = [image.samples[place], reference.samples[place]];
        a += weight * p;
        b += weight * q;
        aa += weight * p * p;
        bb += weight * q * q;
        ab += weight * p * q;
      }
      const [c1, c2] = [2.55 ** 2, 7.65 ** 2];
      const variances = scale * (aa - a * a + bb - b * b);
      sum += ((2 * a * b + c1) * (2 * scale * (ab - a * b) + c2)) / ((a * a + b * b + c1) * (variances + c2));
      count++;
    }
  return sum / count;
}

describe("comparison of pictures", () => {
  for (const own of cases) {
    it(`gives scikit-image's figures, whole and in bands: ${own.name}`, () => {
      const [image, reference] = [imageOf(own, own.image), imageOf(own, own.reference)];
      assertNear(compareImages(image, reference), own);
      const banded = new PictureComparer(image, reference);
      const row = own.width * own.channels;
      for (const [from, to] of [
        [0, 1],
        [1, 9],
        [9, own.height],
      ]) {
        const band = ({ samples }: Image) => samples.subarray(from * row, to * row);
        banded.add(band(image), band(reference));
      }
      assert.deepEqual(banded.result(), compareImages(image, reference));
    });
  }

  const [grey, colour] = cases.map((own) => imageOf(own, own.image));
  const reference = imageOf(cases[1], cases[1].reference);

  it("of pictures that are filtered in several parts is that of every window by itself", () => {
    const form = { width: 250, height: 75, channels: 3 } as const;
    const drawn = (seed: number) => Uint8Array.from({ length: 250 * 75 * 3 }, (_, i) => 256 * u(seed, i >> 3));
    const [image, reference] = [drawn(1), drawn(2)].map((samples): Image => ({ ...form, samples }));
    reference.samples.set(image.samples.subarray(0, 20000));
    const { ssim } = compareImages(image, reference);
    const bell = Array.from({ length: 11 }, (_, i) => Math.exp(-((i - 5) ** 2) / 4.5));
    const flat = new Array<number>(7).fill(1);
    for (const [mean, expected] of [
      [ssim.wang2004, similarityByWindow(image, reference, bell, 1)],
      [ssim.uniform7, similarityByWindow(image, reference, flat, 49 / 48)],
    ])
      assert.ok(Math.abs(mean - expected) < 1e-12, `${mean} instead of ${expected}`);
  });

  it("of a picture with itself is perfect", () => {
    assert.deepEqual(compareImages(colour, colour), {
      mse: 0,
      psnr: Number.POSITIVE_INFINITY,
      ssim: { wang2004: 1, uniform7: 1 },
    });
  });

  it("scales each picture by its own white", () => {
    const wide = { ...grey, samples: Uint16Array.from(grey.samples, (value) => 257 * value) };
    const { mse, ssim } = compareImages(wide, grey);
    assert.ok(mse < 1e-20 && ssim.wang2004 > 1 - 1e-12, `${mse} ${ssim.wang2004}`);
  });

  it("does not count alpha", () => {
    const figures = compareImages(colour, reference);
    assert.deepEqual(
      compareImages(
        withAlpha(colour, (i) => i % 256),
        withAlpha(reference, () => 255),
      ),
      figures,
    );
    assert.deepEqual(
      compareImages(
        withAlpha(colour, () => 0),
        reference,
      ),
      figures,
    );
  });

  it("has no SSIM for pictures smaller than its window", () => {
    const small: Image = { width: 8, height: 10, channels: 1, samples: new Uint8Array(80).fill(9) };
    const { mse, ssim } = compareImages(small, small);
    assert.deepEqual({ mse, ssim }, { mse: 0, ssim: { wang2004: Number.NaN, uniform7: 1 } });
  });

  it("refuses other sizes and kinds in a sentence", () => {
    assert.throws(() => compareImages(colour, grey), inputError(/has 31 × 24 pixels and the reference 29 × 33/));
    const flat: Image = { ...colour, channels: 1, samples: new Uint8Array(colour.width * colour.height) };
    assert.throws(() => compareImages(flat, colour), inputError(/The picture is grey and the reference has colours/));
    assert.throws(() => compareImages(colour, flat), inputError(/The reference is grey and the picture has colours/));
  });

  it("states errors in decibels", () => {
    assert.ok(Math.abs(psnr(625) - 20.172) < 1e-4);
    assert.equal(psnr(0), Number.POSITIVE_INFINITY);
  });
});
