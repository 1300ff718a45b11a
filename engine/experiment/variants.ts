// One experiment with one value varied: `train.optimizer=adam,momentum`, `model=16,32-16,none`.

import { InputError } from "../errors";
import { parseExperiment } from "./parse";
import type { Overrides } from "./suggest";
import { isTableExperiment, type TrainingExperiment, trainingExperiment } from "./table-experiment";

export interface Variant<E extends TrainingExperiment> {
  name: string;
  experiment: E;
}

/** So many seeds, from 1: those of a comparison unless an experiment has its own. */
export const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/**
 * The experiment with each of the values at the named key. Values are JSON, or text as it stands; those of `model` are
 * widths of hidden layers (`32-16`, or `none`), those of `model.layers` too; for tasks on graphs those of `model` are kinds of
 * networks, each with its published keys and training, of which the seeds and `epochs` stay as they are. `seeds` are those
 * of all variants in place of the experiment's.
 * @throws InputError when there are fewer than two values, or one does not suit the key
 */
export function variantsOf<E extends TrainingExperiment>(
  experiment: E,
  over: string,
  { epochs, seeds = experiment.train?.seeds }: Pick<Overrides, "epochs" | "seeds"> = {},
): Variant<E>[] {
  const [key, list = ""] = over.split(/=(.*)/s);
  const values = list.split(",").map((value) => value.trim());
  if (key === "" || values.length < 2 || values.includes("")) {
    throw new InputError(
      `--over takes a key and two values at least, as train.optimizer=adam,momentum, not "${over}".`,
    );
  }
  return values.map((text) => {
    const copy = JSON.parse(JSON.stringify(experiment)) as Record<string, unknown>;
    const layered = isTableExperiment(experiment) || experiment.task === "labels";
    const layers = layered && (key === "model" || key === "model.layers");
    if (!layered && (key === "model" || key === "model.kind")) {
      copy.model = { kind: text };
      copy.train = {
        ...(seeds ? { seeds } : {}),
        ...(epochs ? { epochs } : {}),
      };
    } else {
      if (seeds) copy.train = { ...experiment.train, seeds };
      set(copy, (layers ? "model.layers" : key).split("."), layers ? layersOf(text) : parsed(text));
    }
    try {
      return { name: text, experiment: trainingExperiment(parseExperiment(JSON.stringify(copy))) as E };
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`--over ${key}=${text}: ${error.message}`);
      throw error;
    }
  });
}

function set(target: Record<string, unknown>, [key, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  if (typeof target[key] !== "object" || target[key] === null) target[key] = {};
  set(target[key] as Record<string, unknown>, rest, value);
}

function layersOf(text: string): unknown {
  if (text === "none") return [];
  return text.split("-").map((width) => ({ dense: parsed(width), activation: "relu" }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
