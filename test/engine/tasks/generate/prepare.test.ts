// Tables and pictures as a generator sees them, and back: modes, levels, missing cells, classes, and what is refused.

import assert from "node:assert/strict";
import { cellsOf, decode, inFileOrder } from "../../../../engine/tasks/generate/codec";
import { prepareGenerate } from "../../../../engine/tasks/generate/examples";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { completeGenerate } from "../../../../engine/tasks/generate/suggest";
import { pick } from "../../../../engine/tasks/training/results";
import { read } from "../../data/source";

const breathe = async () => undefined;
const wanted = (data: Partial<GenerateExperiment["data"]> = {}, rest: Partial<GenerateExperiment> = {}) =>
  ({ task: "generate", data: { file: "t.csv", ...data }, ...rest }) as GenerateExperiment;

/** Two modes of a whole number, a decimal, categories, a few levels, some cells missing, a name of each row, a class. */
function customers(rows = 200): string {
  const lines = ["name,age,height,city,visits,kind"];
  for (let i = 0; i < rows; i++) {
    const age = i % 11 === 0 ? "" : String((i % 2 === 0 ? 20 : 60) + ((i * 7) % 9));
    const city = i % 13 === 0 ? "" : ["Bonn", "Köln", "Ulm"][i % 3];
    lines.push(`n${i}x,${age},${150 + ((i * 37) % 400) / 10},${city},${i % 4},${i % 2 ? "old" : "young"}`);
  }
  return lines.join("\n");
}

async function prepared(text: string, given = wanted()) {
  const dataset = await read(text, "t.csv");
  const experiment = completeGenerate(given, { dataset }, "t");
  return { dataset, experiment, prepared: await prepareGenerate(experiment, { dataset }, breathe) };
}

describe("rows and pictures that are generated", () => {
  it("bring every cell back as the file has it, where it is missing too", async () => {
    const { dataset, experiment, prepared: found } = await prepared(customers());
    assert.equal(experiment.data.class, "kind");
    assert.deepEqual(experiment.data.columns, ["age", "height", "city", "visits"]);
    const [age] = found.encoder.codec!.columns;
    assert.ok(age.kind === "modes" && age.centres.length === 2 && age.missing && age.decimals === 0);
    const { columns, rows } = decode(found.encoder, found.encoded, found.classes);
    assert.deepEqual(columns, ["age", "height", "city", "visits", "kind"]);
    const lines = customers().split("\n").slice(1);
    const train = new Set(Array.from(found.parts.train, (example) => found.rows[example]));
    assert.equal(train.size, 150);
    for (const row of train) {
      assert.equal(rows![row].join(","), lines[row].replace(/^[^,]*,/, ""), `row ${row}`);
    }
    assert.equal(dataset.rows, rows!.length);
  });

  it("have their class where the file has it, asked for or not, whatever columns are left out", async () => {
    const lines = customers()
      .split("\n")
      .map((line) => line.split(","));
    const text = lines.map(([name, age, height, city, visits, kind]) => [name, age, kind, height, city, visits].join());
    for (const conditional of [true, false]) {
      const { prepared: found } = await prepared(text.join("\n"), wanted({}, { model: { conditional } }));
      const given = decode(found.encoder, found.encoded, conditional ? found.classes : undefined);
      const { columns, rows } = inFileOrder(found.encoder, given);
      assert.deepEqual(columns, ["age", "kind", "height", "city", "visits"]);
      const train = found.parts.train[0];
      assert.equal(rows![train].join(","), text[found.rows[train] + 1].replace(/^[^,]*,/, ""));
    }
  });

  it("have dates as the file has them, and as numbers where they are measured", async () => {
    const dayOf = (i: number) => new Date(Date.UTC(2024, 0, 1 + ((i * 37) % 300))).toISOString().slice(0, 10);
    const lines = Array.from({ length: 200 }, (_, i) => `${dayOf(i)},${i % 17},${150 + ((i * 37) % 400) / 10}`);
    const { prepared: found } = await prepared(["joined,age,height", ...lines].join("\n"));
    const { columns, rows } = decode(found.encoder, found.encoded);
    const at = columns!.indexOf("joined");
    const [shown] = rows!;
    assert.equal(shown[at], dayOf(found.rows[0]));
    assert.equal(cellsOf(found.encoder, found.encoded)[0][at], Date.parse(dayOf(found.rows[0])));
  });

  it("have the class as their last column where it is not asked for", async () => {
    const { prepared: found } = await prepared(customers(), wanted({}, { model: { conditional: false } }));
    const some = pick(found.encoded, Uint32Array.of(0, 1, 2), found.width);
    const { columns, rows, classes } = decode(found.encoder, some);
    assert.equal(columns!.at(-1), "kind");
    assert.deepEqual(
      rows!.map((row) => row.at(-1)),
      ["young", "old", "young"],
    );
    assert.deepEqual([...classes!], [1, 0, 1]);
  });

  it("are points where they are one or two columns of numbers", async () => {
    const text = `x,y\n${Array.from({ length: 60 }, (_, i) => `${(i * 0.37) % 5},${(i * 0.71) % 3}`).join("\n")}\n1,`;
    const { prepared: found } = await prepared(text);
    assert.equal(found.encoder.kind, "points");
    assert.equal(found.rows.length, 60);
    assert.ok(found.assumptions.some(({ text: said }) => said.startsWith("1 row without a number in each column")));
    const { rows } = decode(found.encoder, found.encoded);
    assert.ok(Math.abs((rows![7][0] as number) - ((7 * 0.37) % 5)) < 1e-6);
  });

  it("are refused in one sentence", async () => {
    const refused = (text: string, given: GenerateExperiment, message: RegExp) =>
      assert.rejects(prepared(text, given), message);
    const numbers = `a,b,c\n${Array.from({ length: 40 }, (_, i) => `${i * 1.5},${i % 7},${i * i}`).join("\n")}`;
    const names = Array.from({ length: 40 }, (_, i) => `name of ${i}`).join("\n");
    await refused(`name\n${names}\n`, wanted(), /^InputError: No column of this table can be generated/);
    await refused(numbers, wanted({ class: "d" }), /no column "d"/);
    await refused(numbers, wanted({ columns: ["a", "e"] }), /no column "e"/);
    const density = { centres: [[0, 0]], sigma: 1 };
    await refused(numbers, wanted({ columns: ["a", "b", "c"], density }), /one or two columns of numbers/);
    await refused(numbers, wanted({ columns: ["a"], density }), /has 2 numbers, and 1 column is generated/);
    await refused(numbers, wanted({}, { model: { kind: "convolutional" } }), /the data are a table: take mlp/);
    await refused(numbers, wanted({ size: [8, 8] }), /data.size is for pictures/);
    await refused(numbers, wanted({ columns: ["a"] }, { model: { conditional: true } }), /name data.class/);
    await refused("a\n1\n2\n", wanted({ columns: ["a"] }, { model: { pack: 4 } }), /2 examples would train, and 4/);
  });
});
