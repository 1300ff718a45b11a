// Delimited tables: every trap that real files hold, each read by hand.

import assert from "node:assert/strict";
import Papa from "papaparse";
import { Random } from "../../../engine/core/random";
import { cellText } from "../../../engine/data/cells";
import { readDataset } from "../../../engine/data/formats";
import { bytesSource, inputError, names, numbers, problem, read, said, textSource, types, words } from "./source";

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** `rows` lines of `cells(i)` under a header. */
const table = (header: string, rows: number, cells: (i: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => cells(i)).join("\n")}\n`;

describe("csv: layout", () => {
  it("reads numbers and words with a header", async () => {
    const data = await read("a,b\n1,x\n2.5,y\n-3e2,x\n");
    assert.equal(data.format, "csv");
    assert.equal(data.rows, 3);
    assert.deepEqual(names(data), ["a", "b"]);
    assert.deepEqual(numbers(data, "a"), [1, 2.5, -300]);
    assert.deepEqual(words(data, "b"), ["x", "y", "x"]);
    assert.deepEqual([...data.lines!], [2, 3, 4]);
    assert.match(said(data), /Line 1 names the columns/);
    assert.match(said(data), /separated by a comma/);
  });

  for (const [mark, name] of [
    [";", "semicolon"],
    ["\t", "tab"],
    ["|", "vertical bar"],
  ]) {
    it(`finds the delimiter ${name}`, async () => {
      const data = await read(`a${mark}b${mark}c\n1${mark}x, y${mark}2\n3${mark}z${mark}4\n`);
      assert.deepEqual(names(data), ["a", "b", "c"]);
      assert.deepEqual(words(data, "b"), ["x, y", "z"]);
      assert.match(said(data), new RegExp(`separated by a ${name}`));
    });
  }

  it("takes .tsv as tab-separated even when commas are as regular", async () => {
    const data = await read("a\tb\n1,5\t2,5\n3,5\t4,5\n", "table.tsv");
    assert.equal(data.format, "tsv");
    assert.deepEqual(numbers(data, "b"), [2.5, 4.5]);
  });

  it("reads .txt and .data by their content", async () => {
    assert.equal((await read("a;b\n1;2\n", "table.data")).columns.length, 2);
    assert.equal((await read('{"a":1}\n{"a":2}\n', "table.txt")).format, "jsonl");
  });

  it("sees that there is no header and says so", async () => {
    const data = await read("5.1,setosa\n4.9,setosa\n6.0,virginica\n");
    assert.deepEqual(names(data), ["column1", "column2"]);
    assert.equal(data.rows, 3);
    assert.match(said(data), /No line names the columns/);
  });

  it("sees a header over words only", async () => {
    const data = await read("colour,size\nred,big\nblue,big\nred,small\n");
    assert.deepEqual(names(data), ["colour", "size"]);
    const without = await read("red,big\nblue,big\nred,small\n");
    assert.equal(without.rows, 3);
  });

  it("reads a single column", async () => {
    const data = await read("x\n1\n2\n3\n");
    assert.deepEqual(numbers(data, "x"), [1, 2, 3]);
  });

  it("names nameless columns and tells doubled names apart", async () => {
    const data = await read("a,a,,a_2\n1,2,3,4\n5,6,7,8\n");
    assert.deepEqual(names(data), ["a", "a_3", "column3", "a_2"]);
    const found = problem(data, "duplicate-name");
    assert.equal(found.length, 2);
    assert.match(found[0].text, /“a” occurs more than once; column 2 is called “a_3”/);
    assert.match(found[1].text, /Column 3 has no name/);
  });

  it("makes one blank of line breaks and tabs in names and says so", async () => {
    const data = await read('"two\nlines","a\tb  c",two lines,plain name\n1,2,3,4\n5,6,7,8\n');
    assert.deepEqual(names(data), ["two lines", "a b c", "two lines_2", "plain name"]);
    assert.match(said(data), /count as one blank in the column names “two lines”, “a b c”\./);
    assert.doesNotMatch(said(await read("plain name,b\n1,2\n")), /one blank/);
  });

  it("takes the first column for names of the rows when the header is one short", async () => {
    const data = await read("a,b\nr1,1,2\nr2,3,4\nr3,5,6\n");
    assert.deepEqual(names(data), ["row", "a", "b"]);
    assert.deepEqual(numbers(data, "b"), [2, 4, 6]);
    assert.match(said(data), /one name short/);
  });

  it("names columns that the header lacks", async () => {
    const data = await read("a,b\nr,1,2,3\nr,3,4,5\ns,5,6,7\n");
    assert.deepEqual(names(data), ["a", "b", "column3", "column4"]);
    assert.deepEqual(
      data.problems.filter((p) => p.code === "ragged-row"),
      [],
    );
  });

  it("reads records longer than what is looked at first", async () => {
    const width = 30_000;
    const line = (f: (i: number) => string) => Array.from({ length: width }, (_, i) => f(i)).join(";");
    const data = await read(`${line((i) => `n${i}`)}\n${line((i) => `${i},5`)}\n${line((i) => `${i}`)}\n`);
    assert.equal(data.columns.length, width);
    assert.deepEqual(numbers(data, "n29999"), [29999.5, 29999]);
  }).timeout(60_000);

  it("leaves out the empty column behind a delimiter at the end of each line", async () => {
    const data = await read("a,b,\n1,2,\n3,4,\n");
    assert.deepEqual(names(data), ["a", "b"]);
    assert.deepEqual(data.problems, []);
  });

  it("leaves out comment lines, in front and among the rows", async () => {
    const data = await read("# made by hand\n# in 2024\na,b\n1,2\n# break\n3,4\n");
    assert.deepEqual(names(data), ["a", "b"]);
    assert.deepEqual([...data.lines!], [4, 6]);
    assert.match(said(data), /first 2 lines are comments/);
    assert.deepEqual(data.assumptions.find((a) => /among the rows/.test(a.text))?.line, 5);
  });

  it("takes a comment that has the table's shape as its header, as NumPy writes it", async () => {
    const data = await read("# a,b\n1,2\n3,4\n");
    assert.deepEqual(names(data), ["a", "b"]);
    assert.equal(data.rows, 2);
  });

  it("skips blank lines and keeps the line numbers", async () => {
    const data = await read("\n\na,b\n1,2\n\n3,4\n\n  \n\n");
    assert.deepEqual([...data.lines!], [4, 6]);
    assert.equal(data.assumptions.find((a) => /blank line/i.test(a.text))?.line, 5);
  });

  it("reads every kind of line end, and a last line without one", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const data = await read(["a,b", "1,2", "3,4"].join(end));
      assert.deepEqual(numbers(data, "b"), [2, 4], JSON.stringify(end));
      assert.deepEqual([...data.lines!], [2, 3]);
    }
  });
});

describe("csv: quotes", () => {
  it("reads delimiters, doubled quotes and line ends inside quotes and counts their lines", async () => {
    const data = await read('a,b\n1,"x, ""y"""\n2,"two\nlines"\n3,"three\r\nmore\rlines"\n4,z\n');
    assert.deepEqual(words(data, "b"), ['x, "y"', "two\nlines", "three\r\nmore\rlines", "z"]);
    assert.deepEqual([...data.lines!], [2, 3, 5, 8]);
  });

  it("reads quoted numbers, quoted names and blanks around cells", async () => {
    const data = await read('"a" , "b c"\n "1" ,  x y  \n"2","z"\n');
    assert.deepEqual(names(data), ["a", "b c"]);
    assert.deepEqual(numbers(data, "a"), [1, 2]);
    assert.deepEqual(words(data, "b c"), ["x y", "z"]);
  });

  it("takes text behind a closing quote into the cell and says where", async () => {
    const data = await read('a,b\n1,x\n2,"in"side\n');
    assert.deepEqual(words(data, "b"), ["x", "inside"]);
    assert.equal(data.assumptions.find((a) => /closing quote/.test(a.text))?.line, 3);
  });

  it("keeps a quote in the middle of a cell", async () => {
    assert.deepEqual(words(await read('a,b\n1,6" pipe\n2,x\n'), "b"), ['6" pipe', "x"]);
  });

  it("names the line of a quote that is never closed", async () => {
    await assert.rejects(read('a,b\n1,x\n2,"y\n3,z\n'), inputError(/never closed/, 3));
    await assert.rejects(read('"a,b\n1,x\n2,y\n'), inputError(/never closed/, 1));
  });

  it("agrees with papaparse on random tables, whatever the pieces they come in", async () => {
    const alphabet = ["a", "bc", "7", "-1.5", " ", ",", '"', "\n", "é", "𝄞", ""];
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed, 1);
      const width = 2 + random.integer(3);
      const cell = () => {
        const text = Array.from({ length: random.integer(4) }, () => alphabet[random.integer(alphabet.length)]).join(
          "",
        );
        return /[",\n]/.test(text) || random.uniform() < 0.2 ? `"${text.replaceAll('"', '""')}"` : text.trim();
      };
      const rows = Array.from({ length: 12 }, (_, i) =>
        [`row${i}`, ...Array.from({ length: width - 1 }, cell)].join(","),
      );
      const header = ["key", ...Array.from({ length: width - 1 }, (_, i) => `name ${i}`)].join(",");
      const text = [header, ...rows].join(random.uniform() < 0.5 ? "\n" : "\r\n");
      const expected = (Papa.parse(text).data as string[][]).slice(1);
      const data = await readDataset(textSource(text, "t.csv", 20 + random.integer(90)));
      assert.equal(data.rows, expected.length, text);
      for (const [row, cells] of expected.entries()) {
        for (const [index, name] of header.split(",").entries()) {
          const found = data.columns.find((c) => c.name === name)!;
          const got = found.storage === "coded" ? cellText(found, row) : found.values[row];
          const want = cells[index].trim();
          if (typeof got === "number")
            assert.ok(want === "" ? Number.isNaN(got) : got === Number(want), `${text}\n${row},${name}`);
          else assert.equal(got.trim(), want, `${text}\n${row},${name}`);
        }
      }
    }
  });
});

