// Pictures taken apart into luma, chroma and alpha, and put together again: BT.601 in its studio swing.

import type { Frame } from "../../data/album/album";
import { type Channels, hasAlpha, type Image, type Samples, whiteOf } from "../../data/image/image";
import type { Field } from "../pictures/tiles";

/** Of one channel each, in units of white; chroma is there for pictures with colours only. */
export interface Planes {
  luma: Field;
  chroma?: readonly [blue: Field, red: Field];
  alpha?: Field;
}

/** ITU-R BT.601: of R, G and B from 0 to 1 to Y′ of 16 to 235, Cb and Cr of 16 to 240. */
const [lumaRow, blueRow, redRow] = [
  [65.481, 128.553, 24.966],
  [-37.797, -74.203, 112],
  [112, -93.786, -18.214],
] as const;
const offsets = [16, 128, 128] as const;
const inverse = invert([lumaRow, blueRow, redRow]);

/** Whether all pixels are grey, whatever the number of channels. */
export function isColourless({ channels, samples }: Image): boolean {
  if (channels <= 2) return true;
  for (let i = 0; i < samples.length; i += channels) {
    if (samples[i] !== samples[i + 1] || samples[i] !== samples[i + 2]) return false;
  }
  return true;
}

/** A picture without colours has for luma its grey values as they are, as in the published protocols. */
export function takeApart(image: Image): Planes {
  const { width, height, channels, samples } = image;
  const plane = (value: (at: number) => number): Field => {
    const taken = new Float32Array(width * height);
    for (let i = 0, at = 0; i < taken.length; i++, at += channels) taken[i] = value(at);
    return { width, height, channels: 1, samples: taken };
  };
  const white = whiteOf(image);
  const component = ([red, green, blue]: readonly number[], offset: number) =>
    plane((at) => (offset + (red * samples[at] + green * samples[at + 1] + blue * samples[at + 2]) / white) / 255);
  const alpha = hasAlpha(channels) ? { alpha: plane((at) => samples[at + channels - 1] / white) } : {};
  if (isColourless(image)) return { luma: plane((at) => samples[at] / white), ...alpha };
  return {
    luma: component(lumaRow, offsets[0]),
    chroma: [component(blueRow, offsets[1]), component(redRow, offsets[2])],
    ...alpha,
  };
}

/** Luma rounded to the 256 values that MATLAB's rgb2ycbcr gives for 8-bit pictures, which truth is measured in. */
export function lumaOf(frame: Frame, grey = isColourless(frame)): Frame {
  const { width, height, channels, samples } = frame;
  const [red, green, blue] = lumaRow;
  const luma = Uint8Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * channels;
    if (grey) return samples[at];
    return Math.round(offsets[0] + (red * samples[at] + green * samples[at + 1] + blue * samples[at + 2]) / 255);
  });
  return { width, height, channels: 1, samples: luma };
}

/** An image with the channels and the type of samples of `like`, from planes of one size; values are clamped. */
export function putTogether({ luma, chroma, alpha }: Planes, like: Pick<Image, "channels" | "samples">): Image {
  const { width, height } = luma;
  const { channels } = like;
  const white = whiteOf(like);
  const samples = emptyLike(like.samples, width * height * channels);
  const whole = !(samples instanceof Float32Array);
  const clamped = (value: number): number => {
    const scaled = white * Math.min(1, Math.max(0, value));
    return whole ? Math.round(scaled) : scaled;
  };
  const colours = coloursOf(channels);
  for (let i = 0, at = 0; i < width * height; i++, at += channels) {
    if (chroma) {
      const [y, blue, red] = [luma, ...chroma].map((plane, k) => 255 * plane.samples[i] - offsets[k]);
      for (let k = 0; k < colours; k++) {
        const row = inverse[k];
        samples[at + k] = clamped(row[0] * y + row[1] * blue + row[2] * red);
      }
    } else for (let k = 0; k < colours; k++) samples[at + k] = clamped(luma.samples[i]);
    if (alpha) samples[at + colours] = clamped(alpha.samples[i]);
  }
  return { width, height, channels, samples };
}

const coloursOf = (channels: Channels): number => (hasAlpha(channels) ? channels - 1 : channels);

function emptyLike(samples: Samples, length: number): Samples {
  if (samples instanceof Uint8Array) return new Uint8Array(length);
  return samples instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}

/** Of a 3 × 3 matrix, by its cofactors. */
function invert(m: readonly (readonly number[])[]): number[][] {
  const cofactor = (row: number, column: number): number => {
    const [r1, r2] = [(row + 1) % 3, (row + 2) % 3];
    const [c1, c2] = [(column + 1) % 3, (column + 2) % 3];
    return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
  };
  const determinant = [0, 1, 2].reduce((sum, column) => sum + m[0][column] * cofactor(0, column), 0);
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant));
}
