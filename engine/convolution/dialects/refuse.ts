// What dialects have in common: the refusal of kernels that a tool does not have, and the names that a chain uses.

import { parseKernel } from "../kernels";
import type { Pipeline } from "../pipeline";
import type { StepContext } from "../semantics";

/** Refuses a kernel that has no matrix and that the tool has no function for. */
export function refuseKernel({ named, fail }: StepContext, title: string): never {
  return fail("kernel", `${title} has no "${named!.entry.name}"; leave out "as" to compute it.`);
}

/** Names of the kernels of the steps of a chain that are on. */
export function namesIn({ steps }: Pipeline): Set<string> {
  const named = steps.filter(({ off, kernel }) => !off && kernel !== undefined);
  return new Set(named.map(({ kernel }) => parseKernel(kernel!).entry.name));
}
