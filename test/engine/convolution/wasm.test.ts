// The fast executor of filters against the oracle: every node, type and edge, pictures smaller than kernels, regions.

import assert from "node:assert/strict";
import { edgeModes } from "../../../engine/convolution/pipeline";
import type { FilterNode, Window } from "../../../engine/convolution/program";
import { factorsOf } from "../../../engine/convolution/wasm/rank";
import { filters } from "./module";
import {
  Chance,
  channelCounts,
  compareWithOracle,
  elementTypes,
  ops,
  programOf,
  randomProgram,
  randomWeights,
  windowOf,
} from "./programs";

describe("filters in WebAssembly", () => {
  for (const op of ops) {
    it(`compute ${op} as the oracle does, on every type and number of channels`, () => {
      const chance = new Chance(ops.indexOf(op));
      for (const elements of elementTypes)
        for (const channels of channelCounts)
          for (let i = 0; i < 6; i++) {
            const picture = chance.picture(elements, channels, chance.whole(1, 40), chance.whole(1, 24));
            compareWithOracle(filters, randomProgram(chance, picture, 1, op), picture, chance.region(picture));
          }
    });
  }

  it("compute chains, and nodes within them", () => {
    const chance = new Chance(100);
    for (let i = 0; i < 60; i++) {
      const picture = chance.picture(chance.of(elementTypes), chance.of(channelCounts), 29, 17);
      const sample = randomProgram(chance, picture, chance.whole(2, 4));
      // Singles do not go on: a step that amplifies would amplify their errors.
      if (!sample.exact) continue;
      const node = chance.whole(0, sample.program.nodes.length - 1);
      compareWithOracle(filters, sample, picture, chance.region(picture), node);
    }
  });

  for (const edge of edgeModes) {
    it(`correlates kernels of 1 × 1 to 31 × 31 with the edge ${edge}, on pictures smaller than they are too`, () => {
      const chance = new Chance(200 + edgeModes.indexOf(edge));
      const sizes = [1, 2, 3, 5, 8, 13, 31];
      for (const rows of sizes)
        for (const columns of sizes) {
          const [elements, channels] = [chance.of(elementTypes), chance.of(channelCounts)];
          const picture = chance.picture(elements, channels, chance.whole(1, 37), chance.whole(1, 9));
          const weights = randomWeights(chance, rows, columns);
          const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
          const node: FilterNode = {
            ...{ op: "correlate", input: 0, elements, channels, mask: 15, edge, rows, columns, weights },
            ...{ anchorRow: chance.whole(0, rows - 1), anchorColumn: chance.whole(0, columns - 1) },
            ...{ scale: 1 / (total || 1), offset: 0, rounding: "even" },
          };
          const exact = elements !== "f32" && weights.every(Number.isInteger) && total * 65535 < 2 ** 31;
          const program = programOf({ op: "source", elements, channels }, node);
          compareWithOracle(filters, { program, exact }, picture, chance.region(picture));
        }
    });
  }

  it("correlates bytes with kernels of 3 × 3 that stay what they are when they are mirrored", () => {
    const chance = new Chance(250);
    const edge = "reflect101";
    for (const [corner, upright, side, centre] of [
      [0, -1, -1, 5],
      [0, 31, 31, 3],
      [1, 2, 2, 4],
      [-3, 20, -7, 15],
    ])
      for (const [scale, offset] of [
        [1, 0],
        [1, -300],
        [1, 32767],
        [1 / 16, 0.5],
      ])
        for (const elements of elementTypes) {
          const channels = chance.of(channelCounts);
          const picture = chance.picture("u8", channels, chance.whole(1, 40), chance.whole(1, 24));
          const weights = Float32Array.of(corner, upright, corner, side, centre, side, corner, upright, corner);
          const node: FilterNode = {
            ...{ op: "correlate", input: 0, elements, channels, mask: 15, edge, rows: 3, columns: 3, weights },
            ...{ anchorRow: 1, anchorColumn: 1, scale, offset, rounding: "even" },
          };
          const program = programOf({ op: "source", elements: "u8", channels }, node);
          compareWithOracle(filters, { program, exact: true }, picture, chance.region(picture));
        }
  });

  it("find medians of 3 × 3 to 15 × 15", () => {
    const chance = new Chance(300);
    for (const size of [3, 5, 7, 9, 11, 13, 15])
      for (const elements of elementTypes) {
        const channels = chance.of(channelCounts);
        // Wider than a run, once, and with a row left over, as some are computed two at a time.
        const picture = chance.picture(elements, channels, size === 5 ? 700 : 40, 5);
        const common = { input: 0, elements, channels, mask: 15 } as const;
        const node: FilterNode = { ...common, op: "median", size, edge: "reflect101" };
        const program = programOf({ op: "source", elements, channels }, node);
        compareWithOracle(filters, { program, exact: true }, picture, picture.region);
      }
  });

  it("give the same bytes whatever the region, also of singles", () => {
    const chance = new Chance(400);
    for (const op of ops) {
      const picture = chance.picture("f32", 4, 61, 33);
      const { program } = randomProgram(chance, picture, 1, op);
      const whole = filters.render(program, picture, picture.region);
      for (let i = 0; i < 5; i++) {
        const region = chance.region(picture);
        assert.deepEqual(filters.render(program, picture, region).samples, windowOf(whole, region).samples, op);
      }
    }
  });

  it("cut large pictures into tiles that fit together", () => {
    const chance = new Chance(500);
    const picture = chance.picture("u8", 3, 5000, 40);
    const weights = Float32Array.from({ length: 49 }, () => chance.whole(0, 5));
    const node = (input: number): FilterNode => ({
      ...{ op: "correlate", input, elements: "u8", channels: 3, mask: 7, edge: "wrap", rows: 7, columns: 7, weights },
      ...{ anchorRow: 3, anchorColumn: 3, scale: 1 / 130, offset: 0, rounding: "even" },
    });
    const program = programOf({ op: "source", elements: "u8", channels: 3 }, node(0), node(1));
    const whole = filters.render(program, picture, picture.region);
    for (const x of [0, 2490, 4990]) {
      const region = { x, y: 0, width: 10, height: 40 };
      compareWithOracle(
        { ...filters, render: () => windowOf(whole, region) },
        { program, exact: true },
        picture,
        region,
      );
    }
  });

  it("write into the memory that they are given, and refuse such of another size", () => {
    const picture = new Chance(600).picture("u8", 1, 8, 8);
    const program = programOf({ op: "source", elements: "u8", channels: 1 });
    const into = new Uint8Array(64);
    assert.equal(filters.render(program, picture, picture.region, 0, into).samples, into);
    assert.deepEqual(into, picture.samples);
    assert.throws(
      () => filters.render(program, picture, picture.region, 0, new Uint8Array(63)),
      /64 samples of u8, not 63 of u8/,
    );
  });

  it("refuse windows that do not hold what is needed", () => {
    const chance = new Chance(650);
    const picture = chance.picture("u8", 1, 20, 20);
    const common = { input: 0, elements: "u8", channels: 1, mask: 1, edge: "reflect", rounding: "even" } as const;
    const program = programOf(
      { op: "source", elements: "u8", channels: 1 },
      { ...common, op: "box", rows: 3, columns: 3 },
    );
    const region = { x: 5, y: 5, width: 4, height: 4 };
    const refused = (source: Window, why: RegExp) => assert.throws(() => filters.render(program, source, region), why);
    refused(windowOf(picture, region), /does not hold all/);
    refused({ ...picture, samples: picture.samples.subarray(1) }, /399 samples instead of 400/);
    refused({ ...picture, samples: Float32Array.from(picture.samples) }, /one for 1 channels of u8/);
  });

  it("live with what is not a number", () => {
    const chance = new Chance(700);
    for (const op of ops) {
      const picture = chance.picture("f32", 4, 20, 10);
      picture.samples.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e38], 100);
      const { program } = randomProgram(chance, picture, 2, op);
      const { samples } = filters.render(program, picture, picture.region);
      assert.equal(samples.length, 200 * program.nodes.at(-1)!.channels, op);
    }
  });
});

describe("rank", () => {
  it("is 1 for products of a column and a row, whose factors are whole where the matrix is", () => {
    const product = [6, 3, 0, -4, -2, 0];
    const { column, row } = factorsOf(Float32Array.from(product), 2, 3)!;
    assert.deepEqual(
      column.flatMap((down) => row.map((along) => down * along + 0)),
      product,
    );
    assert.ok([...column, ...row].every(Number.isInteger));
    assert.equal(factorsOf(Float32Array.of(6, 3, 1, -4, -2, 0), 2, 3), undefined);
    assert.equal(factorsOf(new Float32Array(6), 2, 3), undefined);
    const halves = Float32Array.of(0.1, 0.3, 0.2, 0.6);
    assert.ok(factorsOf(halves, 2, 2));
    assert.equal(factorsOf(Float32Array.of(0.1, 0.3, 0.2, 0.6001), 2, 2), undefined);
  });
});
