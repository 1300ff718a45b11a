// A chain of kernels with its settings, as experiments, the command line and the page write it.

/** Tools whose convolution can be computed exactly as they do. */
export const dialectNames = ["opencv", "pillow", "sharp", "gimp", "svg", "matlab"] as const;
export type DialectName = (typeof dialectNames)[number];

/**
 * What stands beyond the border. zero: 0; replicate: the border pixel (aaa|abc); reflect: mirrored with it (cba|abc);
 * reflect101: mirrored without it (dcb|abcd); wrap: the other side; copy: no filter there, border pixels stay.
 */
export const edgeModes = ["zero", "replicate", "reflect", "reflect101", "wrap", "copy"] as const;
export type EdgeMode = (typeof edgeModes)[number];

/** srgb: sums of the values as stored; linear: sums of light. */
export const lightModes = ["srgb", "linear"] as const;
export type Light = (typeof lightModes)[number];

/**
 * straight: alpha stays, colours are filtered without it; premultiplied: colours are weighed by alpha, which is filtered
 * too (unless the kernel sums to 0, when it stays); channel: alpha is filtered like any channel.
 */
export const alphaModes = ["straight", "premultiplied", "channel"] as const;
export type AlphaMode = (typeof alphaModes)[number];

export const channelChoices = ["each", "luminance", "red", "green", "blue", "alpha"] as const;
export type ChannelChoice = (typeof channelChoices)[number];

/** A link of the chain: a named kernel (`gauss:3`, `median5`), or a matrix. */
export interface Step {
  kernel?: string;
  /** Rows of up to 31 × 31 numbers, as the tool reads them. */
  matrix?: number[][];
  /** Of a matrix or a named kernel that has one; the tool's rule unless said. */
  divisor?: number;
  /** Added after the division, in values of 0 to 255. */
  offset?: number;
  /** Which channels it filters; each unless said. */
  channels?: ChannelChoice;
  /** A step that is passed over. */
  off?: boolean;
}

export interface Pipeline {
  /** The tool whose convolution is meant; it then says edge, light and alpha, unless it has a choice. */
  as?: DialectName;
  edge?: EdgeMode;
  light?: Light;
  alpha?: AlphaMode;
  steps: Step[];
}
