// Input that is wrong at a named place of an experiment, whose line only the holder of its text can tell.

import { InputError, type Place } from "../errors";

/** Keys and indices from the top of an experiment down to a value. */
export type FieldPath = readonly (string | number)[];

/** A sentence about the value at a place. */
export interface FieldFault {
  path: FieldPath;
  message: string;
}

/** Whoever has the experiment's text turns it into an InputError with line and column; see `placed` in parse.ts. */
export class FieldError extends InputError {
  constructor(
    readonly path: FieldPath,
    message: string,
    place: Place = {},
  ) {
    super(message, place);
  }
}

/** `train.epochs`, `model.layers[1].dense`. */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${key}` : key),
    "",
  );
}
