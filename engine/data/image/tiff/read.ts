// Reading the first page of a TIFF file: strips and tiles, whole numbers and floats, grey, colour and palettes.

import { CutShort, type Decoded, damaged, firstOf, plainFacts, type Reading } from "../codec";
import type { Channels, Image, Samples } from "../image";
import { whiteOf } from "../image";
import type { Peek } from "../peek";
import { damagedProfile, profileFacts } from "../profile";
import { applyPalette, samplesLike, scaleBits, unpackBits } from "../samples";
import { openTiff, readDirectory } from "./directory";
import { layoutOf, photometrics, predictors, type TiffLayout, tags } from "./layout";
import { unpackBlock } from "./unpack";

/** More pages than this are not counted. */
const mostPages = 65535;

export async function readTiff(reading: Reading): Promise<Decoded> {
  const { bytes, file } = reading;
  const { peek, first } = openTiff(bytes, file);
  const directory = readDirectory(peek, first);
  const layout = layoutOf(directory, peek, reading);
  const stored = await pixels(layout, peek);
  const image = coloured(layout, stored, file);
  const frames = pagesFrom(peek, first);
  const { profile, damaged: broken } = profileFacts(layout.profile);
  const assumptions = firstOf(frames, "pages");
  if (((directory.number(tags.subfile) ?? 0) & 1) === 1) {
    assumptions.push({ text: "The page that was read is a smaller version of another one, as its file says." });
  }
  if (broken) assumptions.push({ text: damagedProfile });
  if (layout.bits === 64) assumptions.push({ text: "64-bit floats were read as 32-bit ones." });
  if (layout.unnamedAlpha) {
    assumptions.push({ text: "The last channel was taken as alpha: the file does not say what it is." });
  } else if (layout.alpha === 1) {
    assumptions.push({ text: "Colours multiplied by alpha were divided by it." });
  }
  if (layout.photometric === photometrics.whiteIsZero) {
    assumptions.push({ text: "White is stored as 0, and was turned to the usual order." });
  }
  return {
    image,
    facts: plainFacts(layout.bits, {
      palette: layout.photometric === photometrics.palette,
      orientation: layout.orientation,
      frames,
      profile,
      assumptions,
    }),
  };
}

/** Pages in the chain; one that leads back to itself ends there. */
function pagesFrom(peek: Peek, first: number): number {
  const seen = new Set<number>();
  for (let at = first; at !== 0 && !seen.has(at) && seen.size < mostPages; at = readDirectory(peek, at).next)
    seen.add(at);
  return seen.size;
}

/** Samples as the file holds them. */
async function pixels(layout: TiffLayout, peek: Peek): Promise<Samples> {
  const { width, height, samples, planar, bits, float, block } = layout;
  const length = width * height * samples;
  const across = Math.ceil(width / block.width);
  const down = Math.ceil(height / block.height);
  // Of a block's row: its samples, and its bytes.
  const count = block.width * (planar ? 1 : samples);
  const rowBytes = Math.ceil((count * bits) / 8);
  const target = float ? new Float32Array(length) : bits === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const line = samplesLike(target, count);
  for (let plane = 0; plane < (planar ? samples : 1); plane++) {
    for (let number = 0; number < across * down; number++) {
      const index = plane * across * down + number;
      const left = (number % across) * block.width;
      const top = Math.floor(number / across) * block.height;
      const rows = Math.min(block.height, height - top);
      peek.need(block.offsets[index], layout.compression === 1 ? rowBytes * rows : block.bytes[index]);
      const packed = peek.part(block.offsets[index], block.bytes[index]);
      const raw = await unpackBlock(packed, rowBytes * rows, layout, peek.file);
      if (raw.length < rowBytes * rows) {
        if (block.offsets[index] + block.bytes[index] >= peek.bytes.length) throw new CutShort(peek.file);
        throw damaged(
          peek.file,
          `its header says ${width} × ${height} pixels, and the file holds fewer, or broken ones`,
        );
      }
      const columns = Math.min(block.width, width - left);
      for (let y = 0; y < rows; y++) {
        readRow(raw.subarray(y * rowBytes, (y + 1) * rowBytes), line, layout, peek.little);
        const at = (top + y) * width + left;
        if (!planar) target.set(line.subarray(0, columns * samples), at * samples);
        else for (let x = 0; x < columns; x++) target[(at + x) * samples + plane] = line[x];
      }
    }
  }
  return target;
}

/** A row's bytes as samples, with its predictor undone. */
function readRow(row: Uint8Array, line: Samples, layout: TiffLayout, little: boolean): void {
  const { bits, predictor } = layout;
  const step = layout.planar ? 1 : layout.samples;
  const source = predictor === predictors.float ? floatBytes(row, step) : row;
  // The floating-point predictor puts the highest bytes first.
  const low = little && predictor !== predictors.float;
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  if (bits < 8) unpackBits(source, bits, line.length, { samples: line as Uint8Array, at: 0, step: 1 });
  else if (bits === 8) line.set(source);
  else if (bits === 16) for (let i = 0; i < line.length; i++) line[i] = view.getUint16(2 * i, low);
  else if (bits === 32) for (let i = 0; i < line.length; i++) line[i] = view.getFloat32(4 * i, low);
  else for (let i = 0; i < line.length; i++) line[i] = view.getFloat64(8 * i, low);
  if (predictor === predictors.difference) for (let i = step; i < line.length; i++) line[i] += line[i - step];
}

/** Undoes the floating-point predictor of 32-bit samples: differences of bytes, sorted by their place in a sample. */
function floatBytes(row: Uint8Array, step: number): Uint8Array {
  const summed = row.slice();
  for (let i = step; i < summed.length; i++) summed[i] += summed[i - step];
  const count = summed.length / 4;
  const bytes = new Uint8Array(summed.length);
  for (let i = 0; i < count; i++) for (let b = 0; b < 4; b++) bytes[4 * i + b] = summed[b * count + i];
  return bytes;
}

/** What the samples mean: palette, range, the order of white and black, alpha. */
function coloured(layout: TiffLayout, samples: Samples, file: string): Image {
  const { width, height, bits, photometric, alpha } = layout;
  if (photometric === photometrics.palette) {
    const colours = 1 << bits;
    const map = layout.colourMap ?? [];
    if (map.length < 3 * colours) throw damaged(file, "its palette is not complete");
    // The map has 16-bit values, first all of red.
    const rgb = Uint8Array.from({ length: colours * 3 }, (_, i) => map[(i % 3) * colours + Math.floor(i / 3)] >> 8);
    return { width, height, ...applyPalette(samples as Uint8Array, { rgb }, file) };
  }
  if (bits < 8 && samples instanceof Uint8Array) scaleBits(samples, bits);
  const image = { width, height, channels: layout.samples as Channels, samples };
  const white = whiteOf(image);
  const plain = layout.samples - (alpha > 0 ? 1 : 0);
  if (photometric === photometrics.whiteIsZero) {
    for (let i = 0; i < samples.length; i++) if (i % layout.samples < plain) samples[i] = white - samples[i];
  }
  if (alpha !== 1) return image;
  for (let i = 0; i < samples.length; i += layout.samples) {
    const opacity = samples[i + plain] / white;
    for (let c = i; c < i + plain; c++) {
      const value = opacity > 0 ? samples[c] / opacity : 0;
      samples[c] = samples instanceof Float32Array ? value : Math.min(white, Math.round(value));
    }
  }
  return image;
}
