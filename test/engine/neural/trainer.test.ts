// The trainer: the same bits however it is cut into slices, the best epoch kept, a bad value found.

import assert from "node:assert/strict";
import type { Executor, Values } from "../../../engine/core/executor";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import type { OptimizerName } from "../../../engine/neural/optimizers";
import { evaluationGraph, trainingGraph, variables } from "../../../engine/neural/step";
import { type Advance, type EpochResult, Trainer, type TrainerOptions } from "../../../engine/neural/trainer";
import { executors } from "../executors";

const rows = 50;
const table = { rows, features: 3, outputs: 2, targets: "classes" } as const;
const loss = { name: "softmaxCrossEntropy" } as const;

/** Labels that are mostly noise, so that validation gets worse in the end. */
function trainer(executor: Executor, more: Partial<TrainerOptions> & { batch?: number } = {}): Trainer {
  const { batch = 8, optimizer = "adam" as OptimizerName, ...options } = more;
  const random = new Random(5);
  const network = { layers: [{ dense: 12 }, { batchNorm: true as const }, { dropout: 0.1 }], seed: 3 };
  const model = new Model();
  const graphs = {
    train: trainingGraph(model, table, network, loss, { batch, optimizer }),
    evaluate: evaluationGraph(model, table, network, loss, { batch: 16 }),
  };
  const session = executor.open(model, graphs);
  const features = Float32Array.from({ length: rows * 3 }, () => random.normal());
  session.write(variables.features, features);
  session.write(
    variables.targets,
    Array.from({ length: rows }, (_, row) => Number(features[3 * row] + 2 * random.normal() > 0)),
  );
  return new Trainer({
    session,
    graphs,
    table,
    loss,
    optimizer,
    train: Uint32Array.from({ length: 36 }, (_, i) => i),
    validation: Uint32Array.from({ length: 14 }, (_, i) => 36 + i),
    seed: 3,
    epochs: 12,
    learningRate: 0.03,
    schedule: { kind: "cosine" },
    ...options,
  });
}

/** To the end, in slices of so many milliseconds. */
function finish(one: Trainer, milliseconds: number): EpochResult[] {
  const epochs: EpochResult[] = [];
  while (!one.finished) {
    const outcome: Advance = one.advance(milliseconds);
    assert.notEqual(outcome.kind, "failed");
    if (outcome.kind === "epoch") epochs.push(outcome.result);
  }
  return epochs;
}

const bits = (values: ReadonlyMap<string, Values>) =>
  [...values].map(([name, own]) => [name, Buffer.from(own.buffer).toString("hex")]);

for (const executor of executors) {
  describe(`trainer on ${executor.id}`, () => {
    it("gives the same bits in one slice and in many", () => {
      const [whole, cut] = [trainer(executor), trainer(executor)];
      const [first, second] = [finish(whole, 1000), finish(cut, 0)];
      assert.deepEqual(second, first);
      assert.deepEqual(bits(cut.snapshot().variables), bits(whole.snapshot().variables));
    });

    it("goes on from a snapshot in the middle of an epoch, in a session of its own", () => {
      const [whole, begun, other] = [trainer(executor), trainer(executor), trainer(executor)];
      finish(whole, 1000);
      let slices = 0;
      while (begun.position.epoch < 4 || begun.position.step === 0) {
        begun.advance(0);
        assert.ok(++slices < 1000, "no slice ended within an epoch");
      }
      other.restore(begun.snapshot());
      finish(other, 1000);
      for (const one of [whole, other]) one.restoreBest();
      assert.deepEqual(bits(other.weights()), bits(whole.weights()));
      assert.deepEqual(other.position.bestEpoch, whole.position.bestEpoch);
    });

    it("stops early, and puts the weights of the best epoch back", () => {
      const one = trainer(executor, { epochs: 300, earlyStopping: 6 });
      const epochs = finish(one, 1000);
      const losses = epochs.map(({ validation }) => validation!.loss);
      const best = losses.indexOf(Math.min(...losses)) + 1;
      assert.ok(best < 290);
      assert.deepEqual([one.position.epoch, one.position.bestEpoch], [best + 6, best]);
      assert.deepEqual(epochs.map(({ last }) => last).lastIndexOf(false), epochs.length - 2);
      one.restoreBest();
      const kept = bits(one.weights());
      const until = trainer(executor, { epochs: best, schedule: { kind: "cosine" } });
      const same = trainer(executor, { epochs: 300, earlyStopping: 6 });
      while (same.position.epoch < best) same.advance(1000);
      assert.deepEqual(kept, bits(same.weights()));
      assert.notDeepEqual(kept, bits(until.weights()));
    });

    it("keeps the last weights where nothing was held out to choose by", () => {
      const one = trainer(executor, { validation: new Uint32Array(0) });
      const epochs = finish(one, 1000);
      const last = bits(one.weights());
      one.restoreBest();
      assert.deepEqual(bits(one.weights()), last);
      assert.equal(one.position.loss, epochs.at(-1)?.train.loss);
      assert.equal(epochs[0].validation, undefined);
    });

    it("finds the op, epoch and step that gave the first bad value", () => {
      for (const batch of [8, 36]) {
        const one = trainer(executor, {
          batch,
          optimizer: "gradientDescent",
          learningRate: 1e30,
          schedule: { kind: "constant" },
        });
        let outcome: Advance;
        do outcome = one.advance(0);
        while (outcome.kind !== "failed");
        const { op, label, epoch, step } = outcome.at;
        assert.ok(op.length > 0 && label.length > 0, `${op} in ${label}`);
        assert.ok(epoch >= 1 && epoch <= 8 && step >= 1 && step <= 5, `epoch ${epoch}, step ${step}`);
      }
    });
  });
}
