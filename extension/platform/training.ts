// Runs in training: one at a time, others queue; keeps what the current one has said, for views that come later.

import * as vscode from "vscode";
import type { EpochEvent, HeadEvent, Place, RunEvent, RunRequest, StartEvent } from "../../engine";
import { log } from "./log";
import { sentence } from "./report-error";
import { EngineDied, type EngineWorker } from "./worker";

/** A run that waits, trains, or has just ended; ended ones are known to the store only. */
export interface LiveRun {
  readonly folder: string;
  readonly name: string;
  /** Path of the experiment or data file that the run was asked for on. */
  readonly path: string;
  /** What to train; still being worked out where the experiment is suggested from the data. */
  readonly request: Promise<RunRequest>;
  readonly events: RunEvent[];
  state: "queued" | "running";
  /** It has said its end and is about to leave the queue. */
  isOver: boolean;
  paused: boolean;
  /** The person has stopped it before it was known what to train. */
  cancelled: boolean;
  start?: StartEvent;
  /** The last epoch that was heard of. */
  epoch?: EpochEvent;
  /** How far the further head of labels has come that trains now. */
  head?: HeadEvent;
}

export interface RunMessage {
  run: LiveRun;
  event: RunEvent;
}

/** How long a window that closes waits for the run's checkpoint, in milliseconds; VS Code grants five seconds. */
const closingPatience = 4000;

export class Training implements vscode.Disposable {
  readonly #queue: LiveRun[] = [];
  readonly #events = new vscode.EventEmitter<RunMessage>();
  readonly #changed = new vscode.EventEmitter<LiveRun>();
  readonly #ended = new vscode.EventEmitter<LiveRun>();
  /** Everything that a run says. */
  readonly onEvent = this.#events.event;
  /** A run was queued, has begun, paused or ended. */
  readonly onChange = this.#changed.event;
  readonly onEnd = this.#ended.event;
  #last: LiveRun | undefined;
  readonly #subscription: vscode.Disposable;

  constructor(readonly worker: EngineWorker) {
    this.#subscription = worker.onEvent(({ folder, event }) => this.#hear(folder, event));
  }

  /** The run that trains now. */
  get current(): LiveRun | undefined {
    return this.#queue[0];
  }

  /** The run that trains now, or the last one that did. */
  get last(): LiveRun | undefined {
    return this.current ?? this.#last;
  }

  get queue(): readonly LiveRun[] {
    return this.#queue;
  }

  find(folder: string): LiveRun | undefined {
    return this.#queue.find((run) => run.folder === folder);
  }

  /** Trains now or when the runs before it are through. A request that fails takes its run out of the queue. */
  add(run: Pick<LiveRun, "folder" | "name" | "path" | "request"> & { events?: RunEvent[] }): LiveRun {
    const added: LiveRun = { events: [], ...run, state: "queued", isOver: false, paused: false, cancelled: false };
    added.request.catch(() => this.#finish(added));
    this.#queue.push(added);
    if (this.current === added) this.#begin(added);
    else this.#changed.fire(added);
    return added;
  }

  async pause(folder: string, paused: boolean): Promise<void> {
    const run = this.find(folder);
    if (run?.state !== "running" || run.paused === paused) return;
    await this.worker.call("pause", { folder, paused });
    run.paused = paused;
    this.#changed.fire(run);
  }

  /** Stops a run, which leaves a checkpoint; takes one that waits out of the queue. */
  async stop(folder: string): Promise<void> {
    const run = this.find(folder);
    if (!run) return;
    run.cancelled = true;
    if (run.state === "queued") this.#finish(run);
    else await this.worker.call("stop", { folder });
  }

  /** Stops what trains and lets it write its checkpoint, as long as a closing window may take. */
  async close(): Promise<void> {
    const run = this.current;
    this.#queue.splice(1);
    if (!run) return;
    const ended = new Promise<void>((resolve) => this.onEnd(() => resolve()));
    const late = new Promise<void>((resolve) => setTimeout(resolve, closingPatience));
    await Promise.race([Promise.all([this.stop(run.folder), ended]), late]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#events, this.#changed, this.#ended).dispose();
  }

  #begin(run: LiveRun): void {
    run.state = "running";
    this.#last = run;
    this.#changed.fire(run);
    run.request.then(
      (request) => this.#train(run, request),
      // Whoever asked for it says why it cannot be trained.
      () => undefined,
    );
  }

  async #train(run: LiveRun, request: RunRequest): Promise<void> {
    const { folder } = run;
    try {
      if (run.cancelled) {
        this.#hear(folder, { event: "end", status: "stopped", metrics: {}, baselines: {}, seconds: 0 });
      } else {
        const trained = this.worker.call("run", request);
        if (run.paused) this.worker.call("pause", { folder, paused: true }).catch((error) => log.error(error));
        await trained;
      }
    } catch (error) {
      this.#fail(run, error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#finish(run);
    }
  }

  #hear(folder: string, event: RunEvent): void {
    const run = this.find(folder);
    if (!run) return;
    run.events.push(event);
    if (event.event === "start") run.start = event;
    if (event.event === "epoch") run.epoch = event;
    if (event.event === "epoch" || event.event === "head") run.head = event.event === "head" ? event : undefined;
    if (event.event === "end") run.isOver = true;
    this.#events.fire({ run, event });
  }

  /** A run that the worker could not even begin has failed; one that died with it keeps its checkpoint and resumes. */
  #fail(run: LiveRun, error: Error): void {
    log.error(error);
    if (run.events.at(-1)?.event === "end") return;
    this.#hear(run.folder, {
      event: "end",
      status: error instanceof EngineDied ? "stopped" : "failed",
      reason: "place" in error ? sentence(error.message, error.place as Place) : error.message,
      metrics: {},
      baselines: {},
      seconds: 0,
    });
  }

  #finish(run: LiveRun): void {
    const at = this.#queue.indexOf(run);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    this.#ended.fire(run);
    this.#changed.fire(run);
    const next = this.#queue[0];
    if (next?.state === "queued") this.#begin(next);
  }
}
