// Structural similarity of two pictures, row by row, so that only a few rows of each are held.

/** Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004: K = 0.01 and 0.03. */
const range = 255;
const c1 = (0.01 * range) ** 2;
const c2 = (0.03 * range) ** 2;

/** Rows and columns of the Gaussian window; its weights, which sum to 1, from the rim to the middle. */
const taps = 11;
const middle = (taps - 1) / 2;
const sigma = 1.5;
const [w0, w1, w2, w3, w4, w5] = gaussianWeights();

/** Rows and columns of the uniform window. */
const side = 7;
const area = side * side;
/** Of the sample covariance: n / (n − 1). */
const bessel = area / (area - 1);

/** Rows that are filtered together, and the rows before them that their windows reach up to. */
const together = 32;
const before = taps - 1;

/** Pixels of a strip of such rows: what is computed of them stays in the second cache. */
const stripPixels = 112;
/** Samples from row to row of a strip: an odd number of cache lines, so that a column's samples do not share their places. */
const stripStride = 136;
const plane = together * stripStride;

/** Results that are computed at once, from values that are read once. */
const group = 8;

function gaussianWeights(): number[] {
  const weights = Array.from({ length: taps }, (_, i) => Math.exp(-((i - middle) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.slice(0, middle + 1).map((weight) => weight / sum);
}

/**
 * Of sums over windows whose weights add up to `weight`: of x, of y, of x² + y² and of x·y; the constants and `scale`, which
 * is 1 for population covariance, are those of such sums.
 */
function similarity(
  x: number,
  y: number,
  squares: number,
  product: number,
  weight: number,
  scale: number,
  k1: number,
  k2: number,
): number {
  const means = x * x + y * y;
  const both = x * y;
  const variances = scale * (weight * squares - means);
  const covariance = scale * (weight * product - both);
  return ((2 * both + k1) * (2 * covariance + k2)) / ((means + k1) * (variances + k2));
}

/**
 * Takes the rows of two pictures from top to bottom, in units of 0 to 255, the channels of a pixel side by side. Windows
 * that reach over the border do not count, as in Wang's code and in scikit-image; the mean is over windows and channels.
 */
export class StructuralSimilarity {
  /** Samples from row to row: an odd number of cache lines, as in a strip. */
  private readonly stride: number;
  /** The rows that wait, behind those before them. */
  private readonly x: Float32Array;
  private readonly y: Float32Array;
  private waiting = 0;
  /** Of one column of a channel: x, y, x² + y², x·y. */
  private readonly column = new Float64Array(4 * (before + together));
  /** The same of a strip of a channel, filtered down and then across, with either window. */
  private readonly weighted = new Float64Array(4 * plane);
  private readonly summed = new Float64Array(4 * plane);
  /** Rows before those that wait. */
  private rows = 0;
  private readonly gaussian = { sum: 0, count: 0 };
  private readonly uniform = { sum: 0, count: 0 };

  constructor(
    private readonly width: number,
    private readonly channels: number,
  ) {
    this.stride = 16 * (Math.ceil((width * channels) / 16) | 1);
    this.x = new Float32Array((before + together) * this.stride);
    this.y = new Float32Array((before + together) * this.stride);
  }

  /** @param x, y [width, channels] */
  addRow(x: Float64Array, y: Float64Array): void {
    const at = (before + this.waiting++) * this.stride;
    this.x.set(x, at);
    this.y.set(y, at);
    if (this.waiting === together) this.filter();
  }

  /** Mean SSIM; NaN for pictures that are smaller than the window. */
  means(): { wang2004: number; uniform7: number } {
    this.filter();
    return {
      wang2004: this.gaussian.sum / this.gaussian.count,
      uniform7: this.uniform.sum / this.uniform.count,
    };
  }

  /** Counts the windows that end in the rows that wait. */
  private filter(): void {
    const { width, channels, stride, waiting } = this;
    for (let from = 0; from + side <= width; from += stripPixels)
      for (let channel = 0; channel < channels; channel++) {
        this.filterDown(from, channel);
        this.addUniform(Math.min(stripPixels, width - from - side + 1));
        this.addGaussian(Math.min(stripPixels, width - from - taps + 1));
      }
    this.rows += waiting;
    this.waiting = 0;
    for (const rows of [this.x, this.y]) rows.copyWithin(0, waiting * stride, (waiting + before) * stride);
  }

  private filterDown(from: number, channel: number): void {
    const { width, channels, stride, x, y, column, weighted, summed, waiting } = this;
    const rows = before + waiting;
    const span = before + together;
    const pixels = Math.min(stripPixels + before, width - from);
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let row = 0, at = (from + pixel) * channels + channel; row < rows; row++, at += stride) {
        const a = x[at];
        const b = y[at];
        column[row] = a;
        column[row + span] = b;
        column[row + 2 * span] = a * a + b * b;
        column[row + 3 * span] = a * b;
      }
      for (let k = 0; k < 4; k++) {
        weigh(column, k * span, waiting, weighted, k * plane + pixel, stripStride);
        addUp(column, k * span + taps - side, waiting, summed, k * plane + pixel, stripStride);
      }
    }
  }

  /** Of so many windows that begin in each row of the strip. */
  private addUniform(count: number): void {
    const { summed: sums, rows, waiting } = this;
    let total = 0;
    const first = Math.max(0, side - 1 - rows);
    for (let row = first; row < waiting; row++) {
      const start = row * stripStride;
      for (let at = start; at < 4 * plane; at += plane) addUp(sums, at, count, sums, at, 1);
      for (let i = start; i < start + count; i++)
        total += similarity(
          sums[i],
          sums[i + plane],
          sums[i + 2 * plane],
          sums[i + 3 * plane],
          area,
          bessel,
          c1 * area ** 2,
          c2 * area ** 2,
        );
    }
    this.uniform.sum += total;
    this.uniform.count += Math.max(0, waiting - first) * count;
  }

  private addGaussian(count: number): void {
    const { weighted: means, rows, waiting } = this;
    let total = 0;
    const first = Math.max(0, taps - 1 - rows);
    for (let row = first; row < waiting; row++) {
      const start = row * stripStride;
      for (let at = start; at < 4 * plane; at += plane) weigh(means, at, count, means, at, 1);
      for (let i = start; i < start + count; i++)
        total += similarity(means[i], means[i + plane], means[i + 2 * plane], means[i + 3 * plane], 1, 1, c1, c2);
    }
    this.gaussian.sum += total;
    this.gaussian.count += Math.max(0, waiting - first) * Math.max(0, count);
  }
}

/**
 * `count` sums of eleven neighbours with the weights of the Gaussian, up to seven more with them; they may take the place
 * of the values that they begin with.
 */
function weigh(values: Float64Array, from: number, count: number, out: Float64Array, to: number, step: number): void {
  const end = from + count;
  for (let i = from, at = to; i < end; i += group, at += group * step) {
    const x0 = values[i];
    const x1 = values[i + 1];
    const x2 = values[i + 2];
    const x3 = values[i + 3];
    const x4 = values[i + 4];
    const x5 = values[i + 5];
    const x6 = values[i + 6];
    const x7 = values[i + 7];
    const x8 = values[i + 8];
    const x9 = values[i + 9];
    const x10 = values[i + 10];
    const x11 = values[i + 11];
    const x12 = values[i + 12];
    const x13 = values[i + 13];
    const x14 = values[i + 14];
    const x15 = values[i + 15];
    const x16 = values[i + 16];
    const x17 = values[i + 17];
    out[at] = w0 * (x0 + x10) + w1 * (x1 + x9) + w2 * (x2 + x8) + w3 * (x3 + x7) + w4 * (x4 + x6) + w5 * x5;
    out[at + step] = w0 * (x1 + x11) + w1 * (x2 + x10) + w2 * (x3 + x9) + w3 * (x4 + x8) + w4 * (x5 + x7) + w5 * x6;
    out[at + 2 * step] =
      w0 * (x2 + x12) + w1 * (x3 + x11) + w2 * (x4 + x10) + w3 * (x5 + x9) + w4 * (x6 + x8) + w5 * x7;
    out[at + 3 * step] =
      w0 * (x3 + x13) + w1 * (x4 + x12) + w2 * (x5 + x11) + w3 * (x6 + x10) + w4 * (x7 + x9) + w5 * x8;
    out[at + 4 * step] =
      w0 * (x4 + x14) + w1 * (x5 + x13) + w2 * (x6 + x12) + w3 * (x7 + x11) + w4 * (x8 + x10) + w5 * x9;
    out[at + 5 * step] =
      w0 * (x5 + x15) + w1 * (x6 + x14) + w2 * (x7 + x13) + w3 * (x8 + x12) + w4 * (x9 + x11) + w5 * x10;
    out[at + 6 * step] =
      w0 * (x6 + x16) + w1 * (x7 + x15) + w2 * (x8 + x14) + w3 * (x9 + x13) + w4 * (x10 + x12) + w5 * x11;
    out[at + 7 * step] =
      w0 * (x7 + x17) + w1 * (x8 + x16) + w2 * (x9 + x15) + w3 * (x10 + x14) + w4 * (x11 + x13) + w5 * x12;
  }
}

/** The same with sums of seven neighbours. */
function addUp(values: Float64Array, from: number, count: number, out: Float64Array, to: number, step: number): void {
  const end = from + count;
  for (let i = from, at = to; i < end; i += group, at += group * step) {
    const x0 = values[i];
    const x1 = values[i + 1];
    const x2 = values[i + 2];
    const x3 = values[i + 3];
    const x4 = values[i + 4];
    const x5 = values[i + 5];
    const x6 = values[i + 6];
    const x7 = values[i + 7];
    const x8 = values[i + 8];
    const x9 = values[i + 9];
    const x10 = values[i + 10];
    const x11 = values[i + 11];
    const x12 = values[i + 12];
    const x13 = values[i + 13];
    const m0 = x1 + x2 + x3 + x4 + x5 + x6;
    const m2 = x3 + x4 + x5 + x6 + x7 + x8;
    const m4 = x5 + x6 + x7 + x8 + x9 + x10;
    const m6 = x7 + x8 + x9 + x10 + x11 + x12;
    out[at] = x0 + m0;
    out[at + step] = m0 + x7;
    out[at + 2 * step] = x2 + m2;
    out[at + 3 * step] = m2 + x9;
    out[at + 4 * step] = x4 + m4;
    out[at + 5 * step] = m4 + x11;
    out[at + 6 * step] = x6 + m6;
    out[at + 7 * step] = m6 + x13;
  }
}
