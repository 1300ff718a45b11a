// JSON, JSON Lines, ARFF, NumPy and Parquet: what is read, from which lines, and what is refused.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { Random } from "../../../engine/core/random";
import { formatOf, formats, readDataset } from "../../../engine/data/formats";
import {
  bytesSource,
  column,
  inputError,
  names,
  numbers,
  problem,
  read,
  said,
  textSource,
  types,
  words,
} from "./source";

describe("formats", () => {
  it("are found by extension, in any case", () => {
    assert.deepEqual(
      ["a.CSV", "a.tsv", "a.json", "a.ndjson", "a.arff", "a.npy", "a.npz", "a.parquet"].map(
        (name) => formatOf(name)?.name,
      ),
      ["csv", "tsv", "json", "jsonl", "arff", "npy", "npz", "parquet"],
    );
    assert.equal(formatOf("a.txt"), undefined);
    assert.equal(
      new Set(formats.flatMap((format) => format.extensions)).size,
      formats.flatMap((f) => f.extensions).length,
    );
  });

  it("are found by content where the extension says nothing", async () => {
    assert.equal((await read('[{"a":1},{"a":2}]', "table")).format, "json");
    assert.equal((await read("% hi\n@RELATION x\n@attribute a numeric\n@data\n1\n2\n", "table")).format, "arff");
    assert.equal((await readDataset(bytesSource(npy("<f8", [2], f8([1, 2])), "table"))).format, "npy");
    assert.equal((await read("a,b\n1,2\n3,4\n", "table")).format, "csv");
  });

  it("load what unpacks and decodes rare files only when such a file is read", () => {
    for (const file of ["numpy/npy.ts", "numpy/array.ts", "parquet.ts"]) {
      const text = readFileSync(join(__dirname, "../../../engine/data", file), "utf8");
      assert.match(text, /await import\(.*"(fflate|npyjs|hyparquet)"\)/, file);
      assert.doesNotMatch(text, /^import (?!type\b).*"(fflate|npyjs|hyparquet)/m, file);
    }
  });

  it("refuse an empty file in one sentence", async () => {
    for (const { extensions } of formats) {
      await assert.rejects(read("", `table${extensions[0]}`), inputError(/The file is empty/, 1));
    }
  });

  it("refuse spreadsheets and other zip archives, whatever they are called", async () => {
    const zip = zipSync({ "xl/workbook.xml": new TextEncoder().encode("<workbook/>") });
    for (const name of ["t.xlsx", "t.docx", "t.zip", "t", "t.csv", "t.json", "t.npz"]) {
      await assert.rejects(
        readDataset(bytesSource(zip, name)),
        inputError(/^This is a spreadsheet or zip archive; save/),
      );
    }
  });

  it("refuse pictures, documents and databases under the name of a table", async () => {
    for (const [mark, what] of [
      ["\x89PNG\r\n\x1a\n", /a PNG picture/],
      ["\xff\xd8\xff\xe0", /a JPEG picture/],
      ["%PDF-1.7\n", /a PDF document/],
      ["SQLite format 3\0", /an SQLite database/],
      ["\x1f\x8b\x08", /a gzip archive/],
    ] as const) {
      const bytes = Uint8Array.from(`${mark}a,b\n1,2\n`, (character) => character.charCodeAt(0));
      for (const name of ["t.csv", "t.jsonl", "t"]) {
        await assert.rejects(readDataset(bytesSource(bytes, name)), inputError(what));
      }
    }
  });

  it("refuse random bytes under the name of a table", async () => {
    const random = new Random(3, 1);
    const bytes = Uint8Array.from({ length: 20_000 }, () => random.integer(256));
    bytes[0] = 65;
    for (const name of ["t.csv", "t.jsonl", "t.json", "t.arff", "t"]) {
      await assert.rejects(readDataset(bytesSource(bytes, name)), inputError(/binary data/, 1));
    }
  });

  it("refuse small whole numbers of 16 bits, which look like UTF-16", async () => {
    const bytes = new Uint8Array(Int16Array.from({ length: 2000 }, (_, i) => i % 30).buffer);
    await assert.rejects(readDataset(bytesSource(bytes.slice(2), "t.csv")), inputError(/binary data/, 1));
  });

  it("hash the bytes, not their meaning", async () => {
    const one = await read("a,b\n1,2\n");
    assert.equal(one.hash, (await readDataset(textSource("a,b\n1,2\n", "other.csv", 3))).hash);
    assert.notEqual(one.hash, (await read("a,b\n1,3\n")).hash);
    assert.match(one.hash, /^[0-9a-f]{32}$/);
  });
});

describe("json", () => {
  it("reads a list of objects, nested ones flattened, with the line of each", async () => {
    const data = await read(
      '[\n {"a": 1, "in": {"x": "u", "y": 2}},\n {"a": null,\n  "in": {"x": "v", "y": 3}},\n\n {"a": 3, "b": true}\n]\n',
      "t.json",
    );
    assert.deepEqual(names(data), ["a", "in.x", "in.y", "b"]);
    assert.deepEqual(numbers(data, "a"), [1, Number.NaN, 3]);
    assert.deepEqual(words(data, "in.x"), ["u", "v", null]);
    assert.deepEqual(numbers(data, "in.y"), [2, 3, Number.NaN]);
    assert.deepEqual([...data.lines!], [2, 3, 6]);
    assert.match(said(data), /Nested objects/);
    assert.match(said(data), /Rows without a key count as missing there: “in\.x” \(1\), “in\.y” \(1\), “b” \(2\)/);
  });

  it("is not confused by brackets, commas and line ends in strings", async () => {
    const data = await read('[{"a":"],[{\\"","n":1},\n{"a":"}\\\\","n":2}]', "t.json");
    assert.deepEqual(words(data, "a"), ['],[{"', "}\\"]);
    assert.deepEqual([...data.lines!], [1, 2]);
  });

  it("reads an object of lists as columns, and one list of rows under a key as rows", async () => {
    const columns = await read('{"x": [1, 2, 3], "y": ["a", "b", "a"]}', "t.json");
    assert.deepEqual(numbers(columns, "x"), [1, 2, 3]);
    assert.equal(columns.lines, undefined);
    const rows = await read('{\n"note": "x",\n"count": 2,\n"rows": [\n{"a": 1},\n{"a": 2}]}', "t.json");
    assert.deepEqual(numbers(rows, "a"), [1, 2]);
    assert.deepEqual([...rows.lines!], [5, 6]);
    assert.match(said(rows), /the list “rows”/);
  });

  it("reads lists of lists, the first as names where it can be told", async () => {
    const named = await read('[["x","c"],[1,"u"],[2,"v"]]', "t.json");
    assert.deepEqual(names(named), ["x", "c"]);
    assert.equal(named.rows, 2);
    const plain = await read('[["p","q"],["r","s"],["p","s"]]', "t.json");
    assert.equal(plain.rows, 3);
  });

  it("reads lists in cells as text and says so", async () => {
    const data = await read('[{"a":1,"l":[1,2]},{"a":2,"l":[]}]', "t.json");
    assert.deepEqual(words(data, "l"), ["[1,2]", "[]"]);
    assert.match(said(data), /Lists and objects in “l” are read as text/);
  });

  it("names the line of a mistake", async () => {
    await assert.rejects(read('[\n{"a":1},\n{"a":,\n"b":2}\n]', "t.json"), inputError(/not JSON/, 3));
    await assert.rejects(read('[\n{"a":1},\n7\n]', "t.json"), inputError(/neither an object nor a list/, 3));
    await assert.rejects(read('[\n{"a":1},\n{"a":2}', "t.json"), inputError(/never closed/, 1));
    await assert.rejects(read('{"a":[1,2],"b":[1]}', "t.json"), inputError(/different length/, 1));
    await assert.rejects(read('\n"text"', "t.json"), inputError(/begins with \[ or \{/, 2));
    await assert.rejects(read("[ ]", "t.json"), inputError(/no rows/, 1));
    await assert.rejects(read('[{"a":1}] x', "t.json"), inputError(/more text after/));
  });
});

describe("json lines", () => {
  it("reads one row a line, in pieces of any size", async () => {
    const text = '{"a":1,"w":"é"}\n\n{"a":2.5,"w":"x"}\r\n{"w":"y","z":false}';
    for (const piece of [3, 10, 1000]) {
      const data = await readDataset(textSource(text, "t.jsonl", piece));
      assert.deepEqual(numbers(data, "a"), [1, 2.5, Number.NaN]);
      assert.deepEqual(words(data, "w"), ["é", "x", "y"]);
      assert.deepEqual(
        words(data, "z"),
        [null, null, "false"].map((v, i) => (i < 2 ? null : v)),
      );
      assert.deepEqual([...data.lines!], [1, 3, 4]);
    }
  });

  it("names a line that is not JSON, and forgives a last one that is cut off", async () => {
    await assert.rejects(read('{"a":1}\n{"a":\n{"a":3}\n', "t.jsonl"), inputError(/not JSON/, 2));
    await assert.rejects(read('{"a":1}\n5\n{"a":3}\n', "t.jsonl"), inputError(/neither an object nor a list/, 2));
    const data = await read('{"a":1}\n{"a":2}\n{"a":', "t.jsonl");
    assert.equal(data.rows, 2);
    assert.equal(problem(data, "truncated")[0].line, 3);
  });
});

describe("arff", () => {
  const head =
    "% comment\n@RELATION 'some name'\n\n@Attribute 'a b' REAL\n@attribute c {no, 'yes sir', maybe}\n@attribute d string\n@ATTRIBUTE w date \"yyyy-MM-dd\"\n@DATA\n";

  it("reads every kind of attribute, quotes and missing values", async () => {
    const data = await read(
      `${head}1.5,no,'it\\'s, well',2024-01-02\n% between\n?,'yes sir',x,2024-01-03\n3,?,?,?\n`,
      "t.arff",
    );
    assert.deepEqual(names(data), ["a b", "c", "d", "w"]);
    assert.deepEqual(types(data), ["number", "category", "category", "date"]);
    assert.deepEqual(numbers(data, "a b"), [1.5, Number.NaN, 3]);
    assert.deepEqual(words(data, "c"), ["no", "yes sir", null]);
    assert.deepEqual(words(data, "d"), ["it's, well", "x", null]);
    assert.equal(numbers(data, "w")[1], Date.UTC(2024, 0, 3));
    assert.deepEqual([...data.lines!], [9, 11, 12]);
  });

  it("keeps nominal values as categories, in declared order, even when they look like numbers or NA", async () => {
    const data = await read(
      "@relation r\n@attribute l {1,0}\n@attribute n {NA,None}\n@data\n0,NA\n1,None\n0,NA\n",
      "t.arff",
    );
    const label = column(data, "l");
    assert.deepEqual(types(data), ["category", "category"]);
    assert.deepEqual(label.storage === "coded" && label.categories, ["1", "0"]);
    assert.deepEqual(words(data, "n"), ["NA", "None", "NA"]);
  });

  it("reads sparse rows, in which what is absent is 0 or the first value", async () => {
    const data = await read(
      "@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute c {x,y}\n@data\n{1 2.5}\n{0 3, 2 y}\n{ }\n",
      "t.arff",
    );
    assert.deepEqual(numbers(data, "a"), [0, 3, 0]);
    assert.deepEqual(numbers(data, "b"), [2.5, 0, 0]);
    assert.deepEqual(words(data, "c"), ["x", "y", "x"]);
  });

  it("names the line of what it cannot read", async () => {
    const start = "@relation r\n@attribute a numeric\n";
    await assert.rejects(
      read(`${start}@attribute b relational\n@data\n1,2\n`, "t.arff"),
      inputError(/“relational”/, 3),
    );
    await assert.rejects(read(`${start}1\n`, "t.arff"), inputError(/Before @data/, 3));
    await assert.rejects(read(start, "t.arff"), inputError(/no @data/, 2));
    await assert.rejects(read(`${start}@data\n`, "t.arff"), inputError(/no rows below @data/, 3));
    await assert.rejects(read(`${start}@data\n1\n{7 1}\n`, "t.arff"), inputError(/from 0 to 0/, 5));
    await assert.rejects(read(`${start}@attribute b string\n@data\n1,'x\n`, "t.arff"), inputError(/never closed/, 5));
  });

  it("says which rows are ragged, which values were not declared, and which numbers are none", async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      i === 3 ? "oops,no" : i === 5 ? "1" : i === 7 ? "1,perhaps" : `${i}.5,no`,
    );
    const data = await read(
      `@relation r\n@attribute a numeric\n@attribute c {no,yes}\n@data\n${rows.join("\n")}\n`,
      "t.arff",
    );
    assert.equal(problem(data, "ragged-row")[0].line, 10);
    const mixed = problem(data, "mixed-types");
    assert.equal(mixed.find((p) => /“perhaps”/.test(p.text))?.line, 12);
    assert.equal(mixed.find((p) => /“oops”/.test(p.text))?.line, 8);
  });
});

const f8 = (values: number[]) => new Uint8Array(Float64Array.from(values).buffer);

/** The bytes of a .npy file, version 1; the header is padded to `align` bytes, as NumPy does with 64. */
function npy(descr: string, shape: number[], data: Uint8Array, { fortran = false, align = 64 } = {}): Uint8Array {
  const type = descr.startsWith("[") ? descr : `'${descr}'`;
  const size = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  let header = `{'descr': ${type}, 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${size}), }`;
  while ((10 + header.length + 1) % align !== 0) header += " ";
  header += "\n";
  const bytes = new Uint8Array(10 + header.length + data.length);
  bytes.set([0x93, 78, 85, 77, 80, 89, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(data, 10 + header.length);
  return bytes;
}

describe("numpy", () => {
  const load = (bytes: Uint8Array, name = "t.npy") => readDataset(bytesSource(bytes, name));
  const rowsOf = async (bytes: Uint8Array) => {
    const data = await load(bytes);
    return Array.from({ length: data.rows }, (_, row) => names(data).map((name) => numbers(data, name)[row]));
  };
  const grid = [
    [1, 2.5, 3],
    [4, 5, 6.5],
  ];

  it("reads rows in C and in Fortran order, aligned or not", async () => {
    assert.deepEqual(await rowsOf(npy("<f8", [2, 3], f8([1, 2.5, 3, 4, 5, 6.5]))), grid);
    assert.deepEqual(await rowsOf(npy("<f8", [2, 3], f8([1, 4, 2.5, 5, 3, 6.5]), { fortran: true })), grid);
    assert.deepEqual(await rowsOf(npy("<f8", [2, 3], f8([1, 2.5, 3, 4, 5, 6.5]), { align: 3 })), grid);
  });

  it("reads whole numbers of 64 bits as numbers, and says when digits are lost", async () => {
    const bytes = (values: bigint[]) => new Uint8Array(BigInt64Array.from(values).buffer);
    assert.deepEqual(await rowsOf(npy("<i8", [3], bytes([1n, -7n, 9007199254740991n]))), [
      [1],
      [-7],
      [9007199254740991],
    ]);
    assert.match(said(await load(npy("<i8", [2], bytes([1n, 9007199254740993n])))), /beyond 2⁵³/);
  });

  it("reads small types, truth values and half precision", async () => {
    assert.deepEqual(await rowsOf(npy("|u1", [3], Uint8Array.of(1, 0, 255))), [[1], [0], [255]]);
    assert.deepEqual(await rowsOf(npy("|b1", [3], Uint8Array.of(1, 0, 1))), [[1], [0], [1]]);
    assert.deepEqual(await rowsOf(npy("<f2", [2], Uint8Array.of(0, 0x3c, 0, 0xc1))), [[1], [-2.5]]);
  });

  it("takes NaN for missing", async () => {
    const data = await load(npy("<f8", [3], f8([1, Number.NaN, 2])));
    assert.equal(data.columns[0].missing, 1);
  });

  it("lays images out as columns", async () => {
    const data = await load(npy("<f8", [2, 2, 2], f8([1, 2, 3, 4, 5, 6, 7, 8])));
    assert.equal(data.columns.length, 4);
    assert.match(said(data), /2 × 2 × 2.*laid out as columns/);
  });

  it("puts the arrays of an npz that share their rows side by side, labels last", async () => {
    const text = new Uint8Array(Uint32Array.from([97, 0, 0x1d11e, 98]).buffer);
    const zip = zipSync({
      "y.npy": npy("<U2", [2], text),
      "X.npy": npy("<f8", [2, 2], f8([1, 2, 3, 4])),
      "other.npy": npy("<f8", [1], f8([1])),
    });
    const data = await load(zip, "t.npz");
    assert.deepEqual(names(data), ["X_0", "X_1", "y"]);
    assert.deepEqual(words(data, "y"), ["a", "𝄞b"]);
    assert.match(said(data), /Left out, because they do not have 2 rows: “other” \(1\)/);
  });

  it("refuses what is no table of numbers, in one clear sentence", async () => {
    await assert.rejects(
      load(npy("[('a', '<i4'), ('b', '<f8')]", [1], new Uint8Array(12))),
      inputError(/structured array/),
    );
    await assert.rejects(load(npy("|O", [1], new Uint8Array(8))), inputError(/Python objects/));
    await assert.rejects(load(npy(">f8", [1], new Uint8Array(8))), inputError(/big-endian/));
    await assert.rejects(load(npy("<c16", [1], new Uint8Array(16))), inputError(/<c16/));
    await assert.rejects(load(npy("<f8", [5], f8([1, 2]))), inputError(/cut off.*5 elements and has 2/));
    await assert.rejects(load(new TextEncoder().encode("no array at all")), inputError(/not a NumPy array/));
    await assert.rejects(load(new TextEncoder().encode("no zip"), "t.npz"), inputError(/no npz file/));
  });

  it("says that a file is cut short, wherever it is cut", async () => {
    const whole = npy("<f8", [2], f8([1, 2]));
    for (const length of [8, 11, 40, 79]) {
      await assert.rejects(load(whole.slice(0, length)), inputError(/damaged or cut short/));
    }
    await assert.rejects(load(whole.slice(0, 140)), inputError(/cut off/));
    const zip = zipSync({ "x.npy": whole });
    await assert.rejects(load(zip.slice(0, zip.length / 2), "t.npz"), inputError(/damaged or cut short/));
  });
});

describe("parquet", () => {
  const fixture = (name: string) => readFileSync(join(__dirname, "../../fixtures/data", name));

  for (const compression of ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]) {
    it(`reads every type over several row groups, compressed with ${compression}`, async () => {
      const data = await readDataset(bytesSource(fixture(`mixed-${compression}.parquet`), "t.parquet"));
      const i = Array.from({ length: 12 }, (_, index) => index);
      assert.equal(data.rows, 12);
      assert.deepEqual(types(data), [
        "number",
        "number",
        "number",
        "category",
        "category",
        "date",
        "date",
        "category",
        "category",
      ]);
      assert.deepEqual(
        numbers(data, "whole"),
        i.map((n) => (n === 3 ? Number.NaN : n * n)),
      );
      assert.deepEqual(
        numbers(data, "real"),
        i.map((n) => n / 4),
      );
      assert.deepEqual(
        numbers(data, "single"),
        i.map((n) => n / 8),
      );
      assert.deepEqual(
        words(data, "word"),
        i.map((n) => ["red", "green", null][n % 3]),
      );
      assert.deepEqual(
        words(data, "flag"),
        i.map((n) => String(n % 2 === 0)),
      );
      assert.deepEqual(
        numbers(data, "day"),
        i.map((n) => Date.UTC(2024, 1, 28 + n)),
      );
      assert.deepEqual(
        numbers(data, "time"),
        i.map((n) => Date.UTC(2024, 0, 1, n, 30)),
      );
      assert.equal(words(data, "list")[2], "[2,3]");
      assert.equal(words(data, "nested")[2], '{"a":2,"b":"x"}');
      assert.match(said(data), /“list”, “nested” are read as text/);
    });
  }

  it("refuses an encrypted file as what it is", async () => {
    const bytes = new TextEncoder().encode(`PARE${"x".repeat(40)}PARE`);
    await assert.rejects(readDataset(bytesSource(bytes, "t.parquet")), inputError(/is encrypted; save it without/));
  });

  it("refuses a file that is cut off", async () => {
    const bytes = fixture("mixed-snappy.parquet");
    await assert.rejects(
      readDataset(bytesSource(bytes.subarray(0, bytes.length / 2), "t.parquet")),
      inputError(/^The Parquet file is damaged or cut short\.$/),
    );
  });
});
