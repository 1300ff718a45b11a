// The explanation of a pixel: it adds up, ends at the rendered sample, and follows the kernel that computed it.

import assert from "node:assert/strict";
import {
  type Channels,
  type Elements,
  explainPixel,
  type FilterExecutor,
  lower,
  type Pipeline,
  type PixelExplanation,
  referenceFilterExecutor,
} from "../../../engine";
import { sourceOf } from "./golden";

const relief = [
  [-2, -1, 0],
  [-1, 1, 1],
  [0, 1, 2],
];
const fractions = [
  [0.1, 0.2, -0.3, 0.15],
  [0.7, -0.5, 0.25, 0.4],
];

const kernels = [
  "blur",
  "box:4",
  "gauss:0.7",
  "sharpen",
  "emboss",
  "laplacian",
  "log:0.6",
  "motion:4,30",
  "median3",
  "bilateral:3,60,1",
  "watercolour",
  "unsharp:0.6,1.5,9",
  "exposure:1.4",
  "glow:0.7,0.6",
  "halo:0.3,1",
];

interface Case {
  pipeline: Pipeline;
  channels: Channels;
  elements: Elements;
}

function* cases(): Generator<Case> {
  for (const kernel of kernels) {
    const steps = [{ kernel }];
    yield { pipeline: { steps }, channels: 3, elements: "u8" };
    yield { pipeline: { steps, edge: "wrap", light: "linear", alpha: "premultiplied" }, channels: 4, elements: "u8" };
    yield { pipeline: { steps, edge: "zero", alpha: "channel" }, channels: 2, elements: "u16" };
    yield { pipeline: { steps: [{ kernel, channels: "luminance" }], light: "linear" }, channels: 4, elements: "f32" };
  }
  for (const edge of ["zero", "replicate", "reflect", "reflect101", "wrap", "copy"] as const)
    yield { pipeline: { edge, steps: [{ matrix: fractions, divisor: 1.1, offset: 12 }] }, channels: 1, elements: "u8" };
  yield {
    pipeline: { steps: [{ kernel: "gauss:0.5", channels: "green" }], alpha: "premultiplied" },
    channels: 4,
    elements: "u8",
  };
  yield { pipeline: { steps: [{ kernel: "sharpen", channels: "alpha" }] }, channels: 4, elements: "u8" };
  const matrix = { matrix: relief, divisor: 2, offset: 40 };
  for (const as of ["opencv", "pillow", "sharp", "gimp", "svg", "matlab"] as const)
    for (const channels of [1, 3, 4] as const) {
      const alpha = as === "gimp" && channels === 4 ? "straight" : undefined;
      yield { pipeline: { as, alpha, steps: [matrix] }, channels, elements: "u8" };
      if (as !== "gimp" && as !== "svg")
        yield { pipeline: { as, steps: [{ kernel: "median3" }] }, channels, elements: "u8" };
    }
  yield { pipeline: { as: "gimp", steps: [{ matrix: [[1, 2, 1]] }] }, channels: 4, elements: "u8" };
  yield { pipeline: { as: "svg", alpha: "straight", steps: [matrix] }, channels: 4, elements: "u8" };
  for (const kernel of ["gauss:0.8", "box:3", "box:4", "watercolour"])
    yield { pipeline: { as: "opencv", steps: [{ kernel }] }, channels: 3, elements: "u8" };
  yield { pipeline: { as: "pillow", steps: [{ kernel: "box:3" }] }, channels: 3, elements: "u8" };
}

/** A closed sum: products of value and weight that add up to the first line, and a last line that is the result. */
function addsUp({ stages }: PixelExplanation, title: string): void {
  for (const { op, terms, arithmetic, result } of stages) {
    assert.equal(arithmetic[arithmetic.length - 1].value, result, title);
    if (terms.length === 0) continue;
    if (op === "median") {
      const order = terms.toSorted((a, b) => a.rank! - b.rank!);
      for (const [i, term] of order.entries()) if (i > 0) assert.ok(term.value >= order[i - 1].value, title);
      assert.deepEqual(
        order.findIndex(({ middle }) => middle),
        order.length >> 1,
        title,
      );
      assert.equal(order[order.length >> 1].value, arithmetic[0].value, title);
      continue;
    }
    for (const { value, weight, product } of terms) assert.equal(value * weight!, product, title);
    assert.equal(
      terms.reduce((sum, { product }) => sum + product!, 0),
      arithmetic[0].value,
      title,
    );
  }
}

