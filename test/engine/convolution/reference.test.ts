// The oracle and the own semantics against SciPy in double precision, and in closed forms.

import assert from "node:assert/strict";
import {
  type Channels,
  type EdgeMode,
  lower,
  type Pipeline,
  referenceFilterExecutor,
  type Window,
} from "../../../engine";
import { edgePosition } from "../../../engine/convolution/edges";
import { roundBy, toSample } from "../../../engine/convolution/samples";
import { goldenCases, misses, sourceOf } from "./golden";

const filtered = (source: Window, pipeline: Pipeline, region = source.region) => {
  const elements = source.samples instanceof Uint8Array ? "u8" : source.samples instanceof Uint16Array ? "u16" : "f32";
  return referenceFilterExecutor.render(lower(pipeline, { elements, channels: source.channels }), source, region);
};

const picture = (channels: Channels, width: number, samples: number[]): Window => {
  const height = samples.length / width / channels;
  return { width, height, channels, region: { x: 0, y: 0, width, height }, samples: Uint8Array.from(samples) };
};

describe("filters: the oracle", () => {
  it("gives SciPy's values: edges, small pictures, medians, means, Gaussians, light, alpha, depths", () => {
    const cases = goldenCases("filters-scipy");
    assert.ok(cases.length > 120);
    // Colours over little alpha are large floats, which hold fewer digits after the point.
    for (const golden of cases)
      for (const { title, ours, theirs } of misses(golden))
        assert.ok(
          golden.elements === "f32" && Math.abs(ours - theirs) < 1e-4 * Math.abs(theirs),
          `${title}: ${ours}, not ${theirs}`,
        );
  });

  it("reads beyond the border as the edge modes say, however far", () => {
    const word = "abcd";
    const read = (edge: EdgeMode) =>
      Array.from({ length: 16 }, (_, i) => word[edgePosition(i - 6, 4, edge)] ?? "0").join("");
    assert.equal(read("zero"), "000000abcd000000");
    assert.equal(read("replicate"), "aaaaaaabcddddddd");
    assert.equal(read("reflect"), "cddcbaabcddcbaab");
    assert.equal(read("reflect101"), "abcdcbabcdcbabcd");
    assert.equal(read("wrap"), "cdabcdabcdabcdab");
    assert.deepEqual(
      [-3, 2].map((position) => edgePosition(position, 1, "reflect101")),
      [0, 0],
    );
  });

  it("rounds ties by name, and clamps", () => {
    const ties = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5];
    const rounded = (rounding: Parameters<typeof roundBy>[1]) => ties.map((tie) => roundBy(tie, rounding) + 0);
    assert.deepEqual(rounded("even"), [-2, -2, 0, 0, 2, 2]);
    assert.deepEqual(rounded("away"), [-3, -2, -1, 1, 2, 3]);
    assert.deepEqual(rounded("up"), [-2, -1, 0, 1, 2, 3]);
    assert.deepEqual(rounded("truncate"), [-2, -1, 0, 0, 1, 2]);
    assert.deepEqual(
      [-3, 255.5, Number.NaN].map((value) => toSample(value, "u8", "even")),
      [0, 255, 0],
    );
    assert.deepEqual(
      [70000, 1.25].map((value, i) => toSample(value, i === 0 ? "u16" : "f32", "even")),
      [65535, 1.25],
    );
  });

  it("gives the same pixels part by part as at once", () => {
    const source = sourceOf({ seed: 5, width: 7, height: 6, channels: 4, elements: "u8" });
    const pipeline: Pipeline = {
      alpha: "premultiplied",
      light: "linear",
      edge: "wrap",
      steps: [{ kernel: "watercolour" }, { kernel: "unsharp:0.7" }],
    };
    const whole = filtered(source, pipeline).samples;
    const region = { x: 2, y: 3, width: 4, height: 2 };
    const part = filtered(source, pipeline, region).samples;
    for (let y = 0; y < 2; y++)
      assert.deepEqual(
        part.subarray(y * 16, (y + 1) * 16),
        whole.subarray(((y + 3) * 7 + 2) * 4, ((y + 3) * 7 + 6) * 4),
      );
  });

  it("passes over a step that is off, and gives the picture itself without steps", () => {
    const source = sourceOf({ seed: 5, width: 7, height: 6, channels: 3, elements: "u8" });
    assert.deepEqual(filtered(source, { steps: [] }).samples, source.samples);
    assert.deepEqual(filtered(source, { steps: [{ kernel: "blur", off: true }] }).samples, source.samples);
    const program = lower(
      { steps: [{ kernel: "blur" }, { kernel: "sharpen", off: true }, { kernel: "median3" }] },
      { elements: "u8", channels: 3 },
    );
    assert.deepEqual(program.steps, [
      { node: 1, input: 0 },
      { node: 1, input: 1 },
      { node: 2, input: 1 },
    ]);
  });

  it("leaves every picture as it is under identity, in every light and alpha, but colours without opacity", () => {
    for (const elements of ["u8", "u16"] as const)
      for (const channels of [1, 2, 3, 4] as const)
        for (const light of ["srgb", "linear"] as const)
          for (const alpha of ["straight", "premultiplied", "channel"] as const) {
            const source = sourceOf({ seed: 9, width: 9, height: 5, channels, elements });
            const result = filtered(source, { light, alpha, steps: [{ kernel: "identity" }] }).samples;
            const expected = source.samples.map((value, i) => {
              const opacity = source.samples[i - (i % channels) + channels - 1];
              return channels % 2 === 0 && alpha === "premultiplied" && opacity === 0 ? 0 : value;
            });
            assert.deepEqual(result, expected, `${elements}, ${channels}, ${light}, ${alpha}`);
          }
  });

  it("keeps a transparent colour out of its neighbours when alpha weighs", () => {
    // Opaque white beside transparent black.
    const source = picture(4, 2, [255, 255, 255, 255, 0, 0, 0, 0]);
    const mean = { matrix: [[1, 1]], divisor: 2 };
    const at = (alpha: "straight" | "premultiplied" | "channel") =>
      Array.from(filtered(source, { alpha, edge: "replicate", steps: [mean] }).samples.subarray(4));
    assert.deepEqual(at("premultiplied"), [255, 255, 255, 128]);
    assert.deepEqual(at("straight"), [128, 128, 128, 0]);
    assert.deepEqual(at("channel"), [128, 128, 128, 128]);
  });

  it("keeps alpha where the kernel sums to 0", () => {
    const source = picture(4, 3, [9, 9, 9, 200, 50, 50, 50, 200, 250, 250, 250, 200]);
    const edges: Pipeline = { alpha: "premultiplied", steps: [{ kernel: "sobel-x" }] };
    const { samples } = filtered(source, edges);
    assert.deepEqual(
      [3, 7, 11].map((at) => samples[at]),
      [200, 200, 200],
    );
  });

  it("filters one channel alone, or luminance, and leaves the rest", () => {
    const source = sourceOf({ seed: 3, width: 6, height: 5, channels: 4, elements: "u8" });
    const each = filtered(source, { steps: [{ kernel: "median3" }] }).samples;
    for (const [channel, channels] of (["red", "green", "blue"] as const).entries()) {
      const one = filtered(source, { steps: [{ kernel: "median3", channels }] }).samples;
      for (const [i, value] of one.entries()) assert.equal(value, (i % 4 === channel ? each : source.samples)[i]);
    }
    const grey = picture(3, 3, [1, 1, 1, 90, 90, 90, 7, 7, 7]);
    for (const light of ["srgb", "linear"] as const)
      assert.deepEqual(
        filtered(grey, { light, steps: [{ kernel: "blur", channels: "luminance" }] }).samples,
        filtered(grey, { light, steps: [{ kernel: "blur" }] }).samples,
      );
  });

  it("averages light, not stored values, in linear light", () => {
    // Black and white: half the light is 188, half the values 128.
    const source = picture(1, 2, [0, 255]);
    const mean = { matrix: [[1, 1]], divisor: 2 };
    assert.equal(filtered(source, { light: "linear", steps: [mean] }).samples[1], 188);
    assert.equal(filtered(source, { steps: [mean] }).samples[1], 128);
  });

  it("needs what it reads", () => {
    const source = sourceOf({ seed: 3, width: 6, height: 5, channels: 1, elements: "u8" });
    const part = { ...source, region: { x: 0, y: 0, width: 2, height: 2 }, samples: source.samples.slice(0, 4) };
    assert.throws(
      () => filtered(part, { steps: [{ kernel: "blur" }] }, { x: 1, y: 1, width: 1, height: 1 }),
      RangeError,
    );
  });
});
