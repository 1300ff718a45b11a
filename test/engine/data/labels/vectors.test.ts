// Vectors of labels from texts, tables and arrays, and what takes the place of those that are not there.

import assert from "node:assert/strict";
import { readLabelVectors } from "../../../../engine/data/labels/vectors";
import { npyMatrix } from "../../../../engine/data/numpy/write";
import { MemoryFiles } from "../../memory-files";
import { inputError } from "../source";

async function vectorsOf(content: string | Uint8Array, labels: string[], name = "/vectors.txt") {
  const files = new MemoryFiles();
  await files.write(name, content);
  const { size, values, missing, assumptions } = await readLabelVectors(files, name, labels);
  const rows = labels.map((_, i) => [...values.subarray(i * size, (i + 1) * size)]);
  return { rows, missing, said: assumptions.map(({ text }) => text) };
}

describe("label vectors", () => {
  it("takes words of GloVe's text as they are written, then in small letters, and no number of other words", async () => {
    const text = "the 1 2 3\n. . . 9 9 9\ncat 4 5.5 -6\nat home 1 1 1\nDog 7 8 9\nbroken x y z\ncat 0 0 0\n";
    const { rows, missing, said } = await vectorsOf(text, ["Dog", "CAT"]);
    assert.deepEqual(rows, [
      [7, 8, 9],
      [4, 5.5, -6],
    ]);
    assert.deepEqual([missing, said], [[], []]);
    assert.deepEqual((await vectorsOf("3 2\ncat 1 2\r\ndog 3 4\r\n", ["dog"])).rows, [[3, 4]]);
  });

  it("joins the vectors of words, and takes the mean of all that were found for the rest", async () => {
    const { rows, missing, said } = await vectorsOf("quiet 1 0\nstill 3 4\nloud 5 2\n", ["quiet-still", "loud", "odd"]);
    assert.deepEqual(rows, [
      [2, 2],
      [5, 2],
      [3, 2],
    ]);
    assert.deepEqual(missing, ["odd"]);
    assert.deepEqual(said, [
      "1 label has no vector in “vectors.txt” and takes the mean of the vectors of the words in the name: “quiet-still”.",
      "1 label has no vector in “vectors.txt” and takes the mean of all vectors that were found: “odd”.",
    ]);
  });

  it("reads tables with and without a header, and quoted names", async () => {
    const expected = [
      [1, 2],
      [3, 4],
    ];
    for (const text of ["class,d0,d1\nb,3,4\na,1,2\n", "b,3,4\na,1,2\n", 'class;0;1\n"b";3;4\na;1;2\n']) {
      assert.deepEqual((await vectorsOf(text, ["a", "b"], "/v.csv")).rows, expected, text);
    }
    assert.deepEqual((await vectorsOf('"a, ""b""",1,2\n', ['a, "b"'], "/v.csv")).rows, [[1, 2]]);
  });

  it("reads arrays in the order of the labels", async () => {
    const array = npyMatrix(Float64Array.of(1, 3, 2, 4), 2, 2);
    const { rows, said } = await vectorsOf(array, ["a", "b"], "/v.npy");
    assert.deepEqual(rows, [
      [1, 2],
      [3, 4],
    ]);
    assert.match(said[0], /in their order: the first is of “a”/);
    const wrong = /An array of 2 × 2 is no vectors of the labels: give one row of numbers for each of the 3 labels/;
    await assert.rejects(vectorsOf(array, ["a", "b", "c"], "/v.npy"), inputError(wrong));
  });

  it("says what is wrong, and where", async () => {
    await assert.rejects(vectorsOf("x 1 2\n", ["a", "b"]), inputError(/None of the 2 labels has a vector here/));
    await assert.rejects(vectorsOf("x 1 2\na 1\n", ["a"]), inputError(/“a” has 1 number, and others have 2/, 2));
    await assert.rejects(vectorsOf("x 1 2\na 1 nan\n", ["a"]), inputError(/“a” has a value that is no number/, 2));
    await assert.rejects(vectorsOf("nothing\n", ["a"]), inputError(/A line has the name of a label/, 1));
  });
});
