// The architectures on pictures: what comes out, how far an output pixel sees, and that they learn and are applied alike.

import assert from "node:assert/strict";
import { Model } from "../../../../engine/core/model";
import { Random } from "../../../../engine/core/random";
import type { Architecture } from "../../../../engine/neural/image/architecture";
import { convAutoencoder } from "../../../../engine/neural/image/convAutoencoder";
import { deepAutoencoder } from "../../../../engine/neural/image/deepAutoencoder";
import { espcn } from "../../../../engine/neural/image/espcn";
import { applyGraph, pictureGraphs, tableOf, tiles } from "../../../../engine/neural/image/programs";
import { residualCnn } from "../../../../engine/neural/image/residualCnn";
import { srcnn } from "../../../../engine/neural/image/srcnn";
import { unet } from "../../../../engine/neural/image/unet";
import { optimizerScalars } from "../../../../engine/neural/optimizers";
import { lossOutput, variables } from "../../../../engine/neural/step";
import { executorOn } from "../../kernels/module";

const architectures: Readonly<Record<string, { of: Architecture; side: number }>> = {
  residualCnn: { of: residualCnn({ channels: 1, depth: 3, width: 4 }), side: 12 },
  "residualCnn, normalised, with a mask": {
    of: residualCnn({ channels: 1, depth: 3, width: 4, normalize: true }),
    side: 12,
  },
  convAutoencoder: { of: convAutoencoder({ channels: 1, widths: [4, 4] }), side: 32 },
  "convAutoencoder with a dense code": { of: convAutoencoder({ channels: 1, widths: [4], code: 3 }), side: 8 },
  srcnn: { of: srcnn({ channels: 1, widths: [4, 4] }), side: 24 },
  espcn: { of: espcn({ channels: 1, factor: 2, widths: [4, 4] }), side: 14 },
  unet: { of: unet({ outputs: 1, depth: 1, width: 4 }), side: 24 },
  deepAutoencoder: { of: deepAutoencoder({ layers: [6, 2, 6], activation: "tanh" }), side: 6 },
};
const executor = executorOn("relaxed", { poison: true });
const rows = 6;

for (const [name, { of, side }] of Object.entries(architectures)) {
  describe(name, () => {
    const channels = name.includes("mask") ? 2 : 1;
    const random = new Random(3);
    const input = Float32Array.from({ length: rows * side * side * channels }, () => random.uniform());
    const wide = side * of.factor;
    const table = { rows, outputs: wide * wide, targets: "values", picture: [side, side, channels] } as const;
    const target = Float32Array.from({ length: rows * table.outputs }, (_, i) => ((i >> 2) & 1) / 2);
    const loss = { name: "meanSquare" } as const;
    const open = () => {
      const model = new Model();
      const training = { seed: 1, batch: 4, optimizer: "adam" } as const;
      const graphs = pictureGraphs(model, table, of.build, loss, training);
      const apply = applyGraph(model, { count: 1, height: side, width: side, channels }, of.build);
      const session = executor.open(model, { ...graphs, apply });
      session.write(variables.features, input);
      session.write(variables.targets, target);
      session.write(
        variables.order,
        Int32Array.from({ length: rows }, (_, i) => i),
      );
      session.write(
        variables.evaluationOrder,
        Int32Array.from({ length: rows }, (_, i) => i),
      );
      return session;
    };
    const once = { seed: 1, first: 0, index: 0 };
    const applied = (session: ReturnType<typeof open>, picture: ArrayLike<number>) => {
      session.write(tiles.input, picture);
      session.run("apply", { ...once, rows: 1, count: 1 });
      return session.output("apply", tiles.output);
    };

    const trained = (session: ReturnType<typeof open>, steps: number) =>
      Array.from({ length: steps }, (_, step) => {
        const scalars = Object.entries(optimizerScalars("adam", 0.01, step + 1)).map(([key, value]) => [key, [value]]);
        const given = { ...once, index: step, rows: 4, count: 1, scalars: Object.fromEntries(scalars) };
        session.run("train", given);
        return session.output("train", lossOutput)[0];
      });

    it("learns, and gives of a tile what it predicts for a row", () => {
      const session = open();
      const losses = trained(session, 30);
      assert.ok(losses[29] < losses[0], `${losses[0]} to ${losses[29]}`);
      session.run("evaluate", { ...once, rows, count: 2 });
      const predictions = session.read(variables.predictions);
      const last = applied(session, input.subarray((rows - 1) * tableOf(table).features));
      const expected = predictions.subarray((rows - 1) * table.outputs);
      last.forEach((value, i) => {
        assert.ok(Math.abs(value - expected[i]) < 1e-5, `${value}, ${expected[i]}`);
      });
      session.close();
    });

    if (of.reach !== null) {
      it(`sees ${of.reach} pixels far`, () => {
        const session = open();
        // Some networks begin by giving pictures as they are.
        trained(session, 3);
        const before = applied(session, input.subarray(0, side * side * channels));
        const [row, column] = [side >> 1, (side >> 1) - 1];
        const changed = input.slice(0, side * side * channels);
        changed[(row * side + column) * channels] += 100;
        const after = applied(session, changed);
        let farthest = 0;
        after.forEach((value, i) => {
          if (value === before[i]) return;
          const [y, x] = [Math.floor(i / wide), i % wide].map((at) => Math.floor(at / of.factor));
          farthest = Math.max(farthest, Math.abs(y - row), Math.abs(x - column));
        });
        assert.ok(farthest <= of.reach!, `${farthest}`);
        // Windows of poolings may lie better than at their worst, and a network at its start may be deaf to a corner.
        assert.ok(farthest >= of.reach! - 2 * of.multiple, `${farthest}`);
        session.close();
      });
    }
  });
}
