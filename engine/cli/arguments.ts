// Words of a command line → positional arguments and flags, checked against what the verb takes.

import { InputError } from "../errors";
import { suggestion } from "../words";

/**
 * switch: without a value; text: any; choice: one of some words; whole: a whole number of at least `least`; number: any
 * finite one. A flag that is `repeated` may stand more than once.
 */
export type FlagKind =
  | { kind: "switch" }
  | { kind: "text"; value: string; repeated?: true }
  | { kind: "choice"; values: readonly string[] }
  | { kind: "whole"; value: string; least: number }
  | { kind: "number"; value: string; repeated?: true };

export type FlagTable = Readonly<Record<string, FlagKind>>;

export interface Arguments {
  positional: string[];
  switches: Set<string>;
  texts: Map<string, string>;
  numbers: Map<string, number>;
  /** The repeated flags with their values, in the order in which they stand. */
  sequence: { flag: string; value: string | number }[];
}

/** @throws InputError that names the flag */
export function parseArguments(words: readonly string[], flags: FlagTable): Arguments {
  const parsed: Arguments = { positional: [], switches: new Set(), texts: new Map(), numbers: new Map(), sequence: [] };
  const names = Object.keys(flags).map((name) => `--${name}`);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === "--") {
      parsed.positional.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      parsed.positional.push(word);
      continue;
    }
    const [flag, attached] = split(word);
    const name = flag.slice(2);
    const known = Object.hasOwn(flags, name) && flag.startsWith("--") ? flags[name] : undefined;
    if (!known) throw new InputError(`There is no flag ${flag} here${suggestion(flag, names)}`);
    if (known.kind === "switch") {
      if (attached !== undefined) throw new InputError(`${flag} takes no value.`);
      parsed.switches.add(name);
      continue;
    }
    const value = attached ?? words[++at];
    if (value === undefined) throw new InputError(`${flag} needs a value: ${flag} ${wanted(known)}.`);
    const read = readValue(flag, value, known);
    if ("repeated" in known && known.repeated) parsed.sequence.push({ flag: name, value: read });
    else if (typeof read === "string") parsed.texts.set(name, read);
    else parsed.numbers.set(name, read);
  }
  return parsed;
}

function split(word: string): [flag: string, value?: string] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

type ValuedKind = Exclude<FlagKind, { kind: "switch" }>;

const wanted = (known: ValuedKind): string => (known.kind === "choice" ? known.values.join("|") : known.value);

function readValue(flag: string, text: string, known: ValuedKind): string | number {
  switch (known.kind) {
    case "text":
      return text;
    case "choice":
      if (known.values.includes(text)) return text;
      throw new InputError(`${flag} has no choice "${text}"${suggestion(text, known.values)}`);
    case "whole":
      return whole(flag, text, known.least);
    case "number": {
      const value = Number(text);
      if (text.trim() !== "" && Number.isFinite(value)) return value;
      throw new InputError(`${flag} must be a number, not "${text}".`);
    }
  }
}

function whole(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new InputError(`${flag} must be a whole number of at least ${least}, not "${text}".`);
}
