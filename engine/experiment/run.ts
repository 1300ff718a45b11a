// A run from its experiment to its last event: data read, folder kept, every way to fail put into a sentence.

import type { Executor } from "../core/executor";
import type { Dataset, ReadOptions } from "../data/dataset";
import type { Files } from "../data/files";
import { readDataset } from "../data/formats";
import { InputError } from "../errors";
import { tableTasks } from "../tasks";
import type { Breathe } from "../tasks/table/matrix";
import { runTable } from "../tasks/table/run";
import type { TableExperiment } from "../tasks/table/task";
import { RunControl } from "./control";
import { existingData } from "./data-path";
import type { EndEvent, Member, RunEvent, StartEvent, VerdictEvent } from "./events";
import { explainFault } from "./faults";
import { readOrigin, readTableExperiment } from "./layout";
import { lockFolder, type Processes } from "./lock";
import { lastEnd } from "./read-run";
import { RunStore } from "./store";
import { completeExperiment } from "./suggest";

/** What a run needs of whoever hosts it. */
export interface RunHost {
  files: Files;
  executor: Executor;
  breathe: Breathe;
  /** Keeps other processes out of a run's folder; without it none are. */
  processes?: Processes;
  /** Reads the data file at a path. */
  readData(path: string): Promise<Dataset>;
}

export interface RunOptions {
  host: RunHost;
  control?: RunControl;
  /** What the first event gives; absent for a run that only ever lives in memory. */
  folder?: string;
  /** Seconds between two checkpoints. */
  checkpointSeconds?: number;
  /** Folder that data.file must lie in; anywhere without it. */
  workspace?: string;
}

/** Seconds between two checkpoints unless said: what a kill can cost at most. */
const defaultCheckpointSeconds = 10;

/**
 * Trains. The experiment's data.file is relative to `base`, a folder. Yields all events; when the run fails after its
 * start the last event says so, and the generator returns the error.
 * @throws InputError before the first event, when the run cannot begin
 */
export function runExperiment(
  given: TableExperiment,
  base: string,
  options: RunOptions,
): AsyncGenerator<RunEvent, unknown> {
  return run(options, async ({ files, readData }) => {
    const path = await existingData(files, base, given.data.file, options.workspace);
    const dataset = await readData(path);
    const complete = completeExperiment(given, dataset);
    if (options.folder === undefined) return { experiment: complete, dataset };
    const file = files.relative(options.folder, path);
    return { experiment: { ...complete, data: { ...complete.data, file } }, dataset };
  });
}

/** Goes on with the run in `folder`. Otherwise as `runExperiment`. */
export function resumeRun(folder: string, options: Omit<RunOptions, "folder">): AsyncGenerator<RunEvent, unknown> {
  return run({ ...options, folder }, async ({ files, readData }, lock) => {
    await readOrigin(files, folder);
    await lock();
    if ((await lastEnd(files, folder))?.status === "done") {
      throw new InputError("This run has finished already: there is nothing to go on with.", { file: folder });
    }
    const experiment = await readTableExperiment(files, folder);
    const path = files.join(folder, experiment.data.file);
    if ((await files.stat(path)) === null) {
      throw new InputError("The data of this run are not there any more: put the file back, or run anew.", {
        file: path,
      });
    }
    const dataset = await readData(path);
    return { experiment, dataset, store: await RunStore.resume(files, folder, dataset, options.host.executor.id) };
  });
}

/** Reads a data file. Throws InputError when there is none. */
export async function readDataFile(files: Files, path: string, options?: ReadOptions): Promise<Dataset> {
  const stat = await files.stat(path);
  if (stat === null) {
    throw new InputError("There is no file at this path.", { file: path });
  }
  if (stat.kind === "folder") throw new InputError("This is a folder, not a table.", { file: path });
  try {
    return await readDataset(await files.open(path), options);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new InputError("This file may not be read: change its permissions.", { file: path });
  }
}

async function* run(
  { host, control = new RunControl(), folder, checkpointSeconds = defaultCheckpointSeconds }: RunOptions,
  load: (host: RunHost, lock: () => Promise<void>) => Promise<Loaded>,
): AsyncGenerator<RunEvent, unknown> {
  let unlock: (() => Promise<void>) | undefined;
  const lock = async () => {
    if (folder !== undefined && host.processes) unlock = await lockFolder(host.files, folder, host.processes);
  };
  try {
    return yield* train({ host, control, folder, checkpointSeconds }, await load(host, lock), lock);
  } finally {
    await unlock?.();
  }
}

/** What a run begins with. */
interface Loaded {
  experiment: TableExperiment;
  dataset: Dataset;
  /** Goes on with the run that the folder holds, whose lock is taken. */
  store?: RunStore;
}

async function* train(
  {
    host,
    control,
    folder,
    checkpointSeconds,
  }: RunOptions & Required<Pick<RunOptions, "control" | "checkpointSeconds">>,
  { experiment, dataset, store: resumed }: Loaded,
  lock: () => Promise<void>,
): AsyncGenerator<RunEvent, unknown> {
  const began = performance.now();
  const { files, executor, breathe } = host;
  let store = resumed;
  const openStore = async (members: readonly Member[]) => {
    if (folder === undefined) return undefined;
    const origin = { version: 1 as const, started: Date.now(), dataHash: dataset.hash, executor: executor.id };
    if (store) return store;
    await files.makeFolder(folder);
    await lock();
    store = await RunStore.create(files, folder, experiment, { ...origin, members: [...members] });
    return store;
  };
  const start: Pick<StartEvent, "name" | "run"> = { name: experiment.name ?? experiment.task, run: folder };
  const task = tableTasks[experiment.task];
  const events = runTable({
    task,
    experiment,
    dataset,
    executor,
    control,
    breathe,
    openStore,
    start,
    checkpointSeconds,
  });
  let started = false;
  let verdict: VerdictEvent | undefined;
  const end = (rest: Pick<EndEvent, "status" | "reason">): EndEvent => ({
    event: "end",
    ...rest,
    metrics: verdict?.metrics ?? {},
    baselines: verdict?.baselines ?? {},
    seconds: (performance.now() - began) / 1000,
    ...(folder === undefined ? {} : { run: folder }),
  });
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) {
        const last = end({ status: next.value });
        await store?.add(last);
        yield last;
        return undefined;
      }
      if (next.value.event === "verdict") {
        verdict = next.value;
        await store?.saveVerdict(verdict);
      }
      started = true;
      await store?.add(next.value);
      yield next.value;
    }
  } catch (error) {
    const fault = explainFault(error);
    if (!started) throw fault;
    const last = end({ status: "failed", reason: fault.message });
    // Where the disk is full this fails as well; whoever listens has heard, and the last checkpoint is there.
    await store?.add(last).catch(() => undefined);
    yield last;
    return fault;
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

const isRefused = (error: unknown): boolean => ["EACCES", "EPERM", "EROFS"].includes(String(codeOf(error)));
