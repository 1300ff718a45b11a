// Text of an experiment file → validated experiment, or what is wrong with it in plain sentences at line and column.

import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { z } from "zod";
import { InputError } from "../errors";
import { filterRules } from "../tasks/filter/rules";
import { spectrumRules } from "../tasks/spectrum/rules";
import { suggestion } from "../words";
import { expectation, type JsonSchema, keysAt, schemasAt } from "./expectation";
import { type FieldError, type FieldFault, type FieldPath, formatPath } from "./field-error";
import { type Experiment, experimentSchema } from "./schema";

/** One thing that is wrong, and the characters that it concerns. */
export interface Fault {
  message: string;
  /** Counted from 1. */
  line: number;
  column: number;
  /** In UTF-16 units from the start of the text. */
  offset: number;
  length: number;
}

let generated: JsonSchema | undefined;

/** JSON Schema of an experiment, for completion and hovers in editors. */
export function experimentJsonSchema(): JsonSchema {
  generated ??= z.toJSONSchema(experimentSchema) as JsonSchema;
  return generated;
}

/** The experiment, when nothing is wrong, and otherwise all that is, in order of place. */
export function checkExperiment(text: string): { experiment?: Experiment; faults: Fault[] } {
  const source = text.replace(/^\uFEFF/, " ");
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { allowTrailingComma: true });
  if (!tree || errors.length > 0) {
    const faults = errors.map(({ error, offset, length }) => fault(source, syntaxSentence(error), offset, length));
    if (faults.length > 0 && tree) return { faults: faults.slice(0, 1) };
    return {
      faults: [fault(source, 'The experiment is empty: begin with { "task": …, "data": … }.', 0, source.length)],
    };
  }
  const value = toValue(tree);
  const faults = repeatedKeys(tree).map((key) =>
    fault(source, `The key "${key.value}" stands here twice: remove one of them.`, key.offset, key.length),
  );
  const result = experimentSchema.safeParse(value);
  for (const { path, message, key } of result.error
    ? result.error.issues.flatMap((i) => explain(i, value))
    : rules(result.data)) {
    const node = nodeAt(tree, path, key);
    faults.push(fault(source, message, node.offset, node.length));
  }
  faults.sort((a, b) => a.offset - b.offset);
  return result.data && faults.length === 0 ? { experiment: result.data, faults } : { faults };
}

/**
 * The experiment that `text` holds; `file` is its name for messages.
 * @throws InputError for the first thing that is wrong
 */
export function parseExperiment(text: string, file?: string): Experiment {
  const { experiment, faults } = checkExperiment(text);
  if (experiment) return experiment;
  const [{ message, line, column }] = faults;
  throw new InputError(message, { file, line, column });
}

/** The error with the line and column that its path has in the experiment's text. */
export function placed({ path, message }: FieldError, text: string, file?: string): InputError {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const { line, column } = tree ? positionOf(text, nodeAt(tree, path).offset) : { line: 1, column: 1 };
  return new InputError(message, { file, line, column });
}

/** What the schema, or a rule beyond it, has to say of a value. */
interface Explained extends FieldFault {
  /** The key itself is at fault, not its value. */
  key?: string;
}

function explain(issue: z.core.$ZodIssue, value: unknown): Explained[] {
  const path = issue.path as FieldPath;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, value));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] }, value));
  }
  const at = path.reduce<unknown>((object, key) => (object as Record<string | number, unknown>)?.[key], value);
  if (issue.code === "too_big" && Number.isInteger(at) && path[1] === "split") {
    const split = path.slice(0, 2);
    if (keysAt(experimentJsonSchema(), split, value).includes("perClass")) {
      const message =
        "data.split.perClass is missing: beside numbers of nodes it must say how many of each class train; or give shares.";
      return [{ path: split, message }];
    }
  }
  const where = formatPath(path) || "An experiment";
  const expected = expectation(schemasAt(experimentJsonSchema(), path, value));
  if (at === undefined) return [{ path, message: `${where} is missing: it must be ${expected}.` }];
  const found = typeof at === "object" ? "" : `, not ${JSON.stringify(at)}`;
  return [{ path, message: `${where} must be ${expected}${found}.` }];
}

