// Every dialect against what the tools themselves computed, byte by byte; what differs is counted, and why it may.

import assert from "node:assert/strict";
import type { Light } from "../../../engine";
import { linearOfSrgb } from "../../../engine/convolution/transfer";
import { type GoldenCase, goldenCases, type Miss, misses, outputOf } from "./golden";

const all = (cases: readonly GoldenCase[]): Miss[] => cases.flatMap(misses);
const samplesIn = (cases: readonly GoldenCase[]) => cases.reduce((sum, golden) => sum + outputOf(golden).length, 0);

/** That nothing differs but sums that lie on a tie, up to the last bits of single precision, and those by 1. */
function onlyTies(found: readonly Miss[], most: number, tie = 0.5): void {
  for (const miss of found) {
    assert.equal(Math.abs(miss.ours - miss.theirs), 1, JSON.stringify(miss));
    assert.ok(miss.exact !== undefined, JSON.stringify(miss));
    assert.ok(Math.abs(miss.exact - Math.floor(miss.exact) - tie) < 0.02, JSON.stringify(miss));
  }
  assert.ok(found.length <= most, `${found.length} samples differ, ${most} at most`);
}

const isBilateral = ({ pipeline }: GoldenCase) => pipeline.steps.some(({ kernel }) => kernel?.startsWith("bilateral"));

describe("filters: dialects", () => {
  it("gives OpenCV's bytes: filter2D, blur, GaussianBlur, medianBlur, at every border", () => {
    const cases = goldenCases("filters-opencv").filter((golden) => !isBilateral(golden));
    assert.ok(cases.length > 130);
    onlyTies(all(cases), 8);
  });

  it("gives OpenCV's bilateral filter within 1", () => {
    const cases = goldenCases("filters-opencv").filter(isBilateral);
    assert.ok(cases.length > 10);
    const found = all(cases);
    for (const { ours, theirs, title } of found) assert.ok(Math.abs(ours - theirs) <= 1, title);
    assert.ok(found.length <= 0.01 * samplesIn(cases));
  });

  it("gives Pillow's bytes: kernels of 3 × 3 and 5 × 5, medians, box blurs, its own named ones", () => {
    const cases = goldenCases("filters-pillow");
    assert.ok(cases.length > 80);
    onlyTies(all(cases), 40);
  });

  it("gives sharp's bytes: convolve and median, grey to RGBA, 8 and 16 bits", () => {
    const cases = goldenCases("filters-sharp");
    assert.ok(cases.length > 90);
    assert.deepEqual(all(cases), []);
  });

  it("gives MATLAB's values as Octave computes them: imfilter at every border, medfilt2", () => {
    const cases = goldenCases("filters-matlab");
    assert.ok(cases.length > 90);
    onlyTies(all(cases), 40);
  });

  it("gives GIMP's matrix as GEGL computes it within 1", () => {
    const cases = goldenCases("filters-gimp");
    assert.ok(cases.length > 50);
    for (const { ours, theirs, title } of all(cases)) assert.ok(Math.abs(ours - theirs) <= 1, title);
  });

  it("gives Chromium's feConvolveMatrix: equal bytes of opaque pictures but for ties, of sums of stored values", () => {
    const cases = goldenCases("filters-svg").filter(
      ({ channels, pipeline }) => channels === 3 && pipeline.light === "srgb",
    );
    assert.ok(cases.length > 30);
    onlyTies(all(cases), 70);
  });

  it("gives Chromium's feConvolveMatrix in linear light: equal bytes of opaque pictures but for ties", () => {
    const cases = goldenCases("filters-svg").filter(
      ({ channels, pipeline }) => channels === 3 && pipeline.light === "linear",
    );
    assert.ok(cases.length > 30);
    const found = all(cases);
    for (const { ours, theirs, title } of found) assert.ok(heldApart(ours, theirs, "linear") <= 1, title);
    assert.ok(found.length <= 70, `${found.length} samples differ`);
    const withoutTies = cases.filter(({ pipeline }) => pipeline.steps[0].divisor === 7);
    assert.ok(withoutTies.length > 10);
    assert.deepEqual(all(withoutTies), []);
  });

  it("gives Chromium's feConvolveMatrix of transparent pictures within a step of the 8 bits that it holds", () => {
    const cases = goldenCases("filters-svg").filter(({ channels }) => channels === 4);
    assert.ok(cases.length > 20);
    let count = 0;
    for (const golden of cases) {
      const theirs = outputOf(golden);
      const found = misses(golden);
      count += found.length;
      const alphas = new Set(found.filter(({ at, alphaAt }) => at === alphaAt).map(({ alphaAt }) => alphaAt));
      for (const { at, alphaAt, ours, theirs: value, title } of found) {
        // Colours follow where alpha lies on a tie.
        if (at !== alphaAt && alphas.has(alphaAt)) continue;
        const light = at === alphaAt ? "srgb" : golden.pipeline.light!;
        const away = heldApart(ours, value, light) * (at === alphaAt ? 1 : theirs[alphaAt] / 255);
        // Linear light goes through three such stages.
        assert.ok(away <= (light === "linear" ? 2 : 1), `${title}: ${ours}, not ${value}`);
      }
    }
    assert.ok(count <= 0.025 * samplesIn(cases), `${count} samples differ`);
    const withoutTies = cases.filter(({ pipeline }) => pipeline.light === "srgb" && pipeline.steps[0].divisor === 9);
    assert.ok(withoutTies.length > 5);
    assert.deepEqual(all(withoutTies), []);
  });
});

/** How many steps of the 8 bits that Chromium holds two results are apart, less what rounding them to 8 bits once more adds. */
function heldApart(ours: number, theirs: number, light: Light): number {
  const held = (value: number) => (light === "linear" ? 255 * linearOfSrgb(value / 255) : value);
  const [less, more] = [Math.min(ours, theirs) + 0.5, Math.max(ours, theirs) - 0.5];
  return held(more) - held(less);
}
