// Which tables carry several labels, and what their rows carry.

import assert from "node:assert/strict";
import type { LabelSets } from "../../../../engine/data/labels/label-sets";
import { findLabels } from "../../../../engine/data/labels/layout";
import { labelSetsOf } from "../../../../engine/data/labels/read";
import { inputError, read } from "../source";

/** Labels of each row, by name. */
const rowsOf = ({ names, rowPointers, indices }: LabelSets): string[] =>
  Array.from({ length: rowPointers.length - 1 }, (_, row) =>
    Array.from(indices.subarray(rowPointers[row], rowPointers[row + 1]), (label) => names[label]).join(" "),
  );

/** A table of ten rows and two features, with these columns behind. */
const measured = (header: string, cells: (i: number) => string) =>
  read(
    `length,width,${header}\n${Array.from({ length: 40 }, (_, i) => `${i / 7},${(i % 5) / 3},${cells(i)}`).join("\n")}\n`,
  );

const several = (i: number) => [i % 2, Number(i % 3 > 0), Number(i % 5 === 0)].join(",");

describe("label layouts", () => {
  it("takes the columns that an XML names, in the order of the table, and names the ones it lacks", async () => {
    const data = await read(
      "@relation r\n@attribute wild {0,1}\n@attribute x numeric\n@attribute 'very tame' {0,1}\n@data\n0,1.5,1\n1,2,1\n1,3,0\n",
      "beasts.arff",
    );
    const layout = findLabels(data, ["very tame", "wild"]);
    assert.deepEqual(layout, { kind: "columns", columns: ["wild", "very tame"], from: "xml" });
    assert.deepEqual(rowsOf(labelSetsOf(data, layout!).sets), ["very tame", "wild very tame", "wild"]);
    assert.throws(
      () => findLabels(data, ["wild", "tame"]),
      inputError(/1 label of the 2 that the XML names is no column of this table: “tame”; write them alike/),
    );
  });

  it("takes the first or the last columns where the relation of Meka says so", async () => {
    const attributes =
      "@attribute a {0,1}\n@attribute b {0,1}\n@attribute x numeric\n@attribute c {0,1}\n@data\n0,1,2,1\n1,1,3,0\n";
    const first = await read(`@relation 'some: -C 2 -split-number 1'\n${attributes}`, "t.arff");
    assert.deepEqual(findLabels(first), { kind: "columns", columns: ["a", "b"], from: "relation" });
    const last = await read(`@relation 'some: -C -1'\n${attributes}`, "t.arff");
    assert.deepEqual(findLabels(last), { kind: "columns", columns: ["c"], from: "relation" });
  });

  it("takes columns whose names say that they are labels, where rows carry several", async () => {
    const data = await read("label_calm,x,label_sad\n1,0.5,0\n1,2,1\n0,1,0\n0,4,1\n");
    assert.deepEqual(findLabels(data), { kind: "columns", columns: ["label_calm", "label_sad"], from: "names" });
    const oneHot = await read("x,class_a,class_b,class_c\n0.5,1,0,0\n1.5,0,1,0\n2,0,0,1\n0.7,1,0,0\n");
    assert.equal(findLabels(oneHot), undefined);
  });

  it("takes zeros and ones that end a table of measurements, and not those of an ordinary table", async () => {
    assert.deepEqual(findLabels(await measured("calm,sad,wild", several)), {
      kind: "columns",
      columns: ["calm", "sad", "wild"],
      from: "values",
    });
    const facts = ["age,smoker,city,diabetes,married,insured,sick"];
    for (let i = 0; i < 40; i++) facts.push(`${20 + i},${i % 2},${"NSE"[i % 3]},${several(i)},${i % 2}`);
    const ordinary = await read(`${facts.join("\n")}\n`);
    assert.equal(findLabels(ordinary), undefined);
    assert.deepEqual(findLabels(ordinary, undefined, true), {
      kind: "columns",
      columns: ["diabetes", "married", "insured", "sick"],
      from: "values",
    });
    assert.equal(findLabels(await measured("calm,sad", (i) => `${i % 2},1`)), undefined);
  });

  it("takes a column that lists labels, and neither free text nor fields", async () => {
    const genres = ["Drama", "Comedy|Drama", "War", "War|Drama|Comedy"];
    const rows = Array.from(
      { length: 24 },
      (_, i) => `${i}.5,"Smith, ${"abcdefgh"[i % 8]}${i}",${genres[i % 4]},"Bern, ${"AB"[i % 2]}"`,
    );
    const data = await read(`x,person,kind,place\n${rows.join("\n")}\n`);
    const layout = findLabels(data);
    assert.deepEqual(layout, { kind: "list", column: "kind", separator: "|" });
    const { sets, assumptions } = labelSetsOf(data, layout!);
    assert.deepEqual(sets.names, ["Comedy", "Drama", "War"]);
    assert.deepEqual(rowsOf(sets).slice(0, 4), ["Drama", "Comedy Drama", "War", "Comedy Drama War"]);
    assert.match(assumptions[0].text, /“kind” lists the 3 labels of the rows, separated by “\|”/);
  });

  it("reads lists of JSON, and blanks where the name of the column says that it lists", async () => {
    const lines = [["red", "deep blue"], ["red"], []].map((tags) => JSON.stringify({ x: 1, tags }));
    const json = await read(`${lines.join("\n")}\n`, "t.jsonl");
    const layout = findLabels(json);
    assert.deepEqual(layout, { kind: "list", column: "tags", separator: "," });
    assert.deepEqual(rowsOf(labelSetsOf(json, layout!).sets), ["deep blue red", "red", ""]);
    const words = await read("x,tags\n1,c++ gcc\n2,gcc\n3,rust\n4,c++\n");
    assert.deepEqual(findLabels(words), { kind: "list", column: "tags", separator: " " });
  });
});

