// From a chain of kernels to the program that computes it: checks it, settles its settings, adds its steps one by one.

import { listOf } from "../words";
import { ProgramBuilder, type SourceType } from "./builder";
import { dialects } from "./dialects";
import { readStep } from "./kernels";
import { ownSemantics } from "./own";
import type { Pipeline, Step } from "./pipeline";
import type { FilterProgram } from "./program";
import type { Semantics, Settings, StepContext } from "./semantics";
import { StepError, type StepField } from "./step-error";

/**
 * The program of a chain for pictures of a type. Throws StepError where a step or a setting is wrong, or is not what the
 * tool of `as` has.
 */
export function lower(pipeline: Pipeline, source: SourceType): FilterProgram {
  const semantics = semanticsOf(pipeline);
  const settings = settle(pipeline, semantics);
  const refusal = semantics.refusesSource(source);
  if (refusal !== undefined) throw new StepError(refusal, "as");
  const builder = new ProgramBuilder(source);
  pipeline.steps.forEach((step, index) => {
    const input = builder.last;
    const context = contextOf(step, index, { ...settings, builder, input, type: source }, semantics);
    if (!step.off) semantics.lower(context);
    builder.endStep(input);
  });
  return builder.program();
}

/** What the chain's tool computes, in sentences that are shown beside the result. Throws StepError for wrong settings. */
export function describeSemantics(pipeline: Pipeline): string[] {
  const semantics = semanticsOf(pipeline);
  return semantics.describe(settle(pipeline, semantics), pipeline);
}

const semanticsOf = ({ as }: Pipeline): Semantics => (as === undefined ? ownSemantics : dialects[as]);

/** The settings of a chain with the defaults of its tool. */
function settle(pipeline: Pipeline, semantics: Semantics): Settings {
  const choose = <T extends string>(field: StepField, asked: T | undefined, has: readonly T[]): T => {
    if (asked === undefined || has.includes(asked)) return asked ?? has[0];
    const choices = listOf(has.map((choice) => `"${choice}"`));
    throw new StepError(`${semantics.title} has no ${field} "${asked}"; it has ${choices}.`, field);
  };
  return {
    edge: choose("edge", pipeline.edge, semantics.edges),
    light: choose("light", pipeline.light, semantics.lights),
    alpha: choose("alpha", pipeline.alpha, semantics.alphas),
  };
}

function contextOf(
  step: Step,
  index: number,
  given: Pick<StepContext, "edge" | "light" | "alpha" | "builder" | "input" | "type">,
  { title, channels: has }: Semantics,
): StepContext {
  const fail = (field: StepField, message: string): never => {
    throw new StepError(message, field, index);
  };
  const { named, linear } = readStep(step, index);
  const channels = step.channels ?? "each";
  if (!has.includes(channels)) fail("channels", `${title} filters ${has[0]} channel, not ${channels} alone.`);
  return {
    ...given,
    channels,
    named,
    asked: linear && {
      matrix: linear.matrix,
      divisor: step.divisor ?? linear.divisor,
      offset: step.offset ?? linear.offset,
    },
    altered: step.divisor !== undefined || step.offset !== undefined,
    fail,
  };
}
