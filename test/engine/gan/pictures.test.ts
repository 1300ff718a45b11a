// Steps of networks on pictures and their patch discriminators against PyTorch's numbers.

import assert from "node:assert/strict";
import type { Session } from "../../../engine/core/executor";
import { Model } from "../../../engine/core/model";
import { picturePrograms } from "../../../engine/gan/picturePrograms";
import { programs } from "../../../engine/gan/programs";
import { descended } from "../../../engine/gan/step";
import { picturePass } from "../../../engine/neural/image/programs";
import { unet } from "../../../engine/neural/image/unet";
import { optimizerScalars } from "../../../engine/neural/optimizers";
import { variables } from "../../../engine/neural/step";
import { concat } from "../../../engine/ops/concat";
import type { AdversarialLossName } from "../../../engine/tasks/generate/spec";
import { readGolden } from "../../golden/read";
import { executors } from "../executors";

type Numbers = Readonly<Record<string, number[]>>;

interface Game {
  case: { name: string; loss: AdversarialLossName; channels: number; classes: number; own: number; weight: number };
  initial: Numbers;
  rounds: { features: number[]; targets: number[]; discriminator: number; generator: number }[];
  final: Numbers;
}

const { batch, side, width, layers, learningRate, beta1, games } = readGolden<{
  batch: number;
  side: number;
  width: number;
  layers: number[];
  learningRate: number;
  beta1: number;
  games: Game[];
}>("gan-pictures");

function near(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  const largest = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= 1e-4 * largest, `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}

function programsOf({ loss, channels, classes, own, weight }: Game["case"]) {
  const model = new Model();
  const outputs = classes || channels;
  const table = {
    rows: batch,
    picture: [side, side, channels] as const,
    outputs: side ** 2 * outputs,
    ...(classes > 0 ? { targets: "classes" as const, places: side ** 2 } : { targets: "values" as const }),
  };
  const { graphs } = picturePrograms(model, {
    table,
    train: batch,
    pass: picturePass(table, unet({ outputs, depth: 1, width, normalize: false }).build, 1),
    loss: { name: classes > 0 ? "softmaxCrossEntropy" : "absolute" },
    drawn: [side, side, outputs],
    see: (given, drawn) => concat([given, drawn], 3),
    weights: { own, adversarial: weight },
    discriminator: { layers, spectralNorm: false },
    step: { loss, optimizer: "adam", beta1 },
    batch,
    seed: 1,
  });
  return { model, graphs };
}

function step(session: Session, program: string, index: number): number {
  const scalars = Object.entries(optimizerScalars("adam", learningRate, index + 1, beta1));
  session.run(program, {
    seed: 1,
    rows: batch,
    first: 0,
    count: 1,
    index,
    scalars: Object.fromEntries(scalars.map(([name, value]) => [name, [value]])),
  });
  return session.output(program, descended)[0];
}

describe("networks on pictures and their discriminators as PyTorch trains them", () => {
  for (const executor of executors) {
    for (const { case: given, initial, rounds, final } of games) {
      it(`${given.name} · ${executor.id}`, () => {
        const { model, graphs } = programsOf(given);
        const session = executor.open(model, graphs);
        const declared = model.variables.filter(({ kind }) => kind === "parameter");
        assert.deepEqual(declared.map(({ name }) => name).sort(), Object.keys(initial).sort());
        for (const [name, values] of Object.entries(initial)) session.write(name, values);
        session.write(variables.order, [2, 0, 1]);
        rounds.forEach(({ features, targets, discriminator, generator }, index) => {
          session.write(variables.features, features);
          session.write(variables.targets, targets);
          near([step(session, programs.discriminator, index)], [discriminator], `D in round ${index + 1}`);
          near([step(session, programs.generator, index)], [generator], `G in round ${index + 1}`);
        });
        for (const [name, values] of Object.entries(final)) near(session.read(name), values, name);
      });
    }
  }
});
