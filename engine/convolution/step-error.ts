// The error for a link of a chain of kernels that cannot be computed as it is written.

import { InputError, type Place } from "../errors";

export type StepField = "kernel" | "matrix" | "divisor" | "offset" | "channels" | "as" | "edge" | "light" | "alpha";

/** A fault in a chain: which step (counted from 0; absent for a setting of the whole chain), and which of its fields. */
export class StepError extends InputError {
  constructor(
    message: string,
    readonly field: StepField,
    readonly step?: number,
    place?: Place,
  ) {
    super(step === undefined ? message : `Step ${step + 1}: ${message}`, place);
  }
}