describe("csv: encodings", () => {
  it("drops a UTF-8 byte-order mark", async () => {
    assert.deepEqual(names(await read("\ufeffa,b\n1,2\n")), ["a", "b"]);
  });

  for (const [encoding, big] of [
    ["UTF-16LE", false],
    ["UTF-16BE", true],
  ] as const) {
    for (const mark of ["\ufeff", ""]) {
      it(`reads ${encoding} ${mark ? "with" : "without"} a byte-order mark`, async () => {
        const text = `${mark}name,value\nZoé,1\nAnn,2\n`;
        const bytes = new Uint8Array(text.length * 2);
        const view = new DataView(bytes.buffer);
        for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !big);
        const data = await readDataset(bytesSource(bytes, "t.csv"));
        assert.deepEqual(words(data, "name"), ["Zoé", "Ann"]);
        assert.match(said(data), new RegExp(encoding));
      });
    }
  }

  it("reads what is not UTF-8 as Windows-1252 and names the first line", async () => {
    const data = await readDataset(bytesSource(latin1("city,n\nBonn,1\nZ\xfcrich,2\nK\xf6ln,3\n"), "t.csv"));
    assert.deepEqual(words(data, "city"), ["Bonn", "Zürich", "Köln"]);
    const [found] = problem(data, "wrong-encoding");
    assert.equal(found.line, 3);
    assert.match(found.text, /“city”.*Windows-1252/);
  });

  it("says once for a file that it is not UTF-8, at its first such line", async () => {
    const data = await readDataset(bytesSource(latin1("a,b,c,d\nx,y,z,1\nx,\xfc,z,2\n\xfc,y,\xe4,3\n"), "t.csv"));
    const found = problem(data, "wrong-encoding");
    assert.equal(found.length, 1);
    assert.match(found[0].text, /^Columns “b”, “a”, “c” have bytes that are not UTF-8/);
    assert.deepEqual([found[0].line, found[0].column], [3, "b"]);
  });

  it("gives one category to a word that comes in two encodings", async () => {
    const bytes = latin1("city,n\nZ\xc3\xbcrich,1\nZ\xfcrich,2\nBonn,3\n");
    const data = await readDataset(bytesSource(bytes, "t.csv"));
    assert.deepEqual(words(data, "city"), ["Zürich", "Zürich", "Bonn"]);
    const [city] = data.columns;
    assert.deepEqual(city.storage === "coded" && city.categories, ["Zürich", "Bonn"]);
  });

  it("leaves out NUL bytes and names the line", async () => {
    const data = await read(`${table("a,b", 30, (i) => `${i}.5,word`)}7.5,wo\0rd\n`);
    assert.deepEqual(words(data, "b")[30], "word");
    const [found] = problem(data, "nul-bytes");
    assert.equal(found.line, 32);
    assert.equal(found.severity, "error");
  });

  it("refuses a binary file", async () => {
    const bytes = Uint8Array.from({ length: 2000 }, (_, i) => (i * 37) & 31);
    await assert.rejects(readDataset(bytesSource(bytes, "t.csv")), inputError(/binary/, 1));
  });
});

