// Unpacking LZW codes, as GIF and TIFF files hold them.

export interface LzwCodes {
  /** Bits of a plain symbol; a code has at first one more. */
  symbolBits: number;
  /** Whether a code begins with the lowest bit of a byte (GIF) or with the highest (TIFF). */
  lowFirst: boolean;
  /** Whether codes grow by a bit one code before they have to, as TIFF's do. */
  early: boolean;
}

const mostCodes = 4096;

/** Unpacks until `target` is full; returns how many bytes were written, fewer when the codes end or are damaged. */
export function unpackLzw(source: Uint8Array, target: Uint8Array, { symbolBits, lowFirst, early }: LzwCodes): number {
  const clear = 1 << symbolBits;
  const end = clear + 1;
  const prefix = new Uint16Array(mostCodes);
  const last = new Uint8Array(mostCodes);
  const first = new Uint8Array(mostCodes);
  const lengths = new Uint16Array(mostCodes);
  for (let symbol = 0; symbol < clear; symbol++) {
    last[symbol] = symbol;
    first[symbol] = symbol;
    lengths[symbol] = 1;
  }
  let width = symbolBits + 1;
  let next = end + 1;
  let previous = -1;
  let held = 0;
  let bits = 0;
  let at = 0;
  let written = 0;
  while (written < target.length) {
    while (bits < width) {
      if (at >= source.length) return written;
      held = lowFirst ? held | (source[at++] << bits) : (held << 8) | source[at++];
      bits += 8;
    }
    const mask = (1 << width) - 1;
    const code = (lowFirst ? held : held >>> (bits - width)) & mask;
    bits -= width;
    held = lowFirst ? held >>> width : held & ((1 << bits) - 1);
    if (code === clear) {
      width = symbolBits + 1;
      next = end + 1;
      previous = -1;
      continue;
    }
    if (code === end) return written;
    if (previous < 0 ? code > end : code > next || code >= mostCodes) return written;
    if (previous >= 0 && next < mostCodes) {
      prefix[next] = previous;
      first[next] = first[previous];
      last[next] = first[code === next ? previous : code];
      lengths[next] = lengths[previous] + 1;
      next++;
      if (next + (early ? 1 : 0) >= 1 << width && width < 12) width++;
    }
    let from = code;
    // Writes beyond the end of the target fall away.
    for (let to = written + lengths[code] - 1; to >= written; to--) {
      target[to] = last[from];
      from = prefix[from];
    }
    written += lengths[code];
    previous = code;
  }
  return target.length;
}
