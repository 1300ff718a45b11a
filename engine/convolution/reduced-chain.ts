// The chain that does to a reduced picture about what another one does to the picture itself: for previews.

import type { KernelParameter } from "./kernel-table";
import { formatKernel, parseKernel } from "./kernels";
import type { Pipeline, Step } from "./pipeline";

/**
 * The chain for a picture that is reduced by `factor`: lengths in pixels are divided by it, and kernels that would look
 * at less than a pixel are passed over. Kernels without lengths and matrices stay as they are. Throws InputError for
 * kernels that there are not.
 */
export function reducedChain(pipeline: Pipeline, factor: number): Pipeline {
  return { ...pipeline, steps: pipeline.steps.map((step) => reducedStep(step, factor)) };
}

function reducedStep(step: Step, factor: number): Step {
  if (step.kernel === undefined) return step;
  const { entry, values } = parseKernel(step.kernel);
  const reduced = values.map((value, i) =>
    entry.parameters[i].pixels ? shortened(value / factor, entry.parameters[i]) : value,
  );
  if (reduced.some((value, i) => value < entry.parameters[i].least)) return { ...step, off: true };
  return { ...step, kernel: formatKernel(entry, reduced) };
}

function shortened(length: number, { whole }: KernelParameter): number {
  if (whole === "odd") return 2 * Math.round((length - 1) / 2) + 1;
  return whole === "any" ? Math.round(length) : length;
}
