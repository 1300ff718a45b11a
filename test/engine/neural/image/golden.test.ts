// Networks on pictures against PyTorch's numbers: convolutions, normalisation, pooling, residual blocks, classes of pixels.

import assert from "node:assert/strict";
import type { Executor } from "../../../../engine/core/executor";
import { Model } from "../../../../engine/core/model";
import { pictureClassifier } from "../../../../engine/neural/image/pictureLayers";
import { pictureGraphs, tableOf } from "../../../../engine/neural/image/programs";
import { unet } from "../../../../engine/neural/image/unet";
import { optimizerScalars } from "../../../../engine/neural/optimizers";
import { lossOutput, readSums, variables } from "../../../../engine/neural/step";
import { readGolden } from "../../../golden/read";
import { executors } from "../../executors";

interface Golden {
  name: string;
  network: keyof typeof builds;
  picture: [number, number, number];
  rate: number;
  batch: number;
  features: number[];
  targets: number[];
  initial: Record<string, number[]>;
  losses: number[];
  predictions: number[];
  evaluated: number;
}

const builds = {
  residual: pictureClassifier(
    [
      { conv: 4 },
      { batchNorm: true },
      { maxPool: 2 },
      { residual: [{ conv: 3 }, { batchNorm: true }, { conv: 4, activation: "linear" }] },
      { dense: 5, activation: "tanh" },
    ],
    3,
  ),
  unet: unet({ outputs: 3, depth: 1, width: 2 }).build,
};
const loss = { name: "softmaxCrossEntropy" } as const;

function check(executor: Executor, golden: Golden): void {
  const { picture, features, targets, batch, rate } = golden;
  const pixels = picture[0] * picture[1];
  const rows = features.length / (pixels * picture[2]);
  const places = golden.network === "unet" ? pixels : 1;
  const shares = targets.some((value) => !Number.isInteger(value));
  const table = { rows, outputs: 3 * places, targets: "classes", shares, places, picture } as const;
  const model = new Model();
  const training = { batch, optimizer: "adam", seed: 1, evaluationBatch: 5 } as const;
  const session = executor.open(model, pictureGraphs(model, table, builds[golden.network], loss, training));
  const near = (actual: number, expected: number, what: string) =>
    assert.ok(Math.abs(actual - expected) <= 1e-4 * Math.max(1, Math.abs(expected)), `${what}: ${actual}, ${expected}`);
  session.write(variables.features, features);
  session.write(variables.targets, targets);
  session.write(variables.order, [...Array(rows).keys()]);
  session.write(variables.evaluationOrder, [...Array(rows).keys()]);
  for (const [name, values] of Object.entries(golden.initial)) session.write(name, values);
  for (const [step, expected] of golden.losses.entries()) {
    const scalars = Object.entries(optimizerScalars("adam", rate, step + 1)).map(([name, value]) => [name, [value]]);
    const at = { first: step % Math.ceil(rows / batch), count: 1, index: step };
    session.run("train", { seed: 1, rows, ...at, scalars: Object.fromEntries(scalars) });
    near(session.output("train", lossOutput)[0], expected, `loss of step ${step + 1}`);
  }
  session.run("evaluate", { seed: 1, rows, first: 0, count: Math.ceil(rows / 5), index: 0 });
  const given = session.read(variables.predictions);
  for (const [i, expected] of golden.predictions.entries()) near(given[i], expected, `prediction ${i}`);
  const sums = readSums(session.read(variables.evaluationSums), rows, tableOf(table), loss);
  near(sums.loss, golden.evaluated, "loss");
  if (shares) return;
  const hits = targets.filter((label, place) => {
    const own = golden.predictions.slice(3 * place, 3 * place + 3);
    return own.indexOf(Math.max(...own)) === label;
  });
  near(sums.accuracy!, hits.length / targets.length, "accuracy");
}

describe("networks on pictures as PyTorch trains them", () => {
  for (const executor of executors) {
    for (const golden of readGolden<Golden[]>("picture-networks")) {
      it(`${golden.name} · ${executor.id}`, () => check(executor, golden));
    }
  }
});
