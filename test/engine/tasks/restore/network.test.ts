// Networks that fill in what is masked: known pixels stay, in grey and in colour, and the first guess is a weighted mean.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import type { Degraded } from "../../../../engine/tasks/restore/examples";
import { architectureOf } from "../../../../engine/tasks/restore/network";
import { openRestorer } from "../../../../engine/tasks/restore/restorer";
import type { RestoreModel } from "../../../../engine/tasks/restore/spec";
import { wasm } from "../../experiment/runs";

const models: RestoreModel[] = [
  { kind: "residualCnn", layers: 2, channels: 3 },
  { kind: "convAutoencoder", channels: [4] },
  { kind: "deepAutoencoder", sizes: [240, 5, 240] },
];

describe("networks on masked pictures", () => {
  for (const model of models) {
    for (const channels of model.kind === "deepAutoencoder" ? [3] : [1, 3]) {
      it(`${model.kind} keeps the known pixels of ${channels === 1 ? "grey" : "colour"} pictures`, async () => {
        const random = new Random(2);
        const known = Uint8Array.from({ length: 80 }, () => Number(random.uniform() > 0.3));
        const samples = Float32Array.from({ length: 80 * channels }, (_, i) => {
          return random.uniform() * known[Math.floor(i / channels)];
        });
        const given: Degraded = { picture: { width: 10, height: 8, channels, samples }, known };
        const of = { model, weights: new Map(), masked: true };
        const restorer = openRestorer(of, { width: 10, height: 8, channels }, wasm, async () => undefined);
        const [restored] = await restorer.restore([given]);
        restorer.close();
        assert.equal(restored.channels, channels);
        restored.samples.forEach((value, i) => {
          if (known[Math.floor(i / channels)]) assert.equal(value, samples[i]);
          else assert.ok(Number.isFinite(value));
        });
        assert.equal(architectureOf(model, channels, true).multiple, model.kind === "convAutoencoder" ? 2 : 1);
      });
    }
  }
});
