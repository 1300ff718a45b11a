// Words for sentences.

import assert from "node:assert/strict";
import { countOf, grouped, listOf, nearest, percent, significant, suggestion } from "../../engine/words";

describe("words", () => {
  it("list, count and group", () => {
    assert.equal(listOf([]), "");
    assert.equal(listOf(["a"]), "a");
    assert.equal(listOf(["a", "b", "c"], "and"), "a, b and c");
    assert.equal(countOf(1, "row"), "1 row");
    assert.equal(countOf(2, "class", "classes"), "2 classes");
    assert.equal(grouped(9999), "9999");
    assert.equal(grouped(1234567), "1\u202f234\u202f567");
  });

  it("give so many significant digits, exponents only where they must", () => {
    const cases: [number, string][] = [
      [0, "0"],
      [0.00012345, "0.000123"],
      [0.000012345, "1.23e-5"],
      [0.9996, "1.00"],
      [12.345, "12.3"],
      [-1234.5, "-1230"],
      [1234567, "1.23e+6"],
      [Number.NaN, "NaN"],
    ];
    for (const [value, expected] of cases) assert.equal(significant(value), expected);
    assert.equal(percent(0.9733), "97.3 %");
  });

  it("find the name that was meant, and none that is too far", () => {
    assert.equal(nearest("epoch", ["batch", "epochs", "seeds"]), "epochs");
    assert.equal(nearest("Species", ["species"]), "species");
    assert.equal(nearest("qqqq", ["batch", "epochs"]), undefined);
    assert.equal(nearest("trian", ["task", "train"]), "train");
    assert.equal(nearest("amr", ["x1", "arm"]), "arm");
    assert.equal(suggestion("sped", ["speed"]), '; did you mean "speed"?');
    assert.equal(suggestion("qqqq", ["a", "b"]), ': there are "a" and "b".');
  });
});
