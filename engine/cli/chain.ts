// The chain of kernels that flags of the command line say: named ones, matrices, files of either, and their settings.

import { readFile, stat } from "node:fs/promises";
import { readStep } from "../convolution/kernels";
import {
  alphaModes,
  channelChoices,
  dialectNames,
  edgeModes,
  lightModes,
  type Pipeline,
  type Step,
} from "../convolution/pipeline";
import { StepError } from "../convolution/step-error";
import { InputError } from "../errors";
import { pipelineOf } from "../tasks/filter/spec";
import type { Arguments, FlagTable } from "./arguments";
import { readExperimentFile } from "./inputs";
import { parseMatrix, readMatrixFile } from "./matrix-text";

export const chainFlags: FlagTable = {
  kernel: { kind: "text", value: "NAME|FILE", repeated: true },
  matrix: { kind: "text", value: '"a b c; d e f; g h i"', repeated: true },
  divisor: { kind: "number", value: "NUMBER", repeated: true },
  offset: { kind: "number", value: "NUMBER", repeated: true },
  as: { kind: "choice", values: dialectNames },
  edge: { kind: "choice", values: edgeModes },
  light: { kind: "choice", values: lightModes },
  alpha: { kind: "choice", values: alphaModes },
  channels: { kind: "choice", values: channelChoices },
};

const settings = ["as", "edge", "light", "alpha"] as const;

/** @throws InputError for flags that make no chain */
export async function chainOf({ sequence, texts }: Arguments): Promise<Pipeline> {
  const steps: Step[] = [];
  const files: Pipeline[] = [];
  for (const { flag, value } of sequence) {
    if (flag === "kernel") {
      const read = await readKernel(String(value));
      steps.push(...read.steps);
      files.push(read);
    } else if (flag === "matrix") {
      steps.push({ matrix: parseMatrix(String(value), (message) => new InputError(`--matrix: ${message}`)) });
    } else {
      const field = flag as "divisor" | "offset";
      const step = steps.at(-1);
      if (!step) throw new InputError(`--${field} belongs to the --matrix or --kernel before it, and there is none.`);
      steps[steps.length - 1] = { ...step, [field]: Number(value) };
    }
  }
  if (steps.length === 0) {
    throw new InputError('Name a kernel: --kernel sharpen, or --matrix "0 -1 0; -1 5 -1; 0 -1 0".');
  }
  const channels = texts.get("channels") as Step["channels"];
  const said = (setting: (typeof settings)[number]) => texts.get(setting) ?? agreed(files, setting);
  const chain = Object.fromEntries(settings.map((setting) => [setting, said(setting)])) as Omit<Pipeline, "steps">;
  return { ...chain, steps: channels ? steps.map((step) => ({ channels, ...step })) : steps };
}

/** What the experiments that were named say of a setting. */
function agreed(files: readonly Pipeline[], setting: (typeof settings)[number]): string | undefined {
  const values = [...new Set(files.map((file) => file[setting]).filter((value) => value !== undefined))];
  if (values.length < 2) return values[0];
  throw new InputError(`The files say ${values.join(" and ")} for ${setting}: settle it with --${setting}.`);
}

/** Throws what is wrong with a step without its number, as it is the only one that was read. */
function checkStep(step: Step, file?: string): void {
  try {
    readStep(step);
  } catch (error) {
    throw error instanceof StepError ? new InputError(error.message.replace(/^Step \d+: /, ""), { file }) : error;
  }
}

/** A named kernel, or what a file holds: the chain of an experiment, or a matrix. */
async function readKernel(text: string): Promise<Pipeline> {
  try {
    checkStep({ kernel: text });
    return { steps: [{ kernel: text }] };
  } catch (error) {
    const isFile = (await stat(text).catch(() => undefined))?.isFile() ?? false;
    if (!isFile && /[\\/]|\.(json|csv|tsv|txt)$/i.test(text)) {
      throw new InputError("There is no file at this path.", { file: text });
    }
    if (!isFile) throw error;
  }
  const read = await readExperimentFile(text);
  if (read && read.experiment.task !== "filter") {
    throw new InputError("This experiment trains a network and holds no kernels: name one of the task filter.", {
      file: text,
    });
  }
  if (read?.experiment.task === "filter") return pipelineOf(read.experiment);
  const step = readMatrixFile(await readFile(text, "utf8"), text);
  checkStep(step, text);
  return { steps: [step] };
}
