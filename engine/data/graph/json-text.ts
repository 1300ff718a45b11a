// JSON of graphs: ids that are long numbers stay as they are written, and every element has its line.

import { InputError } from "../../errors";
import { arrayElements, skipBlanks } from "../json/elements";
import { parseJson } from "../json/json";

const decoder = new TextDecoder();

/** As JSON.parse, with whole numbers too long for a double as texts. Throws InputError with the line of a mistake. */
export function parseGraphJson(text: string, place: { file: string; line: number }): unknown {
  // Their digits are put in quotes, which a look-behind for strings keeps out of texts.
  const exact = /\d{16}/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (part) =>
        part[0] === '"' ? part : `"${part}"`,
      )
    : text;
  return parseJson(exact, place);
}

/** The object that a file holds. Throws InputError for anything else. */
export function graphObject(text: string, file: string): Record<string, unknown> {
  const value = parseGraphJson(text, { file, line: 1 });
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InputError("A graph in JSON is an object with nodes and links, and this file begins otherwise.", {
    file,
    line: 1,
  });
}

/** Line of every element of the list (or member of the object) under the keys; empty where there is none. */
export function linesUnder(bytes: Uint8Array, ...keys: string[]): number[] {
  let { at, line } = skipBlanks(bytes);
  for (const key of keys) {
    let found = false;
    if (bytes[at] !== 123) return [];
    for (const member of arrayElements(bytes, at, line)) {
      const name = /^"(?:[^"\\]|\\.)*"/.exec(
        decoder.decode(bytes.subarray(member.start, Math.min(member.end, member.start + 200))),
      )?.[0];
      if (name !== JSON.stringify(key)) continue;
      const colon = skipBlanks(bytes, member.start + new TextEncoder().encode(name).length, member.line);
      ({ at, line } = skipBlanks(bytes, colon.at + 1, colon.line));
      found = true;
    }
    if (!found) return [];
  }
  if (bytes[at] !== 91 && bytes[at] !== 123) return [];
  return Array.from(arrayElements(bytes, at, line), (element) => element.line);
}
