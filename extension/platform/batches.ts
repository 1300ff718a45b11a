// Batches of pictures that are being filtered: one at a time, others queue; beside trainings, which have a queue of their own.

import * as vscode from "vscode";
import type { FilterEvent, FilterRequest, Place } from "../../engine";
import { log } from "./log";
import { sentence } from "./report-error";
import { EngineDied, type EngineWorker } from "./worker";

/** A batch that waits, runs, or has just ended; ended ones are known to the store only. */
export interface LiveBatch {
  readonly folder: string;
  readonly name: string;
  readonly request: FilterRequest;
  readonly events: FilterEvent[];
  state: "queued" | "running";
  /** It has said its end and is about to leave the queue. */
  isOver: boolean;
}

export interface BatchMessage {
  batch: LiveBatch;
  event: FilterEvent;
}

/** How long a window that closes waits for the picture that is being written, in milliseconds. */
const closingPatience = 4000;

export class Batches implements vscode.Disposable {
  readonly #queue: LiveBatch[] = [];
  readonly #events = new vscode.EventEmitter<BatchMessage>();
  readonly #changed = new vscode.EventEmitter<LiveBatch>();
  readonly #ended = new vscode.EventEmitter<LiveBatch>();
  readonly onEvent = this.#events.event;
  /** A batch was queued, has begun or ended. */
  readonly onChange = this.#changed.event;
  readonly onEnd = this.#ended.event;
  readonly #subscription: vscode.Disposable;

  constructor(readonly worker: EngineWorker) {
    this.#subscription = worker.onFilter(({ folder, event }) => this.#hear(folder, event));
  }

  /** The batch that runs now. */
  get current(): LiveBatch | undefined {
    return this.#queue[0];
  }

  get queue(): readonly LiveBatch[] {
    return this.#queue;
  }

  find(folder: string): LiveBatch | undefined {
    return this.#queue.find((batch) => batch.folder === folder);
  }

  /** Everything that a batch has said so far: from memory while it runs, else from its folder. */
  async events(folder: string): Promise<FilterEvent[]> {
    return this.find(folder)?.events.slice() ?? (await this.worker.call("filterEvents", { folder }));
  }

  /** Runs now, or when the batches before it are through. `events` are those of a batch that goes on. */
  add(request: FilterRequest, name: string, events: FilterEvent[] = []): LiveBatch {
    const { folder } = request;
    const added: LiveBatch = { folder, name, request, events, state: "queued", isOver: false };
    this.#queue.push(added);
    if (this.current === added) this.#begin(added);
    else this.#changed.fire(added);
    return added;
  }

  /** Ends a batch after the picture that it is at; takes one that waits out of the queue. */
  async stop(folder: string): Promise<void> {
    const batch = this.find(folder);
    if (batch?.state === "queued") this.#finish(batch);
    else if (batch) await this.worker.call("stop", { folder });
  }

  /** Ends what runs, as long as a closing window may take. */
  async close(): Promise<void> {
    const batch = this.current;
    this.#queue.splice(1);
    if (!batch) return;
    const ended = new Promise<void>((resolve) => this.onEnd(() => resolve()));
    const late = new Promise<void>((resolve) => setTimeout(resolve, closingPatience));
    await Promise.race([Promise.all([this.stop(batch.folder), ended]), late]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#events, this.#changed, this.#ended).dispose();
  }

  #begin(batch: LiveBatch): void {
    batch.state = "running";
    this.#changed.fire(batch);
    this.worker
      .call("filterPictures", batch.request)
      .catch((error) => this.#fail(batch, error instanceof Error ? error : new Error(String(error))))
      .finally(() => this.#finish(batch));
  }

  #hear(folder: string, event: FilterEvent): void {
    const batch = this.find(folder);
    if (!batch) return;
    batch.events.push(event);
    if (event.event === "end") batch.isOver = true;
    this.#events.fire({ batch, event });
  }

  /** A batch that could not even begin has failed; one that died with the worker goes on when it is resumed. */
  #fail(batch: LiveBatch, error: Error): void {
    log.error(error);
    if (batch.events.at(-1)?.event === "end") return;
    const reason = "place" in error ? sentence(error.message, error.place as Place) : error.message;
    const pictures = batch.events.filter((event) => event.event === "picture");
    const failed = pictures.filter((picture) => picture.failed !== undefined).length;
    this.#hear(batch.folder, {
      event: "end",
      status: error instanceof EngineDied ? "stopped" : "failed",
      reason,
      done: pictures.length - failed,
      failed,
      left: (pictures.at(-1)?.total ?? 0) - pictures.length,
      sentence: reason,
      metrics: {},
      baselines: {},
      seconds: 0,
    });
  }

  #finish(batch: LiveBatch): void {
    const at = this.#queue.indexOf(batch);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    this.#ended.fire(batch);
    this.#changed.fire(batch);
    const next = this.#queue[0];
    if (next?.state === "queued") this.#begin(next);
  }
}