describe("csv: cells", () => {
  it("counts the markers of missing values and says which", async () => {
    const data = await read("a,b\n1,x\nNA,?\n,y\nnull,N/A\n5,None\nNaN,-\n7,x\n");
    assert.deepEqual(numbers(data, "a"), [1, Number.NaN, Number.NaN, Number.NaN, 5, Number.NaN, 7]);
    assert.deepEqual(words(data, "b"), ["x", null, "y", null, null, null, "x"]);
    assert.equal(data.columns[0].missing, 4);
    for (const marker of ["“NA” (1)", "empty (1)", "“null” (1)", "“?” (1)", "“N/A” (1)", "“None” (1)", "“-” (1)"]) {
      assert.ok(said(data).includes(marker), marker);
    }
    assert.match(problem(data, "missing-values")[0].text, /8 of 14 cells are missing: a 4, b 4/);
  });

  it("reads a decimal comma where the delimiter leaves it free", async () => {
    const data = await read("a;b\n1,5;x\n-2,25;y\n3;z\n");
    assert.deepEqual(numbers(data, "a"), [1.5, -2.25, 3]);
    assert.match(said(data), /decimal comma/);
  });

  it("does not read a decimal comma where points occur too", async () => {
    const data = await read("a;b\n1,5;1.5\n2,5;2.5\n3,5;3.5\n");
    assert.deepEqual(types(data), ["category", "number"]);
  });

  it("names two strings in a column of numbers by their lines", async () => {
    const text = table("a,b", 60, (i) => (i === 15 ? "oops,1" : i === 38 ? "n.a.,2" : `${i * 1.5},${i % 7}`));
    const data = await read(text);
    assert.equal(data.columns[0].type, "number");
    assert.equal(data.columns[0].missing, 2);
    const [found] = problem(data, "mixed-types");
    assert.match(found.text, /“oops” on line 17, “n\.a\.” on line 40/);
    assert.equal(found.line, 17);
    assert.equal(found.column, "a");
  });

  it("keeps classes that are nearly all numbers as classes", async () => {
    const data = await read(table("kids,b", 100, (i) => `${i % 10 === 0 ? "3+" : i % 3},${i}.5`));
    assert.equal(data.columns[0].type, "category");
    assert.match(problem(data, "mixed-types")[0].text, /mixes 90 numbers with 10 words.*“3\+” on line 2/);
  });

  it("takes one repeated word among numbers for a missing value", async () => {
    const data = await read(table("a,b", 100, (i) => `${i % 4 === 0 ? "unknown" : i * 1.1},${i}.5`));
    assert.equal(data.columns[0].type, "number");
    assert.equal(data.columns[0].missing, 25);
  });

  it("keeps the spelling of numbers that turn out to be words late in a long file", async () => {
    const data = await read(table("code,b", 9000, (i) => `${i < 5000 ? `0${i % 7}.0` : `w${i % 5}`},${i}.5`));
    assert.equal(data.columns[0].type, "category");
    assert.deepEqual(words(data, "code").slice(0, 3), ["00.0", "01.0", "02.0"]);
    assert.equal(words(data, "code")[8999], "w4");
    assert.equal(data.rows, 9000);
  });

  it("names the few words far down in a long column of numbers", async () => {
    const data = await read(table("a,b", 9000, (i) => `${i === 8000 ? "bad" : i / 8},${i % 3}`));
    assert.equal(data.columns[0].type, "number");
    assert.equal(problem(data, "mixed-types")[0].line, 8002);
    assert.equal(numbers(data, "a")[8999], 8999 / 8);
  });

  it("pads short rows, cuts long ones, and names their lines", async () => {
    const data = await read("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10\n11,12,13\n");
    assert.deepEqual(numbers(data, "b"), [2, 5, 7, Number.NaN, 12]);
    assert.deepEqual(numbers(data, "c"), [3, Number.NaN, 8, Number.NaN, 13]);
    const found = problem(data, "ragged-row");
    assert.match(found[0].text, /2 rows have fewer cells.*lines 3, 5/);
    assert.equal(found[0].line, 3);
    assert.match(found[1].text, /1 row has more cells.*line 4/);
  });

  it("reads numbers to the last bit", async () => {
    const texts = [
      "0.1",
      "1e-300",
      "123456789012345678",
      "3.141592653589793238",
      "1e22",
      "1e23",
      "-0.000001",
      "5e-324",
      ".5",
      "7.",
      "+8",
    ];
    const data = await read(`a,b\n${texts.map((text) => `${text},1.5`).join("\n")}\n`);
    assert.deepEqual(numbers(data, "a"), texts.map(Number));
  });

  it("does not take hexadecimal, infinite or half-written numbers for numbers", async () => {
    const data = await read(
      table("a,b", 60, (i) => `${["0x1F", "Infinity", "1e", "1.2.3", "--1"][i] ?? i * 1.5},1.${i}`),
    );
    assert.equal(data.columns[0].missing, 5);
    assert.equal(problem(data, "mixed-types")[0].line, 2);
  });
});

