// A spectrum as a run: the graph read, the plan said, the computation with its progress, its numbers kept, as a generator of events.

import type { Files } from "../../data/files";
import { InputError } from "../../errors";
import { beginRun } from "../../experiment/begin-run";
import { publish } from "../../experiment/checkpoint";
import { RunControl } from "../../experiment/control";
import { existingData, isInside } from "../../experiment/data-path";
import { EventLog } from "../../experiment/event-log";
import type { EndEvent } from "../../experiment/events";
import { explainFault } from "../../experiment/faults";
import { FieldError } from "../../experiment/field-error";
import { type Beginning, readBeginning, readExperiment, runFiles } from "../../experiment/layout";
import { lockFolder, type Processes } from "../../experiment/lock";
import { lastEnd } from "../../experiment/read-run";
import { type ComputedSpectrum, computeSpectrum } from "../../graph/compute-spectrum";
import { planOf } from "../../graph/plan";
import { SolverStopped, type Solvers } from "../../graph/solver";
import { structureOf } from "../../graph/structure";
import type { Breathe } from "../table/matrix";
import type { SpectrumEvent, SpectrumStartEvent, SpectrumVerdictEvent } from "./events";
import { readGraphOf, type SpectrumGraph } from "./read";
import type { SpectrumExperiment } from "./spec";
import { completeSpectrum, requestOf } from "./suggest";
import { tablesOf } from "./tables";
import { metricsOfSpectrum, sentenceOf } from "./verdict";

/** What a spectrum needs of whoever hosts it. */
export interface SpectrumHost {
  files: Files;
  solvers: Solvers;
  breathe: Breathe;
  /** Keeps other processes out of a run's folder; without it none are. */
  processes?: Processes;
}

export interface SpectrumRunOptions {
  host: SpectrumHost;
  control?: RunControl;
  /** Of the run; absent for one that is kept nowhere. */
  folder?: string;
  /** Folder that the graph must lie in; anywhere without it. */
  workspace?: string;
}

/** What a run began with: a resume must find the same data. */
interface SpectrumBeginning extends Beginning {
  dataHash: string;
}

/** Progress is told when it has come on by this much. */
const progressStep = 0.01;

/**
 * Computes the spectrum that the experiment names. Its data.file is relative to `base`, the absolute path of a folder.
 * Yields all events; when it fails after its start the last event says so, and the generator returns the error.
 * @throws InputError before the first event, when it cannot begin
 */
export function runSpectrum(
  given: SpectrumExperiment,
  base: string,
  options: SpectrumRunOptions,
): AsyncGenerator<SpectrumEvent, unknown> {
  return locked(options, async (lock) => {
    const { folder, host, workspace } = options;
    const { files } = host;
    const path = await existingData(files, base, given.data.file, workspace);
    const { nodes } = given.data;
    if (nodes !== undefined && workspace !== undefined && !isInside(files, workspace, files.join(base, nodes))) {
      const message = "data.nodes must be a relative path that stays inside the workspace.";
      throw new FieldError(["data", "nodes"], message, { file: files.join(base, nodes) });
    }
    const opened = await open(host, given, path, base);
    if (folder === undefined) return opened;
    const experiment = relocated(files, opened.experiment, base, folder);
    await files.makeFolder(folder);
    await lock();
    const beginning: SpectrumBeginning = { version: 1, started: Date.now(), dataHash: opened.network.hash };
    return { ...opened, experiment, log: await beginRun(files, folder, experiment, beginning) };
  });
}

/** Computes the spectrum of the run in `folder` once more, from its beginning. Otherwise as `runSpectrum`. */
export function resumeSpectrum(
  folder: string,
  options: Pick<SpectrumRunOptions, "host" | "control">,
): AsyncGenerator<SpectrumEvent, unknown> {
  return locked({ ...options, folder }, async (lock) => {
    const { host } = options;
    const { files } = host;
    const { dataHash } = (await readBeginning(files, folder)) as SpectrumBeginning;
    await lock();
    if ((await lastEnd(files, folder))?.status === "done") {
      throw new InputError("This run has finished already: there is nothing to go on with.", { file: folder });
    }
    const experiment = await readExperiment(files, folder);
    if (experiment.task !== "spectrum") throw new InputError("This run computes no spectrum.", { file: folder });
    const path = files.join(folder, experiment.data.file);
    if ((await files.stat(path)) === null) {
      throw new InputError("The data of this run are not there any more: put the file back, or run anew.", {
        file: path,
      });
    }
    const opened = await open(host, experiment, path, folder);
    if (opened.network.hash !== dataHash) {
      throw new InputError("The data have changed since the run began: run anew.", { file: path });
    }
    return { ...opened, resumed: true, log: await EventLog.open(files, folder) };
  });
}

/** Everything that a computation begins with. */
interface Opened extends SpectrumGraph {
  experiment: SpectrumExperiment;
  log?: EventLog;
  resumed?: true;
}

async function open(
  { files, solvers }: SpectrumHost,
  given: SpectrumExperiment,
  path: string,
  base: string,
): Promise<Opened> {
  const { data, ...graph } = await readGraphOf(files, path, given.data, base);
  return { experiment: completeSpectrum({ ...given, data }, graph, solvers), ...graph };
}

