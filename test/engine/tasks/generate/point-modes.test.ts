// The number of modes of points, and the code that a suggestion gives their generator.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { pointModes } from "../../../../engine/tasks/generate/point-modes";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { completeGenerate } from "../../../../engine/tasks/generate/suggest";
import { read } from "../../data/source";

const breathe = async (): Promise<void> => {};
const given: GenerateExperiment = { task: "generate", data: { file: "t.csv" } };

/** 300 points around three places, the second number hundreds of times as large, and some without a value. */
function text(extra = ""): string {
  const random = new Random(2);
  const rows = Array.from({ length: 300 }, (_, i) => {
    const [x, y] = [(i % 3) * 4 + 0.1 * random.normal(), 1000 * ((i % 3) % 2) + 15 * random.normal()];
    return `${x},${i % 50 === 0 ? "" : y}${extra && `,${extra.charAt(i % extra.length)}`}`;
  });
  return [`x,y${extra && ",kind"}`, ...rows].join("\n");
}

describe("modes of points", () => {
  it("are counted, and a code has a value for each", async () => {
    const dataset = await read(text(), "t.csv");
    const modes = await pointModes(given, dataset, breathe);
    assert.equal(modes, 3);
    assert.deepEqual(completeGenerate(given, { dataset, modes }, "t").model?.code, { categories: 3, weight: 0.1 });
    assert.equal(completeGenerate(given, { dataset }, "t").model?.code, undefined);
  });

  it("are learnt by a discriminator of small initial weights and a faster rate, but not rows", async () => {
    const dataset = await read(text("ab"), "t.csv");
    const suggestion = (columns: string[]) => {
      const data = { ...given.data, columns };
      const { model, train } = completeGenerate({ ...given, data }, { dataset }, "t");
      const { learningRate, discriminatorRate, epochs } = train!;
      return [model?.discriminator?.initializer, learningRate, discriminatorRate, epochs];
    };
    // 6000 steps of batches of 128, one an epoch of 221 points.
    assert.deepEqual(suggestion(["x", "y"]), ["glorotUniform", 0.001, 0.003, 6000]);
    assert.deepEqual(suggestion(["x", "y", "kind"]).slice(0, 3), [undefined, 0.001, 0.001]);
  });

  it("are those of the known density, and nobody's where codes or a class are given", async () => {
    const dataset = await read(text(), "t.csv");
    const known = {
      ...given,
      data: {
        ...given.data,
        density: {
          centres: [
            [0, 0],
            [4, 1000],
          ],
          sigma: 1,
        },
      },
    };
    assert.equal(await pointModes(known, dataset, breathe), 2);
    assert.equal(await pointModes({ ...given, model: { code: { continuous: 1 } } }, dataset, breathe), undefined);
    const mixed = await read(text("ab"), "t.csv");
    assert.equal(await pointModes(given, mixed, breathe), undefined);
    assert.equal(await pointModes({ ...given, data: { ...given.data, class: "kind" } }, mixed, breathe), undefined);
  });
});
