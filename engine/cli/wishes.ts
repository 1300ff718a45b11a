// Flags that say what to do differently from what a file or a suggestion says.

import { InputError } from "../errors";
import type { Overrides } from "../experiment/suggest";
import { trainingTasks } from "../tasks";
import { suggestion } from "../words";
import type { Arguments, FlagTable } from "./arguments";

export const wishFlags: FlagTable = {
  task: { kind: "text", value: "TASK" },
  target: { kind: "text", value: "COLUMN" },
  nodes: { kind: "text", value: "FILE" },
  seed: { kind: "whole", value: "NUMBER", least: 0 },
  folds: { kind: "whole", value: "NUMBER", least: 2 },
  epochs: { kind: "whole", value: "NUMBER", least: 1 },
};

/** Tasks that train nothing, which no other wish applies to. */
const otherTasks = ["filter", "spectrum"] as const;

/** The task that `--task` asks for, where it is one that trains nothing. */
export const otherWished = ({ texts }: Arguments): (typeof otherTasks)[number] | undefined =>
  otherTasks.find((task) => task === texts.get("task"));

/**
 * Refuses flags that say something of a training, for an experiment that `does` something else.
 * @throws InputError
 */
export function refuseTraining({ texts, numbers }: Arguments, does: string): void {
  const other = ["target", "nodes", "seed", "folds", "epochs"].find((flag) => texts.has(flag) || numbers.has(flag));
  if (other) throw new InputError(`--${other} says something of a training, and this ${does}: leave it out.`);
}

/** What the flags say of an experiment that trains. */
export type Wished = Omit<Overrides, "task"> & {
  task?: (typeof trainingTasks)[number];
  /** Path of a table of the nodes. */
  nodes?: string;
};

export function wishesOf({ texts, numbers }: Arguments): Wished {
  const seed = numbers.get("seed");
  return {
    task: taskOf(texts.get("task")),
    target: texts.get("target"),
    nodes: texts.get("nodes"),
    seeds: seed === undefined ? undefined : [seed],
    folds: numbers.get("folds"),
    epochs: numbers.get("epochs"),
  };
}

/** @throws InputError when there is no such task that trains */
export function taskOf(name: string | undefined): Wished["task"] {
  const task = trainingTasks.find((one) => one === name);
  if (name === undefined || task) return task;
  if (otherTasks.some((other) => other === name)) {
    throw new InputError(`The task ${name} trains no network: name one that does.`);
  }
  const names = [...trainingTasks, ...otherTasks];
  throw new InputError(`There is no task "${name}"${suggestion(name, names)}`);
}
