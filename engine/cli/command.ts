// The command line: finds the verb, runs it, and turns what went wrong into one line and an exit code.

import { describeError, InputError } from "../errors";
import { explainFault } from "../experiment/faults";
import { nearest } from "../words";
import { parseArguments } from "./arguments";
import { Output, ReaderGone, type Write } from "./output";
import { verbs } from "./verbs";

/** The exit code of a call with these words: 0, 2 for wrong input, 1 for what is our fault; `write` takes what it prints. */
export async function command(words: readonly string[], write?: Write): Promise<number> {
  const [name, ...rest] = words;
  const json = rest.includes("--json");
  const output = new Output(json, process.stderr.isTTY === true, write);
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      output.raw(help());
      output.flush();
      return 0;
    }
    const entry = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!entry) {
      const near = nearest(name, Object.keys(verbs));
      const hint = near ? `did you mean ${near}?` : `there are ${Object.keys(verbs).join(", ")}.`;
      throw new InputError(`There is no verb "${name}": ${hint}`);
    }
    if (rest.includes("--help")) {
      output.raw(`neural-lens ${name} ${entry.usage} [--json]\n  ${entry.does}\n`);
      output.flush();
      return 0;
    }
    const verb = await entry.load();
    await verb.run(parseArguments(rest, { ...verb.flags, json: { kind: "switch" } }), output);
    output.flush();
    output.clearProgress();
    return 0;
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    const explained = explainFault(error);
    const fault = explained instanceof InputError;
    output.error(fault ? describeError(explained) : `Our fault: ${explained.stack}`);
    return fault ? 2 : 1;
  }
}

function help(): string {
  const lines = Object.entries(verbs).map(
    ([name, { usage, does }]) => `  neural-lens ${name} ${usage}\n      ${does}\n`,
  );
  return `Neural Lens on the command line. With --json every verb prints one JSON object a line.\n\n${lines.join("")}`;
}
