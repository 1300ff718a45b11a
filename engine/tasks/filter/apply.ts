// A chain of kernels applied to a picture or to all pictures of a folder, as a generator of events.

import type { FilterExecutor } from "../../convolution/executor";
import { describeSemantics } from "../../convolution/lower";
import type { Assumption } from "../../data/dataset";
import type { Files } from "../../data/files";
import { probePicture } from "../../data/image";
import { InputError } from "../../errors";
import { RunControl } from "../../experiment/control";
import { existingData, isInside } from "../../experiment/data-path";
import { explainFault } from "../../experiment/faults";
import { FieldError } from "../../experiment/field-error";
import { readBeginning, readExperiment } from "../../experiment/layout";
import { lockFolder, type Processes } from "../../experiment/lock";
import { lastEnd } from "../../experiment/read-run";
import type { Breathe } from "../table/matrix";
import type { FilterEndEvent, FilterEvent, FilterStartEvent, PictureEvent } from "./events";
import { type BatchContext, filterOne } from "./filter-one";
import { findPictures, writtenByRuns } from "./inputs";
import { chainName } from "./names";
import { closingSentence, reportOf } from "./report";
import { type FilterExperiment, pipelineOf } from "./spec";
import { FilterStore } from "./store";

/** What filtering needs of whoever hosts it. */
export interface FilterHost {
  files: Files;
  executor: FilterExecutor;
  breathe: Breathe;
  /** Keeps other processes out of a run's folder; without it none are. */
  processes?: Processes;
  /** Larger pictures are refused, as those of more than 200 megapixels unless said. */
  maxPixels?: number;
}

export interface FilterOptions {
  host: FilterHost;
  control?: RunControl;
  /** Of the run; absent for one that is kept nowhere. */
  folder?: string;
  /** Folder that pictures must lie in; anywhere without it. */
  workspace?: string;
  /** Folder for new files, which must be there; they get the names of their originals. Beside them unless said. */
  out?: string;
  /** Paths of pictures to take instead of those that the experiment names. */
  pictures?: readonly string[];
}

/**
 * Filters pictures. The experiment's data.file is relative to `base`, the absolute path of a folder. New files go beside their originals;
 * nothing is overwritten. Yields all events; when the batch fails after its start the last event says so, and the
 * generator returns the error.
 * @throws InputError before the first event, when it cannot begin
 */
export function filterPictures(
  given: FilterExperiment,
  base: string,
  options: FilterOptions,
): AsyncGenerator<FilterEvent, unknown> {
  return locked(options, async (lock) => {
    const { folder, host } = options;
    const { files } = host;
    const chain = chainName(given);
    const { path, pictures, assumptions } = await inputsOf(given, base, chain, options);
    const experiment: FilterExperiment = { ...given, name: given.name ?? chain };
    if (folder === undefined) return { experiment, chain, base, pictures, assumptions, said: new Map() };
    const stored = { ...experiment, data: { file: files.relative(folder, path) } };
    await files.makeFolder(folder);
    await lock();
    const store = await FilterStore.create(files, folder, stored, { base, pictures });
    return { experiment: stored, chain, base, pictures, assumptions, said: new Map(), store };
  });
}

/** Goes on with the run in `folder`: pictures that are done stay as they are. Otherwise as `filterPictures`. */
export function resumeFilter(
  folder: string,
  options: Pick<FilterOptions, "host" | "control">,
): AsyncGenerator<FilterEvent, unknown> {
  return locked({ ...options, folder }, async (lock) => {
    const { files } = options.host;
    await readBeginning(files, folder);
    await lock();
    if ((await lastEnd(files, folder))?.status === "done") {
      throw new InputError("This run has finished already: there is nothing to go on with.", { file: folder });
    }
    const experiment = await readExperiment(files, folder);
    if (experiment.task !== "filter") throw new InputError("This run filters no pictures.", { file: folder });
    return { experiment, chain: chainName(experiment), assumptions: [], ...(await FilterStore.resume(files, folder)) };
  });
}

/** Everything that the pictures are done with. */
interface Batch {
  experiment: FilterExperiment;
  chain: string;
  base: string;
  pictures: string[];
  assumptions: Assumption[];
  /** The last word on each picture of a run that goes on, by number. */
  said: Map<number, PictureEvent>;
  unsaid?: PictureEvent;
  store?: FilterStore;
}

async function inputsOf(
  { data }: FilterExperiment,
  base: string,
  chain: string,
  { host: { files }, folder, workspace, pictures }: FilterOptions,
): Promise<{ path: string; pictures: string[]; assumptions: Assumption[] }> {
  if (pictures) {
    const outside = pictures.find((path) => workspace !== undefined && !isInside(files, workspace, path));
    if (outside !== undefined) {
      throw new InputError("This picture lies outside of the workspace: move it there first.", { file: outside });
    }
    return { path: files.join(base, data.file), pictures: [...pictures], assumptions: [] };
  }
  const path = await existingData(files, base, data.file, workspace);
  const written = folder === undefined ? new Set<string>() : await writtenByRuns(files, files.folderOf(folder));
  try {
    const found = await findPictures(files, path, chain, written);
    // Where there is one picture only, a file that is none is said before anything is written.
    if (found.pictures.length === 1) await probePicture(await files.open(found.pictures[0]));
    return { path, ...found };
  } catch (error) {
    const explained = explainFault(error);
    if (!(explained instanceof InputError)) throw error;
    throw new FieldError(["data", "file"], explained.message, { file: path });
  }
}

