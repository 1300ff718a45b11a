// Where things lie in a run's folder, and what was written down of where it came from.

import type { Files } from "../data/files";
import { InputError } from "../errors";
import type { Member } from "./events";
import type { Experiment } from "./schema";
import { type TrainingExperiment, trainingExperiment } from "./table-experiment";

/** Names inside a run's folder; members of several have a folder of their own for model and predictions. */
export const runFiles = {
  experiment: "experiment.json",
  origin: "run.json",
  events: "events",
  verdict: "verdict.json",
  model: "model.safetensors",
  predictions: "predictions.safetensors",
  augmentation: "augmentation.json",
  /** What the first folds of a test of augmentation came to, until it is over. */
  augmentationFolds: "augmentation-folds.json",
  /** Of a run on pictures the names of all of them, by row of the album. */
  pictures: "pictures.json",
} as const;

/** What every run writes down of its beginning, beside its experiment. */
export interface Beginning {
  version: 1;
  /** Milliseconds since 1970. */
  started: number;
}

/** What a training was made from: what a resume must find unchanged. */
export interface Origin extends Beginning {
  dataHash: string;
  /** Executor id. */
  executor: string;
  members: Member[];
}

/** Where runs lie, below the folder that a person works in. */
export const runsFolder = [".lens", "runs"] as const;

/** `2026-05-04T10-11-12-iris`: sorts by time, fits every file system. */
export function runFolderName(name: string, now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const time = local.toISOString().slice(0, 19).replaceAll(":", "-");
  return `${time}-${fileWord(name, 60) || "run"}`;
}

/** A name as every file system takes it in a file's name: letters, digits, `.`, `_` and `-`, at most so many. */
export function fileWord(name: string, most: number): string {
  const word = name.normalize("NFKC").replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return word
    .replace(/^[-.]+/, "")
    .slice(0, most)
    .replace(/[-.]+$/, "");
}

/** The name of a file without its folder and its ending. */
export const fileStem = (path: string): string => path.replace(/^.*[\\/]/, "").replace(/\.[^.]+$/, "");

/** Folder of a member: the run's own when there is only one. */
export function memberFolder(files: Files, run: string, members: readonly Member[], index: number): string {
  const name = memberName(members, index);
  return name === undefined ? run : files.join(run, name);
}

/** `seed-<n>`, `fold-<k>`, or both where there are several of both; undefined for the only member. */
export function memberName(members: readonly Member[], index: number): string | undefined {
  if (members.length === 1) return undefined;
  const { seed, fold } = members[index];
  if (fold === undefined) return `seed-${seed}`;
  return members.every((member) => member.seed === seed) ? `fold-${fold}` : `seed-${seed}-fold-${fold}`;
}

/** @throws InputError when there is no run in that folder */
export async function readBeginning(files: Files, folder: string): Promise<Beginning> {
  return (await readJson(files, folder, runFiles.origin)) as Beginning;
}

/** Of a run that trains. Throws as `readBeginning`. */
export async function readOrigin(files: Files, folder: string): Promise<Origin> {
  return (await readJson(files, folder, runFiles.origin)) as Origin;
}

/** The run's experiment, complete, with data.file relative to the run's folder. Throws as `readBeginning`. */
export async function readExperiment(files: Files, folder: string): Promise<Experiment> {
  return (await readJson(files, folder, runFiles.experiment)) as Experiment;
}

async function readJson(files: Files, folder: string, name: string): Promise<unknown> {
  const path = files.join(folder, name);
  if (!(await files.stat(path))) {
    throw new InputError(`This is not the folder of a run: it has no ${name}.`, { file: folder });
  }
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path)));
  } catch {
    throw new InputError("This file of a run has been changed and is not JSON any more.", { file: path });
  }
}

/** The experiment of a run that trains. Throws InputError as well when the run is of another kind. */
export async function readTrainingExperiment(files: Files, folder: string): Promise<TrainingExperiment> {
  return trainingExperiment(await readExperiment(files, folder), folder);
}

/** Names of the segments of events, in order. */
export async function segmentNames(files: Files, folder: string): Promise<string[]> {
  const path = files.join(folder, runFiles.events);
  if (!(await files.stat(path))) return [];
  return (await files.list(path)).filter((name) => /^\d+\.jsonl$/.test(name)).sort();
}
