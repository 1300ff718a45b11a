// Lists in sentences: cut, with the number of what is left.

import assert from "node:assert/strict";
import { firstOf, quoted } from "../../../engine/data/listing";
import { problem, read, said } from "./source";

describe("lists in sentences", () => {
  it("name the first and count the rest", () => {
    assert.equal(firstOf(["a", "b"], 2), "a, b");
    assert.equal(firstOf(["a", "b", "c"], 2), "a, b and 1 more");
    assert.equal(firstOf(["a", "b"], 5, 9), "a, b and 7 more");
    assert.equal(quoted("x"), "“x”");
  });

  it("say how many JSON columns hold lists beyond those named", async () => {
    const row = JSON.stringify(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`k${i}`, [i]])));
    assert.match(said(await read(`${row}\n${row}\n`, "t.jsonl")), /in “k0”, .*“k4” and 2 more are read as text/);
  });

  it("say how many ARFF rows are ragged beyond those named", async () => {
    const rows = Array.from({ length: 9 }, (_, i) => (i < 7 ? `${i}` : `${i},${i}`)).join("\n");
    const data = await read(`@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n${rows}\n`, "t.arff");
    const [found] = problem(data, "ragged-row");
    assert.match(
      found.text,
      /^7 rows have another number of cells than there are attributes \(2\): lines 5, 6, 7, 8, 9 and 2 more;/,
    );
    assert.equal(found.line, 5);
  });
});
