// Rows of bytes with the channels of a pixel side by side, taken apart into one row for each channel.

/** Bytes of a plane begin `plane` apart, in rows of `toStride`; whole vectors are read and written beyond the last pixel. */
export function splitBytes(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  plane: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
): void {
  for (; rows > 0; rows--) {
    for (let c: usize = 0; c < channels; c++) {
      let at = from + c;
      const start = to + c * plane;
      const end = start + pixels;
      for (let target = start; target < end; target++) {
        store<u8>(target, load<u8>(at));
        at += channels;
      }
    }
    from += fromStride;
    to += toStride;
  }
}
