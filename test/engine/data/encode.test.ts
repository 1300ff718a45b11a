// Encoding: fitted on training rows, the same numbers again from the stored description, and what is said of it.

import assert from "node:assert/strict";
import {
  decodeValue,
  type Encoder,
  encodeClasses,
  encodeFeatures,
  encodeValues,
  featureNames,
  fitEncoder,
} from "../../../engine/data/encode";
import { inputError, read } from "./source";

const rows = (...indices: number[]) => Uint32Array.from(indices);
const matrix = (values: Float32Array, width: number) =>
  Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);

describe("encoding features", () => {
  const text = "n,c,y\n1,red,p\n3,blue,q\n,red,p\n5,,q\n100,green,p\n";

  it("standardises by training rows, fills with their median, marks what is missing", async () => {
    const data = await read(text);
    const { encoder, assumptions } = fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y" });
    assert.deepEqual(
      featureNames(encoder).map(({ name }) => name),
      ["n", "n is missing", "c=red", "c=blue", "c is missing"],
    );
    const { values, features, unseen } = encodeFeatures(encoder, data);
    const s = Math.fround(2 / Math.sqrt(8 / 3));
    assert.equal(features, 5);
    assert.deepEqual(matrix(values, 5), [
      [-s, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 1, 1, 0, 0],
      [s, 0, 0, 0, 1],
      [Math.fround(97 / Math.sqrt(8 / 3)), 0, 0, 0, 0],
    ]);
    assert.equal(unseen, 1);
    assert.match(
      assumptions.map((a) => a.text).join("\n"),
      /Missing cells of “n” \(1 of 4 training rows\).*median, 3,/,
    );
  });

  it("learns nothing from other rows", async () => {
    const train = rows(0, 1, 2, 3);
    const one = fitEncoder(await read(text), train, { task: "classify", target: "y" }).encoder;
    const other = fitEncoder(await read(text.replace("100,green", "-7,black")), train, {
      task: "classify",
      target: "y",
    });
    assert.deepEqual(other.encoder, one);
  });

  it("marks nothing where no training row lacks a value", async () => {
    const data = await read("n,y\n1,p\n3,q\n,p\n4,q\n");
    const { encoder } = fitEncoder(data, rows(0, 1), { task: "classify", target: "y" });
    const { values, features } = encodeFeatures(encoder, data, rows(2));
    assert.equal(features, 1);
    assert.deepEqual([...values], [0]);
  });

  it("can leave numbers as they are", async () => {
    const data = await read("n,y\n1,p\n3,q\n8,p\n");
    const options = { task: "classify", target: "y", standardizeFeatures: false } as const;
    const { encoder } = fitEncoder(data, rows(0, 1, 2), options);
    assert.deepEqual([...encodeFeatures(encoder, data).values], [1, 3, 8]);
  });

  it("takes rare levels together and says so", async () => {
    const cells = Array.from(
      { length: 300 },
      (_, i) => `${i < 280 ? `v${i % 14}` : `rare${Math.floor((i - 280) / 2)}`},${i % 2}`,
    );
    const data = await read(`c,y\n${cells.join("\n")}\n`);
    const { encoder, assumptions } = fitEncoder(
      data,
      Uint32Array.from({ length: 300 }, (_, i) => i),
      { task: "classify", target: "y" },
    );
    const names = featureNames(encoder).map(({ name }) => name);
    assert.equal(names.length, 15);
    assert.equal(names[14], "c=(other)");
    assert.match(assumptions[0].text, /10 less frequent values of “c”/);
    const { values, unseen } = encodeFeatures(encoder, data, rows(299));
    assert.equal(values[14], 1);
    assert.equal(unseen, 0);
  });

  it("limits the levels of a category to 32 and other", async () => {
    const cells = Array.from({ length: 400 }, (_, i) => `v${i % 40},${i % 2}.5`);
    const data = await read(`c,y\n${cells.join("\n")}\n`);
    const { encoder } = fitEncoder(
      data,
      Uint32Array.from({ length: 400 }, (_, i) => i),
      { task: "regress", target: "y" },
    );
    assert.equal(featureNames(encoder).length, 33);
  });

  it("standardises dates", async () => {
    const data = await read("d,y\n2024-01-01,p\n2024-01-03,q\n2024-01-05,p\n");
    const { encoder } = fitEncoder(data, rows(0, 1, 2), { task: "classify", target: "y", standardizeFeatures: false });
    const { values } = encodeFeatures(encoder, data);
    assert.ok(Math.abs(values[2] - Math.sqrt(1.5)) < 1e-6);
  });

  it("leaves out identifiers, free text and constants and says why", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i + 7},some words ${i},v,${i * 1.5},${i % 2}`);
    const data = await read(`id,note,same,x,y\n${lines.join("\n")}\n`);
    const { encoder, assumptions } = fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y" });
    assert.deepEqual(
      encoder.features.map((f) => f.column),
      ["x"],
    );
    const said = assumptions.map((a) => a.text);
    assert.match(said[0], /“id” is left out: it numbers the rows/);
    assert.match(said[1], /“note” is left out: it is free text/);
    assert.match(said[2], /“same” is left out: it never changes/);
    const named = fitEncoder(data, rows(0, 1, 2), { task: "classify", target: "y", features: ["id", "x"] });
    assert.deepEqual(
      named.encoder.features.map((f) => f.column),
      ["id", "x"],
    );
  });

  it("names the reasons, a line and what to do when no column is left", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i + 7},some words ${i},${i % 2}`);
    const data = await read(`id,note,y\n${lines.join("\n")}\n`);
    const fitting = () => fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y" });
    const reasons =
      /from: “id” numbers the rows, “note” is free text, nearly every value different; add a column of numbers/;
    assert.throws(fitting, inputError(reasons, 2));
    const lonely = await read("y\n1\n0\n1\n");
    assert.throws(
      () => fitEncoder(lonely, rows(0, 1, 2), { task: "classify", target: "y" }),
      inputError(/there is no other column; add/, 2),
    );
  });

  it("refuses free text that is named as a feature", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i * 1.5},some words ${i},${i % 2}`);
    const data = await read(`x,note,y\n${lines.join("\n")}\n`);
    assert.throws(
      () => fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y", features: ["x", "note"] }),
      inputError(/^“note” is free text.*take it out of data\.features\.$/, 2),
    );
  });

  it("keeps a constant number that is named: without standardising it serves as a bias", async () => {
    const data = await read("x,one,y\n0,1,p\n1,1,q\n2,1,p\n");
    const { encoder } = fitEncoder(data, rows(0, 1, 2), {
      task: "classify",
      target: "y",
      features: ["x", "one"],
      standardizeFeatures: false,
    });
    assert.deepEqual([...encodeFeatures(encoder, data).values], [0, 1, 1, 1, 2, 1]);
  });

  it("gives the same numbers again from its JSON, for another table with the columns in another order", async () => {
    const data = await read(text);
    const { encoder } = fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y" });
    const stored = JSON.parse(JSON.stringify(encoder)) as Encoder;
    const other = await read("c,extra,n\nblue,1,3\nred,2,1\n");
    assert.deepEqual(matrix(encodeFeatures(stored, other).values, 5), [
      [0, 0, 0, 1, 0],
      [-Math.fround(2 / Math.sqrt(8 / 3)), 0, 1, 0, 0],
    ]);
    const lacking = await read("c,z\nblue,1\nred,2\n");
    assert.throws(
      () => encodeFeatures(stored, lacking),
      inputError(/“n”, which the model was trained on, is not in this table/),
    );
  });

  it("reads levels that look like numbers in the new table, and counts words among numbers", async () => {
    const data = await read("c,n,y\n1x,1,p\n2,2,q\n2,3,p\n1x,4,q\n");
    const { encoder } = fitEncoder(data, rows(0, 1, 2, 3), { task: "classify", target: "y" });
    const other = await read("c,n\n2,abc\n2,def\n7,3\n");
    const result = encodeFeatures(encoder, other);
    assert.deepEqual(
      matrix(result.values, 3).map((row) => row.slice(0, 2)),
      [
        [0, 1],
        [0, 1],
        [0, 0],
      ],
    );
    assert.equal(result.unseen, 1);
    assert.equal(result.unreadable, 2);
  });
});

describe("encoding targets", () => {
  it("orders classes by name, numbers by value, whatever row comes first", async () => {
    const data = await read("x,w,n\n1,b,10\n2,a,2\n3,b,2\n4,c,10\n");
    const all = rows(0, 1, 2, 3);
    const words = fitEncoder(data, all, { task: "classify", target: "w" }).encoder;
    assert.deepEqual(words.target.kind === "class" && words.target.classes, ["a", "b", "c"]);
    assert.deepEqual([...encodeClasses(words, data, all)], [1, 0, 1, 2]);
    const numbers = fitEncoder(data, all, { task: "classify", target: "n" }).encoder;
    assert.deepEqual(numbers.target.kind === "class" && numbers.target.classes, ["2", "10"]);
  });

  it("gives −1 for a class that is missing or unknown", async () => {
    const data = await read("x,y\n1,a\n2,b\n3,a\n");
    const { encoder } = fitEncoder(data, rows(0, 1, 2), { task: "classify", target: "y" });
    const other = await read("x,y\n1,b\n2,\n3,new\n");
    assert.deepEqual([...encodeClasses(encoder, other, rows(0, 1, 2))], [1, -1, -1]);
  });

  it("standardises a number by training rows and undoes it", async () => {
    const data = await read("x,y\n1,10\n2,20\n3,30\n4,1000\n");
    const { encoder } = fitEncoder(data, rows(0, 1, 2), { task: "regress", target: "y" });
    const values = encodeValues(encoder, data, rows(0, 1, 2, 3));
    assert.ok(Math.abs(values[2] - Math.sqrt(1.5)) < 1e-6);
    if (encoder.target.kind !== "number") throw new Error("a number");
    assert.ok(Math.abs(decodeValue(encoder.target, values[3]) - 1000) < 1e-3);
    const plain = fitEncoder(data, rows(0, 1), { task: "regress", target: "y", standardizeTarget: false }).encoder;
    assert.deepEqual([...encodeValues(plain, data, rows(0, 3))], [10, 1000]);
  });

  it("says how many rows have no target, and the line of the first", async () => {
    const data = await read("x,y\n1,a\n2,\n3,b\n4,\n5,a\n");
    const { assumptions } = fitEncoder(data, rows(0, 2, 4), { task: "classify", target: "y" });
    assert.deepEqual(assumptions[0], { text: "2 rows without a value of “y” are left out.", line: 3 });
  });

  it("refuses numbers whose squares leave double precision, with the line of the first", async () => {
    const data = await read("x,y\n1,1\n2,2e200\n3,3\n");
    const fitting = (target: string) => () => fitEncoder(data, rows(0, 1, 2), { task: "regress", target });
    assert.throws(fitting("y"), inputError(/“y” holds 2\.0e\+200, too large/, 3));
    assert.throws(fitting("x"), inputError(/“y” holds 2\.0e\+200, too large/, 3));
  });

  it("refuses targets that cannot serve, in one clear sentence", async () => {
    const data = await read("x,one,none,words\n1,a,,p\n2,a,,q\n3,a,,p\n");
    const all = rows(0, 1, 2);
    const fitting = (task: "classify" | "regress", target: string, features?: string[]) => () =>
      fitEncoder(data, all, { task, target, features });
    assert.throws(fitting("classify", "nowhere"), inputError(/no column “nowhere” in this table; it has “x”, “one”/));
    assert.throws(fitting("classify", "one"), inputError(/one class only \(“a”\)/, 2));
    assert.throws(fitting("classify", "none"), inputError(/no values at all/, 2));
    assert.throws(fitting("regress", "words"), inputError(/not a number; choose the task classify/, 2));
    assert.throws(fitting("classify", "words", ["gone"]), inputError(/no column “gone”/));
    assert.throws(fitting("classify", "words", ["x", "words"]), inputError(/listed among the features/));
    assert.throws(fitting("classify", "words", ["none"]), inputError(/No column is left/, 2));
    assert.throws(() => fitEncoder(data, rows(), { task: "regress", target: "x" }), inputError(/no training rows/));
  });
});
