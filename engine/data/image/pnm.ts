// The Netpbm formats: PBM, PGM, PPM and PAM, as text and as bytes.

import {
  checkSize,
  type Decoded,
  damaged,
  type PictureHeader,
  plainFacts,
  type Reading,
  unreadable,
  type WriteOptions,
  type Written,
} from "./codec";
import type { Channels, Image } from "./image";
import { joined, latin, Peek } from "./peek";
import { keptProfile, prepare } from "./prepare";
import { fromBigEndian, toBigEndian, unpackBits } from "./samples";

interface Layout {
  /** 1 to 7, the digit of the mark. */
  kind: number;
  width: number;
  height: number;
  channels: Channels;
  /** The value of white. */
  most: number;
  /** Where the pixels begin. */
  at: number;
}

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/** Words of a header or of pixels as text; comments go from # to the end of their line. */
class Words {
  constructor(
    private readonly peek: Peek,
    public at: number,
  ) {}

  /** The next character that is neither space nor comment. */
  private skip(): void {
    for (;;) {
      const byte = this.peek.u8(this.at);
      if (byte === 35) while (this.peek.u8(this.at) !== 10) this.at++;
      else if (!isSpace(byte)) return;
      this.at++;
    }
  }

  word(): string {
    this.skip();
    const from = this.at;
    while (this.at < this.peek.bytes.length && !isSpace(this.peek.u8(this.at))) this.at++;
    return this.peek.text(from, Math.min(this.at - from, 80));
  }

  whole(what: string): number {
    this.skip();
    let value = 0;
    const from = this.at;
    const { bytes } = this.peek;
    for (; this.at < bytes.length && bytes[this.at] >= 48 && bytes[this.at] <= 57; this.at++) {
      value = value * 10 + bytes[this.at] - 48;
    }
    if (this.at === from || this.at - from > 9) throw damaged(this.peek.file, `its ${what} is not a whole number`);
    return value;
  }

  /** A digit 0 or 1, which need no space between them. */
  bit(): number {
    this.skip();
    const digit = this.peek.u8(this.at++) - 48;
    if (digit !== 0 && digit !== 1) throw damaged(this.peek.file, "a pixel is neither 0 nor 1");
    return digit;
  }
}

export function readPnmHeader(reading: Reading): PictureHeader {
  const { width, height, most } = layoutOf(reading);
  return { width, height, bits: bitsOf(most), orientation: 1 };
}

const bitsOf = (most: number) => (most === 1 ? 1 : most > 255 ? 16 : 8);

function layoutOf(reading: Reading): Layout {
  const { bytes, file } = reading;
  const peek = new Peek(bytes, file, false);
  const kind = peek.u8(1) - 48;
  const words = new Words(peek, 2);
  const layout = kind === 7 ? readPam(words, file) : readPlain(words, kind);
  checkSize(layout.width, layout.height, reading);
  if (layout.most < 1 || layout.most > 65535)
    throw damaged(file, `its value of white is ${layout.most}, not 1 to 65535`);
  // One space or line end stands between the header and pixels that are bytes.
  return { ...layout, kind, at: words.at + (kind >= 4 ? 1 : 0) };
}

type Stated = Omit<Layout, "kind" | "at">;

function readPlain(words: Words, kind: number): Stated {
  const width = words.whole("width");
  const height = words.whole("height");
  const most = kind === 1 || kind === 4 ? 1 : words.whole("value of white");
  return { width, height, channels: kind === 3 || kind === 6 ? 3 : 1, most };
}

function readPam(words: Words, file: string): Stated {
  const stated = { WIDTH: 0, HEIGHT: 0, DEPTH: 0, MAXVAL: 0 };
  for (;;) {
    const name = words.word();
    if (name === "ENDHDR") break;
    if (name === "TUPLTYPE") words.word();
    else if (name in stated) stated[name as keyof typeof stated] = words.whole(name);
    else throw damaged(file, `its header has a line ${JSON.stringify(name)}`);
  }
  const { WIDTH: width, HEIGHT: height, DEPTH: depth, MAXVAL: most } = stated;
  if (depth < 1 || depth > 4) throw unreadable(file, `A PAM picture with ${depth} channels`);
  return { width, height, channels: depth as Channels, most };
}

export async function readPnm(reading: Reading): Promise<Decoded> {
  const { bytes, file } = reading;
  const layout = layoutOf(reading);
  const { kind, width, height, channels, most } = layout;
  const length = width * height * channels;
  const peek = new Peek(bytes, file, false);
  // A sample as text takes a digit, and all but the bits of P1 a space.
  if (kind <= 3) peek.need(layout.at, kind === 1 ? length : 2 * length - 1);
  const samples = most > 255 ? new Uint16Array(length) : new Uint8Array(length);
  const end = kind <= 3 ? readText(peek, layout, samples) : readBytes(peek, layout, samples);
  const white = most > 255 ? 65535 : 255;
  // In PBM a 1 is black.
  const bitmap = kind === 1 || kind === 4;
  for (let i = 0; i < length; i++) {
    if (samples[i] > most) throw damaged(file, `a sample is ${samples[i]}, more than its white, ${most}`);
    if (most < white) samples[i] = Math.round(((bitmap ? 1 - samples[i] : samples[i]) * white) / most);
  }
  const assumptions = [];
  if (most !== white && most > 1) assumptions.push({ text: `Values 0 to ${most} were scaled to 0 to ${white}.` });
  if (bytes[end] === 0x50 && bytes[end + 1] >= 49 && bytes[end + 1] <= 55) {
    assumptions.push({ text: "More pictures follow in the file; the first was read." });
  }
  return { image: { width, height, channels, samples }, facts: plainFacts(bitsOf(most), { assumptions }) };
}

function readText(peek: Peek, { kind, at }: Layout, samples: Uint8Array | Uint16Array): number {
  const words = new Words(peek, at);
  for (let i = 0; i < samples.length; i++) {
    if (kind === 1) {
      samples[i] = words.bit();
      continue;
    }
    const value = words.whole("sample");
    if (value > 65535) throw damaged(peek.file, `a sample is ${value}`);
    samples[i] = value;
  }
  return peek.bytes.length;
}

function readBytes(peek: Peek, { kind, at, width, height, most }: Layout, samples: Uint8Array | Uint16Array): number {
  const bitmap = kind === 4;
  const rowBytes = Math.ceil(width / 8);
  const length = bitmap ? rowBytes * height : samples.length * (most > 255 ? 2 : 1);
  const data = peek.part(at, length);
  if (samples instanceof Uint16Array) fromBigEndian(data, samples);
  else if (!bitmap) samples.set(data);
  else {
    for (let y = 0; y < height; y++) {
      unpackBits(data.subarray(y * rowBytes), 1, width, { samples, at: y * width, step: 1 });
    }
  }
  return at + length;
}

export async function writePnm(given: Image, { profile }: WriteOptions): Promise<Written> {
  const { image, changes } = prepare(given, { format: "pnm", bits: 16, alpha: "left out" });
  keptProfile(profile, image.channels, changes, "pnm", false);
  const { width, height, channels, samples } = image;
  const wide = samples instanceof Uint16Array;
  const head = latin(`P${channels === 1 ? 5 : 6}\n${width} ${height}\n${wide ? 65535 : 255}\n`);
  return { bytes: joined([head, wide ? toBigEndian(samples) : (samples as Uint8Array)]), changes };
}
