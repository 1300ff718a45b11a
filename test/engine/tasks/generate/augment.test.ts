// Whether generated rows help: the same folds for every way, an interval, and a sentence that may say no.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { correctedInterval } from "../../../../engine/experiment/corrected";
import {
  type AugmentationFolds,
  type AugmentationProgress,
  testAugmentation,
} from "../../../../engine/tasks/generate/augment";
import type { AugmentationResult } from "../../../../engine/tasks/generate/samples";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { completeGenerate } from "../../../../engine/tasks/generate/suggest";
import { read } from "../../data/source";
import { executorOn } from "../../kernels/module";

const random = new Random(8);
const lines = Array.from({ length: 60 }, (_, i) => {
  const side = i % 2 ? 1 : -1;
  return [(side + 0.8 * random.normal()).toFixed(3), random.uniform() < 0.7 ? side : -side, i % 2 ? "yes" : "no"];
});
const table = `size,sign,answer\n${lines.map((line) => line.join(",")).join("\n")}\n`;
const experiment: GenerateExperiment = {
  task: "generate",
  data: { file: "t.csv", class: "answer" },
  model: { latent: 2, generator: { layers: [8] }, discriminator: { layers: [8] } },
  train: { epochs: 4, batch: 16 },
};

async function tested(
  given: GenerateExperiment,
  stopAfter = Number.POSITIVE_INFINITY,
  known?: AugmentationFolds,
  keep?: (folds: AugmentationFolds) => Promise<void>,
): Promise<{ result: AugmentationResult | undefined; told: AugmentationProgress[] }> {
  const source = { dataset: await read(table, "t.csv") };
  let breaths = 0;
  const told: AugmentationProgress[] = [];
  const test = testAugmentation({
    experiment: completeGenerate(given, source, "t"),
    source,
    folds: 3,
    known,
    keep,
    executor: executorOn("plain"),
    breathe: async () => {
      breaths++;
    },
    stopped: () => breaths > stopAfter,
  });
  for (;;) {
    const { done, value } = await test.next();
    if (done) return { result: value, told };
    told.push(value);
  }
}

describe("augmentation", () => {
  it("compares every way on the same folds, with an interval and a sentence; goes on after those that are known", async () => {
    const kept: AugmentationFolds[] = [];
    const { result, told } = await tested(experiment, undefined, undefined, async (folds) => {
      kept.push(structuredClone(folds));
    });
    assert.ok(result);
    assert.deepEqual([result.target, result.folds, result.repeats], ["answer", 3, 1]);
    assert.deepEqual(
      result.ways.map(({ name, values }) => [name, values.length]),
      [
        ["real", 3],
        ["repeated", 3],
        ["smote", 3],
        ["generated", 3],
      ],
    );
    for (const { mean } of result.ways) assert.ok(mean > 0.5 && mean <= 1, `${mean}`);
    const [real, , , generated] = result.ways;
    const [over] = result.differences;
    assert.ok(Math.abs(over.mean - (generated.mean - real.mean)) < 1e-12);
    assert.ok(over.low <= over.mean && over.mean <= over.high);
    assert.equal(result.helped, over.low > 0);
    assert.match(
      result.sentence,
      /^(No help shown|Generated samples (help|harm)): .* against \d\d\.\d % without \([−+]\d+\.\d points, 95 % interval .*, 3 folds\), .* with SMOTE\.$/,
    );
    assert.ok(told.every(({ fraction }, i) => fraction <= 1 && (i === 0 || fraction >= told[i - 1].fraction)));
    assert.deepEqual([...new Set(told.map(({ fold }) => fold))], [1, 2, 3]);
    assert.deepEqual(
      kept.map(({ values }) => values.generated.length),
      [1, 2, 3],
    );
    const after = await tested(experiment, undefined, kept[1]);
    assert.deepEqual([...new Set(after.told.map(({ fold }) => fold))], [3]);
    assert.deepEqual(after.result!.ways, result.ways);
  });

  it("can be stopped, and asks for a class", async () => {
    assert.equal((await tested(experiment, 3)).result, undefined);
    const classless = { ...experiment, data: { file: "t.csv", columns: ["size", "sign"] } };
    await assert.rejects(tested(classless), /There is no class that a classifier could learn/);
  });

  it("has the interval of Nadeau and Bengio", () => {
    // Ten differences of mean 0.02 and deviation 0.01 over ten folds: 2.2622 · 0.01 · √(1/10 + 1/9) = 0.010392.
    const differences = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1].map((sign) => 0.02 + (sign * 0.01) / Math.sqrt(10 / 9));
    const [low, high] = correctedInterval(differences, 10);
    assert.ok(Math.abs(low - (0.02 - 0.010392)) < 1e-5 && Math.abs(high - (0.02 + 0.010392)) < 1e-5, `${low} ${high}`);
  });
});
