// What is said of a table, and which columns are offered to be predicted.

import assert from "node:assert/strict";
import { profile } from "../../../engine/data/profile";
import { read } from "./source";

const table = (header: string, rows: number, cells: (i: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => cells(i)).join("\n")}\n`;
const targets = async (text: string, name?: string) => profile(await read(text, name)).targets;

describe("profile", () => {
  it("summarises numbers, categories and dates", async () => {
    const description = profile(
      await read("n,c,d\n1,x,2024-01-01\n2,y,2024-01-03\n4,x,2024-01-02\n,x,2024-01-02\n5,,2024-01-01\n"),
    );
    assert.equal(description.event, "description");
    assert.equal(description.rows, 5);
    const [n, c, d] = description.columns;
    assert.deepEqual(n, {
      name: "n",
      type: "number",
      missing: 1,
      distinct: 4,
      minimum: 1,
      maximum: 5,
      mean: 3,
      standardDeviation: Math.sqrt(10 / 3),
    });
    assert.deepEqual(c, {
      name: "c",
      type: "category",
      missing: 1,
      distinct: 2,
      top: [
        { value: "x", count: 3 },
        { value: "y", count: 1 },
      ],
    });
    assert.equal(d.minimum, Date.UTC(2024, 0, 1));
    assert.equal(d.distinct, 3);
  });

  it("lists the 20 most frequent values of a category", async () => {
    const [column] = profile(await read(table("c,n", 650, (i) => `v${Math.floor(Math.sqrt(i))},${i}.5`))).columns;
    assert.equal(column.distinct, 26);
    assert.equal(column.top!.length, 20);
    assert.deepEqual(column.top![0], { value: "v24", count: 49 });
  });

  it("counts different numbers up to 10 000", async () => {
    const description = profile(await read(table("a,b", 12_000, (i) => `${i / 4},${i % 3}`)));
    assert.equal(description.columns[0].distinct, 10_000);
  });

  it("has no statistics of a column without values", async () => {
    const [, empty] = profile(await read("a,b\n1,\n2,\n")).columns;
    assert.deepEqual(empty, { name: "b", type: "constant", missing: 2, distinct: 0 });
  });

  it("can be sent as JSON", async () => {
    const description = profile(await read("a,b\n1,x\n2,y\n"));
    assert.deepEqual(JSON.parse(JSON.stringify(description)), description);
  });
});

describe("suggested targets", () => {
  it("takes y for a coordinate beside x, and for the target at the end of the row", async () => {
    const [points] = await targets(table("x,y,label", 30, (i) => `${i * 1.5},${i * 2.5},${"pq"[i % 2]}`));
    assert.equal(points.column, "label");
    const [curve] = await targets(table("x,c,y", 30, (i) => `${i * 1.5},${"pq"[i % 2]},${i * 2.5}`));
    assert.equal(curve.column, "y");
  });

  it("are first a column whose name says so, wherever it stands", async () => {
    const [first] = await targets(table("species,a,b", 30, (i) => `${"xyz"[i % 3]},${i * 1.5},${i * 2.5}`));
    assert.deepEqual(first, { column: "species", task: "classify", classes: 3, reason: "its name says so" });
    const [outcome] = await targets(table("survived,class,a", 30, (i) => `${i % 2},${"xyz"[i % 3]},${i * 2.5}`));
    assert.deepEqual([outcome.column, outcome.task, outcome.classes], ["survived", "classify", 2]);
  });

  it("are then the column that the file is named after", async () => {
    const text = table("bill,tip,day", 40, (i) => `${i * 1.1},${i * 0.7},${"abc"[i % 3]}`);
    assert.deepEqual((await targets(text, "tips.csv"))[0], {
      column: "tip",
      task: "regress",
      reason: "the file is named after it",
    });
    assert.equal((await targets(text, "other.csv"))[0].column, "day");
  });

  it("are then the last column: classes or a number", async () => {
    const classes = await targets(table("a,b,c", 30, (i) => `${i * 1.5},${i * 2.5},${"xy"[i % 2]}`));
    assert.deepEqual(classes[0], { column: "c", task: "classify", classes: 2, reason: "it is the last column" });
    const number = await targets(table("a,b,c", 30, (i) => `${i * 1.5},${i * 2.5},${i * 3.5}`));
    assert.deepEqual(number[0], { column: "c", task: "regress", reason: "it is the last column" });
  });

  it("take 0 and 1, and whole numbers that count classes, as classes; measures as numbers", async () => {
    const found = await targets(
      table("zeroone,coded,quality,size", 60, (i) => `${i % 2},${i % 10},${3 + (i % 6)},${i * 1.5}`),
    );
    const task = (column: string) => found.find((target) => target.column === column)?.task;
    assert.equal(task("zeroone"), "classify");
    assert.equal(task("coded"), "classify");
    assert.equal(task("quality"), "regress");
    assert.equal(task("size"), "regress");
  });

  it("leave out words that differ in every row, however few rows there are", async () => {
    const found = await targets("label,club\nAnn,x\nBob,y\nCid,x\nDee,y\n");
    assert.deepEqual(
      found.map((target) => target.column),
      ["club"],
    );
  });

  it("leave out identifiers, dates, texts and constants", async () => {
    const found = await targets(
      table(
        "id,day,note,same,x,y",
        40,
        (i) => `${i + 1},2024-01-${10 + (i % 19)},some note ${i},v,${i * 1.5},${i % 2}`,
      ),
    );
    assert.deepEqual(found.map((target) => target.column).sort(), ["x", "y"]);
  });
});
