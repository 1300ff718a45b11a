// Picture files of every kind that is read, against the samples that Pillow finds in them.

import assert from "node:assert/strict";
import { readGolden } from "../../../golden/read";
import { difference, readBytes, type SampleType, typeOf, unpacked } from "./support";

interface GoldenFile {
  name: string;
  file: string;
  /** Height, width, channels. */
  shape: [number, number, number];
  type: SampleType;
  samples: string;
  facts: { bits: number; palette?: boolean; orientation?: number; frames?: number; profile?: boolean };
}

interface Golden {
  files: GoldenFile[];
  profile: string;
  cmyk: string;
}

const formats: Record<string, string> = {
  png: "png",
  jpg: "jpeg",
  bmp: "bmp",
  gif: "gif",
  webp: "webp",
  tif: "tiff",
  ppm: "pnm",
  pgm: "pnm",
  pbm: "pnm",
  pam: "pnm",
  npy: "npy",
};

/** Decoders of lossy files may round differently; all others give the same samples. */
const tolerance = (name: string) => (name.endsWith(".jpg") ? 2 : 0);

const { files, profile } = readGolden<Golden>("pictures");

function samplesOf({ samples, type }: GoldenFile): ArrayLike<number> {
  const { buffer } = unpacked(samples);
  return type === "u8" ? new Uint8Array(buffer) : type === "u16" ? new Uint16Array(buffer) : new Float32Array(buffer);
}

describe("picture files as Pillow reads them", () => {
  for (const golden of files) {
    it(golden.name, async () => {
      const { image, facts } = await readBytes(unpacked(golden.file), golden.name);
      assert.deepEqual([image.height, image.width, image.channels], golden.shape);
      assert.equal(typeOf(image.samples), golden.type);
      assert.ok(difference(image.samples, samplesOf(golden)) <= tolerance(golden.name), "samples differ");
      const { bits, palette = false, orientation = 1, frames = 1 } = golden.facts;
      const found = { bits: facts.bits, palette: facts.palette, orientation: facts.orientation, frames: facts.frames };
      assert.deepEqual(found, { bits, palette, orientation, frames });
      assert.equal(facts.format, formats[golden.name.split(".")[1]]);
      assert.deepEqual(facts.profile?.bytes, golden.facts.profile ? unpacked(profile) : undefined);
    });
  }
});
