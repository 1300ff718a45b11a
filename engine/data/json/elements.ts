// Where the elements of a JSON array lie in its bytes, without parsing them: what row → line mapping needs.

const [space, quote, comma, backslash] = [32, 34, 44, 92];
const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125];

export interface Element {
  start: number;
  end: number;
  /** Line of its first byte, counted from 1. */
  line: number;
}

/** The first byte that is no blank, from `from` on, and its line. */
export function skipBlanks(bytes: Uint8Array, from = 0, line = 1): { at: number; line: number } {
  let at = from;
  for (; at < bytes.length && bytes[at] <= space; at++) if (bytes[at] === 10) line++;
  return { at, line };
}

/**
 * The elements of the array (or the members of the object) that begins at `open`, cut at commas outside brackets and
 * strings; returns where it ends, or null when it never does. What lies inside an element is not checked.
 */
export function* arrayElements(bytes: Uint8Array, open: number, openLine: number): Generator<Element, number | null> {
  const close = bytes[open] === openBracket ? closeBracket : closeBrace;
  let { at, line } = skipBlanks(bytes, open + 1, openLine);
  if (bytes[at] === close) return at + 1;
  let start = at;
  let startLine = line;
  let depth = 0;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 10) line++;
    else if (byte === quote) {
      for (at++; at < bytes.length && bytes[at] !== quote; at++) {
        if (bytes[at] === backslash) at++;
        else if (bytes[at] === 10) line++;
      }
    } else if (byte === openBracket || byte === openBrace) depth++;
    else if ((byte === closeBracket || byte === closeBrace) && depth > 0) depth--;
    else if (byte === close) {
      yield { start, end: at, line: startLine };
      return at + 1;
    } else if (byte === comma && depth === 0) {
      yield { start, end: at, line: startLine };
      ({ at, line } = skipBlanks(bytes, at + 1, line));
      start = at--;
      startLine = line;
    }
  }
  return null;
}
