// Numbers, durations and sizes in the form in which the page shows them.

import assert from "node:assert/strict";
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatSpread,
  formatTick,
} from "../../webview/format";
import { filled } from "../../webview/strings";
import { englishGraph } from "../../webview/strings.graph";
import { toDelimited } from "../../webview/table";

describe("texts", () => {
  it("have their places filled, with a word for one and one for several", () => {
    assert.equal(filled("{0} of {1}", [3, "9"]), "3 of 9");
    const text = englishGraph["graph.components"];
    assert.deepEqual(
      ["1", "0", "12"].map((count) => filled(text, [count])),
      ["1 component", "0 components", "12 components"],
    );
    assert.equal(filled("{1|a node|some}: {0|one|more}{2}", [2, 1]), "a node: more");
  });
});

describe("format", () => {
  it("keeps four significant digits, and three below a hundredth", () => {
    const cases: [number, string][] = [
      [0.123456, "0.1235"],
      [0.99996, "1.000"],
      [12.34567, "12.35"],
      [1234.56, "1235"],
      [12345.6, "12\u202f346"],
      [0.00123456, "0.00123"],
      [0.0000123456, "1.23e\u22125"],
      [-0.5, "\u22120.5000"],
      [2.5e8 + 0.5, "2.50e8"],
      [0, "0"],
      [1500, "1500"],
      [3000000, "3\u202f000\u202f000"],
      [Number.NaN, "–"],
      [Number.POSITIVE_INFINITY, "∞"],
    ];
    for (const [value, text] of cases) assert.equal(formatNumber(value), text, String(value));
  });

  it("labels ticks with no more digits than tell them apart", () => {
    assert.equal(formatTick(0.30000000000000004), "0.3");
    assert.equal(formatTick(-20000), "\u221220\u202f000");
    assert.equal(formatTick(0.00001), "1e\u22125");
    assert.equal(formatTick(0.025), "0.025");
  });

  it("says durations and sizes in the unit that fits", () => {
    assert.deepEqual([0.4234, 4.26, 59.4, 125, 3725].map(formatDuration), [
      "0.42 s",
      "4.3 s",
      "59 s",
      "2 min 05 s",
      "1 h 02 min",
    ]);
    assert.deepEqual([312, 4200, 1_847_000_000].map(formatBytes), ["312 B", "4.10 KB", "1.72 GB"]);
    assert.equal(formatPercent(0.96667), "96.7\u202f%");
    assert.equal(formatSpread(0.9667, 0.0123), "0.9667 ± 0.012");
  });

  it("quotes for CSV and keeps lines of a TSV whole", () => {
    const table = {
      columns: [{ label: 'a "b"' }, { label: "c,d" }],
      rows: 1,
      cell: (_: number, column: number) => ["x\ty\nz", 0.1][column],
    };
    assert.equal(toDelimited(table, ","), '"a ""b""","c,d"\n"x\ty\nz",0.1\n');
    assert.equal(toDelimited(table, "\t"), 'a "b"\tc,d\nx y z\t0.1\n');
  });
});
