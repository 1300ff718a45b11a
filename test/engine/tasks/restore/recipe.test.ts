// The restoration recipe of DeepLearnToolbox: stacked autoencoders, unfolding and fine-tuning, against NumPy.

import assert from "node:assert/strict";
import type { Frame } from "../../../../engine/data/album/album";
import type { Snapshot } from "../../../../engine/neural/trainer";
import { prepareRestore } from "../../../../engine/tasks/restore/examples";
import { openRestoreTraining } from "../../../../engine/tasks/restore/open-training";
import { restoreRows, trainingPictures } from "../../../../engine/tasks/restore/rows";
import type { RestoreExperiment } from "../../../../engine/tasks/restore/spec";
import { completeRestore } from "../../../../engine/tasks/restore/suggest";
import { readGolden } from "../../../golden/read";
import { wasm } from "../../experiment/runs";
import { albumOf } from "./albums";

interface Settings {
  epochs: number;
  batch: number;
  rate: number;
  momentum: number;
  masked: number;
  target: number;
  penalty: number;
  l2?: number;
}

interface Golden {
  pixels: number[][];
  sizes: number[];
  seed: number;
  pretraining: Settings;
  training: Settings;
  losses: number[];
  weights: Record<string, number[]>;
}

const golden = readGolden<Golden>("restoration-recipe");
const { pixels, sizes, seed, pretraining, training } = golden;
const album = albumOf(
  pixels.map((row): Frame => ({ width: 4, height: 3, channels: 1, samples: Uint8Array.from(row) })),
);
const breathe = async () => undefined;

const experiment = completeRestore(
  {
    task: "restore",
    data: { file: "pictures", split: "none" },
    degradation: {},
    model: {
      kind: "deepAutoencoder",
      sizes,
      inputZeroMaskedFraction: training.masked,
      sparsityTarget: training.target,
      nonSparsityPenalty: training.penalty,
      pretraining: {
        epochs: pretraining.epochs,
        batch: pretraining.batch,
        learningRate: pretraining.rate,
        momentum: pretraining.momentum,
        inputZeroMaskedFraction: pretraining.masked,
        sparsityTarget: pretraining.target,
        nonSparsityPenalty: pretraining.penalty,
      },
    },
    train: {
      epochs: training.epochs,
      batch: training.batch,
      learningRate: training.rate,
      momentum: training.momentum,
      l2: training.l2,
      seeds: [seed],
    },
  },
  album,
  "recipe",
);

async function open(of: RestoreExperiment = experiment) {
  const examples = await prepareRestore(of, album, breathe);
  const rows = restoreRows(of, examples, await trainingPictures(of, album, seed, breathe), seed);
  return openRestoreTraining(of, album, examples, rows, { member: 0, seed, executor: wasm, breathe });
}

describe("the restoration recipe", () => {
  it("gives the losses and weights that NumPy gives", async () => {
    const training = await open();
    const losses: number[] = [];
    const stages: (string | undefined)[] = [];
    while (!training.trainer.finished) {
      const outcome = training.trainer.advance(1000);
      assert.notEqual(outcome.kind, "failed");
      if (outcome.kind !== "epoch") continue;
      losses.push(outcome.result.train.loss);
      stages.push(outcome.result.stage);
    }
    golden.losses.forEach((loss, epoch) => {
      assert.ok(Math.abs(losses[epoch] - loss) < 1e-4 * loss, `epoch ${epoch + 1}: ${losses[epoch]} and ${loss}`);
    });
    assert.deepEqual([...new Set(stages)], ["autoencoder 12–7", "autoencoder 7–4", "network"]);
    const weights = training.trainer.weights();
    assert.deepEqual([...weights.keys()].sort(), Object.keys(golden.weights).sort());
    for (const [name, expected] of Object.entries(golden.weights)) {
      const given = weights.get(name)!;
      expected.forEach((value, i) => {
        assert.ok(Math.abs(given[i] - value) < 1e-4, `${name}[${i}]: ${given[i]} and ${value}`);
      });
    }
    training.close();
  });

  it("goes on to the same bits from any stage", async () => {
    const whole = await open();
    const snapshots: Snapshot[] = [];
    while (!whole.trainer.finished) {
      if (whole.trainer.advance(0).kind !== "failed") snapshots.push(whole.trainer.snapshot());
    }
    const expected = whole.trainer.weights();
    const { epoch } = whole.trainer.position;
    whole.close();
    for (const at of [4, 10, 20]) {
      const again = await open();
      again.trainer.restore(snapshots[at]);
      while (!again.trainer.finished) again.trainer.advance(1000);
      assert.deepEqual(again.trainer.weights(), expected, `from slice ${at}`);
      assert.equal(again.trainer.position.epoch, epoch);
      again.close();
    }
  });

  it("starts the layers from random weights that have no autoencoder of their sizes", async () => {
    const { placesOf } = await import("../../../../engine/tasks/restore/pretraining");
    const deep = [4096, 1500, 500, 200, 50, 200, 500, 1500, 4096];
    assert.deepEqual(placesOf({ sizes: [4096, 1500, 500, 200, 50] }, deep), [
      { encoder: 1, decoder: 8 },
      { encoder: 2, decoder: 7 },
      { encoder: 3, decoder: 6 },
      { encoder: 4, decoder: 5 },
    ]);
    assert.deepEqual(placesOf({ sizes: [4096, 500, 200, 50] }, deep), [
      undefined,
      { encoder: 3, decoder: 6 },
      { encoder: 4, decoder: 5 },
    ]);
  });
});
