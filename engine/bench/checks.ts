// How a workload proves that it does the same work as on other engines: losses that all of them must find.

/** Engines add in different orders; this far apart, relatively, they still do the same work. */
export const tolerance = 1e-3;

/** A loss that is known. */
export interface Check {
  /** Under which the note says it: `loss20`. */
  name: string;
  /** Output of the program, and step, counted from 1, whose forward pass gives it. */
  output: string;
  step: number;
  expected: number;
}

/** An output in some steps; their names are `name` and the step. */
export const lossChecks = (
  expected: Readonly<Record<number, number>>,
  { name = "loss", output = "loss" } = {},
): Check[] =>
  Object.entries(expected).map(([step, value]) => ({ name: name + step, output, step: Number(step), expected: value }));

/** A workload does not do the work that it is named for. */
export class CheckError extends Error {}

/** What was found, by check, in the order of the steps. */
export type Found = ReadonlyMap<Check, number>;

/** For the note: `loss1 0.963314, loss20 0.843143`. */
export const describe = (found: Found): string =>
  [...found].map(([{ name }, value]) => `${name} ${value.toPrecision(6)}`).join(", ");

/**
 * What was found, in words.
 * @throws CheckError when a value is not the expected one
 */
export function verify(workload: string, found: Found): string {
  for (const [{ name, expected }, value] of found) {
    // NaN is not within any distance.
    if (Math.abs(value - expected) <= tolerance * Math.abs(expected)) continue;
    throw new CheckError(`${workload}: ${name} is ${value.toPrecision(6)} instead of ${expected}.`);
  }
  return describe(found);
}

/** Runs to each of the steps of the checks, in their order; `step(count)` does so many, `value` reads an output. */
export function reach(
  checks: readonly Check[],
  step: (count: number) => void,
  value: (output: string) => number,
): Found {
  const found = new Map<Check, number>();
  let done = 0;
  for (const check of [...checks].sort((a, b) => a.step - b.step)) {
    if (check.step > done) step(check.step - done);
    done = check.step;
    found.set(check, value(check.output));
  }
  return found;
}
