// Writing pictures: what is read back is what was written, and every loss is said.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePicture } from "../../../../engine/data/image";
import type { Channels, Image, PictureFormat } from "../../../../engine/data/image/image";
import { pictureKinds, writableFormats } from "../../../../engine/data/image/names";
import { readGolden } from "../../../golden/read";
import { inputError } from "../source";
import { difference, noise, readBytes, type SampleType, unpacked } from "./support";

const icc = unpacked(readGolden<{ profile: string }>("pictures").profile);
const profile = { name: "sRGB built-in", bytes: icc };

/** Writes, reads again, and checks that the name's format is the content's. */
async function again(image: Image, format: PictureFormat, options = {}) {
  const { bytes, changes } = await writePicture(image, format, options);
  const picture = await readBytes(bytes, `picture.${format}`);
  assert.equal(picture.facts.format, format);
  return { ...picture, changes };
}

/** Samples, channels and types that a format keeps as they are. */
const kept: [format: PictureFormat, types: SampleType[], channels: Channels[]][] = [
  ["png", ["u8", "u16"], [1, 2, 3, 4]],
  ["tiff", ["u8", "u16", "f32"], [1, 2, 3, 4]],
  ["npy", ["u8", "u16", "f32"], [1, 2, 3, 4]],
  ["pnm", ["u8", "u16"], [1, 3]],
  ["bmp", ["u8"], [1, 3, 4]],
  ["webp", ["u8"], [3, 4]],
];

