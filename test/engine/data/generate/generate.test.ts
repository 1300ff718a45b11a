// Generators: the same seed gives the same table, another seed another one, and each table is what its formula says.

import assert from "node:assert/strict";
import { generators, toCsv, truthTable } from "../../../../engine/data/generate";
import { gridDensity } from "../../../../engine/data/generate/grid";
import { ringDensity } from "../../../../engine/data/generate/ring";

const column = (name: keyof typeof generators, rows: number, header: string) => {
  const table = generators[name](rows, 1);
  return table.rows.map((row) => row[table.columns.indexOf(header)]!);
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("generated tables", () => {
  for (const [name, generate] of Object.entries(generators)) {
    it(`${name}: the seed decides, rows and columns are as asked`, () => {
      const table = generate(120, 1);
      assert.equal(table.rows.length, 120);
      assert.ok(table.rows.every((row) => row.length === table.columns.length));
      assert.equal(toCsv(table), toCsv(generate(120, 1)));
      assert.notEqual(toCsv(table), toCsv(generate(120, 2)));
      assert.equal(toCsv(table).trimEnd().split("\n").length, 121);
    });
  }

  it("spirals, moons and Gaussians have classes of equal size", () => {
    for (const [name, header, classes] of [
      ["spirals", "arm", 3],
      ["moons", "moon", 2],
      ["gaussians", "cloud", 4],
    ] as const) {
      const counts = new Map<unknown, number>();
      for (const value of column(name, 120, header)) counts.set(value, (counts.get(value) ?? 0) + 1);
      assert.deepEqual([...counts.values()], Array(classes).fill(120 / classes));
    }
  });

  it("ring and grid are clouds of equal size around the centres that they are said to come from", () => {
    for (const [name, { centres, sigma }] of Object.entries({ ring: ringDensity, grid: gridDensity })) {
      const counts = centres.map(() => 0);
      for (const [x, y] of generators[name as "ring" | "grid"](1000, 1).rows as number[][]) {
        const near = centres.findIndex(([a, b]) => Math.hypot(x - a, y - b) < 5 * sigma);
        counts[near]++;
      }
      assert.deepEqual(
        counts,
        centres.map(() => 1000 / centres.length),
      );
    }
  });

  it("xor's class is whether the signs differ", () => {
    for (const [x, y, signs] of generators.xor(200, 1).rows) {
      assert.equal(signs, Math.sign(Number(x)) === Math.sign(Number(y)) ? "same" : "different");
    }
    assert.deepEqual(
      truthTable.rows.map(([a, b]) => Number(a) ^ Number(b)),
      truthTable.rows.map((row) => row[3]),
    );
  });

  it("friedman's noise has mean 0 and variance 1", () => {
    const noise = generators.friedman(4000, 1).rows.map((row) => {
      const [a, b, c, d, e] = row.map(Number) as [number, number, number, number, number];
      const signal = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
      return Number(row[10]) - signal;
    });
    // Four standard errors of 4 000 draws.
    assert.ok(Math.abs(mean(noise)) < 4 / Math.sqrt(4000));
    assert.ok(Math.abs(mean(noise.map((value) => value * value)) - 1) < 4 * Math.sqrt(2 / 4000));
  });

  it("customers leave cells out where it is said, and nowhere else", () => {
    const table = generators.customers(2000, 1);
    const share = (header: string) =>
      table.rows.filter((row) => row[table.columns.indexOf(header)] === null).length / table.rows.length;
    const missing = Object.fromEntries(table.columns.map((header) => [header, share(header)]));
    for (const [header, expected] of Object.entries({ age: 0.04, satisfaction: 0.08, region: 0.02 })) {
      assert.ok(Math.abs(missing[header]! - expected) < 0.02, `${header}: ${missing[header]}`);
      delete missing[header];
    }
    assert.ok(Object.values(missing).every((value) => value === 0));
  });

  it("writes CSV with quotes only where they are needed", () => {
    const text = toCsv({
      columns: ["a", "b,c"],
      rows: [
        [1 / 3, 'say "hi"'],
        [null, "x\ny"],
      ],
    });
    assert.equal(text, 'a,"b,c"\n0.3333,"say ""hi"""\n,"x\ny"\n');
  });
});
