// What the schema expects at a place of an experiment, in words, read off its JSON Schema.

import { listOf } from "../words";
import type { FieldPath } from "./field-error";

/** The part of JSON Schema that zod writes for experiments. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  description?: string;
}

/** The alternatives that hold at `path`, where the branch of each union on the way is the one that fits `value`. */
export function schemasAt(schema: JsonSchema, path: FieldPath, value: unknown): JsonSchema[] {
  let schemas = [schema];
  let current = value;
  for (const key of path) {
    schemas = fitting(schemas.flatMap(alternatives), current).flatMap((one) => {
      const next = typeof key === "number" ? one.items : one.properties?.[key];
      return next ? [next] : [];
    });
    current = (current as Record<string | number, unknown> | undefined | null)?.[key];
  }
  return schemas.flatMap(alternatives);
}

/** Names of the keys that an object may have at `path`. */
export function keysAt(schema: JsonSchema, path: FieldPath, value: unknown): string[] {
  const at = path.reduce<unknown>((object, key) => (object as Record<string | number, unknown>)?.[key], value);
  const schemas = fitting(schemasAt(schema, path, value), at);
  return [...new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** `a whole number above 0 or "full"`. */
export function expectation(schemas: readonly JsonSchema[]): string {
  const phrases = new Set<string>();
  const objects = schemas.filter(({ type }) => type === "object");
  for (const schema of schemas)
    if (schema.type !== "object") for (const phrase of phrasesOf(schema)) phrases.add(phrase);
  if (objects.length > 0) {
    const keys = new Set(objects.flatMap(({ required = [] }) => required.slice(0, objects.length > 1 ? 1 : undefined)));
    const named = listOf([...keys], objects.length > 1 ? "or" : "and");
    phrases.add(named ? `an object with ${named}` : "an object");
  }
  return listOf([...phrases]);
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches ? branches.flatMap(alternatives) : [schema];
}

/** Branches whose constant texts `value` does not contradict and, where several are left, that share a key with it. */
function fitting(schemas: JsonSchema[], value: unknown): JsonSchema[] {
  if (typeof value !== "object" || value === null || schemas.length < 2) return schemas;
  const keys = Object.keys(value);
  const agreeing = schemas.filter(({ properties = {} }) =>
    keys.every((key) => {
      const expected = properties[key]?.const;
      return typeof expected !== "string" || expected === (value as Record<string, unknown>)[key];
    }),
  );
  const candidates = agreeing.length > 0 ? agreeing : schemas;
  const sharing = candidates.filter(({ required = [] }) => required.some((key) => keys.includes(key)));
  return sharing.length > 0 ? sharing : candidates;
}

function phrasesOf(schema: JsonSchema): string[] {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value));
  switch (schema.type) {
    case "integer":
      return [`a whole number${range(schema)}`];
    case "number":
      return [`a number${range(schema)}`];
    case "string":
      return ["text in quotes"];
    case "boolean":
      return ["true or false"];
    case "array":
      return [schema.minItems ? "a list that is not empty" : "a list"];
    default:
      return ["something else"];
  }
}

function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const top = exclusiveMaximum !== undefined ? `below ${exclusiveMaximum}` : bounded !== undefined ? `${bounded}` : "";
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}${top && ` up to ${top}`}`;
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) {
    return top ? ` from ${minimum} to ${top}` : ` of at least ${minimum}`;
  }
  return top && ` up to ${top}`;
}
