// Several threads on a picture in shared memory give the bytes that one gives.

import assert from "node:assert/strict";
import type { FilterNode, Window } from "../../../engine/convolution/program";
import { samplesOf } from "../../../engine/convolution/samples";
import { filters, threadedFilters } from "./module";
import { Chance, elementTypes, programOf, randomProgram } from "./programs";

/** An array of the same type in shared memory. */
function shared(samples: Window["samples"]): Window["samples"] {
  const Samples = samples.constructor as new (buffer: SharedArrayBuffer) => Window["samples"];
  return new Samples(new SharedArrayBuffer(samples.byteLength));
}

describe("threads of filters", () => {
  const two = threadedFilters(2);

  it("share the tiles of a picture", () => {
    const chance = new Chance(800);
    for (let i = 0; i < 12; i++) {
      const picture = chance.picture(chance.of(elementTypes), 3, 400, 300);
      const { program } = randomProgram(chance, picture, 2);
      const alone = filters.render(program, picture, picture.region);
      const source = { ...picture, samples: shared(picture.samples) };
      source.samples.set(picture.samples);
      const { samples } = two.render(program, source, picture.region, undefined, shared(alone.samples));
      assert.ok(samples.buffer instanceof SharedArrayBuffer);
      assert.deepEqual(samples.slice(), alone.samples);
    }
  });

  it("leave pictures alone that they cannot see", () => {
    const picture = new Chance(801).picture("u8", 1, 300, 300);
    const { program } = randomProgram(new Chance(802), picture, 1, "median");
    const { samples } = two.render(program, picture, picture.region);
    assert.deepEqual(samples, filters.render(program, picture, picture.region).samples);
    assert.ok(!(samples.buffer instanceof SharedArrayBuffer));
  });

  it("say so when a tile cannot be computed, and go on with the next picture", () => {
    const picture = new Chance(803).picture("u8", 1, 200, 200);
    const source = { ...picture, samples: shared(picture.samples) };
    const render = (table: Uint8Array) => {
      const common = { input: 0, elements: "u8", channels: 1, mask: 1 } as const;
      const node: FilterNode = { ...common, op: "lookup", table, otherwise: table };
      const program = programOf({ op: "source", elements: "u8", channels: 1 }, node);
      return two.render(program, source, picture.region, undefined, shared(samplesOf("u8", 200 * 200))).samples;
    };
    assert.throws(() => render(undefined as unknown as Uint8Array), TypeError);
    assert.deepEqual(render(new Uint8Array(256).fill(7)).slice(), new Uint8Array(200 * 200).fill(7));
  });
});