/** The experiment with paths that lead from the folder `to` where they led from `from`. */
function relocated(files: Files, experiment: SpectrumExperiment, from: string, to: string): SpectrumExperiment {
  const { file, nodes, ...data } = experiment.data;
  const moved = (path: string) => files.relative(to, files.join(from, path));
  return {
    ...experiment,
    data: { file: moved(file), ...(nodes === undefined ? {} : { nodes: moved(nodes) }), ...data },
  };
}

async function* locked(
  options: SpectrumRunOptions,
  load: (lock: () => Promise<void>) => Promise<Opened>,
): AsyncGenerator<SpectrumEvent, unknown> {
  const { folder, host } = options;
  let unlock: (() => Promise<void>) | undefined;
  const lock = async () => {
    if (folder !== undefined && host.processes) unlock = await lockFolder(host.files, folder, host.processes);
  };
  try {
    return yield* compute(await load(lock), options);
  } finally {
    await unlock?.();
  }
}

async function* compute(
  opened: Opened,
  { host, control = new RunControl(), folder }: SpectrumRunOptions,
): AsyncGenerator<SpectrumEvent, unknown> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const { experiment, input, log } = opened;
  const run = folder === undefined ? {} : { run: folder };
  let verdict: SpectrumVerdictEvent | undefined;
  let abandoned = false;
  const told = async <E extends SpectrumEvent>(event: E): Promise<E> => {
    await log?.add(event, event.event !== "progress");
    return event;
  };
  const end = (ending: Pick<EndEvent, "status" | "reason">): EndEvent => ({
    event: "end",
    ...ending,
    metrics: verdict?.metrics ?? {},
    baselines: {},
    seconds: seconds(),
    ...run,
  });
  try {
    yield await told({ ...startOf(opened, host.solvers), ...run });
    const steps = new Steps();
    const work = computeSpectrum(
      input,
      requestOf(experiment),
      host.solvers,
      {
        breathe: async () => {
          await control.awake();
          await host.breathe();
        },
        stopped: () => control.stopped || abandoned,
        progress: (fraction) => steps.reach(fraction),
      },
      experiment.vectors ? { vectors: true } : {},
    );
    for await (const fraction of steps.until(work))
      yield await told({ event: "progress", fraction, seconds: seconds() });
    const computed = await work;
    yield await told(computed.spectrum);
    verdict = { event: "verdict", ...(await keep(host.files, folder, computed, opened)) };
    yield await told(verdict);
    yield await told(end({ status: "done" }));
    return undefined;
  } catch (error) {
    if (error instanceof SolverStopped) {
      yield await told(end({ status: "stopped" }));
      return undefined;
    }
    abandoned = true;
    const fault = explainFault(error);
    const last = end({ status: "failed", reason: fault.message });
    // Where the disk is full this fails as well; whoever listens has heard.
    await log?.add(last, true).catch(() => undefined);
    yield last;
    return fault;
  }
}

function startOf({ experiment, network, input, resumed }: Opened, solvers: Solvers): SpectrumStartEvent {
  const request = requestOf(experiment);
  const structure = structureOf(input, request.matrix);
  const hyperedges = "hyperedges" in input ? { hyperedges: input.hyperedges } : {};
  return {
    event: "start",
    name: experiment.name ?? experiment.task,
    task: "spectrum",
    experiment,
    data: {
      file: experiment.data.file,
      nodes: input.nodes,
      edges: "hyperedges" in input ? input.members.length : input.edges,
      ...hyperedges,
      components: structure.parts.count,
      isolated: structure.isolated,
      directed: network.kind === "graph" && network.directed,
      weighted: network.weights !== undefined,
    },
    plan: planOf(structure, request, solvers, experiment.vectors ? true : undefined),
    threads: solvers.sparse.threads,
    assumptions: input.assumptions,
    problems: network.problems,
    ...(resumed ? { resumed } : {}),
  };
}

/** Writes the numbers and the verdict into the run's folder, each file in whole. */
async function keep(
  files: Files,
  folder: string | undefined,
  computed: ComputedSpectrum,
  { experiment, network, input }: Opened,
): Promise<Omit<SpectrumVerdictEvent, "event">> {
  const { spectrum } = computed;
  const tables = folder === undefined ? [] : tablesOf(computed, network, input, experiment.vectors === true);
  const verdict = {
    metrics: metricsOfSpectrum(spectrum),
    sentence: sentenceOf(spectrum),
    files: tables.map(({ name }) => name),
  };
  if (folder === undefined) return verdict;
  for (const { name, content } of tables) await publish(files, files.join(folder, name), content);
  await publish(files, files.join(folder, runFiles.verdict), `${JSON.stringify(verdict, null, 2)}\n`);
  return verdict;
}

/** How far a computation has come, from the calls that it makes to whoever waits for the next step. */
class Steps {
  private latest = 0;
  private said = 0;
  private wake: () => void = () => {};

  reach(fraction: number): void {
    this.latest = Math.max(this.latest, fraction);
    if (this.latest >= this.said + progressStep) this.wake();
  }

  /** Each step until the work is over, whether well or not. */
  async *until(work: Promise<unknown>): AsyncGenerator<number> {
    let over = false;
    const ended = () => {
      over = true;
      this.wake();
    };
    work.then(ended, ended);
    while (!over) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (over || this.latest >= this.said + progressStep) resolve();
      });
      if (over || this.latest < this.said + progressStep) continue;
      this.said = this.latest;
      yield this.said;
    }
  }
}
