// A finished generator that is asked for the samples of codes: the same as in training, whatever stands beside a code.

import assert from "node:assert/strict";
import { generators } from "../../../../engine/data/generate";
import { toCsv } from "../../../../engine/data/generate/table";
import type { Tensor } from "../../../../engine/export/safetensors";
import { openAdversaries } from "../../../../engine/gan/open";
import { prepareGenerate } from "../../../../engine/tasks/generate/examples";
import { FinishedGenerator } from "../../../../engine/tasks/generate/finished";
import type { GeneratorCode } from "../../../../engine/tasks/generate/samples";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { completeGenerate } from "../../../../engine/tasks/generate/suggest";
import { inputError, read } from "../../data/source";
import { wasm } from "../../experiment/runs";

const breathe = async () => undefined;

/** After one epoch on customers. */
async function opened(given: Partial<GenerateExperiment>) {
  const dataset = await read(toCsv(generators.customers(120, 1)), "customers.csv");
  const sides = { generator: { layers: [8] }, discriminator: { layers: [8] } };
  const wanted = { task: "generate", data: { file: "customers.csv" }, ...given } as GenerateExperiment;
  const small = { ...wanted, model: { latent: 3, ...sides, ...given.model }, train: { epochs: 1 } };
  const experiment = completeGenerate(small, { dataset }, "customers");
  const { encoder, sample, encoded, classes, parts, width } = await prepareGenerate(
    experiment,
    { dataset },
    async () => undefined,
  );
  const rows = parts.train.length;
  const real = {
    rows: Float32Array.from(
      { length: rows * width },
      (_, i) => encoded[parts.train[Math.floor(i / width)] * width + (i % width)],
    ),
    classes: Int32Array.from(parts.train, (row) => classes![row]),
  };
  const names = encoder.conditional ? encoder.classes!.length : 0;
  const adversaries = openAdversaries({ experiment, sample, classes: names, rows, seed: 1, executor: wasm }, real);
  while (!adversaries.trainer.finished) adversaries.trainer.advance(1000);
  const weights = new Map<string, Tensor>();
  for (const [name, values] of adversaries.trainer.weights()) weights.set(name, { shape: [values.length], values });
  adversaries.close();
  return new FinishedGenerator({ experiment, encoder, weights }, wasm, breathe);
}

describe("codes that a person sets", () => {
  it("give the same sample alone and beside others, of the class that is asked for", async () => {
    const generator = await opened({ data: { file: "customers.csv", class: "plan" } });
    const { kind, latent, classes, columns } = generator.describe();
    assert.deepEqual([kind, latent, classes], ["rows", 3, ["basic", "plus", "premium"]]);
    assert.equal(columns!.at(-1), "plan");
    const codes = [-1, 0, 2].map((value, index): GeneratorCode => ({ latent: [value, 0.5, -value], class: index }));
    const { rows, real } = await generator.samples(codes);
    assert.deepEqual(
      rows!.map((row) => row.at(-1)),
      classes,
    );
    assert.notDeepEqual(rows![0], rows![2]);
    for (const [index, code] of codes.entries()) {
      const alone = await generator.samples([code]);
      assert.deepEqual(alone, { rows: [rows![index]], real: [real[index]] });
    }
    generator.close();
  });

  it("are refused where they are none of this generator", async () => {
    const generator = await opened({ model: { conditional: false, code: { categories: 4, continuous: 2 } } });
    const described = generator.describe();
    assert.deepEqual([described.categories, described.continuous, described.classes], [4, 2, undefined]);
    const latent = [0, 0, 0];
    assert.equal((await generator.samples([{ latent, category: 3, continuous: [-1, 1] }, { latent }])).rows!.length, 2);
    const refused = (codes: GeneratorCode[], sentence: RegExp) =>
      assert.rejects(generator.samples(codes), inputError(sentence));
    await refused([{ latent: [0] }], /has 3 numbers, not 1/);
    await refused([{ latent, continuous: [1] }], /2 continuous codes, not 1/);
    await refused([{ latent, category: 4 }], /no value of the discrete code 4: they are counted from 0 to 3/);
    await refused([{ latent, class: 1 }], /no class 1/);
    const many = new Array<GeneratorCode>(1001).fill({ latent });
    await refused(many, /At most 1000/);
    generator.close();
  });
});
