// What restored pictures are held against: filters and fillings by their definitions, principal components, and sentences.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import type { Field } from "../../../../engine/tasks/pictures/tiles";
import { components, projected } from "../../../../engine/tasks/restore/components";
import { fillings, simpleFilters } from "../../../../engine/tasks/restore/filters";
import { montage } from "../../../../engine/tasks/restore/montage";
import { learnedOnlyMean, restoreSentence } from "../../../../engine/tasks/restore/verdict";
import type { Comparison } from "../../../../engine/tasks/training/verdict";

const breathe = async () => undefined;
const random = new Random(3);
const picture: Field = {
  width: 9,
  height: 7,
  channels: 1,
  samples: Float32Array.from({ length: 63 }, () => random.uniform()),
};
const mirrored = (at: number, size: number) => (at < 0 ? -at : at >= size ? 2 * size - 2 - at : at);

describe("baselines of restoration", () => {
  it("a median is the middle of the sorted neighbours", () => {
    const median = simpleFilters.find(({ title }) => title === "a 3 × 3 median")!.apply({ picture });
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 9; x++) {
        const around = [-1, 0, 1].flatMap((j) =>
          [-1, 0, 1].map((i) => picture.samples[mirrored(y + j, 7) * 9 + mirrored(x + i, 9)]),
        );
        assert.equal(median.samples[y * 9 + x], around.sort((a, b) => a - b)[4]);
      }
    }
  });

  it("normalised convolution is the weighted mean of the pixels that are known, which stay", () => {
    const known = Uint8Array.from(picture.samples, (value) => Number(value > 0.3));
    const masked = { ...picture, samples: picture.samples.map((value, i) => value * known[i]) };
    const filled = fillings.find(({ title }) => title.endsWith("σ = 1"))!.apply({ picture: masked, known });
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 9; x++) {
        const at = y * 9 + x;
        if (known[at]) {
          assert.equal(filled.samples[at], picture.samples[at]);
          continue;
        }
        let [sum, weights] = [0, 0];
        for (let j = -4; j <= 4; j++) {
          for (let i = -4; i <= 4; i++) {
            const from = mirrored(y + j, 7) * 9 + mirrored(x + i, 9);
            const weight = Math.exp(-(i * i + j * j) / 2) * known[from];
            weights += weight;
            sum += weight * picture.samples[from];
          }
        }
        assert.ok(Math.abs(filled.samples[at] - sum / weights) < 1e-3);
      }
    }
  });

  it("principal components hold what the pictures have, in order, and nothing else", async () => {
    const axes = [
      [1, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ];
    const vectors = Array.from({ length: 40 }, () => {
      const [a, b] = [3 * random.normal(), random.normal()];
      return Float64Array.from([4, 5, 6, 7, 8], (mean, i) => mean + a * axes[0][i] + b * axes[1][i]);
    });
    const found = await components(vectors, 3, breathe);
    assert.equal(found.axes.length, 2);
    assert.ok(Math.abs(Math.abs(found.axes[0][0]) - Math.SQRT1_2) < 0.1);
    for (const vector of vectors) {
      projected(found, vector).forEach((value, i) => {
        assert.ok(Math.abs(value - vector[i]) < 1e-5);
      });
    }
    const beside = projected(
      found,
      Float64Array.from(vectors[0], (value, i) => value + (i === 4 ? 9 : 0)),
    );
    assert.ok(Math.abs(beside[4] - 8) < 1e-5);
  });

  it("the montage shows where the input is brighter than the output, or differs from it", () => {
    const input: Field = { width: 3, height: 1, channels: 1, samples: Float32Array.of(0.5, 0.5, 0.5) };
    const output: Field = { ...input, samples: Float32Array.of(0.25, 0.75, 0.4375) };
    const of = (difference: "signed" | "absolute") => [
      ...montage(input, output, { threshold: 0.0625, difference }).samples,
    ];
    assert.deepEqual(of("signed"), [128, 128, 128, 64, 191, 112, 255, 0, 0]);
    assert.deepEqual(of("absolute"), [128, 128, 128, 64, 191, 112, 255, 255, 0]);
  });

  it("tells a network that gives the mean image from one that is as good by chance", () => {
    const against = (gain: number, half: number): Comparison => ({
      target: "psnr",
      evaluated: "test",
      rows: 100,
      members: 1,
      folds: false,
      metrics: { psnr: 16.9 },
      rival: { title: "the mean image", metrics: { psnr: 16.9 - gain } },
      gain,
      interval: [gain - half, gain + half],
      outcome: "unclear",
    });
    assert.ok(learnedOnlyMean(against(0.02, 0.02)));
    assert.ok(!learnedOnlyMean(against(0.02, 0.4)));
    assert.ok(!learnedOnlyMean(against(1, 0.02)));
    assert.ok(!learnedOnlyMean(undefined));
    const said = restoreSentence("deepAutoencoder", against(0.02, 0.02), against(0.02, 0.02));
    assert.match(
      said,
      /learned only the mean image.*16\.90 dB over the 100 held-out pictures is that of the mean image \(16\.88 dB\)/,
    );
    const plain = restoreSentence("residualCnn", against(0.5, 0.2), undefined);
    assert.equal(
      plain,
      "The network shows no clear gain over the mean image: it comes to 16.90 dB over the 100 held-out pictures, against 16.40 dB (+0.50 dB, 95 % interval +0.30 to +0.70).",
    );
  });
});
