// The sRGB transfer curve of IEC 61966-2-1, both ways.

/** Light (0 to 1) of a stored value (0 to 1); the straight part goes on below 0. */
export const linearOfSrgb = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Stored value (0 to 1) of light (0 to 1); the straight part goes on below 0. */
export const srgbOfLinear = (value: number): number =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
