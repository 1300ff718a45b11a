// A run from its experiment to its last event: data read, folder kept, every way to fail put into a sentence.

import type { Executor } from "../core/executor";
import type { Album, AlbumOptions } from "../data/album/album";
import type { Dataset, ReadOptions } from "../data/dataset";
import type { Files } from "../data/files";
import { readDataset } from "../data/formats";
import type { GraphCollection, Network, NetworkOptions } from "../data/graph/network";
import { InputError } from "../errors";
import type { Breathe } from "../tasks/table/matrix";
import { RunControl } from "./control";
import type { EndEvent, Member, RunEvent, VerdictEvent } from "./events";
import { explainFault } from "./faults";
import { readOrigin, readTrainingExperiment } from "./layout";
import { lockFolder, type Processes } from "./lock";
import { lastEnd } from "./read-run";
import { RunStore } from "./store";
import type { TrainingExperiment } from "./table-experiment";
import { openData, relocated, type TrainingData } from "./training-data";

/** What an experiment says of how its graph is to be read; `nodes` is the path of a table of the nodes. */
export type GraphOptions = Pick<NetworkOptions, "directed" | "weight"> & { nodes?: string; id?: string };

/** What a run needs of whoever hosts it. */
export interface RunHost {
  files: Files;
  executor: Executor;
  breathe: Breathe;
  /** Keeps other processes out of a run's folder; without it none are. */
  processes?: Processes;
  /** Reads the data file at a path. */
  readData(path: string): Promise<Dataset>;
  /** Reads the graph at a path, a file or a folder. */
  readNetwork(path: string, options: GraphOptions): Promise<Network>;
  /** Reads the graphs at a path, a folder or a file that holds many. */
  readCollection(path: string, options: Pick<NetworkOptions, "weight">): Promise<GraphCollection>;
  /** Reads the pictures at a path, a folder or a file that holds many. */
  readAlbum(path: string, options: AlbumOptions): Promise<Album>;
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
  given: TrainingExperiment,
  base: string,
  options: RunOptions,
): AsyncGenerator<RunEvent, unknown> {
  return run(options, async (host) => {
    const data = await openData(host, given, base, options.workspace);
    const complete = data.complete(given);
    const { folder } = options;
    return { experiment: folder === undefined ? complete : relocated(host.files, complete, base, folder), data };
  });
}

/** Goes on with the run in `folder`. Otherwise as `runExperiment`. */
export function resumeRun(folder: string, options: Omit<RunOptions, "folder">): AsyncGenerator<RunEvent, unknown> {
  return run({ ...options, folder }, async (host, lock) => {
    const { files } = host;
    await readOrigin(files, folder);
    await lock();
    if ((await lastEnd(files, folder))?.status === "done") {
      throw new InputError("This run has finished already: there is nothing to go on with.", { file: folder });
    }
    const experiment = await readTrainingExperiment(files, folder);
    const path = files.join(folder, experiment.data.file);
    if ((await files.stat(path)) === null) {
      throw new InputError("The data of this run are not there any more: put the file back, or run anew.", {
        file: path,
      });
    }
    const data = await openData(host, experiment, folder);
    return { experiment, data, store: await RunStore.resume(files, folder, data, host.executor.id) };
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
  experiment: TrainingExperiment;
  data: TrainingData;
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
  { experiment, data, store: resumed }: Loaded,
  lock: () => Promise<void>,
): AsyncGenerator<RunEvent, unknown> {
  const began = performance.now();
  const { files, executor, breathe } = host;
  let store = resumed;
  const openStore = async (members: readonly Member[]) => {
    if (folder === undefined) return undefined;
    const origin = { version: 1 as const, started: Date.now(), dataHash: data.hash, executor: executor.id };
    if (store) return store;
    await files.makeFolder(folder);
    await lock();
    store = await RunStore.create(files, folder, experiment, { ...origin, members: [...members] }, data.pictures);
    return store;
  };
  const start = { name: experiment.name ?? experiment.task, run: folder };
  const events = data.run(experiment, { executor, control, breathe, openStore, start, checkpointSeconds });
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