describe("csv: column types", () => {
  it("knows dates, and days from months only where they can be told apart", async () => {
    const data = await read(
      table("iso,german,us,unclear,time", 14, (i) => {
        const d = String(i + 10);
        return `2024-01-${d},${d}.01.2024,01/${d}/2024,0${1 + (i % 9)}/0${1 + (i % 8)}/2024,2024-01-${d}T06:30:00+01:00`;
      }),
    );
    assert.deepEqual(types(data).slice(0, 3), ["date", "date", "date"]);
    assert.notEqual(types(data)[3], "date");
    for (const name of ["iso", "german", "us"]) assert.equal(numbers(data, name)[0], Date.UTC(2024, 0, 10), name);
    assert.equal(numbers(data, "time")[0], Date.UTC(2024, 0, 10, 5, 30));
  });

  it("does not take the 31st of February for a date", async () => {
    const data = await read(table("d,b", 30, (i) => `2024-02-${i === 20 ? 31 : 10 + (i % 10)},${i}`));
    assert.equal(data.columns[0].type, "date");
    assert.match(problem(data, "mixed-types")[0].text, /“2024-02-31” on line 22 is no date/);
  });

  it("says where a column is nearly one of dates", async () => {
    const data = await read("d,b\n2024-01-30,1\n2024-14-30,2\n2024-03-31,3\n2024-02-30,4\n2024-05-01,5\n");
    const [found] = problem(data, "mixed-types");
    assert.match(found.text, /“d” are dates \(year-month-day\), but “2024-14-30” on line 3 and 1 more are none, so/);
    assert.equal(found.line, 3);
    assert.equal(found.column, "d");
  });

  it("says that the order of day and month cannot be told, and in which column", async () => {
    const data = await read("when,b\n03/04/2024,1\n05/06/2024,2\n07/08/2024,4\n");
    const found = data.assumptions.find((a) => /day or month comes first in “when” \(“03\/04\/2024”\)/.test(a.text));
    assert.equal(found?.line, 2);
    assert.deepEqual(problem(data, "mixed-types"), []);
  });

  it("knows identifiers, free text and constants", async () => {
    const data = await read(
      table("id,uuid,remark,same,empty,x", 40, (i) => `${i + 100},k${i * 7},remark number ${i},v,,${(i * 7) % 40}`),
    );
    assert.deepEqual(types(data), ["id", "id", "text", "constant", "constant", "number"]);
    assert.equal(problem(data, "constant-column").length, 2);
  });

  it("goes by the names of identifiers, not by words that end like one", async () => {
    const data = await read(
      table("x,customer_id,orderId,paid,bid", 40, (i) => `${i % 7},${i * 3},${i * 5},${i * 7},${i * 9}`),
    );
    assert.deepEqual(types(data), ["number", "id", "id", "number", "number"]);
  });

  it("takes a first column that counts the rows for an identifier, but not in a table of two columns", async () => {
    const many = await read(table("n,x,y", 30, (i) => `${i},${i % 7},${i % 5}`));
    assert.equal(many.columns[0].type, "id");
    const two = await read(table("x,y", 30, (i) => `${i},${i % 5}`));
    assert.equal(two.columns[0].type, "number");
  });

  it("keeps small tables of numbers as numbers", async () => {
    const data = await read("x1,x2,x3,y\n0,0,1,0\n0,1,1,1\n1,0,1,1\n1,1,1,0\n");
    assert.deepEqual(types(data), ["number", "number", "constant", "number"]);
  });
});

