// Which pictures belong together, by a pattern in their names.

import { FieldError } from "../../experiment/field-error";

/**
 * The first group of the pattern, or all that it matches, in each name; undefined without a pattern. Pictures that it does
 * not match belong to no group. Throws FieldError for a pattern that is none, or that no name matches.
 */
export function groupsOf(
  names: readonly string[],
  pattern: string | undefined,
  file: string,
): (string | undefined)[] | undefined {
  if (pattern === undefined) return undefined;
  const expression = expressionOf(pattern, "group", file);
  const groups = names.map((name) => {
    const match = expression.exec(name);
    return match ? (match[1] ?? match[0]) : undefined;
  });
  if (names.length > 0 && groups.every((group) => group === undefined)) {
    const message = `The pattern ${pattern} of data.group is in no picture's name; the first is ${names[0]}.`;
    throw new FieldError(["data", "group"], message, { file });
  }
  return groups;
}

/**
 * What groups look like where they are numbered, and the pictures of each: `person03` of `person03_10.png`. A word belongs
 * to it, for a number alone may be a class, and a word alone too.
 */
const counted = "([^/]*[^-_. \\d/][^/]*\\d)[-_. ]+\\d+\\.[^./]+$";
const ownNumber = /\d+(?=\.[^./]+$)/;
/** A day in the name is no group, nor is the time behind it a number of a picture. */
const dated = /(19|20)\d\d[-_. ]?[01]\d[-_. ]?[0-3]\d(?!\d)/;
/** Fewer groups, of all and of each class, are rather classes or numbers of pictures. */
const leastGroups = 4;
/** The share of the names that are such, of groups with several pictures, and of numbers that come in several groups. */
const borneOut = 0.9;
const repeated = 0.5;

/**
 * A pattern for data.group that the names bear out, and how many groups it finds; undefined where they do not clearly carry
 * groups. `labels` are of the pictures, where they have classes.
 */
export function suggestGroup(
  names: readonly string[],
  labels: readonly (string | number | undefined)[] = [],
): { pattern: string; groups: number } | undefined {
  const expression = new RegExp(counted);
  const groups = new Map<string, number>();
  const groupsOfNumber = new Map<string, Set<string>>();
  const groupsOfClass = new Map<string | number, Set<string>>();
  const found: string[] = [];
  for (const [index, name] of names.entries()) {
    const group = dated.test(name) ? undefined : expression.exec(name)?.[1];
    if (group === undefined) continue;
    const [number] = ownNumber.exec(name)!;
    found.push(number);
    groups.set(group, (groups.get(group) ?? 0) + 1);
    addTo(groupsOfNumber, number, group);
    addTo(groupsOfClass, labels[index] ?? "", group);
  }
  const several = [...groups.values()].filter((count) => count > 1).length;
  const shared = found.filter((number) => groupsOfNumber.get(number)!.size > 1).length;
  if (found.length < borneOut * names.length || shared < repeated * found.length) return undefined;
  if (several < borneOut * groups.size) return undefined;
  if (![groups, ...groupsOfClass.values()].every(({ size }) => size >= leastGroups)) return undefined;
  return { pattern: counted, groups: groups.size };
}

function addTo<K>(map: Map<K, Set<string>>, key: K, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

/** Throws FieldError for a text that is no regular expression; `key` is where the experiment has it. */
export function expressionOf(pattern: string, key: "group" | "testNames", file: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new FieldError(["data", key], `The pattern ${pattern} of data.${key} is no regular expression.`, { file });
  }
}
