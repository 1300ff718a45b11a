// Trainings that go wrong in known ways, and one that does not.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { Health } from "../../../../engine/gan/measures/health";
import type { AdversarialMetrics } from "../../../../engine/tasks/generate/events";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";

const random = new Random(9);
/** Points around the first `modes` corners of an octagon. */
function ring(count: number, modes: number, scale = 1): Float32Array {
  const values = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const angle = (random.integer(modes) * Math.PI) / 4;
    values[2 * i] = scale * (Math.cos(angle) + 0.01 * random.normal());
    values[2 * i + 1] = scale * (Math.sin(angle) + 0.01 * random.normal());
  }
  return values;
}

const experiment: GenerateExperiment = { task: "generate", data: { file: "ring.csv" }, train: { epochs: 100 } };
const balanced: AdversarialMetrics = { discriminatorLoss: 1.38, generatorLoss: 0.7, real: 0.51, fake: 0.49 };

/** What is said over so many epochs, with samples each time. */
function said(
  metrics: AdversarialMetrics,
  samples: Float32Array,
  more: Partial<GenerateExperiment> = {},
  kind: "points" | "rows" = "points",
) {
  const health = new Health({ ...experiment, ...more }, { values: ring(800, 8), width: 2 }, kind);
  const texts: string[] = [];
  for (let epoch = 1; epoch <= 40; epoch++) {
    const sighting = health.see(epoch, metrics, samples, 2);
    if (sighting) texts.push(`${epoch} ${sighting.text}`);
  }
  return { texts, problems: health.problems };
}

describe("health of an adversarial training", () => {
  it("has nothing to say of one that goes well", () => {
    assert.deepEqual(said(balanced, ring(500, 8)).texts, []);
  });

  it("sees a collapse once it has gone on for a while, and says it once", () => {
    const { texts, problems } = said(balanced, ring(500, 2));
    assert.equal(texts.length, 1);
    assert.match(
      texts[0],
      /^12 Collapse in epoch 12: there are hardly any samples where \d\d % of the real data lie; set loss to wasserstein with .*\.$/,
    );
    assert.deepEqual(problems, ["collapse"]);
    assert.match(said(balanced, ring(500, 2), {}, "rows").texts[0], /lie; raise model\.pack to 4 or set loss to /);
  });

  it("sees that D has won, but for a critic that should", () => {
    const metrics = { discriminatorLoss: 0.01, generatorLoss: 6, real: 0.995, fake: 0.004 };
    const { texts } = said(metrics, ring(500, 8));
    assert.deepEqual(
      texts.map((text) => text.slice(0, 20)),
      ["5 D has won in epoch"],
    );
    assert.match(texts[0], /\(D\(x\) 0\.99, D\(G\(z\)\) 0\.00\).*; set train\.labelSmoothing to 0\.1 or /);
    assert.deepEqual(said(metrics, ring(500, 8), { loss: "wasserstein" }).texts, []);
  });

  it("sees losses that grow and samples that fly off", () => {
    const wrong = { ...balanced, discriminatorLoss: 9 };
    assert.match(
      said(wrong, ring(500, 8)).texts[0],
      /^5 Divergence in epoch 5: the loss of D has grown to 9\.00; lower/,
    );
    assert.match(said(balanced, ring(500, 8, 9)).texts[0], /^3 Divergence in epoch 3: the samples lie far beyond/);
    const critic = new Health({ ...experiment, loss: "wasserstein" }, { values: ring(800, 8), width: 2 }, "points");
    const losses = [-2, -3, -2, -4, -3, -900, -900, -900, -900, -900];
    const seen = losses.map((discriminatorLoss, i) => critic.see(i + 1, { ...balanced, discriminatorLoss })?.problem);
    assert.deepEqual(seen.slice(-2), [undefined, "divergence"]);
  });
});