describe("csv: files that are no tables", () => {
  for (const [name, first, filling] of [
    ["t.csv", "a", "aaaa"],
    ["t.jsonl", "a", "aaaa"],
    ["t.csv", '"', "aaa\n"],
  ]) {
    it(`stops at a row without an end after 64 MB: ${first} in ${name}`, async () => {
      const piece = new TextEncoder().encode(filling.repeat(1 << 20));
      let asked = 0;
      let half = 0;
      const source = {
        name,
        size: 1e9,
        read: async (offset: number, length: number) => {
          const bytes = piece.slice(0, length);
          if (offset === 0) bytes[0] = first.charCodeAt(0);
          asked += length;
          if (asked >= 32e6) half ||= process.cpuUsage().user;
          return bytes;
        },
      };
      const start = process.cpuUsage().user;
      await assert.rejects(readDataset(source), inputError(/longer than 64 MB/, 1));
      assert.ok(asked < 80e6, `${asked} bytes`);
      // It took nine seconds while every piece was judged anew with all before it, three times as long in the second half.
      const end = process.cpuUsage().user;
      const ratio = (end - half) / (half - start);
      assert.ok(
        end - start < 4e6 || ratio < 2.2,
        `${end - start} µs, the second half ${ratio.toFixed(2)} times the first`,
      );
    }).timeout(60_000);
  }

  it("refuses an empty file, one of blank lines, and one with a header only", async () => {
    await assert.rejects(read(""), inputError(/empty/, 1));
    await assert.rejects(read("\n\n  \n"), inputError(/empty/, 1));
    await assert.rejects(read("a,b,c\n"), inputError(/header.*no rows/, 1));
    await assert.rejects(read("# note\na,b,c\n\n"), inputError(/header \(line 2\).*no rows/, 2));
  });

  it("refuses a table without any value", async () => {
    await assert.rejects(read("a,b\n,\nNA,?\n"), inputError(/Every cell of this table is missing/, 2));
  });

  it("gives up on an endless line after 64 MB of it", async () => {
    let asked = 0;
    const source = {
      name: "t.csv",
      size: 2 ** 30,
      read: async (offset: number, length: number) => {
        asked = offset + length;
        const bytes = new Uint8Array(length).fill(120);
        if (offset === 0) bytes.set(new TextEncoder().encode("a,b\n1,2\n"));
        return bytes;
      },
    };
    await assert.rejects(readDataset(source), inputError(/longer than 64 MB; is this a table\?/, 3));
    assert.ok(asked < 2 ** 27);
  }).timeout(60_000);
});