async function* locked(
  options: FilterOptions,
  load: (lock: () => Promise<void>) => Promise<Batch>,
): AsyncGenerator<FilterEvent, unknown> {
  const { folder, host } = options;
  let unlock: (() => Promise<void>) | undefined;
  const lock = async () => {
    if (folder !== undefined && host.processes) unlock = await lockFolder(host.files, folder, host.processes);
  };
  try {
    return yield* filterAll(await load(lock), options);
  } finally {
    await unlock?.();
  }
}

async function* filterAll(
  batch: Batch,
  { host, control = new RunControl(), folder, out }: FilterOptions,
): AsyncGenerator<FilterEvent, unknown> {
  const began = performance.now();
  const { experiment, chain, base, pictures, said, store } = batch;
  const { files } = host;
  const run = folder === undefined ? {} : { run: folder };
  const isDone = (event: PictureEvent | undefined) => event?.out !== undefined;
  const words = describeSemantics(pipelineOf(experiment)).map((text) => ({ text }));
  const resumed = [...said.values()].filter(isDone).length;
  const start: FilterStartEvent = {
    event: "start",
    name: experiment.name ?? chain,
    task: "filter",
    ...run,
    experiment,
    base,
    data: { file: experiment.data.file, pictures: pictures.length },
    assumptions: [...words, ...batch.assumptions],
    ...(store && (said.size > 0 || batch.unsaid) ? { resumed } : {}),
  };
  await store?.add(start);
  yield start;
  const shown = (path: string) => (isInside(files, base, path) ? files.relative(base, path) : path);
  const context: BatchContext = { host, experiment, chain, store, out, shown, stopped: () => control.stopped };
  const total = pictures.length;
  /** Pictures that this call has had a word on. */
  const tried = new Set<number>();
  let fault: Error | undefined;
  try {
    if (batch.unsaid) {
      await store?.add(batch.unsaid);
      said.set(batch.unsaid.number, batch.unsaid);
      yield batch.unsaid;
    }
    for (const [index, path] of pictures.entries()) {
      const number = index + 1;
      if (isDone(said.get(number))) continue;
      await control.awake();
      const event = control.stopped ? undefined : await filterOne(context, path, { number, total });
      if (!event) break;
      said.set(number, event);
      tried.add(number);
      await store?.add(event);
      yield event;
    }
  } catch (error) {
    fault = placeFault(error, folder !== undefined);
  }
  const last = (ending: Pick<FilterEndEvent, "status" | "reason">): FilterEndEvent => {
    const done = [...said.values()].filter(isDone).length;
    const counts = { done, failed: total - done - open.length, left: open.length };
    const sentence = closingSentence({ ...ending, ...counts, ...run });
    const seconds = (performance.now() - began) / 1000;
    return { event: "end", ...ending, ...counts, sentence, metrics: {}, baselines: {}, seconds, ...run };
  };
  const open = pictures
    .map((_, index) => index + 1)
    .filter((number) => !isDone(said.get(number)) && !tried.has(number));
  if (open.length === 0) fault ??= nothingDone(said, pictures);
  const end = fault
    ? last({ status: "failed", reason: fault.message })
    : last({ status: open.length > 0 ? "stopped" : "done" });
  const report = reportOf(
    experiment,
    [...said.values()].sort((a, b) => a.number - b.number),
    end,
  );
  // Where the disk is full these fail as well; whoever listens has heard, and a resume finds what was done.
  await store?.close(report).catch(() => undefined);
  await store?.add(end).catch(() => undefined);
  yield end;
  return fault;
}

/** All were tried, and none could be done: for one picture that is its own sentence. */
function nothingDone(said: ReadonlyMap<number, PictureEvent>, pictures: readonly string[]): Error | undefined {
  const events = [...said.values()];
  const [first] = events;
  if (events.some(({ out }) => out !== undefined)) return undefined;
  if (pictures.length === 1) return new InputError(first.failed ?? "", { file: pictures[0] });
  const message = `None of the ${pictures.length} pictures could be filtered; the first: ${first.failed}`;
  return new InputError(message, { file: pictures[0] });
}

/** A fault of the place that files are written to, with what to do so that the rest can be done. */
function placeFault(error: unknown, resumable: boolean): Error {
  const { code, path } = (error ?? {}) as { code?: unknown; path?: unknown };
  if (code !== "ENOSPC" && code !== "EDQUOT") return explainFault(error);
  const message = resumable
    ? "The disk is full: make room, then resume the run; it does the pictures that are left."
    : "The disk is full: make room, then filter the pictures that are left.";
  return new InputError(message, typeof path === "string" ? { file: path } : {});
}
