// Two pictures against each other: mean square error, PSNR and both kinds of SSIM, in one pass over bands of rows.

import { type Channels, hasAlpha, type Image, type Samples, whiteOf } from "../../data/image/image";
import { InputError } from "../../errors";
import type { PictureComparison } from "../pictures";
import { StructuralSimilarity } from "./ssim";

/** Size and channels of a picture, without its samples. */
export type PictureForm = Pick<Image, "width" | "height" | "channels">;

/** 10·log10(255² / MSE) in dB, of an error in units of 0 to 255; infinite for 0. */
export const psnr = (mse: number): number => 10 * Math.log10((255 * 255) / mse);

/**
 * Compares pictures that are handed over row by row, in memory that a few dozen rows take. All values are scaled to 0 to 255
 * first, of whichever type they are. Colours count, alpha never does: it is no light, and a colour under alpha 0 is one
 * that a kernel may change unseen.
 */
export class PictureComparer {
  private readonly colours: number;
  private readonly ssim: StructuralSimilarity;
  private readonly rows: { image: Float64Array; reference: Float64Array };
  private squares = 0;
  private count = 0;

  /** @throws InputError where sizes or the number of colour channels differ */
  constructor(
    private readonly image: PictureForm,
    private readonly reference: PictureForm,
  ) {
    const size = ({ width, height }: PictureForm) => `${width} × ${height}`;
    if (size(image) !== size(reference)) {
      throw new InputError(
        `The picture has ${size(image)} pixels and the reference ${size(reference)}: compare pictures of one size.`,
      );
    }
    if (coloursOf(image.channels) !== coloursOf(reference.channels)) {
      const [grey, colour] = coloursOf(image.channels) === 1 ? ["picture", "reference"] : ["reference", "picture"];
      throw new InputError(`The ${grey} is grey and the ${colour} has colours: compare pictures of one kind.`);
    }
    this.colours = coloursOf(image.channels);
    this.ssim = new StructuralSimilarity(image.width, this.colours);
    const row = () => new Float64Array(image.width * this.colours);
    this.rows = { image: row(), reference: row() };
  }

  /** The next rows from the top, [·, width, channels] each. */
  add(image: Samples, reference: Samples): void {
    const { width } = this.image;
    const height = image.length / (width * this.image.channels);
    const { image: x, reference: y } = this.rows;
    for (let row = 0; row < height; row++) {
      takeColours(image, row * width, this.image.channels, x);
      takeColours(reference, row * width, this.reference.channels, y);
      let squares = 0;
      for (let i = 0; i < x.length; i++) squares += (x[i] - y[i]) * (x[i] - y[i]);
      this.squares += squares;
      this.count += x.length;
      this.ssim.addRow(x, y);
    }
  }

  /** After the last row. SSIM is NaN for pictures smaller than its window of 11 × 11, or 7 × 7. */
  result(): PictureComparison {
    const mse = this.squares / this.count;
    return { mse, psnr: psnr(mse), ssim: this.ssim.means() };
  }
}

const coloursOf = (channels: Channels): number => (hasAlpha(channels) ? channels - 1 : channels);

/** The colours of a row of pixels from pixel `from` on, in units of 0 to 255. */
function takeColours(samples: Samples, from: number, channels: Channels, row: Float64Array): void {
  const colours = coloursOf(channels);
  const white = whiteOf({ samples });
  let at = from * channels;
  for (let i = 0; i < row.length; at += channels - colours) {
    for (let colour = 0; colour < colours; colour++) row[i++] = samples[at++];
  }
  if (white === 255) return;
  const [gain, divisor] = white === 1 ? [255, 1] : [1, white / 255];
  for (let i = 0; i < row.length; i++) row[i] = (gain * row[i]) / divisor;
}

/**
 * Of the image against the reference, over all colour channels (`PictureComparer`).
 * @throws InputError where sizes or the number of colour channels differ
 */
export function compareImages(image: Image, reference: Image): PictureComparison {
  const comparer = new PictureComparer(image, reference);
  comparer.add(image.samples, reference.samples);
  return comparer.result();
}
