// `filter` on the built command line: chains from flags and files, what is written, and that nothing is overwritten.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Channels, Image } from "../../engine/data/image/image";
import { Workplace } from "./cli";

const image = (width: number, height: number, channels: Channels, value: (i: number) => number): Image => {
  return {
    width,
    height,
    channels,
    samples: Uint8Array.from({ length: width * height * channels }, (_, i) => value(i)),
  };
};

/** 5 × 5, black but for 90 in the middle. */
const spot = image(5, 5, 1, (i) => (i === 12 ? 90 : 0));
const ramp = image(6, 4, 3, (i) => (i * 7) % 200);

describe("filter on the command line", () => {
  let at: Workplace;
  before(async () => {
    at = new Workplace();
    await at.writeImage("spot.png", spot);
    await at.writeImage("ramp.png", ramp);
    at.write("ragged.txt", "1 2\n3\n");
  });
  after(() => at.remove());

  let count = 0;
  /** The samples of the picture that flags make of one. */
  const samples = async (file: string, ...flags: string[]) => {
    const out = `out-${++count}.png`;
    await at.call("filter", file, ...flags, "--out", out);
    return [...(await at.picture(out)).image.samples];
  };

  it("applies a named kernel, and says in its last line what it wrote and how", async () => {
    const [line, ...more] = await at.objects("filter", "spot.png", "--kernel", "blur", "--out", "blurred.png");
    assert.equal(more.length, 0);
    assert.deepEqual(Object.keys(line), [
      "event",
      "width",
      "height",
      "channels",
      "changes",
      "semantics",
      "seconds",
      "out",
      "bits",
    ]);
    assert.deepEqual(
      [line.event, line.out, line.width, line.height, line.channels, line.bits],
      ["filtered", "blurred.png", 5, 5, 1, 8],
    );
    assert.match((line.semantics as string[]).join(), /Correlation/);
    const expected = [...Array(25).keys()].map((i) => {
      return Math.abs((i % 5) - 2) < 2 && Math.abs(Math.floor(i / 5) - 2) < 2 ? 10 : 0;
    });
    assert.deepEqual([...(await at.picture("blurred.png")).image.samples], expected);
  });

  it("takes matrices with divisors and offsets, in the order in which the flags stand", async () => {
    const chain = await samples("spot.png", "--matrix", "1", "--offset", "10", "--matrix", "2");
    assert.deepEqual([chain[0], chain[12]], [20, 200]);
    const other = await samples("spot.png", "--matrix", "2", "--matrix", "1", "--offset", "10");
    assert.deepEqual([other[0], other[12]], [10, 190]);
    const shifted = await samples("spot.png", "--matrix", "0 0 0; 0 0 3; 0 0 0", "--divisor", "9");
    assert.deepEqual([shifted[11], shifted[12]], [30, 0]);
    const negative = await samples("spot.png", "--matrix=-1", "--offset=100");
    assert.deepEqual([negative[0], negative[12]], [100, 10]);
    const mixed = await samples("spot.png", "--kernel", "blur", "--offset", "7", "--kernel", "exposure:2");
    assert.deepEqual([mixed[0], mixed[12]], [14, 34]);
  });

  it("reads kernels from text, CSV, JSON and experiments", async () => {
    at.write("k.txt", "# to the left\n0 0 0\n0 0 1/3\n0 0 0\n");
    at.write("k.csv", "0,0,0\n0,0,1\n0,0,0\n");
    at.write("k.json", '{ "matrix": [[0, 0, 1]], "offset": 5 }');
    at.write(
      "k.lens.json",
      '// Twice.\n{ "task": "filter", "data": { "file": "." }, "edge": "zero", "steps": [{ "matrix": [[0, 0, 1]] }, { "kernel": "blur", "off": true }, { "matrix": [[0, 0, 1]] }] }',
    );
    assert.equal((await samples("spot.png", "--kernel", "k.txt"))[11], 30);
    assert.equal((await samples("spot.png", "--kernel", "k.csv"))[11], 90);
    assert.equal((await samples("spot.png", "--kernel", "k.json"))[11], 95);
    assert.equal((await samples("spot.png", "--kernel", "k.lens.json"))[10], 90);
    const [{ semantics }] = await at.objects("filter", "spot.png", "--kernel", "k.lens.json", "--out", "edge.png");
    assert.match((semantics as string[]).join(), /Beyond the border stands 0/);
  });

  it("has edge, light, alpha, channels and the tool as flags", async () => {
    const left = ["--matrix", "1 0 0"];
    const edge = async (mode: string) => (await samples("ramp.png", ...left, "--edge", mode)).slice(0, 3);
    const pixel = (x: number) => [...ramp.samples].slice(3 * x, 3 * x + 3);
    assert.deepEqual(await edge("zero"), [0, 0, 0]);
    assert.deepEqual(await edge("replicate"), pixel(0));
    assert.deepEqual(await edge("reflect101"), pixel(1));
    assert.deepEqual(await edge("wrap"), pixel(5));
    const red = await samples("ramp.png", "--matrix", "0", "--channels", "red");
    assert.deepEqual(red.slice(0, 6), [0, ramp.samples[1], ramp.samples[2], 0, ramp.samples[4], ramp.samples[5]]);
    const half = ["--matrix", "1 1", "--divisor", "2"];
    assert.notDeepEqual(await samples("spot.png", ...half, "--light", "linear"), await samples("spot.png", ...half));
    await at.writeImage(
      "alpha.png",
      image(3, 1, 4, (i) => [200, 0, 0, 255, 200, 0, 0, 255, 0, 0, 0, 0][i]),
    );
    const mean = ["--matrix", "1 1 1", "--divisor", "3", "--edge", "replicate"];
    assert.equal((await samples("alpha.png", ...mean))[4], 133);
    assert.equal((await samples("alpha.png", ...mean, "--alpha", "premultiplied"))[4], 200);
    // Pillow leaves the border as it is.
    const blur = ["--matrix", "1 1 1; 1 1 1; 1 1 1", "--divisor", "9"];
    const pillow = await samples("ramp.png", ...blur, "--as", "pillow");
    assert.deepEqual(pillow.slice(0, 18), [...ramp.samples.slice(0, 18)]);
    assert.notDeepEqual(await samples("ramp.png", ...blur), pillow);
  });

  it("writes the format that the new name asks for, and says what that changes", async () => {
    const deep: Image = {
      width: 4,
      height: 4,
      channels: 1,
      samples: Uint16Array.from({ length: 16 }, (_, i) => 4000 * i),
    };
    await at.writeImage("deep.png", deep);
    for (const [name, format, bits] of [
      ["a.jpg", "jpeg", 8],
      ["a.bmp", "bmp", 8],
      ["a.tif", "tiff", 16],
      ["a.png", "png", 16],
    ] as const) {
      const [line] = await at.objects("filter", "deep.png", "--kernel", "identity", "--out", name);
      assert.equal(line.bits, bits, name);
      assert.equal((await at.picture(name)).facts.format, format);
      assert.equal((line.changes as string[]).length > 0, format !== "png", `${line.changes}`);
    }
    assert.deepEqual((await at.picture("a.png")).image.samples, deep.samples);
  });

  it("computes the same on one thread and on several", async () => {
    const flags = ["--kernel", "gauss:2", "--kernel", "median3"];
    assert.deepEqual(
      await samples("ramp.png", ...flags, "--threads", "1"),
      await samples("ramp.png", ...flags, "--threads", "2"),
    );
  });

  it("compares with a reference, and explains a pixel, with and without a new file", async () => {
    const same = await at.objects("filter", "spot.png", "--kernel", "identity", "--reference", "spot.png");
    assert.deepEqual([same.length, (same[0].comparison as { mse: number }).mse, "out" in same[0]], [1, 0, false]);
    const [{ comparison }] = await at.objects("filter", "spot.png", "--matrix", "2", "--reference", "spot.png");
    const { mse, psnr } = comparison as { mse: number; psnr: number };
    assert.equal(mse, 90 ** 2 / 25);
    assert.ok(Math.abs(psnr - 10 * Math.log10(255 ** 2 / mse)) < 1e-9);
    const out = await at.call("filter", "spot.png", "--kernel", "blur", "--explain", "1,1");
    assert.match(out, /^step 1, blur, grey: 0 → 10\n[\s\S]*90×1\n[\s\S]*sum +90\n[\s\S]*÷ 9 +10\n/);
    const said = await at.objects("filter", "ramp.png", "--kernel", "blur", "--explain", "0,0");
    assert.deepEqual(
      said.map(({ event, channelName }) => [event, channelName]),
      [
        ["explanation", "red"],
        ["explanation", "green"],
        ["explanation", "blue"],
        ["filtered", undefined],
      ],
    );
  });

  it("replaces what is named, as a whole, but never the picture itself", async () => {
    await at.writeImage("keep.png", spot);
    at.write("taken.png", "mine");
    const chain = ["--kernel", "blur"];
    await at.refusal("filter", "keep.png", "--kernel", "blur:3", "--out", "taken.png");
    assert.equal(readFileSync(join(at.folder, "taken.png"), "utf8"), "mine");
    await at.call("filter", "keep.png", ...chain, "--out", "taken.png");
    assert.equal((await at.picture("taken.png")).image.samples[12], 10);
    const before = readFileSync(join(at.folder, "keep.png"));
    symlinkSync(join(at.folder, "keep.png"), join(at.folder, "link.png"));
    for (const out of ["keep.png", "./keep.png", "link.png"]) {
      assert.match(await at.refusal("filter", "keep.png", ...chain, "--out", out), /is the picture itself/);
    }
    assert.ok(readFileSync(join(at.folder, "keep.png")).equals(before));
    assert.deepEqual(
      readdirSync(at.folder).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  it("filters a folder into a new one, under the same names", async () => {
    await at.writeImage("set/one.png", spot);
    await at.writeImage("set/two.bmp", ramp, "bmp");
    at.write("set/broken.png", readFileSync(join(at.folder, "set", "one.png")).subarray(0, 50));
    at.write("set/notes.txt", "no picture");
    const said = await at.objects("filter", "set", "--kernel", "blur", "--out", "done");
    assert.deepEqual(
      said.map(({ event, failed }) => [event, typeof failed]),
      [
        ["start", "undefined"],
        ["picture", "string"],
        ["picture", "undefined"],
        ["picture", "undefined"],
        ["end", "number"],
        ["filtered", "number"],
      ],
    );
    assert.deepEqual([said[5].done, said[5].failed, said[5].out], [2, 1, "done"]);
    assert.deepEqual(readdirSync(join(at.folder, "done")).sort(), ["one.png", "two.bmp"]);
    assert.equal((await at.picture("done/one.png")).image.samples[12], 10);
    assert.equal((await at.picture("done/two.bmp")).facts.format, "bmp");
    assert.deepEqual(readdirSync(join(at.folder, "set")).sort(), ["broken.png", "notes.txt", "one.png", "two.bmp"]);
    assert.match(
      await at.refusal("filter", "set", "--kernel", "blur", "--out", "done"),
      /^done: This folder is not empty/,
    );
    assert.match(
      await at.refusal("filter", "set", "--kernel", "blur", "--out", "set"),
      /folder of the pictures themselves/,
    );
    assert.match(await at.refusal("filter", "set", "--kernel", "blur"), /--out FOLDER/);
    await at.refusal("filter", "set", "--kernel", "gauss:1", "--matrix", "1 2; 3", "--out", "never");
    assert.ok(!existsSync(join(at.folder, "never")));
  });

  it("fits the best linear kernel to a folder, which filters as it is", async () => {
    for (let i = 0; i < 4; i++) {
      await at.writeImage(
        `clean/${i}.png`,
        image(40, 40, 1, (k) => Math.round(128 + 90 * Math.sin((k % 40) / (3 + i)) * Math.cos(Math.floor(k / 40) / 5))),
      );
    }
    const [fitted] = await at.objects(
      "filter",
      "clean",
      "--fit",
      "3",
      "--noise",
      "30",
      "--seed",
      "1",
      "--out",
      "learned.lens.json",
    );
    assert.deepEqual([fitted.event, fitted.fitted, fitted.heldOut], ["fitted", 3, 1]);
    const rows = fitted.rows as { name: string; psnr: number }[];
    const psnr = (name: string) => rows.find((row) => row.name === name)!.psnr;
    assert.ok(psnr("learned 3 × 3") > psnr("degraded") + 5, `${JSON.stringify(rows)}`);
    const text = readFileSync(join(at.folder, "learned.lens.json"), "utf8");
    assert.match(text, /^\/\/ On 1 held-out picture the learned 3 × 3 kernel reaches/);
    assert.match(text, /"file": "clean"/);
    const smoothed = await samples("clean/0.png", "--kernel", "learned.lens.json");
    assert.equal(smoothed.length, 1600);
    assert.match(await at.call("filter", "clean", "--fit", "3", "--blur", "1"), /PSNR dB +SSIM +MSE\n +degraded +\d/);
    assert.match(await at.refusal("filter", "clean", "--fit", "3"), /Nothing is degraded/);
    assert.match(await at.refusal("filter", "clean", "--fit", "4", "--noise", "9"), /odd size/);
    assert.match(
      await at.refusal("filter", "clean", "--fit", "3", "--noise", "9", "--out", "x.json"),
      /x.json: .*\.lens\.json/,
    );
    assert.match(
      await at.refusal("filter", "clean", "--fit", "3", "--noise", "9", "--out", "learned.lens.json"),
      /there already/,
    );
    assert.match(
      await at.refusal("filter", "clean", "--fit", "3", "--kernel", "blur"),
      /--kernel has no place beside --fit/,
    );
    assert.match(await at.refusal("filter", "spot.png", "--fit", "3", "--noise", "9"), /pictures of a folder/);
    assert.match(
      await at.refusal("filter", "spot.png", "--kernel", "blur", "--noise", "9", "--out", "x.png"),
      /--noise belongs to --fit/,
    );
  });

  const wrong: [name: string, words: string[], expected: RegExp][] = [
    ["no kernel", ["spot.png", "--out", "x.png"], /^Name a kernel: --kernel sharpen, or --matrix/],
    ["no new name", ["spot.png", "--kernel", "blur"], /^Name the new file: --out FILE/],
    ["no picture", ["gone.png", "--kernel", "blur", "--out", "x.png"], /^gone.png: There is no file at this path/],
    ["a table", ["customers.csv", "--kernel", "blur", "--out", "x.png"], /customers.csv: .*picture/],
    [
      "a misspelt kernel",
      ["spot.png", "--kernel", "sharpn", "--out", "x.png"],
      /^There is no kernel "sharpn"; did you mean "sharpen"\?$/,
    ],
    [
      "a kernel's number",
      ["spot.png", "--kernel", "median4", "--out", "x.png"],
      /odd whole number from 3 to 15, not "4"/,
    ],
    [
      "a file that is gone",
      ["spot.png", "--kernel", "gone.lens.json", "--out", "x.png"],
      /^gone.lens.json: There is no file at this path/,
    ],
    [
      "a file of words",
      ["spot.png", "--kernel", "customers.csv", "--out", "x.png"],
      /^customers.csv:1: This is neither an experiment nor a matrix: "customer" is no number/,
    ],
    [
      "a ragged matrix",
      ["spot.png", "--matrix", "1 2; 3", "--out", "x.png"],
      /^Step 1: row 2 of the matrix has 1 numbers/,
    ],
    [
      "a ragged matrix of a file",
      ["spot.png", "--kernel", "ragged.txt", "--out", "x.png"],
      /^ragged.txt: row 2 of the matrix/,
    ],
    [
      "a picture in place of a matrix",
      ["spot.png", "--kernel", "ramp.png", "--out", "x.png"],
      /^ramp.png: This is neither an experiment nor a matrix, but a file of bytes\.$/,
    ],
    [
      "a folder that is not there",
      ["spot.png", "--kernel", "blur", "--out", "nowhere/x.png"],
      /nowhere.x\.png: This path does not exist, or is gone/,
    ],
    ["a matrix of words", ["spot.png", "--matrix", "1 a", "--out", "x.png"], /^--matrix: "a" is no number/],
    ["a divisor of 0", ["spot.png", "--matrix", "1", "--divisor", "0", "--out", "x.png"], /^Step 1: the divisor is 0/],
    [
      "a divisor of words",
      ["spot.png", "--matrix", "1", "--divisor", "x", "--out", "x.png"],
      /^--divisor must be a number, not "x"/,
    ],
    [
      "a divisor before its matrix",
      ["spot.png", "--divisor", "2", "--matrix", "1", "--out", "x.png"],
      /^--divisor belongs to the --matrix or --kernel before it/,
    ],
    [
      "another tool",
      ["spot.png", "--kernel", "blur", "--as", "opencl", "--out", "x.png"],
      /^--as has no choice "opencl"; did you mean "opencv"\?/,
    ],
    [
      "what the tool has not",
      ["spot.png", "--kernel", "blur", "--as", "pillow", "--edge", "wrap", "--out", "x.png"],
      /Pillow.* has no edge "wrap"/,
    ],
    [
      "a format that is not written",
      ["spot.png", "--kernel", "blur", "--out", "x.gif"],
      /^x.gif: GIF pictures cannot be written/,
    ],
    ["a name without a format", ["spot.png", "--kernel", "blur", "--out", "x"], /^x: Its name says no format/],
    ["a folder that is not there", ["spot.png", "--kernel", "blur", "--out", "no/x.png"], /This path does not exist/],
    [
      "a pixel outside",
      ["spot.png", "--kernel", "blur", "--explain", "5,0"],
      /^--explain names a pixel as x,y, from 0,0 to 4,4, not "5,0"/,
    ],
    ["a reference of another size", ["spot.png", "--kernel", "blur", "--reference", "ramp.png"], /^ramp.png: /],
    ["a broken picture", ["broken.png", "--kernel", "blur", "--out", "x.png"], /broken.png: .*cut short/],
    ["an empty picture", ["empty.png", "--kernel", "blur", "--out", "x.png"], /empty.png: The file is empty/],
    [
      "an experiment that trains",
      ["spot.png", "--kernel", "trains.lens.json", "--out", "x.png"],
      /^trains.lens.json: This experiment trains a network/,
    ],
  ];
  for (const [name, words, expected] of wrong) {
    it(`refuses ${name}`, async () => {
      at.write("broken.png", readFileSync(join(at.folder, "spot.png")).subarray(0, 45));
      at.write("empty.png", "");
      at.write("trains.lens.json", '{ "task": "regress", "data": { "file": "friedman.csv" } }');
      assert.match(await at.refusal("filter", ...words), expected);
      assert.ok(!readdirSync(at.folder).some((file) => file.startsWith("x") || file.endsWith(".part")));
    });
  }
});
