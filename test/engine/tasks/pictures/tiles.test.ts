// Tiles: a network on parts of a picture gives what it gives on the whole, and patches are what was cut.

import assert from "node:assert/strict";
import { Model } from "../../../../engine/core/model";
import { Random } from "../../../../engine/core/random";
import type { Frame } from "../../../../engine/data/album/album";
import { convAutoencoder } from "../../../../engine/neural/image/convAutoencoder";
import { deepAutoencoder } from "../../../../engine/neural/image/deepAutoencoder";
import { espcn } from "../../../../engine/neural/image/espcn";
import { residualCnn } from "../../../../engine/neural/image/residualCnn";
import { FinishedTiles } from "../../../../engine/tasks/pictures/finished-tiles";
import { cutPatch, drawPlaces, fixedPlaces } from "../../../../engine/tasks/pictures/patches";
import {
  applyProgram,
  type Field,
  planTiles,
  TileApplier,
  type TilePlan,
  tileGraph,
} from "../../../../engine/tasks/pictures/tiles";
import { wasm } from "../../experiment/runs";

function noise(width: number, height: number, channels = 1): Field {
  const random = new Random(7);
  return {
    width,
    height,
    channels,
    samples: Float32Array.from({ length: width * height * channels }, () => random.uniform()),
  };
}

/** Some networks begin by giving pictures as they are: these weights do not. */
function weightsFor(of: Parameters<typeof tileGraph>[2], plan: TilePlan): Map<string, { values: Float32Array }> {
  const model = new Model();
  tileGraph(model, plan, of);
  const random = new Random(11);
  const weights = model.variables.filter(({ kind }) => kind === "parameter");
  return new Map(
    weights.map(({ name, type }) => {
      const length = type.shape.reduce((product, side) => product * side, 1);
      return [name, { values: Float32Array.from({ length }, () => 0.3 * random.normal()) }];
    }),
  );
}

async function applied(of: Parameters<typeof tileGraph>[2], plan: TilePlan, pictures: Field[]): Promise<Field[]> {
  const model = new Model();
  const session = wasm.open(model, { [applyProgram]: tileGraph(model, plan, of) });
  try {
    for (const [name, { values }] of weightsFor(of, plan)) session.write(name, values);
    return await new TileApplier(session, plan, async () => undefined).apply(pictures);
  } finally {
    session.close();
  }
}

