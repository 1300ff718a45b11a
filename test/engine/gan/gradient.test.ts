// Gradients of what networks descend against differences of it, in double precision: of the penalty they are of second order.

import assert from "node:assert/strict";
import type { Session } from "../../../engine/core/executor";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { inputs, programs, trainingPrograms } from "../../../engine/gan/programs";
import { adversarialSettings } from "../../../engine/gan/settings";
import type { SampleShape } from "../../../engine/gan/shapes";
import { descended } from "../../../engine/gan/step";
import type { GenerateExperiment } from "../../../engine/tasks/generate/spec";
import { executors } from "../executors";

const batch = 4;
const [reference] = executors;

const points: SampleShape = { kind: "vector", heads: [{ kind: "linear", size: 3 }] };
const picture: SampleShape = { kind: "picture", height: 4, width: 5, channels: 1 };

const critics: Readonly<Record<string, { sample: SampleShape; model: GenerateExperiment["model"] }>> = {
  perceptron: {
    sample: points,
    model: { latent: 2, generator: { layers: [4] }, discriminator: { layers: [5, 4], activation: "tanh" }, pack: 2 },
  },
  convolutional: {
    sample: picture,
    model: {
      kind: "convolutional",
      latent: 2,
      generator: { layers: [3] },
      discriminator: { layers: [3], activation: "sigmoid" },
    },
  },
};

/** One step of the critic from the given state, by plain descent: the loss, and the variable after it. */
function descend(session: Session, variable: string, values: ArrayLike<number>, rate: number) {
  session.write(variable, values);
  session.run(programs.discriminator, {
    seed: 1,
    rows: 1,
    first: 0,
    count: 1,
    index: 0,
    scalars: { rate: [rate] },
  });
  const after = session.read(variable);
  session.write(variable, values);
  return { loss: session.output(programs.discriminator, descended)[0], after };
}

describe("gradient of the gradient penalty", () => {
  for (const [name, { sample, model: networks }] of Object.entries(critics)) {
    it(`${name}, as differences have it`, () => {
      const experiment: GenerateExperiment = {
        task: "generate",
        data: { file: "points" },
        model: networks,
        loss: "wasserstein",
        gradientPenalty: 10,
        train: { optimizer: "gradientDescent" },
      };
      const model = new Model();
      const { graphs } = trainingPrograms(model, adversarialSettings(experiment, sample, 0), batch, 3);
      const session = reference.open(model, graphs);
      const random = new Random(4);
      for (const data of [inputs.codes, inputs.real, inputs.shares]) {
        session.write(
          data,
          session.read(data).map(() => random.uniform()),
        );
      }
      const owned = model.variables.filter(({ name: own, kind }) => kind === "parameter" && own.startsWith("discri"));
      for (const { name: own } of owned)
        session.write(
          own,
          session.read(own).map(() => random.normal() / 2),
        );
      const steps = owned.map(({ name: own }) => ({ own, values: session.read(own) }));
      for (const { own, values } of steps) {
        const rate = 1e-3;
        for (const other of steps) session.write(other.own, other.values);
        const { after } = descend(session, own, values, rate);
        for (let i = 0; i < values.length; i += Math.ceil(values.length / 5)) {
          const [above, below] = [1e-5, -1e-5].map((change) => {
            for (const other of steps) session.write(other.own, other.values);
            return descend(
              session,
              own,
              Float64Array.from(values, (v, j) => (i === j ? v + change : v)),
              0,
            ).loss;
          });
          const expected = (above - below) / 2e-5;
          const found = (values[i] - after[i]) / rate;
          const error = Math.abs(found - expected);
          assert.ok(error <= 1e-6 * Math.max(1, Math.abs(expected)), `${own}[${i}]: ${found} instead of ${expected}`);
        }
      }
    });
  }
});
