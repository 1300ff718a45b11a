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

/** Whether `--task` asks for pictures to be filtered, which no other wish applies to. */
export const filterWished = ({ texts }: Arguments): boolean => texts.get("task") === "filter";

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
  if (name === "filter") throw new InputError("The task filter trains no network: name one that does.");
  const names = [...trainingTasks, "filter"];
  throw new InputError(`There is no task "${name}"${suggestion(name, names)}`);
}