describe("tiles", () => {
  const networks = {
    residualCnn: residualCnn({ channels: 1, depth: 3, width: 4 }),
    convAutoencoder: convAutoencoder({ channels: 1, widths: [3] }),
    espcn: espcn({ channels: 1, factor: 2, widths: [3, 3] }),
  };
  it("of pictures as large as the squares of training have nothing around them, finished or in training", async () => {
    const of = networks.residualCnn;
    const [square, wide] = [noise(16, 16), noise(24, 12)];
    const plan = planTiles(of, square, 16);
    assert.deepEqual([plan.tile, plan.core, plan.margin], [[16, 16], [16, 16], 0]);
    assert.deepEqual(planTiles(of, wide, 16), planTiles(of, wide));
    const [alone] = await applied(of, plan, [square]);
    const [mirrored] = await applied(of, planTiles(of, square), [square]);
    const differs = (pixel: number) => Math.abs(alone.samples[pixel] - mirrored.samples[pixel]) > 1e-5;
    assert.ok(differs(0) && !differs(8 * 16 + 8));
    const weights = weightsFor(of, plan) as never;
    const breathe = async () => undefined;
    const finished = new FinishedTiles({ network: of, channels: 1, square: 16, weights, executor: wasm, breathe });
    const [own, other] = await finished.apply([square, wide]);
    assert.deepEqual(own, alone);
    assert.deepEqual(other.samples, (await applied(of, planTiles(of, wide), [wide]))[0].samples);
    finished.close();
  });

  for (const [name, of] of Object.entries(networks)) {
    it(`of ${name} give what the whole picture gives`, async () => {
      const picture = noise(52, 41);
      const whole = planTiles(of, picture);
      const core = [16, 20] as const;
      const { margin } = whole;
      const small = { ...whole, core, tile: [16 + 2 * margin, 20 + 2 * margin] as const, count: 3 };
      const [expected] = await applied(of, whole, [picture]);
      const [given] = await applied(of, small, [picture]);
      assert.deepEqual([given.width, given.height], [52 * of.factor, 41 * of.factor]);
      assert.ok(given.samples.every((value, i) => Math.abs(value - expected.samples[i]) < 1e-6));
    });
  }

  it("see what lies beyond the rim reflected, without its pixels", async () => {
    const of = networks.residualCnn;
    const picture = noise(12, 9);
    const beyond = 4;
    const mirrored = (at: number, size: number) => (at < 0 ? -at : at >= size ? 2 * size - 2 - at : at);
    const wide: Field = {
      ...noise(12 + 2 * beyond, 9 + 2 * beyond),
      samples: Float32Array.from({ length: 20 * 17 }, (_, i) => {
        const [x, y] = [mirrored((i % 20) - beyond, 12), mirrored(Math.floor(i / 20) - beyond, 9)];
        return picture.samples[y * 12 + x];
      }),
    };
    const plan = planTiles(of, wide);
    const [given, around] = await applied(of, plan, [picture, wide]);
    for (let i = 0; i < given.samples.length; i++) {
      const there = (Math.floor(i / 12) + beyond) * 20 + (i % 12) + beyond;
      assert.ok(Math.abs(given.samples[i] - around.samples[there]) < 1e-6);
    }
  });

  it("of several pictures share steps, whatever their sizes", async () => {
    const of = networks.residualCnn;
    const pictures = [noise(9, 12), noise(30, 7), noise(2, 3)];
    const plan = planTiles(of, { width: 30, height: 12, channels: 1 });
    const together = await applied(of, { ...plan, count: 2 }, pictures);
    for (const [i, picture] of pictures.entries())
      assert.deepEqual(together[i], (await applied(of, plan, [picture]))[0]);
  });

  it("are refused where a network takes whole pictures of another size", async () => {
    const of = deepAutoencoder({ layers: [3], activation: "tanh" });
    const plan = planTiles(of, { width: 4, height: 4, channels: 1 });
    await assert.rejects(
      applied(of, plan, [noise(5, 4)]),
      /takes whole pictures of 4 × 4 pixels, and this one has 5 × 4/,
    );
  });
});

describe("patches", () => {
  const frame: Frame = { width: 5, height: 4, channels: 3, samples: Uint8Array.from({ length: 60 }, (_, i) => i) };

  it("are flipped and turned in eight ways", () => {
    const at = (x: number, y: number) => (y * 5 + x) * 3;
    for (let turn = 0; turn < 8; turn++) {
      const { samples } = cutPatch(frame, { row: 0, x: 1, y: 1, turn }, 3);
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const [row, column] = turn & 4 ? [j, i] : [i, j];
          const from = at(1 + (turn & 1 ? 2 - column : column), 1 + (turn & 2 ? 2 - row : row));
          const to = (i * 3 + j) * 3;
          assert.deepEqual([...samples.subarray(to, to + 3)], [from, from + 1, from + 2], `turn ${turn}`);
        }
      }
    }
  });

  it("are drawn anew in every epoch, the same for the same seed, within their pictures", () => {
    const rows = Uint32Array.of(0, 2);
    const frames = [frame, frame, { ...frame, width: 10, height: 6, samples: new Uint8Array(180) }];
    const draw = (seed: number, epoch: number) => drawPlaces(frames, rows, { size: 3, count: 400 }, { seed, epoch });
    const places = draw(1, 4);
    assert.deepEqual(draw(1, 4), places);
    assert.notDeepEqual(draw(1, 5), places);
    assert.ok(
      places.every(({ row, x, y }) => row !== 1 && x >= 0 && x + 3 <= frames[row].width && y + 3 <= frames[row].height),
    );
    // Three quarters of the pixels are in the larger picture.
    const larger = places.filter(({ row }) => row === 2).length;
    assert.ok(larger > 260 && larger < 340, `${larger} of 400`);
    assert.equal(fixedPlaces(frames, rows, 3).length, 1 + 6);
  });
});
