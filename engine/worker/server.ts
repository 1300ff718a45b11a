// The worker's side of its calls: reads, describes, trains one run at a time, filters pictures, computes spectra, and answers between two slices.

import type { FilterExecutor } from "../convolution/executor";
import type { Executor } from "../core/executor";
import { readAlbum } from "../data/album/read";
import { bytesSource } from "../data/bytes-source";
import type { Dataset } from "../data/dataset";
import type { Files } from "../data/files";
import { readDataset } from "../data/formats";
import { readGraphCollection } from "../data/graph/collection";
import { readNetworkPath } from "../data/graph/path";
import { labelXmlBeside } from "../data/labels/beside";
import { findLeaks } from "../data/leaks";
import { profile } from "../data/profile";
import { compareRuns } from "../experiment/compare";
import type { RunControl } from "../experiment/control";
import { FieldError } from "../experiment/field-error";
import type { Processes } from "../experiment/lock";
import { readEvents, summarizeRuns } from "../experiment/read-run";
import { RowPages } from "../experiment/rows";
import { type RunHost, readDataFile, resumeRun, runExperiment } from "../experiment/run";
import { suggestExperiment } from "../experiment/suggest";
import { suggestLabelsAt } from "../experiment/suggest-labels";
import type { Solvers } from "../graph/solver";
import type { Breathe } from "../tasks/table/matrix";
import { albumCalls } from "./album-calls";
import type { RunRequest, Source, WorkerApi, WorkerEvents } from "./api";
import { batchCalls } from "./batches";
import { type Port, serve } from "./channel";
import { fitCalls } from "./fit";
import { generatorCalls } from "./generators";
import { graphCalls } from "./graphs";
import { nodeCalls } from "./node-calls";
import { pictureRunCalls } from "./picture-runs";
import { pictureCalls } from "./pictures";
import { RunQueue } from "./run-queue";
import { spectrumRunCalls } from "./spectrum-runs";

/** What starts a worker hands in. */
export interface WorkerPorts {
  port: Port;
  files: Files;
  /** Called when the first run begins. */
  executor(): Promise<Executor>;
  /** Called when the first picture is filtered. */
  filters(): Promise<FilterExecutor>;
  /** Called when the first spectrum is planned. */
  solvers(): Promise<Solvers>;
  breathe: Breathe;
  /** Keeps other processes out of the folders of runs that train here; without it none are. */
  processes?: Processes;
  /** Seconds between two checkpoints of a run, where it should not be the usual. */
  checkpointSeconds?: number;
  /** Pictures with more pixels are refused. */
  maxPixels?: number;
}

