// Picture files that are wrong, too large or of another kind: one sentence each.

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import {
  isPicturePath,
  pictureExtensions,
  probePicture,
  readPicture,
  writePicture,
} from "../../../../engine/data/image";
import type { PictureFormat } from "../../../../engine/data/image/image";
import { chunk } from "../../../../engine/data/image/png/chunks";
import { describeError, InputError } from "../../../../engine/errors";
import { readGolden } from "../../../golden/read";
import { bytesSource, inputError } from "../source";
import { noise, readBytes, saidOf, unpacked } from "./support";

const golden = readGolden<{ files: { name: string; file: string }[]; cmyk: string }>("pictures");
const fileOf = (name: string) => unpacked(golden.files.find((file) => file.name === name)!.file);
const text = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0));
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** A copy with some bytes changed. */
function changed(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

const pngMark = text("\x89PNG\r\n\x1a\n");

function png(width: number, height: number, data: Uint8Array, ...extra: Uint8Array[]): Uint8Array {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8);
  const parts = [pngMark, chunk("IHDR", new Uint8Array(head.buffer)), ...extra, chunk("IDAT", deflateSync(data))];
  return joined(...parts, chunk("IEND", new Uint8Array()));
}

describe("pictures that cannot be read", () => {
  it("are empty", async () => {
    for (const extension of pictureExtensions) {
      const empty = bytesSource(new Uint8Array(), `picture${extension}`);
      await assert.rejects(readPicture(empty), inputError(/^The file is empty\.$/));
      await assert.rejects(probePicture(empty), inputError(/^The file is empty\.$/));
    }
  });

  it("are cut short anywhere, in every format", async () => {
    const names = [
      "png-RGB.png",
      "jpeg-rgb.jpg",
      "jpeg-progressive.jpg",
      "bmp-24.bmp",
      "bmp-rle8.bmp",
      "gif-animated.gif",
    ];
    names.push("webp-lossless.webp", "webp-lossy-alpha.webp", "webp-animated.webp", "tiff-none.tif", "tiff-lzw.tif");
    names.push("tiff-deflate.tif", "tiff-16-big.tif", "p6.ppm", "p5-16.pgm", "p3.ppm", "u1.npy");
    for (const name of names) {
      const whole = fileOf(name);
      for (const part of [0.02, 0.1, 0.3, 0.5, 0.8, 0.95]) {
        const length = Math.max(4, Math.floor(whole.length * part));
        await assert.rejects(
          readBytes(whole.subarray(0, length), name),
          (error) => error instanceof InputError && error.place.file === name && /^[A-Z“][^\n]*\.$/.test(error.message),
          `${name} cut at ${length}`,
        );
      }
      const nearly = whole.subarray(0, whole.length - (name.startsWith("tiff") ? 400 : 12));
      if (/^(png|jpeg|webp-l|bmp|p5|p6)/.test(name)) {
        await assert.rejects(readBytes(nearly, name), inputError(/cut short/), name);
      }
    }
  });

  it("have a header that says more pixels than there are", async () => {
    await assert.rejects(readBytes(png(9, 9, new Uint8Array(50))), inputError(/its header says 9 × 9 pixels/));
    await assert.rejects(readBytes(png(9000, 9000, new Uint8Array(50))), inputError(/its header says 9000 × 9000/));
    const jpeg = fileOf("jpeg-rgb.jpg");
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
    await assert.rejects(readBytes(changed(jpeg, frame + 5, 9, 0)), inputError(/cut short|cannot be decoded/));
    await assert.rejects(readBytes(changed(fileOf("bmp-24.bmp"), 22, 200)), inputError(/cut short/));
    await assert.rejects(readBytes(changed(fileOf("bmp-24.bmp"), 18, 0, 0, 0, 0)), inputError(/damaged.*0 × 7 pixels/));
    await assert.rejects(readBytes(text("P5 40 40 255\n12345")), inputError(/cut short/));
    await assert.rejects(readBytes(text("P2 4000 4000 255\n1 2 3")), inputError(/cut short/));
  });

  it("are bombs: their size is looked at before anything is unpacked", async () => {
    const sizes: [name: string, bytes: Uint8Array][] = [
      ["a.png", png(60_000, 60_000, new Uint8Array(10))],
      ["a.bmp", changed(fileOf("bmp-24.bmp"), 18, 0, 0, 1, 0, 0, 0, 1, 0)],
      ["a.gif", changed(fileOf("gif.gif"), 6, 255, 255, 255, 255)],
      ["a.pgm", text("P5 60000 60000 255\n")],
      ["a.webp", changed(fileOf("webp-profile.webp"), 24, 0xff, 0xff, 0, 0xff, 0xff, 0)],
      [
        "a.npy",
        text(
          `\x93NUMPY\x01\0\x46\0${"{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 60000), }".padEnd(69)}\n`,
        ),
      ],
    ];
    const jpeg = fileOf("jpeg-rgb.jpg");
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
    sizes.push(["a.jpg", changed(jpeg, frame + 5, 255, 255, 255, 255)]);
    for (const [name, bytes] of sizes) {
      const message = /^The picture has \d+ × \d+ pixels \(\d+ megapixels\), and at most 200 megapixels are read/;
      await assert.rejects(readBytes(bytes, name), inputError(message), name);
      await assert.rejects(probePicture(bytesSource(bytes, name)), inputError(message), name);
    }
    const small = fileOf("png-RGB.png");
    await assert.rejects(
      readBytes(small, "a.png", 50),
      inputError(/9 × 7 pixels \(0\.000063 megapixels\), and at most 0\.00005/),
    );
    assert.equal((await readBytes(small, "a.png", 63)).image.width, 9);
  });

  it("hold more data than pixels, of which the rest is never unpacked", async () => {
    const { image } = await readBytes(png(4, 2, joined(new Uint8Array(10).fill(0), new Uint8Array(20_000_000))));
    assert.deepEqual([...image.samples], new Array(8).fill(0));
    const profile = chunk("iCCP", joined(text("p\0\0"), deflateSync(new Uint8Array(20_000_000))));
    const picture = await readBytes(png(4, 2, new Uint8Array(10), profile));
    assert.equal(picture.facts.profile, undefined);
    assert.match(saidOf(picture), /colour profile is damaged/);
  });

  it("are damaged inside", async () => {
    const small = fileOf("png-RGB.png");
    await assert.rejects(
      readBytes(changed(small, 60, small[60] ^ 1)),
      inputError(/damaged: the checksum of its part "IDAT"/),
    );
    await assert.rejects(
      readBytes(changed(small, 24, 7)),
      inputError(/damaged: its header has values that no PNG has/),
    );
    await assert.rejects(readBytes(png(2, 1, Uint8Array.of(9, 1, 2))), inputError(/unknown filter/));
    const palette = fileOf("bmp-8.bmp");
    await assert.rejects(readBytes(changed(palette, 46, 2)), inputError(/has colour \d+ of a palette of 2/));
    await assert.rejects(readBytes(text("P2 2 1 15\n3 16\n")), inputError(/a sample is 16, more than its white, 15/));
    await assert.rejects(readBytes(text("P2 2 1 15\n3 x\n")), inputError(/its sample is not a whole number/));
    await assert.rejects(readBytes(text("P1 2 1\n12\n")), inputError(/neither 0 nor 1/));
    await assert.rejects(readBytes(text("P7\nWIDTH 2\nFOO 3\n")), inputError(/a line "FOO"/));
    const tiff = fileOf("tiff-none.tif");
    await assert.rejects(readBytes(changed(tiff, 4, 255, 255, 255, 0)), inputError(/cut short/));
  });

  it("are damaged at random, which never ends in anything but a picture or a sentence", async () => {
    let seed = 1;
    const next = (n: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    for (const { name, file } of golden.files.filter(({ name }) => !/jpeg-orientation|interlaced/.test(name))) {
      for (let round = 0; round < 6; round++) {
        const bytes = unpacked(file);
        for (let i = 0; i < 3; i++) bytes[next(Math.min(bytes.length, round < 3 ? 60 : bytes.length))] = next(256);
        try {
          const { image } = await readBytes(bytes, name, 1e6);
          assert.equal(image.samples.length, image.width * image.height * image.channels);
        } catch (error) {
          assert.ok(error instanceof InputError, `${name}: ${error instanceof Error ? error.stack : String(error)}`);
        }
      }
    }
  });

  it("are of kinds that are known by name only", async () => {
    const kinds: [start: string, message: RegExp][] = [
      ["\0\0\0\x1cftypavif\0\0\0\0", /^This is an AVIF picture, which cannot be read; save it as PNG\.$/],
      ["\0\0\0\x1cftypheic\0\0\0\0", /a HEIC picture/],
      ["\0\0\0\x1cftypmif1\0\0\0\0", /a HEIC picture/],
      ["\xff\x0a\0\0\0\0", /a JPEG XL picture/],
      ["\0\0\0\x0cJXL \r\n\x87\n", /a JPEG XL picture/],
      ["\0\0\0\x0cjP  \r\n\x87\n", /a JPEG 2000 picture/],
      ["8BPS\0\x01", /a Photoshop picture/],
      ['<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="x">', /an SVG drawing/],
      ["<svg>", /an SVG drawing/],
      ["PF\n3 3\n-1\n", /a PFM picture/],
      ["%PDF-1.7", /^This is a PDF document, not a picture\.$/],
      ["PK\x03\x04....", /a zip archive, not a picture/],
      ["name,age\nx,1\n", /^This is not a picture of a kind that can be read \(PNG, JPEG,/],
      ["BMW,1\n2,3\n4,5,6,7,8,9\n", /not a picture of a kind/],
      ["II+\0\x08\0\0\0", /^A BigTIFF picture cannot be read/],
    ];
    for (const [start, message] of kinds) await assert.rejects(readBytes(text(start), "a.png"), inputError(message));
    await assert.rejects(
      readBytes(unpacked(golden.cmyk), "a.jpg"),
      inputError(/^A JPEG in CMYK colours \(for printing\) cannot be read; convert it to RGB, or save it as PNG\.$/),
    );
    const jpeg = fileOf("jpeg-rgb.jpg");
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
    await assert.rejects(
      readBytes(changed(jpeg, frame + 1, 0xc9)),
      inputError(/^A JPEG with arithmetic coding cannot/),
    );
    await assert.rejects(
      readBytes(changed(jpeg, frame + 1, 0xc3)),
      inputError(/^A lossless or hierarchical JPEG cannot/),
    );
    await assert.rejects(readBytes(changed(jpeg, frame + 4, 12)), inputError(/^A JPEG with 12 bits a sample cannot/));
  });

  it("are arrays of other shapes and types", async () => {
    const npy = (descr: string, shape: string, bytes: number) =>
      joined(
        text(
          `\x93NUMPY\x01\0\x76\0${`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)}\n`,
        ),
        new Uint8Array(bytes),
      );
    await assert.rejects(readBytes(npy("|u1", "(9,)", 9), "a.npy"), inputError(/^An array of 9 is no picture/));
    await assert.rejects(
      readBytes(npy("|u1", "(2, 3, 5)", 30), "a.npy"),
      inputError(/^An array of 2 × 3 × 5 is no picture/),
    );
    await assert.rejects(
      readBytes(npy("<i8", "(2, 3)", 48), "a.npy"),
      inputError(/elements of type i8, which are no samples/),
    );
    await assert.rejects(readBytes(npy("<f4", "(2, 3)", 20), "a.npy"), inputError(/cut off/));
    await assert.rejects(
      readBytes(npy("|u1", "(2, x)", 20), "a.npy"),
      inputError(/shape of its array is not one of whole/),
    );
  });

  it("name the file in the error's place", async () => {
    const error = await readBytes(text("hello"), "holiday.png").catch((thrown) => thrown);
    assert.match(describeError(error), /^holiday\.png: This is not a picture/);
  });
});

describe("pictures under other names and with more inside", () => {
  it("are read by their content, and the lie is said", async () => {
    const picture = await readBytes(fileOf("jpeg-rgb.jpg"), "photo.png");
    assert.equal(picture.facts.format, "jpeg");
    assert.match(saidOf(picture), /^The name says that this is PNG, but the content is JPEG\.$/m);
    assert.equal(saidOf(await readBytes(fileOf("jpeg-rgb.jpg"), "photo")), "");
  });

  it("say what was assumed", async () => {
    const said = async (name: string) => saidOf(await readBytes(fileOf(name), name));
    assert.equal(await said("gif-animated.gif"), "The file holds 3 pictures of an animation; the first was read.");
    assert.equal(await said("webp-animated.webp"), "The file holds 2 pictures of an animation; the first was read.");
    assert.equal(await said("tiff-pages.tif"), "The file holds 3 pages; the first was read.");
    assert.match(await said("jpeg-orientation-6.jpg"), /turned by 90° clockwise, as its file says \(orientation 6\)/);
    assert.match(await said("p2-1023.pgm"), /Values 0 to 1023 were scaled to 0 to 65535/);
    assert.match(await said("bmp-32.bmp"), /fourth byte of each pixel was ignored/);
    assert.match(await said("tiff-multiplied.tif"), /divided by it/);
    const gamma = png(2, 1, new Uint8Array(3), chunk("gAMA", Uint8Array.of(0, 1, 0x86, 0xa0)));
    assert.match(saidOf(await readBytes(gamma)), /gamma that the file states was ignored/);
  });

  it("may end after the first picture of a GIF, which may be smaller than its canvas", async () => {
    const whole = fileOf("gif.gif");
    assert.equal((await readBytes(whole.subarray(0, whole.length - 1))).image.width, 25);
    // One pixel of colour 1 at (1, 0) of a canvas of 3 × 1.
    const tiny = joined(
      text("GIF89a\x03\0\x01\0\x80\0\0"),
      Uint8Array.of(0, 0, 0, 250, 10, 20, 0x2c, 1, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0, 0x3b),
    );
    const { image } = await readBytes(tiny);
    assert.deepEqual(image.channels, 4);
    assert.deepEqual(
      [...image.samples].filter((_, i) => i % 4 === 3),
      [0, 255, 0],
    );
    assert.deepEqual([...image.samples.subarray(4, 7)], [250, 10, 20]);
  });

  it("are probed from their beginning alone", async () => {
    const image = noise("u8", 3, 400, 300);
    const formats: PictureFormat[] = ["png", "jpeg", "bmp", "webp", "tiff", "pnm", "npy"];
    for (const format of formats) {
      const { bytes } = await writePicture(image, format);
      let furthest = 0;
      const source = bytesSource(bytes, `a.${format}`);
      const probed = await probePicture({
        ...source,
        read: (offset, length) => {
          furthest = Math.max(furthest, offset + length);
          return source.read(offset, length);
        },
      });
      assert.deepEqual(probed, { format, width: 400, height: 300, bits: 8, orientation: 1 });
      assert.ok(furthest <= 65536 && furthest < bytes.length, `${format}: ${furthest} of ${bytes.length}`);
    }
    const turned = await probePicture(bytesSource(fileOf("jpeg-orientation-6.jpg"), "a.jpg"));
    assert.deepEqual(turned, { format: "jpeg", width: 8, height: 16, bits: 8, orientation: 6 });
  });

  it("are known by their extension, in any case", () => {
    const names = ["a.PNG", "b.jpeg", "c.webp", "d.TIF", "e.pgm", "f.npy", "g.csv", "png", "h.png.txt", "a.b/c"];
    assert.deepEqual(names.filter(isPicturePath), ["a.PNG", "b.jpeg", "c.webp", "d.TIF", "e.pgm"]);
  });
});
