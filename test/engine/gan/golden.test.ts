// Steps of generators and discriminators against PyTorch's numbers, second gradients among them.

import assert from "node:assert/strict";
import type { Executor, Session } from "../../../engine/core/executor";
import { Model } from "../../../engine/core/model";
import { programs, trainingPrograms } from "../../../engine/gan/programs";
import { adversarialSettings } from "../../../engine/gan/settings";
import type { SampleShape } from "../../../engine/gan/shapes";
import { descended } from "../../../engine/gan/step";
import type { PlayerName } from "../../../engine/gan/trainer";
import { optimizerScalars } from "../../../engine/neural/optimizers";
import type { AdversarialLossName, GenerateExperiment } from "../../../engine/tasks/generate/spec";
import { readGolden } from "../../golden/read";
import { executors } from "../executors";

type Numbers = Readonly<Record<string, number[]>>;

interface Game {
  case: {
    name: string;
    loss: AdversarialLossName;
    latent: number;
    heads?: ["linear" | "tanh" | "category", number][];
    picture?: [number, number, 1 | 3];
    generator: { layers: number[]; batchNorm?: boolean };
    discriminator: { layers: number[]; batchNorm?: boolean; spectralNorm?: boolean };
    pack?: number;
    classes?: number;
    categories?: number;
    continuous?: number;
    weight?: number;
    smoothing?: number;
    gradientPenalty?: number;
  };
  initial: Numbers;
  rounds: Record<PlayerName, { inputs: Numbers; loss: number }>[];
  final: Numbers;
}

const { batch, learningRate, beta1, games } = readGolden<{
  batch: number;
  learningRate: number;
  beta1: number;
  games: Game[];
}>("gan");

const tolerance = 1e-4;

function near(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  const largest = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= tolerance * largest, `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}

function open(executor: Executor, { case: c, initial }: Game): Session {
  const { generator, discriminator, pack, latent, categories, continuous, weight, classes = 0 } = c;
  const sample: SampleShape = c.picture
    ? { kind: "picture", height: c.picture[0], width: c.picture[1], channels: c.picture[2] }
    : { kind: "vector", heads: c.heads!.map(([kind, size]) => ({ kind, size })) };
  const experiment: GenerateExperiment = {
    task: "generate",
    data: { file: "golden" },
    model: {
      kind: c.picture ? "convolutional" : "mlp",
      latent,
      code: { categories, continuous, weight },
      generator,
      discriminator,
      pack,
    },
    loss: c.loss,
    gradientPenalty: c.gradientPenalty,
    train: { beta1, labelSmoothing: c.smoothing },
  };
  const model = new Model();
  const { graphs } = trainingPrograms(model, adversarialSettings(experiment, sample, classes), batch, 1);
  const session = executor.open(model, graphs);
  const declared = model.variables.filter(({ kind, name }) => kind === "parameter" || name in initial);
  assert.deepEqual(declared.map(({ name }) => name).sort(), Object.keys(initial).sort());
  for (const [name, values] of Object.entries(initial)) session.write(name, values);
  return session;
}

function step(session: Session, program: string, index: number): number {
  const scalars = Object.entries(optimizerScalars("adam", learningRate, index + 1, beta1));
  session.run(program, {
    seed: 1,
    rows: 1,
    first: 0,
    count: 1,
    index,
    scalars: Object.fromEntries(scalars.map(([name, value]) => [name, [value]])),
  });
  return session.output(program, descended)[0];
}

describe("generators and discriminators as PyTorch trains them", () => {
  for (const executor of executors) {
    for (const game of games) {
      it(`${game.case.name} · ${executor.id}`, () => {
        const session = open(executor, game);
        game.rounds.forEach((round, index) => {
          for (const player of ["discriminator", "generator"] as const) {
            const { inputs, loss } = round[player];
            for (const [name, values] of Object.entries(inputs)) session.write(name, values);
            near([step(session, programs[player], index)], [loss], `loss of the ${player} in round ${index + 1}`);
          }
        });
        for (const [name, values] of Object.entries(game.final)) near(session.read(name), values, name);
      });
    }
  }
});
