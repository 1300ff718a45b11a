// Adversarial training: the same bits however it is cut into slices, rounds as they are asked for, a bad value found.

import assert from "node:assert/strict";
import type { Executor, Values } from "../../../engine/core/executor";
import { Random } from "../../../engine/core/random";
import { codeShapeOf, drawCodes } from "../../../engine/gan/codes";
import { finishedAdversaries, type OpenAdversaries, openAdversaries } from "../../../engine/gan/open";
import type { SampleShape } from "../../../engine/gan/shapes";
import type { AdversarialEpoch } from "../../../engine/gan/trainer";
import type { GenerateExperiment } from "../../../engine/tasks/generate/spec";
import { executors } from "../executors";

type Changes = Pick<GenerateExperiment, "model" | "loss" | "gradientPenalty" | "train">;

const rows = 26;
const classes = 3;
const mixed: SampleShape = {
  kind: "vector",
  heads: [
    { kind: "linear", size: 1 },
    { kind: "category", size: 3 },
    { kind: "tanh", size: 1 },
  ],
};
const picture: SampleShape = { kind: "picture", height: 7, width: 6, channels: 1 };

const wide: GenerateExperiment["model"] = {
  latent: 3,
  generator: { layers: [6, 5], batchNorm: true },
  discriminator: { layers: [6, 5], dropout: 0.2 },
};

const variants: Readonly<Record<string, { sample: SampleShape } & Changes>> = {
  "rows with codes, packing and averaging": {
    sample: mixed,
    model: { ...wide, code: { categories: 3, continuous: 2 }, pack: 2, conditional: true },
    train: { averaging: 0.9, discriminatorSteps: 2, decay: "linear", clipNorm: 1 },
  },
  "critic with gradient penalty": {
    sample: mixed,
    model: { ...wide, discriminator: { layers: [6, 5] } },
    loss: "wasserstein",
    gradientPenalty: 10,
  },
  "convolutions with batch and spectral norm": {
    sample: picture,
    model: {
      kind: "convolutional",
      latent: 3,
      prior: "uniform",
      generator: { layers: [4, 3] },
      discriminator: { layers: [4, 3], batchNorm: true, spectralNorm: true },
      pack: 2,
    },
    loss: "hinge",
    train: { generatorSteps: 2, averaging: 0.5 },
  },
};

function experimentOf({ model, loss, gradientPenalty, train }: Changes): GenerateExperiment {
  return {
    task: "generate",
    data: { file: "rows.csv" },
    model: { conditional: false, ...model },
    loss,
    gradientPenalty,
    train: { batch: 8, epochs: 4, learningRate: 0.003, ...train },
  };
}

function open(executor: Executor, { sample, ...changes }: { sample: SampleShape } & Changes): OpenAdversaries {
  const random = new Random(5);
  const numbers = sample.kind === "picture" ? 42 : 5;
  const real = {
    rows: Float32Array.from({ length: rows * numbers }, () => Math.tanh(random.normal())),
    classes: Int32Array.from({ length: rows }, () => random.integer(classes)),
  };
  return openAdversaries({ experiment: experimentOf(changes), sample, classes, rows, seed: 7, executor }, real);
}

/** To the end, in slices of so many milliseconds. */
function finish({ trainer }: OpenAdversaries, milliseconds: number): AdversarialEpoch[] {
  const epochs: AdversarialEpoch[] = [];
  while (!trainer.finished) {
    const outcome = trainer.advance(milliseconds);
    assert.notEqual(outcome.kind, "failed");
    if (outcome.kind === "epoch") epochs.push(outcome.result);
  }
  return epochs;
}

const bits = (values: ReadonlyMap<string, Values>) =>
  Object.fromEntries([...values].map(([name, content]) => [name, [...content]]));

