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

/** What groups look like where pictures of them are counted: `person_03` of `person_03_10.png`. */
const counted = "^(.+)[-_. ]\\d+\\.[^.]+$";
/** Fewer groups, or fewer pictures in each, are rather classes or numbers of pictures. */
const leastGroups = 4;
const leastPictures = 2;

/** A pattern for data.group that most of the names bear out, and how many groups it finds; undefined where there is none. */
export function suggestGroup(names: readonly string[]): { pattern: string; groups: number } | undefined {
  const expression = new RegExp(counted);
  const found = names.flatMap((name) => expression.exec(name)?.[1] ?? []);
  const groups = new Set(found).size;
  if (found.length < 0.9 * names.length || groups < leastGroups || found.length < leastPictures * groups) {
    return undefined;
  }
  return { pattern: counted, groups };
}

/** Throws FieldError for a text that is no regular expression; `key` is where the experiment has it. */
export function expressionOf(pattern: string, key: "group" | "testNames", file: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new FieldError(["data", key], `The pattern ${pattern} of data.${key} is no regular expression.`, { file });
  }
}