/** Serves the calls of `WorkerApi` on a port until the worker ends. */
export function startServer(ports: WorkerPorts): void {
  const { port, files, executor, breathe, processes, checkpointSeconds } = ports;
  const active = new Map<string, RunControl>();
  const pages = new RowPages(files);
  const data = new DataCache(files);
  const queue = new RunQueue(active);
  let loaded: Promise<Executor> | undefined;
  let loadedFilters: Promise<FilterExecutor> | undefined;
  const filters = () => {
    loadedFilters ??= ports.filters();
    return loadedFilters;
  };
  let loadedSolvers: Promise<Solvers> | undefined;
  const solvers = () => {
    loadedSolvers ??= ports.solvers();
    return loadedSolvers;
  };

  const readSource = async ({ path, text }: Source): Promise<Dataset> => {
    const progress = (fraction: number) => served.emit("progress", { path, fraction });
    return text === undefined
      ? data.read(path, progress)
      : readDataset(bytesSource(files.nameOf(path), new TextEncoder().encode(text)), { progress });
  };

  const readNetwork: RunHost["readNetwork"] = (path, options) => readNetworkPath(files, path, options);
  const readCollection: RunHost["readCollection"] = (path, options) => readGraphCollection(files, path, options);
  const readPictures: RunHost["readAlbum"] = (path, options) => {
    const progress = (fraction: number) => served.emit("progress", { path, fraction });
    return readAlbum(files, path, options, breathe, { progress });
  };
  const executorOf = () => {
    loaded ??= executor();
    return loaded;
  };

  const train = async (request: RunRequest, control: RunControl): Promise<void> => {
    const readData = (path: string) => data.read(path);
    const readers = { readData, readNetwork, readCollection, readAlbum: readPictures };
    const host = { files, executor: await executorOf(), breathe, processes, ...readers };
    const { folder, resume, path, experiment, workspace } = request;
    const events = resume
      ? resumeRun(folder, { host, control, checkpointSeconds })
      : runExperiment(experiment, files.folderOf(path), { host, control, folder, checkpointSeconds, workspace });
    try {
      for await (const event of events) served.emit("event", { folder, event });
    } catch (error) {
      throw await locate(error, path);
    }
  };

  /** An error about a field of the experiment file at `path` with its line and column there. */
  const locate = async (error: unknown, path: string): Promise<unknown> => {
    if (!(error instanceof FieldError) || !/\.jsonc?$/i.test(path) || !(await files.stat(path))) return error;
    const { placed } = await import("../experiment/parse");
    return placed(error, new TextDecoder().decode(await files.read(path)), path);
  };

  const served = serve<WorkerApi, WorkerEvents>(port, {
    async describe(source) {
      const dataset = await readSource(source);
      return profile(dataset, await labelXmlBeside(files, source.path, dataset));
    },
    async suggest({ source, task, target }) {
      return suggestExperiment(await readSource(source), files.nameOf(source.path), { task, target });
    },
    suggestLabels: ({ path }) =>
      suggestLabelsAt({ files, readData: (path) => data.read(path), readAlbum: readPictures }, path),
    leaks: async ({ source, task, target, features }) => findLeaks(await readSource(source), target, task, features),
    run: async (request) =>
      queue.add(request.folder, "This run is being trained already.", (control) => train(request, control)),
    async pause({ folder, paused }) {
      active.get(folder)?.pause(paused);
    },
    async stop({ folder }) {
      active.get(folder)?.stop();
    },
    events: ({ folder }) => readEvents(files, folder),
    rows: (query) => pages.page(query),
    runs: ({ root }) => summarizeRuns(files, root, new Set(active.keys())),
    compare: ({ folders, names }) => compareRuns(files, folders, names),
    ...pictureCalls({ ...ports, filters }),
    ...albumCalls(ports),
    ...fitCalls({ ...ports, filters, tell: (path, fraction) => served.emit("progress", { path, fraction }) }),
    ...pictureRunCalls({
      files,
      breathe,
      executor: executorOf,
      readAlbum: readPictures,
      tell: (path, fraction) => served.emit("progress", { path, fraction }),
    }),
    ...generatorCalls({
      files,
      breathe,
      executor: executorOf,
      readData: (path) => data.read(path),
      readAlbum: readPictures,
      tell: (path, fraction) => served.emit("progress", { path, fraction }),
    }),
    ...nodeCalls({ files, breathe, executor: executorOf, solvers, readNetwork, readCollection }),
    ...graphCalls({ ...ports, solvers, tell: (path, fraction) => served.emit("progress", { path, fraction }) }),
    ...spectrumRunCalls({
      ...ports,
      solvers,
      active,
      locate,
      tell: (folder, event) => served.emit("spectrum", { folder, event }),
    }),
    ...batchCalls({
      ...ports,
      filters,
      active,
      locate,
      tell: (folder, event) => served.emit("filter", { folder, event }),
    }),
  });
}

/** The table that was read last, as long as its file is unchanged: describe, suggest and run follow each other. */
class DataCache {
  private last?: { path: string; size: number; modified: number; dataset: Promise<Dataset> };

  constructor(private readonly files: Files) {}

  async read(path: string, progress?: (fraction: number) => void): Promise<Dataset> {
    const stat = await this.files.stat(path);
    const { last } = this;
    if (stat && last && last.path === path && last.size === stat.size && last.modified === stat.modified) {
      return last.dataset;
    }
    const dataset = readDataFile(this.files, path, { progress });
    if (stat) this.last = { path, size: stat.size, modified: stat.modified, dataset };
    dataset.catch(() => {
      if (this.last?.dataset === dataset) this.last = undefined;
    });
    return dataset;
  }
}