describe("filters: explain a pixel", () => {
  it("ends at the rendered sample, with parts that add up, for every pixel of many chains", () => {
    let count = 0;
    for (const [i, { pipeline, channels, elements }] of [...cases()].entries()) {
      const source = sourceOf({ seed: i + 1, width: 4, height: 3, channels, elements });
      const program = lower(pipeline, { elements, channels });
      const { samples } = referenceFilterExecutor.render(program, source, source.region);
      for (const [at, sample] of samples.entries()) {
        const [channel, x, y] = [at % channels, Math.floor(at / channels) % 4, Math.floor(at / channels / 4)];
        const title = `${JSON.stringify(pipeline)} of ${elements}: ${x}, ${y}, ${channel}`;
        const explained = explainPixel({
          program,
          pipeline,
          step: 0,
          source,
          executor: referenceFilterExecutor,
          x,
          y,
          channel,
        });
        assert.equal(explained.result, sample, title);
        assert.equal(explained.before, source.samples[at], title);
        assert.equal(explained.stages[explained.stages.length - 1].result, sample, title);
        addsUp(explained, title);
        const lines = explained.stages.flatMap(({ arithmetic }) => arithmetic);
        assert.ok(!lines.some(({ does }) => /executor's single/.test(does)), `${title}: ${JSON.stringify(lines)}`);
        count++;
      }
    }
    assert.ok(count > 2500);
  });

  const explainAt = (pipeline: Pipeline, x: number, y: number, step = 0, executor = referenceFilterExecutor) => {
    const source = sourceOf({ seed: 3, width: 5, height: 4, channels: 3, elements: "u8" });
    const program = lower(pipeline, { elements: "u8", channels: 3 });
    return { source, explained: explainPixel({ program, pipeline, step, source, executor, x, y, channel: 1 }) };
  };

  it("shows the weights of the kernel, and others when it changes", () => {
    const changed = relief.map((row) => row.map((weight) => weight * 3));
    for (const matrix of [relief, changed]) {
      const { source, explained } = explainAt({ steps: [{ matrix, divisor: 4, offset: 7 }] }, 2, 1);
      const [{ terms, arithmetic }] = explained.stages;
      assert.deepEqual(
        terms.map(({ weight }) => weight),
        matrix.flat(),
      );
      assert.deepEqual(
        terms.map(({ dx, dy }) => source.samples[((1 + dy) * 5 + 2 + dx) * 3 + 1]),
        terms.map(({ value }) => value),
      );
      const sum = terms.reduce((total, { value, weight }) => total + value * weight!, 0);
      assert.deepEqual(
        arithmetic.slice(0, 3).map(({ value }) => value),
        [sum, sum / 4, sum / 4 + 7],
      );
      assert.deepEqual(
        arithmetic.slice(0, 3).map(({ does }) => does),
        ["sum of the products", "÷ 4", "+ 7"],
      );
    }
  });

  it("says which neighbours lie beyond the border and what stood there", () => {
    const { explained } = explainAt({ edge: "replicate", steps: [{ kernel: "sharpen8" }] }, 0, 0);
    const [{ terms, notes }] = explained.stages;
    assert.deepEqual(
      terms.map(({ outside }) => outside),
      [true, true, true, true, false, false, true, false, false],
    );
    assert.deepEqual(
      terms.map(({ x, y }) => [x, y]),
      [
        [0, 0],
        [0, 0],
        [1, 0],
        [0, 0],
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 1],
        [1, 1],
      ],
    );
    assert.match(notes[0], /^5 of 9 neighbours lie beyond the border\. .*repeated/);
    const zero = explainAt({ edge: "zero", steps: [{ kernel: "sharpen8" }] }, 0, 0).explained.stages[0].terms;
    assert.deepEqual([zero[0].x, zero[0].value], [undefined, 0]);
    const copy = explainAt({ edge: "copy", steps: [{ kernel: "sharpen8" }] }, 0, 0).explained.stages[0];
    assert.deepEqual([copy.terms.length, copy.title], [0, "Left as it is"]);
  });

  it("takes the values of a later step from what the step before gave", () => {
    const { source, explained } = explainAt(
      { steps: [{ kernel: "median3" }, { kernel: "blur", off: true }, { kernel: "sharpen" }] },
      2,
      2,
      2,
    );
    const program = lower({ steps: [{ kernel: "median3" }] }, { elements: "u8", channels: 3 });
    const median = referenceFilterExecutor.render(program, source, source.region).samples;
    const [{ terms }] = explained.stages;
    assert.deepEqual(
      terms.map(({ value }) => value),
      terms.map(({ x, y }) => median[(y! * 5 + x!) * 3 + 1]),
    );
    assert.equal(explained.before, median[(2 * 5 + 2) * 3 + 1]);
  });

  it("explains what the given executor renders", () => {
    const liar: FilterExecutor = {
      ...referenceFilterExecutor,
      render(...request) {
        const window = referenceFilterExecutor.render(...request);
        return request[3] === 0 ? window : { ...window, samples: window.samples.map((value) => value ^ 1) };
      },
    };
    const { explained } = explainAt({ steps: [{ kernel: "sharpen" }] }, 2, 2, 0, liar);
    const { arithmetic } = explained.stages[0];
    assert.match(arithmetic[arithmetic.length - 1].does, /executor's single/);
    assert.equal(explained.result, arithmetic[arithmetic.length - 1].value);
  });
});
