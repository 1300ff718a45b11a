// Runs for tests: a small table, an experiment on it, and a host in memory.

import type { Executor } from "../../../engine/core/executor";
import { readAlbum } from "../../../engine/data/album/read";
import { toCsv } from "../../../engine/data/generate";
import { spirals } from "../../../engine/data/generate/spirals";
import type { RunEvent } from "../../../engine/experiment/events";
import type { Processes } from "../../../engine/experiment/lock";
import { type RunHost, readDataFile } from "../../../engine/experiment/run";
import type { TableExperiment } from "../../../engine/tasks/table/task";
import { executors } from "../executors";
import { MemoryFiles } from "../memory-files";

export const [, wasm] = executors;

/** Files with a table at /data/points.csv. */
export function filesWithTable(rows = 90): MemoryFiles {
  const files = new MemoryFiles();
  void files.makeFolder("/data");
  void files.write("/data/points.csv", toCsv(spirals(rows, 3)));
  files.spent = 0;
  return files;
}

export function hostOf(files: MemoryFiles, executor: Executor = wasm, processes?: Processes): RunHost {
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  const readNetwork = async (path: string) => Promise.reject(new Error(`There is no graph at ${path}.`));
  const readCollection = async (path: string) => Promise.reject(new Error(`There are no graphs at ${path}.`));
  const readPictures: RunHost["readAlbum"] = (path, options) => readAlbum(files, path, options, breathe);
  const readData = (path: string) => readDataFile(files, path);
  return { files, executor, breathe, processes, readData, readNetwork, readCollection, readAlbum: readPictures };
}

/** Two seeds with everything that has a state: dropout, batch normalisation, Adam, early stopping. */
export const experiment: TableExperiment = {
  task: "classify",
  data: { file: "points.csv" },
  model: { layers: [{ dense: 6, activation: "tanh" }, { batchNorm: true }, { dropout: 0.2 }] },
  train: { optimizer: "adam", learningRate: 0.1, epochs: 14, batch: 16, earlyStopping: 5, seeds: [1, 2] },
};

/** All events, and what the generator returned. */
export async function collect(run: AsyncGenerator<RunEvent, unknown>): Promise<{ events: RunEvent[]; fault: unknown }> {
  const events: RunEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { events, fault: next.value };
    events.push(next.value);
  }
}

export function ofKind<Kind extends RunEvent["event"]>(
  events: readonly RunEvent[],
  kind: Kind,
): Extract<RunEvent, { event: Kind }>[] {
  return events.filter((event): event is Extract<RunEvent, { event: Kind }> => event.event === kind);
}
