// The best discriminator and the value of the game against closed forms.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { knownMixture } from "../../../../engine/gan/measures/modes";
import { gameValue, jensenShannon, theoryOn } from "../../../../engine/gan/measures/theory";

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

describe("theory on known densities", () => {
  const random = new Random(3);
  const normals = (count: number, mean: number, deviation: number) =>
    Float64Array.from({ length: count }, () => mean + deviation * random.normal());
  const line = { x: [-6, 6] as [number, number], width: 64, height: 1 };

  it("the divergence is 0 of equal densities and ln 2 of those that share nothing", () => {
    const halves = Float64Array.of(0.5, 0.5, 0, 0);
    assert.equal(jensenShannon(halves, halves, 100).divergence, 0);
    near(jensenShannon(halves, Float64Array.of(0, 0, 0.5, 0.5), 100).divergence, Math.LN2, 1e-15);
    assert.equal(gameValue(0), -Math.log(4));
    near(gameValue(Math.LN2), 0, 1e-15);
  });

  it("knows what a sample of the density itself differs from it by chance", () => {
    const cells = 50;
    const even = new Float64Array(cells).fill(1 / cells);
    let [divergences, chances] = [0, 0];
    for (let draw = 0; draw < 200; draw++) {
      const shares = new Float64Array(cells);
      for (let i = 0; i < 500; i++) shares[random.integer(cells)] += 1 / 500;
      const { divergence, chance } = jensenShannon(even, shares, 500);
      divergences += divergence / 200;
      chances += chance / 200;
    }
    near(chances, 50 / (8 * 500), 5e-4);
    near(divergences, chances, 1e-3);
  });

  it("D* is ½ and V −log 4 where G draws from the real density", () => {
    const real = knownMixture([[-2], [2]], 0.7);
    const samples = normals(20_000, 0, 0.7).map((value, i) => value + (i % 2 ? 2 : -2));
    const { optimal, divergence, bound, density } = theoryOn(line, real, samples, true);
    near(divergence, 0, 5e-4);
    near(bound, -Math.log(4), 1e-3);
    for (const at of [-2, 2]) near(optimal[Math.floor(((at + 6) / 12) * 64)], 0.5, 0.05);
    near(
      density.real.reduce((sum, value) => sum + value * (12 / 64), 0),
      1,
      1e-6,
    );
    near(
      density.generated.reduce((sum, value) => sum + value * (12 / 64), 0),
      1,
      1e-12,
    );
  });

  it("D* of few samples is smooth over a plane, and keeps what is narrow", () => {
    const plane = { x: [-4, 4] as [number, number], y: [-4, 4] as [number, number], width: 64, height: 64 };
    const wide = theoryOn(plane, knownMixture([[0, 0]], 1), normals(2 * 4096, 0, 1), true).optimal;
    // Of the cells alone it would be 0.17.
    const inner = wide.filter((_, cell) => Math.hypot((cell % 64) - 31.5, Math.floor(cell / 64) - 31.5) < 16);
    const spread = Math.sqrt(inner.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / inner.length);
    assert.ok(spread < 0.07, String(spread));
    const narrow = knownMixture([[0.9375, 0.9375]], 0.02);
    const { optimal } = theoryOn(plane, narrow, normals(2 * 4096, 1.0625, 0.02), true);
    const at = (x: number) => optimal[39 * 64 + x];
    near(at(39), 1, 1e-3);
    near(optimal[40 * 64 + 40], 0, 1e-3);
  });

  it("the divergence of two Gaussians is that of their integral", () => {
    // By SciPy's quad: of N(0, 1) and N(1, 1) in nats.
    const expected = 0.11142;
    const { divergence, optimal } = theoryOn(line, knownMixture([[0]], 1), normals(40_000, 1, 1), true);
    near(divergence, expected, 3e-3);
    // p/(p + p_g) = 1/(1 + exp(x − ½)), here in the cell around −0.47.
    near(optimal[29], 1 / (1 + Math.exp(-0.46875 - 0.5)), 0.03);
  });

  it("what lies outside of the grid counts, and empty cells say nothing", () => {
    const plane = { x: [0, 8] as [number, number], y: [0, 4] as [number, number], width: 8, height: 4 };
    const real = knownMixture([[1.5, 1.5]], 0.05);
    const outside = Array.from({ length: 200 }, () => [-3, 1]).flat();
    const { divergence, optimal, density } = theoryOn(plane, real, outside, false);
    near(divergence, Math.LN2, 1e-9);
    near(optimal[8 + 1], 1, 1e-12);
    assert.equal(optimal[31], 0.5);
    assert.deepEqual([density.known, density.generated.length], [false, 32]);
    near(density.real[8 + 1], 1, 1e-9);
  });
});
