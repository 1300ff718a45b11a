// Reading run folders, finished ones and ones that were cut off: events, verdicts, summaries.

import type { Files } from "../data/files";
import { metricsOf } from "../tasks";
import type { FilterEndEvent, FilterEvent } from "../tasks/filter/events";
import type { SpectrumEvent } from "../tasks/spectrum/events";
import { figureOf } from "../tasks/spectrum/verdict";
import type { RunSummary } from "../worker/api";
import type { EndEvent, Metrics, RunEvent, VerdictEvent } from "./events";
import { readBeginning, readExperiment, runFiles, segmentNames } from "./layout";
import type { Experiment } from "./schema";
import { isOnPictures, isTraining } from "./table-experiment";

/** All events that a run has written, in order; a line that a kill has cut off is left out. */
export const readEvents = (files: Files, folder: string): Promise<RunEvent[]> => readLines<RunEvent>(files, folder);

/** The same of a run that filters pictures. */
export const readFilterEvents = (files: Files, folder: string): Promise<FilterEvent[]> =>
  readLines<FilterEvent>(files, folder);

/** The same of a run that computes a spectrum. */
export const readSpectrumEvents = (files: Files, folder: string): Promise<SpectrumEvent[]> =>
  readLines<SpectrumEvent>(files, folder);

async function readLines<E>(files: Files, folder: string): Promise<E[]> {
  const events: E[] = [];
  for (const name of await segmentNames(files, folder)) events.push(...(await readSegment<E>(files, folder, name)));
  return events;
}

/** The verdict as `verdict.json` holds it; undefined for a run that is not over. */
export async function readVerdict(files: Files, folder: string): Promise<Omit<VerdictEvent, "event"> | undefined> {
  const path = files.join(folder, runFiles.verdict);
  if (!(await files.stat(path))) return undefined;
  return JSON.parse(new TextDecoder().decode(await files.read(path)));
}

/** The runs below `root`, newest first; `active` are the folders of those that train now. Folders without a run are left out. */
export async function summarizeRuns(files: Files, root: string, active: ReadonlySet<string>): Promise<RunSummary[]> {
  if (!(await files.stat(root))) return [];
  const summaries: RunSummary[] = [];
  for (const name of await files.list(root)) {
    const folder = files.join(root, name);
    const summary = await summarizeRun(files, folder, active.has(folder)).catch(() => undefined);
    if (summary) summaries.push(summary);
  }
  return summaries.sort((a, b) => b.started - a.started);
}

async function summarizeRun(files: Files, folder: string, active: boolean): Promise<RunSummary | undefined> {
  if (!(await files.stat(files.join(folder, runFiles.experiment)))) return undefined;
  const experiment = await readExperiment(files, folder);
  const { started } = await readBeginning(files, folder);
  const end = active ? undefined : await lastEnd(files, folder);
  const verdict = await readVerdict(files, folder);
  const sentence = verdict?.sentence ?? end?.sentence;
  return {
    folder,
    name: experiment.name ?? files.nameOf(folder),
    task: experiment.task,
    status: active ? "running" : (end?.status ?? "interrupted"),
    started,
    ...(isTraining(experiment) && isOnPictures(experiment) ? { onPictures: true } : {}),
    ...(hasClassedSamples(experiment) ? { classed: true } : {}),
    ...(verdict ? { metric: primaryMetric(experiment.task, verdict.metrics) } : {}),
    ...(sentence === undefined ? {} : { sentence }),
    ...(end?.reason ? { reason: end.reason } : {}),
  };
}

/** Nothing says what is on a generated picture that was not asked for by its class. */
const hasClassedSamples = (experiment: Experiment): boolean =>
  experiment.task === "generate" &&
  experiment.data.class !== undefined &&
  (experiment.data.columns !== undefined || experiment.model?.conditional === true);

function primaryMetric(task: RunSummary["task"], metrics: VerdictEvent["metrics"]): RunSummary["metric"] {
  if (task === "spectrum") return figureOf(metrics as Metrics);
  if (task === "filter") return undefined;
  const [{ name }] = metricsOf(task, metrics);
  const entry = metrics[name];
  return typeof entry === "number" ? { name, value: entry } : { name, value: entry.mean, std: entry.std };
}

/** Of a run that filters pictures it says in a sentence what was done; others have their verdict for that. */
export type LastEvent = EndEvent & Partial<Pick<FilterEndEvent, "sentence">>;

/** The end event, when the run's last event is one; only the last line is read as JSON. */
export async function lastEnd(files: Files, folder: string): Promise<LastEvent | undefined> {
  for (const name of (await segmentNames(files, folder)).reverse()) {
    const bytes = await files.read(files.join(folder, runFiles.events, name));
    const end = bytes.lastIndexOf(newline);
    if (end < 0) continue;
    const last = bytes.subarray(bytes.lastIndexOf(newline, end - 1) + 1, end);
    const event = JSON.parse(new TextDecoder().decode(last)) as RunEvent | FilterEvent | SpectrumEvent;
    return event.event === "end" ? event : undefined;
  }
  return undefined;
}

const newline = 10;

async function readSegment<E>(files: Files, folder: string, name: string): Promise<E[]> {
  const bytes = await files.read(files.join(folder, runFiles.events, name));
  const lines = new TextDecoder().decode(bytes).split("\n");
  // What follows the last line break is empty, or was cut off.
  lines.pop();
  return lines.map((line) => JSON.parse(line) as E);
}
