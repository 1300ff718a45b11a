// Writing PNG pictures with 8 or 16 bits a sample, each line filtered as it packs best.

import type { WriteOptions, Written } from "../codec";
import { deflate } from "../deflate";
import type { Image } from "../image";
import { joined, latin } from "../peek";
import { keptProfile, prepare } from "../prepare";
import { toBigEndian } from "../samples";
import { chunk, pngMark } from "./chunks";
import { paeth } from "./scanlines";

/** The colour type of each number of channels. */
const colourTypes = [0, 0, 4, 2, 6];
/** Lines that are filtered before they go to the compressor. */
const linesAtOnce = 64;
/** Lines at each of three places from which the way of packing is chosen. */
const linesSampled = 8;

export async function writePng(given: Image, options: WriteOptions): Promise<Written> {
  const { image, changes } = prepare(given, { format: "png", bits: 16, alpha: "kept" });
  const { width, height, channels, samples } = image;
  const wide = samples instanceof Uint16Array;
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, wide ? 16 : 8);
  header.setUint8(9, colourTypes[channels]);
  const parts = [pngMark, chunk("IHDR", new Uint8Array(header.buffer))];
  const profile = keptProfile(options.profile, channels, changes, "png");
  if (profile) {
    // A name of 1 to 79 printable characters of Latin-1 without spaces around it (PNG specification, 11.3.2.3).
    const name =
      profile.name
        .replace(/[^\x20-\x7e\xa1-\xff]/g, "?")
        .slice(0, 79)
        .trim() || "profile";
    parts.push(chunk("iCCP", joined([latin(`${name}\0\0`), await deflate([profile.bytes], profile.bytes)])));
  }
  const sampled = [1, 2, 3].flatMap((quarter) => [...filtered(image, ...sampledRows(height, quarter))]);
  parts.push(
    chunk("IDAT", await deflate(filtered(image, 0, height), joined(sampled))),
    chunk("IEND", new Uint8Array()),
  );
  return { bytes: joined(parts), changes };
}

/** The lines from `top` up to `bottom` with the filter byte before each, some at a time. */
function* filtered({ width, channels, samples }: Image, top: number, bottom: number): Generator<Uint8Array> {
  const count = width * channels;
  const wide = samples instanceof Uint16Array;
  const length = wide ? count * 2 : count;
  const line = new LineFilter(length, wide ? channels * 2 : channels);
  let above: Uint8Array = new Uint8Array(length);
  for (let first = top; first < bottom; first += linesAtOnce) {
    const rows = Math.min(linesAtOnce, bottom - first);
    const block = new Uint8Array(rows * (length + 1));
    for (let y = 0; y < rows; y++) {
      const row = samples.subarray((first + y) * count, (first + y + 1) * count);
      const bytes = row instanceof Uint16Array ? toBigEndian(row) : (row as Uint8Array);
      line.filter(bytes, above, block.subarray(y * (length + 1), (y + 1) * (length + 1)));
      above = bytes;
    }
    yield block;
  }
}

/** Some lines after a quarter, the half and three quarters of the picture. */
function sampledRows(height: number, quarter: number): [top: number, bottom: number] {
  const top = Math.floor((height * quarter) / 4);
  return [top, Math.min(height, top + linesSampled)];
}

/** Tries the filters on a line and keeps the one with the smallest sum of differences (PNG specification, 12.8). */
class LineFilter {
  private readonly tried: Uint8Array[];

  constructor(
    private readonly length: number,
    private readonly step: number,
  ) {
    this.tried = [1, 2, 4].map(() => new Uint8Array(length));
  }

  filter(line: Uint8Array, above: Uint8Array, target: Uint8Array): void {
    const { length, step } = this;
    const [sub, up, nearest] = this.tried;
    let sumSub = 0;
    let sumUp = 0;
    let sumNearest = 0;
    for (let i = 0; i < length; i++) {
      const left = i >= step ? line[i - step] : 0;
      const corner = i >= step ? above[i - step] : 0;
      const value = line[i];
      const bySub = (value - left) & 255;
      const byUp = (value - above[i]) & 255;
      const byNearest = (value - paeth(left, above[i], corner)) & 255;
      sub[i] = bySub;
      up[i] = byUp;
      nearest[i] = byNearest;
      sumSub += bySub < 128 ? bySub : 256 - bySub;
      sumUp += byUp < 128 ? byUp : 256 - byUp;
      sumNearest += byNearest < 128 ? byNearest : 256 - byNearest;
    }
    const best = sumSub <= sumUp && sumSub <= sumNearest ? 0 : sumUp <= sumNearest ? 1 : 2;
    target[0] = [1, 2, 4][best];
    target.set(this.tried[best], 1);
  }
}
