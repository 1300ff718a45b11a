// What a verb of the command line is: its words for the help, its flags, and what it does.

import type { Arguments, FlagTable } from "./arguments";
import type { Output } from "./output";

export interface Verb {
  flags: FlagTable;
  /** Throws InputError where the input is wrong (exit 2); any other error is our fault (exit 1). */
  run(given: Arguments, output: Output): Promise<void>;
}

/** A row of the table of verbs; the code is loaded when the verb is called. */
export interface VerbEntry {
  /** After the name: `FILE [--task T]`. */
  usage: string;
  does: string;
  load(): Promise<Verb>;
}