describe("csv: reading in pieces", () => {
  it("gives the same table for pieces of any size", async () => {
    const text = 'a;b;c\r\n1,5;"x;\r\n""y""";é\r\n2,5;z;𝄞\r\n\r\n3;"";end\r\n';
    const whole = await read(text);
    for (let piece = 1; piece < 20; piece++) {
      const { name, ...cut } = await readDataset(textSource(text, "table.csv", piece));
      assert.equal(name, "table.csv");
      assert.deepEqual({ name, ...cut }, whole, `pieces of ${piece}`);
    }
  });

  it("reports progress and stops when it is told to", async () => {
    const text = table("a,b", 500_000, (i) => `${i}.25,${i % 10}`);
    const seen: number[] = [];
    await readDataset(textSource(text, "t.csv"), { progress: (fraction) => seen.push(fraction) });
    assert.ok(seen.length > 1 && seen.at(-1) === 1);
    const stop = new AbortController();
    const reading = readDataset(textSource(text, "t.csv"), { signal: stop.signal, progress: () => stop.abort() });
    await assert.rejects(reading, (error: Error) => error.name === "AbortError");
  }).timeout(60_000);

  it("lets other work have its turn between pieces", async () => {
    const text = table("a,b", 500_000, (i) => `${i}.25,${i % 10}`);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await readDataset(textSource(text, "t.csv"));
    clearInterval(timer);
    assert.ok(turns > 0);
  }).timeout(60_000);
});
