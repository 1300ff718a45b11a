// Jobs that are no trainings, as batches of pictures and spectra: one of a kind at a time, others queue; what each has said so far.

import * as vscode from "vscode";
import type { Place } from "../../engine";
import { log } from "./log";
import { sentence } from "./report-error";
import { EngineDied, type EngineWorker } from "./worker";

/** What a job needs to begin. */
export interface JobRequest {
  path: string;
  folder: string;
}

/** What a job says; the last one is its end. */
export interface JobEvent {
  event: string;
}

/** A job that waits, runs, or has just ended; ended ones are known to the store only. */
export interface LiveJob<Request extends JobRequest, Event extends JobEvent> {
  readonly folder: string;
  readonly name: string;
  readonly request: Request;
  readonly events: Event[];
  state: "queued" | "running";
  /** It has said its end and is about to leave the queue. */
  isOver: boolean;
}

/** How long a window that closes waits for what a job is at, in milliseconds. */
const closingPatience = 4000;

export abstract class JobQueue<Request extends JobRequest, Event extends JobEvent> implements vscode.Disposable {
  readonly #queue: LiveJob<Request, Event>[] = [];
  readonly #events = new vscode.EventEmitter<{ job: LiveJob<Request, Event>; event: Event }>();
  readonly #changed = new vscode.EventEmitter<LiveJob<Request, Event>>();
  readonly #ended = new vscode.EventEmitter<LiveJob<Request, Event>>();
  readonly onEvent = this.#events.event;
  /** A job was queued, has begun or ended. */
  readonly onChange = this.#changed.event;
  readonly onEnd = this.#ended.event;
  readonly #subscription: vscode.Disposable;

  constructor(
    readonly worker: EngineWorker,
    heard: vscode.Event<{ folder: string; event: Event }>,
  ) {
    this.#subscription = heard(({ folder, event }) => this.#hear(folder, event));
  }

  /** Has the worker do it; resolves after its last event. */
  protected abstract work(request: Request): Promise<void>;

  /** The events that a job has left in its folder. */
  protected abstract stored(folder: string): Promise<Event[]>;

  /** The end of a job that could not say it itself. */
  protected abstract endOf(job: LiveJob<Request, Event>, status: "stopped" | "failed", reason: string): Event;

  /** The job that runs now. */
  get current(): LiveJob<Request, Event> | undefined {
    return this.#queue[0];
  }

  get queue(): readonly LiveJob<Request, Event>[] {
    return this.#queue;
  }

  find(folder: string): LiveJob<Request, Event> | undefined {
    return this.#queue.find((job) => job.folder === folder);
  }

  /** Everything that a job has said so far: from memory while it runs, else from its folder. */
  async events(folder: string): Promise<Event[]> {
    return this.find(folder)?.events.slice() ?? (await this.stored(folder));
  }

  /** Runs now, or when the jobs before it are through. `events` are those of a job that goes on. */
  add(request: Request, name: string, events: Event[] = []): LiveJob<Request, Event> {
    const { folder } = request;
    const added: LiveJob<Request, Event> = { folder, name, request, events, state: "queued", isOver: false };
    this.#queue.push(added);
    if (this.current === added) this.#begin(added);
    else this.#changed.fire(added);
    return added;
  }

  /** Ends a job as soon as it can; takes one that waits out of the queue. */
  async stop(folder: string): Promise<void> {
    const job = this.find(folder);
    if (job?.state === "queued") this.#finish(job);
    else if (job) await this.worker.call("stop", { folder });
  }

  /** Ends what runs, as long as a closing window may take. */
  async close(): Promise<void> {
    const job = this.current;
    this.#queue.splice(1);
    if (!job) return;
    const ended = new Promise<void>((resolve) => this.onEnd(() => resolve()));
    const late = new Promise<void>((resolve) => setTimeout(resolve, closingPatience));
    await Promise.race([Promise.all([this.stop(job.folder), ended]), late]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#events, this.#changed, this.#ended).dispose();
  }

  #begin(job: LiveJob<Request, Event>): void {
    job.state = "running";
    this.#changed.fire(job);
    this.work(job.request)
      .catch((error) => this.#fail(job, error instanceof Error ? error : new Error(String(error))))
      .finally(() => this.#finish(job));
  }

  #hear(folder: string, event: Event): void {
    const job = this.find(folder);
    if (!job) return;
    job.events.push(event);
    if (event.event === "end") job.isOver = true;
    this.#events.fire({ job, event });
  }

  /** A job that could not even begin has failed; one that died with the worker goes on when it is resumed. */
  #fail(job: LiveJob<Request, Event>, error: Error): void {
    log.error(error);
    if (job.events.at(-1)?.event === "end") return;
    const reason = "place" in error ? sentence(error.message, error.place as Place) : error.message;
    this.#hear(job.folder, this.endOf(job, error instanceof EngineDied ? "stopped" : "failed", reason));
  }

  #finish(job: LiveJob<Request, Event>): void {
    const at = this.#queue.indexOf(job);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    this.#ended.fire(job);
    this.#changed.fire(job);
    const next = this.#queue[0];
    if (next?.state === "queued") this.#begin(next);
  }
}