describe("label sets", () => {
  const given = (columns: string[]) => ({ kind: "columns", columns, from: "given" }) as const;

  it("leaves out and counts rows with a missing cell, and keeps rows without labels", async () => {
    const data = await read("x,a,b\n1,yes,no\n2,,yes\n3,no,no\n4,yes,yes\n5,no,no\n");
    const { sets, missing, assumptions } = labelSetsOf(data, given(["a", "b"]));
    assert.deepEqual(rowsOf(sets), ["a", "", "", "a b", ""]);
    assert.deepEqual([...missing], [1]);
    assert.deepEqual(assumptions, [
      { text: "1 row left out: a cell of a label is missing there.", line: 3 },
      { text: "2 rows without any label take part, as all others.", line: 4 },
    ]);
  });

  it("takes −1 for 0, names labels of no row and of every row, and the line of what is no label", async () => {
    const data = await read("x,a,b,c,d\n1,-1,0,1,0\n2,1,0,1,2\n3,1,0,1,1\n");
    const { sets, problems } = labelSetsOf(data, given(["a", "b", "c"]));
    assert.deepEqual(rowsOf(sets), ["c", "a c", "a c"]);
    assert.deepEqual(
      problems.map(({ text }) => text),
      [
        "1 label is in no row, so that nothing can be learnt of it: “b”.",
        "1 label is in every row, so that nothing can be learnt of it: “c”.",
      ],
    );
    assert.throws(() => labelSetsOf(data, given(["a", "d"])), inputError(/The label “d” is “2” here/, 3));
  });

  it("refuses more cells than memory holds", async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i},"t${i};u${i}"`);
    const data = await read(`x,tags\n${rows.join("\n")}\n`);
    assert.throws(
      () => labelSetsOf(data, { kind: "list", column: "tags", separator: ";" }),
      inputError(/make more than 100 million cells, more than can be trained on/),
    );
  });
});