function unknownKey(path: FieldPath, key: string, value: unknown): Explained {
  const where = path.length > 0 ? ` in ${formatPath(path)}` : "";
  const hint = suggestion(key, keysAt(experimentJsonSchema(), path, value));
  return { path, key, message: `There is no key "${key}"${where}${hint}` };
}

/** Of a union's branches the one that is nearly right: undefined when the value is of another kind altogether. */
function closestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const weigh = (issues: readonly z.core.$ZodIssue[]) =>
    issues.reduce((sum, issue) => {
      if (issue.path.length === 0 && issue.code !== "unrecognized_keys") return Number.POSITIVE_INFINITY;
      return sum + (issue.code === "unrecognized_keys" ? 3 * issue.keys.length : 1);
    }, 0);
  const weights = branches.map(weigh);
  const least = Math.min(...weights);
  return Number.isFinite(least) && weights.filter((weight) => weight === least).length === 1
    ? branches[weights.indexOf(least)]
    : undefined;
}

/** What the schema cannot say. */
function rules(experiment: Experiment): Explained[] {
  if (experiment.task === "filter") return filterRules(experiment);
  if (experiment.task === "spectrum") return spectrumRules(experiment);
  const { split } = experiment.data;
  if (typeof split !== "object" || "perClass" in split || split.validation + split.test < 1) return [];
  return [
    {
      path: ["data", "split"],
      message: "data.split leaves no rows to train on: validation and test must sum to less than 1.",
    },
  ];
}

/** The node of a value; of a key inside it; or, when the value is absent, of the nearest that is there. */
function nodeAt(tree: Node, path: FieldPath, key?: string): Node {
  if (key !== undefined) return findNodeAtLocation(tree, [...path, key])?.parent?.children?.[0] ?? nodeAt(tree, path);
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return length < path.length ? startOf(node) : node;
  }
  return startOf(tree);
}

/** The first character of a node, where one of its keys is missing. */
const startOf = (node: Node): Node => ({ ...node, length: 1 });

function toValue(node: Node): unknown {
  if (node.type === "object") {
    return Object.fromEntries((node.children ?? []).map(({ children }) => [children![0].value, toValue(children![1])]));
  }
  return node.type === "array" ? (node.children ?? []).map(toValue) : node.value;
}

function repeatedKeys(node: Node): Node[] {
  const inside = (node.children ?? []).flatMap(repeatedKeys);
  if (node.type !== "object") return inside;
  const seen = new Set<string>();
  const again = (node.children ?? []).flatMap(({ children }) => {
    const [key] = children!;
    if (seen.has(key.value)) return [key];
    seen.add(key.value);
    return [];
  });
  return [...again, ...inside];
}

function fault(text: string, message: string, offset: number, length: number): Fault {
  return { message, ...positionOf(text, offset), offset, length: Math.max(1, length) };
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

function syntaxSentence(code: ParseError["error"]): string {
  const name = printParseErrorCode(code);
  const sentences: Record<string, string> = {
    InvalidSymbol: "This is not JSON: text must stand in double quotes.",
    InvalidNumberFormat: "This is not a number.",
    PropertyNameExpected: "Here a key in double quotes must follow.",
    ValueExpected: "Here a value must follow.",
    ColonExpected: "Here a colon must follow.",
    CommaExpected: "Here a comma must follow.",
    CloseBraceExpected: "A closing } is missing.",
    CloseBracketExpected: "A closing ] is missing.",
    EndOfFileExpected: "The experiment ends before this: remove what follows.",
    UnexpectedEndOfString: "A closing quotation mark is missing.",
    UnexpectedEndOfComment: "A closing */ is missing.",
  };
  return sentences[name] ?? "This is not JSON.";
}
