// Leaks, duplicates and rare classes: found where they are, and not where they are not.

import assert from "node:assert/strict";
import { Random } from "../../../engine/core/random";
import { findDuplicates, findDuplicatesAcross, findLeaks, findRareClasses } from "../../../engine/data/leaks";
import { read } from "./source";

const table = (header: string, rows: number, cells: (i: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => cells(i)).join("\n")}\n`;

describe("leaks", () => {
  it("names a column whose values each go with one class", async () => {
    const data = await read(
      table(
        "survived,alive,sex,x",
        100,
        (i) => `${i % 3 ? 1 : 0},${i % 3 ? "yes" : "no"},${i % 2 ? "m" : "f"},${(i * 37) % 100}.5`,
      ),
    );
    const leaks = findLeaks(data, "survived", "classify");
    assert.deepEqual(
      leaks.map((leak) => [leak.code, leak.column]),
      [["leak", "alive"]],
    );
    assert.match(leaks[0].text, /“alive” gives “survived” away/);
  });

  it("forgives one row in a thousand", async () => {
    const data = await read(
      table("y,copy,x", 2000, (i) => `${"pq"[i % 2]},${"ab"[i === 77 ? 0 : i % 2]},${(i * 37) % 100}.5`),
    );
    assert.match(findLeaks(data, "y", "classify")[0].text, /in 100\.0 % of the rows|in 99\.9/);
  });

  it("names a number that gives every class a range of its own, and none where ranges overlap", async () => {
    const data = await read(
      table("y,score,near", 90, (i) => `${"abc"[i % 3]},${(i % 3) * 10 + i / 10},${(i % 3) * 10 + i / 4}`),
    );
    assert.deepEqual(
      findLeaks(data, "y", "classify").map((leak) => leak.column),
      ["score"],
    );
  });

  it("does not blame a column of different values, a rare one, or small tables", async () => {
    const unique = await read(table("y,name,z", 40, (i) => `${"ab"[(i >> 1) % 2]},w${i % 20},${(i * 17) % 40}.5`));
    assert.deepEqual(findLeaks(unique, "y", "classify"), []);
    const mostlyMissing = await read(
      table("y,m,z", 100, (i) => `${"ab"[i % 2]},${i < 10 ? "xy"[i % 2] : ""},${(i * 17) % 40}.5`),
    );
    assert.deepEqual(findLeaks(mostlyMissing, "y", "classify"), []);
    const small = await read("x,y\n0,a\n0,a\n1,b\n1,b\n");
    assert.deepEqual(findLeaks(small, "y", "classify"), []);
  });

  it("names a linear copy of a numeric target, but not a good predictor", async () => {
    const random = new Random(5);
    const data = await read(
      table("y,fahrenheit,good", 200, (i) => `${i / 2},${(i / 2) * 1.8 + 32},${i / 2 + 5 * random.normal()}`),
    );
    const leaks = findLeaks(data, "y", "regress");
    assert.deepEqual(
      leaks.map((leak) => leak.column),
      ["fahrenheit"],
    );
    assert.match(leaks[0].text, /correlation is 1\.0000/);
  });

  it("names a category that stands for a numeric target", async () => {
    const data = await read(table("y,code,free", 100, (i) => `${(i % 5) * 1.5},${"abcde"[i % 5]},${"uvw"[i % 3]}`));
    assert.deepEqual(
      findLeaks(data, "y", "regress").map((leak) => leak.column),
      ["code"],
    );
  });

  it("looks only at the features in use", async () => {
    const data = await read(table("y,copy,x", 100, (i) => `${"ab"[i % 2]},${"cd"[i % 2]},${(i * 37) % 100}.5`));
    assert.deepEqual(findLeaks(data, "y", "classify", ["x"]), []);
  });
});

describe("duplicates", () => {
  it("are named by line, missing cells being equal, identifiers left aside", async () => {
    const lines = ["1,a,", "2,b,x", "1,a,", "1,a,x", "2,b,x"];
    const [found] = findDuplicates(await read(`n,c,d\n${lines.join("\n")}\n`));
    assert.equal(found.code, "duplicate-rows");
    assert.match(found.text, /2 rows repeat an earlier row exactly: lines 4, 6\./);
    assert.equal(found.line, 4);
    const numbered = await read(
      `id,c,x\n${Array.from({ length: 30 }, (_, i) => `${i},${"ab"[i % 2]},${i % 29}`).join("\n")}\n`,
    );
    assert.equal(findDuplicates(numbered).length, 0);
    const repeated = await read(
      `id,c,x\n${Array.from({ length: 30 }, (_, i) => `${i},${"ab"[i % 2]},${i % 28}`).join("\n")}\n`,
    );
    assert.match(findDuplicates(repeated)[0].text, /2 rows repeat/);
  });

  it("are not seen where there are none", async () => {
    const data = await read(table("a,b", 5000, (i) => `${i},${i % 7}`));
    assert.deepEqual(findDuplicates(data), []);
  });

  it("across the split are named with the part they spoil", async () => {
    const data = await read("a,b\n1,x\n2,y\n1,x\n3,z\n2,y\n4,w\n");
    const rows = (...indices: number[]) => Uint32Array.from(indices);
    const found = findDuplicatesAcross(data, { train: rows(0, 3, 5), validation: rows(1), test: rows(2, 4) });
    assert.equal(found.length, 1);
    assert.match(found[0].text, /1 of the 2 test rows equals a training row/);
    assert.equal(found[0].line, 4);
  });
});

describe("rare classes", () => {
  const rare = async (name: (i: number) => string) =>
    findRareClasses(await read(table("x,y", 50, (i) => `${i}.5,${name(i)}`)), "y");

  it("are named with their numbers of rows in one sentence, the rarest with its line", async () => {
    const two = await rare((i) => (i === 7 ? "rare" : i < 4 ? "few" : "many"));
    assert.equal(two.length, 1);
    assert.match(two[0].text, /^The classes “rare” \(1 row, line 9\) and “few” \(4 rows\) of “y” have too few to be/);
    assert.equal(two[0].line, 9);
    assert.match(
      (await rare((i) => (i === 7 ? "rare" : "many")))[0].text,
      /^The class “rare” \(1 row, line 9\) of “y”/,
    );
  });

  it("are counted where there are many", async () => {
    const found = await rare((i) => (i < 20 ? `c${i >> 1}` : i === 25 ? "single" : "many"));
    assert.equal(found.length, 1);
    assert.match(
      found[0].text,
      /^11 of the 12 classes of “y” have fewer than 5 rows.*smallest “single” \(1 row, line 27\);/,
    );
  });

  it("are not seen where there are none", async () => {
    assert.deepEqual(await rare((i) => `c${i % 10}`), []);
  });
});
