// What must hold of a filter experiment beyond its schema: that its chain can be computed on pictures of some kind.

import { readStep } from "../../convolution/kernels";
import { lower } from "../../convolution/lower";
import { StepError } from "../../convolution/step-error";
import type { Channels } from "../../data/image/image";
import type { FieldFault } from "../../experiment/field-error";
import { type FilterExperiment, pipelineOf } from "./spec";

/** Everything that is wrong with the steps one by one, or else with the chain as a whole. */
export function filterRules(experiment: FilterExperiment): FieldFault[] {
  const single = experiment.steps.flatMap((step, index) => faultOf(() => readStep(step, index)));
  if (single.length > 0) return single;
  // What is refused of some pictures only is said of those.
  const whole = ([3, 4, 1, 2] as Channels[]).map((channels) =>
    faultOf(() => lower(pipelineOf(experiment), { elements: "u8", channels })),
  );
  return whole.every(({ length }) => length > 0) ? whole[0] : [];
}

function faultOf(work: () => unknown): FieldFault[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    const { step, field, message } = error;
    return [{ path: step === undefined ? [field] : ["steps", step, field], message }];
  }
}