describe("adversarial trainer", () => {
  for (const [name, variant] of Object.entries(variants)) {
    it(`${name}: the same as in double precision`, () => {
      const [reference, ...others] = executors.slice(0, 2).map((executor) => {
        const adversaries = open(executor, variant);
        const epochs = finish(adversaries, 1000);
        return { id: executor.id, epochs, weights: adversaries.trainer.weights() };
      });
      assert.equal(reference.epochs.length, 4);
      for (const { id, epochs, weights } of others) {
        epochs.forEach(({ train }, i) => {
          const { train: expected } = reference.epochs[i];
          assert.deepEqual(Object.keys(train), Object.keys(expected));
          near(Object.values(train), Object.values(expected), `${id}, metrics of epoch ${i + 1}`);
        });
        for (const [variable, values] of weights) {
          near(values, reference.weights.get(variable)!, `${id}, ${variable}`);
        }
      }
    });

    it(`${name}: the same bits in slices, and after a snapshot`, () => {
      const executor = executors[1];
      const whole = open(executor, variant);
      const epochs = finish(whole, 1000);
      const [first, second] = [open(executor, variant), open(executor, variant)];
      const cut: AdversarialEpoch[] = [];
      let at = first;
      let asked = 0;
      for (let i = 0; !at.trainer.finished; i++) {
        // What concludes an epoch takes three slices.
        const outcome = at.trainer.advance(0, () => ++asked % 3 === 0);
        if (outcome.kind === "epoch") cut.push(outcome.result);
        if (i % 4 !== 1) continue;
        const { position, ...values } = at.trainer.snapshot();
        at = at === first ? second : first;
        at.trainer.restore({ ...values, position: JSON.parse(JSON.stringify(position)) });
      }
      assert.deepEqual(cut, epochs);
      assert.equal(asked, 3 * epochs.length);
      assert.deepEqual(bits(at.trainer.snapshot().variables), bits(whole.trainer.snapshot().variables));
    });

    it(`${name}: samples and judgements of the stored weights`, () => {
      const executor = executors[1];
      const trained = open(executor, variant);
      finish(trained, 1000);
      const experiment = experimentOf(variant);
      const finished = finishedAdversaries(
        { experiment, sample: variant.sample, classes, seed: 7, executor },
        trained.trainer.weights(),
      );
      const codes = drawCodes(codeShapeOf(experiment, classes), 300, 3);
      const samples = trained.generate(codes);
      assert.deepEqual(finished.generate(codes), samples);
      assert.deepEqual(finished.judge(samples, codes.classes), trained.judge(samples, codes.classes));
      assert.ok(samples.every(Number.isFinite));
      if (variant.sample.kind === "picture") return;
      for (let row = 0; row < codes.count; row++) {
        assert.deepEqual([...samples.subarray(5 * row + 1, 5 * row + 4)].sort(), [0, 0, 1]);
      }
    });
  }

  it("takes the steps of a round that are asked for, over the ends of epochs", () => {
    // 26 rows in steps of 8 are 3 steps of D: G's two follow the second, fourth, … of them.
    const steps = (train: Changes["train"]) => {
      const { trainer } = open(executors[1], { sample: mixed, train });
      const ends: number[] = [];
      while (!trainer.finished) if (trainer.advance(1000).kind === "epoch") ends.push(trainer.position.index);
      return ends;
    };
    assert.deepEqual(steps({}), [6, 12, 18, 24]);
    assert.deepEqual(steps({ discriminatorSteps: 2, generatorSteps: 2 }), [5, 12, 17, 24]);
    assert.deepEqual(steps({ discriminatorSteps: 5 }), [6, 12, 18, 24]);
  });

  it("averages the generator's weights, and forgets soonest what they were at the beginning", () => {
    const decay = 0.8;
    const { trainer } = open(executors[1], { sample: mixed, train: { averaging: decay } });
    const values = () => trainer.snapshot().variables;
    const [name] = [...values().keys()].filter((key) => values().has(`${key}/average`));
    const expected = Float64Array.from(values().get(`${name}/average`)!);
    let before = values().get(name)!;
    let steps = 0;
    while (!trainer.finished) {
      trainer.advance(0);
      const weights = values().get(name)!;
      if (weights.every((value, i) => value === before[i])) continue;
      const share = Math.max(1 - decay, 9 / (10 + steps));
      weights.forEach((value, i) => {
        expected[i] += share * (value - expected[i]);
      });
      before = weights;
      steps++;
    }
    assert.equal(steps, 24 / 2);
    near(values().get(`${name}/average`)!, expected, name);
  });

  it("finds the op that first gave a value that is not finite", () => {
    const { trainer } = open(executors[1], {
      sample: mixed,
      train: { learningRate: 1e30, optimizer: "gradientDescent" },
    });
    const outcome = trainer.advance(1000);
    assert.equal(outcome.kind, "failed");
    assert.ok(outcome.kind === "failed" && outcome.at.epoch === 1 && outcome.at.step > 1 && outcome.at.op !== "");
  });

  it("begins with hidden layers of the discriminator as they are asked for", () => {
    const largest = (initializer?: "glorotUniform") => {
      const model = { discriminator: { layers: [30, 500], initializer } };
      const weights = open(executors[1], { sample: mixed, model }).trainer.weights();
      return [1, 2].map((layer) => {
        return Math.max(...weights.get(`discriminator/dense${layer}/weight`)!);
      });
    };
    const close = (actual: number[], limits: number[]) =>
      assert.ok(
        actual.every((value, i) => value <= limits[i] && value > 0.9 * limits[i]),
        `${actual}`,
      );
    // √(6/in) and √(6/(in + out)), which the largest of so many comes close to.
    close(largest(), [Math.sqrt(6 / 5), Math.sqrt(6 / 30)]);
    close(largest("glorotUniform"), [Math.sqrt(6 / 35), Math.sqrt(6 / 530)]);
  });

  it("refuses what contradicts itself", () => {
    const refused = (changes: Changes, path: string, sample: SampleShape = mixed) =>
      assert.throws(
        () => open(executors[1], { sample, ...changes }),
        ({ path: where }: { path: string[] }) => where.join(".") === path,
      );
    refused({ gradientPenalty: 10, model: { discriminator: { batchNorm: true } } }, "model.discriminator.batchNorm");
    refused({ loss: "hinge", train: { labelSmoothing: 0.1 } }, "train.labelSmoothing");
    refused({ model: { kind: "convolutional" } }, "model.kind");
    const convolutions = { kind: "convolutional" as const, generator: { layers: [4] } };
    refused(
      { model: { ...convolutions, discriminator: { layers: [4], initializer: "glorotUniform" } } },
      "model.discriminator.initializer",
      picture,
    );
    refused({ model: { pack: 9 } }, "model.pack");
  });
});

function near(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(actual.length, expected.length, what);
  Array.from(expected).forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= 2e-3 * Math.max(1, Math.abs(value)), `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}
