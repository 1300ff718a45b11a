// A generator and a discriminator on their examples, ready to train or to go on, with what makes and judges their samples.

import type { Executor } from "../../core/executor";
import { type OpenAdversaries, openAdversaries } from "../../gan/open";
import type { Breathe } from "../table/matrix";
import { pick } from "../training/results";
import type { Prepared } from "./examples";
import { classesOf, Sampler } from "./sampler";
import type { GenerateExperiment } from "./spec";

export interface OpenGenerator extends Pick<OpenAdversaries, "trainer" | "model" | "program" | "close"> {
  sampler: Sampler;
  /** D of all examples, those that do not train too. */
  judgeReal(): Promise<Float32Array>;
}

/** Of a complete experiment, on the examples that train. Throws as `openAdversaries`. */
export function openGenerator(
  experiment: GenerateExperiment,
  prepared: Prepared,
  { seed, executor, breathe }: { seed: number; executor: Executor; breathe: Breathe },
): OpenGenerator {
  const { encoder, parts, encoded, classes, sample, width } = prepared;
  const conditional = classesOf(encoder) > 0 && classes;
  const real = {
    rows: pick(encoded, parts.train, width),
    ...(conditional ? { classes: Int32Array.from(parts.train, (example) => classes[example]) } : {}),
  };
  const open = openAdversaries(
    { experiment, sample, classes: classesOf(encoder), rows: parts.train.length, seed, executor },
    real,
  );
  const sampler = new Sampler(open, experiment, encoder, breathe);
  return {
    trainer: open.trainer,
    model: open.model,
    program: open.program,
    sampler,
    judgeReal: () => sampler.judge(encoded, conditional || undefined),
    close: open.close,
  };
}
