// Flags that say what to do differently from what a file or a suggestion says.

import { InputError } from "../errors";
import type { Overrides } from "../experiment/suggest";
import { tasks } from "../tasks";
import { suggestion } from "../words";
import type { Arguments, FlagTable } from "./arguments";

export const wishFlags: FlagTable = {
  task: { kind: "text", value: "TASK" },
  target: { kind: "text", value: "COLUMN" },
  seed: { kind: "whole", value: "NUMBER", least: 0 },
  folds: { kind: "whole", value: "NUMBER", least: 2 },
  epochs: { kind: "whole", value: "NUMBER", least: 1 },
};

/** Whether `--task` asks for pictures to be filtered, which no other wish applies to. */
export const filterWished = ({ texts }: Arguments): boolean => texts.get("task") === "filter";

export function wishesOf({ texts, numbers }: Arguments): Overrides {
  const seed = numbers.get("seed");
  return {
    task: taskOf(texts.get("task")),
    target: texts.get("target"),
    seeds: seed === undefined ? undefined : [seed],
    folds: numbers.get("folds"),
    epochs: numbers.get("epochs"),
  };
}

/** @throws InputError when there is no such task that trains */
export function taskOf(name: string | undefined): Overrides["task"] {
  if (name === undefined || Object.hasOwn(tasks, name)) return name as Overrides["task"];
  if (name === "filter") throw new InputError("The task filter trains no network: name one that does.");
  const names = [...Object.keys(tasks), "filter"];
  throw new InputError(`There is no task "${name}"${suggestion(name, names)}`);
}
