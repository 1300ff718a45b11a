// Numbers straight from bytes, without a string in between, correctly rounded.

const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const exactLimit = 2 ** 53;

/**
 * The number that the bytes from `start` to `end` write, or NaN when they write none. `point` is the byte of the
 * decimal mark. Up to 15 or so digits and powers of ten up to 22 take one exact division or multiplication (Clinger's
 * fast path, correctly rounded); the rest goes through the language's own conversion.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, point = 46): number {
  let position = start;
  let byte = bytes[position];
  const negative = byte === 45;
  if (negative || byte === 43) position++;
  let mantissa = 0;
  let digits = 0;
  let scale = 0;
  for (; position < end; position++, digits++) {
    byte = bytes[position] - 48;
    if (byte < 0 || byte > 9) break;
    mantissa = mantissa * 10 + byte;
  }
  if (position < end && bytes[position] === point) {
    position++;
    const first = position;
    for (; position < end; position++, digits++) {
      byte = bytes[position] - 48;
      if (byte < 0 || byte > 9) break;
      mantissa = mantissa * 10 + byte;
    }
    scale = first - position;
  }
  if (digits === 0) return Number.NaN;
  if (position < end && (bytes[position] | 32) === 101) {
    position++;
    byte = bytes[position];
    const down = byte === 45;
    if (down || byte === 43) position++;
    const first = position;
    let exponent = 0;
    for (; position < end; position++) {
      byte = bytes[position] - 48;
      if (byte < 0 || byte > 9) break;
      exponent = exponent * 10 + byte;
    }
    if (position === first) return Number.NaN;
    scale += down ? -exponent : exponent;
  }
  if (position !== end) return Number.NaN;
  let value: number;
  if (mantissa < exactLimit && scale >= -22 && scale <= 22) {
    value = scale < 0 ? mantissa / powersOfTen[-scale] : mantissa * powersOfTen[scale];
  } else {
    value = Math.abs(Number(asciiText(bytes, start, end).replace(String.fromCharCode(point), ".")));
    if (value === Number.POSITIVE_INFINITY) return Number.NaN;
  }
  return negative ? -value : value;
}

const encoder = new TextEncoder();

/** As {@link parseNumber}, from a string; blanks around it are ignored. */
export function numberFromText(text: string, point = 46): number {
  const bytes = encoder.encode(text.trim());
  return parseNumber(bytes, 0, bytes.length, point);
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