describe("pictures that are written", () => {
  for (const [format, types, channels] of kept) {
    it(`come back from ${format} as they were`, async () => {
      for (const type of types) {
        for (const count of channels) {
          const image = noise(type, count);
          const { image: found, changes, facts } = await again(image, format);
          assert.deepEqual(found, image, `${type} × ${count}`);
          assert.deepEqual(changes, []);
          assert.equal(facts.orientation, 1);
        }
      }
    });
  }

  it("come back from flat areas, single pixels, rows and columns too", async () => {
    for (const [width, height] of [
      [1, 1],
      [700, 1],
      [1, 700],
      [300, 200],
    ]) {
      const image: Image = { ...noise("u8", 3, width, height) };
      if (width === 300) image.samples.fill(90).subarray(0, 3000).fill(7);
      for (const format of ["png", "tiff", "bmp", "pnm", "webp"] as const) {
        assert.deepEqual((await again(image, format)).image, image, `${format} ${width} × ${height}`);
      }
    }
  });

  it("are close to what they were in JPEG, the closer the higher the quality", async () => {
    for (const channels of [1, 3] as const) {
      const image: Image = { width: 40, height: 30, channels, samples: new Uint8Array(40 * 30 * channels) };
      for (let i = 0; i < image.samples.length; i++) image.samples[i] = 60 + 2 * (i % (40 * channels)) + (i % channels);
      const fine = await again(image, "jpeg", { quality: 98 });
      const usual = await again(image, "jpeg");
      const coarse = await again(image, "jpeg", { quality: 10 });
      assert.equal(usual.image.channels, channels);
      const errors = [fine, usual, coarse].map((picture) => difference(picture.image.samples, image.samples));
      assert.ok(errors[0] <= 6 && errors[1] <= 20 && errors[0] < errors[2], errors.join());
      assert.deepEqual(usual.changes, ["JPEG compresses with loss (quality 92)."]);
    }
  });

  it("keep the colour profile where the format has a place for it, and say where not", async () => {
    for (const { format, title } of writableFormats) {
      const { facts, changes } = await again(noise("u8", 3), format, { profile });
      if (["png", "jpeg", "tiff", "webp"].includes(format)) assert.deepEqual(facts.profile?.bytes, icc, format);
      else {
        assert.equal(facts.profile, undefined);
        assert.deepEqual(changes, [
          `The colour profile “${profile.name}” was left out: ${title} is written without one.`,
        ]);
      }
    }
    const { facts, changes } = await again(noise("u8", 1), "png", { profile });
    assert.equal(facts.profile, undefined);
    assert.match(changes[0], /not made for grey pictures/);
  });

  it("carry a profile of several segments in JPEG", async () => {
    const bytes = new Uint8Array(150_000);
    bytes.set(icc);
    new DataView(bytes.buffer).setUint32(0, bytes.length);
    bytes.fill(77, icc.length);
    const { facts } = await again(noise("u8", 3), "jpeg", { profile: { name: "long", bytes } });
    assert.deepEqual(facts.profile?.bytes, bytes);
  });

  it("are reduced to the bits of the format, rounded, and that is said", async () => {
    const wide = noise("u16", 3);
    for (const format of ["bmp", "webp"] as const) {
      const { image, changes } = await again(wide, format);
      assert.deepEqual(
        image.samples,
        Uint8Array.from(wide.samples, (value) => Math.round(value / 257)),
      );
      assert.match(changes.join("\n"), /^16 bits a sample were rounded to 8: (BMP|WebP) holds no more\.$/);
    }
    const exact = { ...wide, samples: wide.samples.map((value) => (value >> 8) * 257) };
    assert.deepEqual((await again(exact, "bmp")).changes, []);
  });

  it("are clipped where floats have no place, and how many is said", async () => {
    const samples = Float32Array.of(-0.5, 0, 0.25, 1, 7, Number.NaN);
    const image: Image = { width: 3, height: 2, channels: 1, samples };
    const png = await again(image, "png");
    assert.deepEqual([...png.image.samples], [0, 0, 16384, 65535, 65535, 0]);
    assert.deepEqual(png.changes, [
      "Floating-point samples were rounded to 16 bits: PNG holds whole numbers only.",
      "3 of 6 samples were outside 0 to 1 and were clipped.",
    ]);
    assert.deepEqual([...(await again(image, "bmp")).image.samples], [0, 0, 64, 255, 255, 0]);
    assert.deepEqual((await again(image, "tiff")).image.samples, samples);
  });

  it("lose alpha on white in JPEG, and as it is in PNM, and that is said", async () => {
    const samples = Uint8Array.of(200, 100, 0, 0, 200, 100, 0, 255, 200, 100, 0, 128);
    const image: Image = { width: 3, height: 1, channels: 4, samples };
    const jpeg = await again(image, "jpeg", { quality: 100 });
    assert.equal(jpeg.image.channels, 3);
    assert.ok(jpeg.image.samples[0] > 200 && jpeg.image.samples[2] > 150);
    assert.match(jpeg.changes[0], /^Transparent parts were laid on white: JPEG has no alpha\.$/);
    const pnm = await again(image, "pnm");
    assert.deepEqual([...pnm.image.samples], [200, 100, 0, 200, 100, 0, 200, 100, 0]);
    assert.deepEqual(pnm.changes, ["Alpha was left out: PNM has none."]);
    const opaque = { ...image, samples: samples.map((value, i) => (i % 4 === 3 ? 255 : value)) };
    assert.deepEqual((await again(opaque, "pnm")).changes, ["Alpha, opaque everywhere, was left out: PNM has none."]);
    assert.match((await again(opaque, "webp")).changes.join(), /^Alpha, opaque everywhere, was left out: WebP/);
  });

  it("mix with white exactly", async () => {
    const samples = Uint16Array.of(1000, 32768, 65535, 1);
    const flat = await writePicture({ width: 2, height: 1, channels: 2, samples }, "jpeg", { quality: 100 });
    const { image } = await readBytes(flat.bytes);
    // 1000 · 0.5 + 65535 · 0.5 and nearly white, as 8 bits.
    assert.ok(difference(image.samples, [129, 255]) <= 2, [...image.samples].join());
  });

  it("turn grey into three equal channels where there is no grey, and say so", async () => {
    const grey = noise("u8", 1);
    const webp = await again(grey, "webp");
    assert.deepEqual(
      webp.image.samples,
      Uint8Array.from({ length: grey.samples.length * 3 }, (_, i) => grey.samples[Math.floor(i / 3)]),
    );
    assert.match(webp.changes.join(), /^Grey was stored as three equal channels: WebP has no grey\.$/);
    const bmp = await again(noise("u8", 2), "bmp");
    assert.equal(bmp.image.channels, 4);
    assert.match(bmp.changes.join(), /BMP has no grey with alpha/);
  });

  it("lose little in lossy WebP, which must be asked for", async () => {
    const image: Image = {
      width: 32,
      height: 32,
      channels: 3,
      samples: new Uint8Array(32 * 32 * 3).map((_, i) => i >> 4),
    };
    const { image: found, changes } = await again(image, "webp", { quality: 90 });
    assert.ok(difference(found.samples, image.samples) < 25);
    assert.deepEqual(changes, ["WebP was asked to compress with loss (quality 90)."]);
  });

  it("are refused with a sentence where the format cannot hold them", async () => {
    const long: Image = { width: 70_000, height: 1, channels: 1, samples: new Uint8Array(70_000) };
    await assert.rejects(writePicture(long, "jpeg"), inputError(/^JPEG holds at most 65535 pixels a side/));
    await assert.rejects(writePicture(long, "webp"), inputError(/^WebP holds at most 16383 pixels a side/));
    await assert.rejects(writePicture(long, "gif"), inputError(/^GIF pictures are only read; write PNG instead/));
    await assert.rejects(writePicture(long, "jpeg", { quality: 0 }), inputError(/^The quality is a whole number/));
  });

  it("load codecs and packers only when a picture needs them", () => {
    const folder = join(__dirname, "../../../../engine/data/image");
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".ts"),
    )) {
      if (name.startsWith("codecs")) continue;
      const code = readFileSync(join(folder, name), "utf8");
      assert.doesNotMatch(code, /^import .*"(pako|@jsquash\/.*|.*\/codecs\/.*)"/m, name);
    }
  });

  it("have names that tell their format", () => {
    assert.deepEqual(
      writableFormats.map(({ format, extensions }) => format + extensions[0]),
      ["png.png", "jpeg.jpg", "bmp.bmp", "webp.webp", "tiff.tif", "pnm.ppm", "npy.npy"],
    );
    const all = pictureKinds.flatMap(({ extensions }) => extensions);
    assert.equal(new Set(all).size, all.length);
  });
});
