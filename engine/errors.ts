// The one error type for input that a person can mend: what is wrong, where, and what to do.

/** A place in a file: line and column are counted from 1. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
}

/**
 * The input is wrong, not the program. The message is one sentence that says what, and what to do about it; the place
 * says where. The command line prints it on one line and exits with 2, VS Code makes a diagnostic of it.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  constructor(
    message: string,
    readonly place: Place = {},
  ) {
    super(message);
  }
}

/** `file:line:column: message`, leaving out what is unknown. */
export function describeError(error: unknown): string {
  if (!(error instanceof InputError)) return error instanceof Error ? error.message : String(error);
  const { file, line, column } = error.place;
  const where = [file, line, column].filter((part) => part !== undefined).join(":");
  return where ? `${where}: ${error.message}` : error.message;
}
