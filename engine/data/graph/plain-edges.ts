// Lines of two plain numbers, as nearly all of a long list of edges are: taken without cutting them into cells.

import { blanks, type Run } from "./records";

/** More digits than this may not be exact as a number. */
const mostDigits = 15;

/** Calls `put` with each edge; ends before the first line that is otherwise. */
export function takePlainEdges(
  bytes: Uint8Array,
  at: number,
  end: number,
  line: number,
  delimiter: number,
  put: (source: number, target: number, line: number) => void,
): ReturnType<Run> {
  let lines = 0;
  let next = at;
  for (let p = next; ; p = next) {
    const first = p;
    let source = 0;
    for (; bytes[p] >= 48 && bytes[p] <= 57; p++) source = source * 10 + bytes[p] - 48;
    if (p === first || p - first > mostDigits || (bytes[first] === 48 && p - first > 1)) break;
    if (delimiter === blanks) while (bytes[p] === 32 || bytes[p] === 9) p++;
    else if (bytes[p] === delimiter) p++;
    const second = p;
    let target = 0;
    for (; bytes[p] >= 48 && bytes[p] <= 57; p++) target = target * 10 + bytes[p] - 48;
    if (p === second || p - second > mostDigits || (bytes[second] === 48 && p - second > 1)) break;
    if (bytes[p] === 13) p++;
    // The guard behind the end is a line break too.
    if (bytes[p] !== 10 || p >= end) break;
    put(source, target, line + lines++);
    next = p + 1;
  }
  return { at: next, lines };
}
