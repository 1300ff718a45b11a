// The engine's worker thread: started when it is first needed, started again when it has died.

import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { connect, type WorkerApi, type WorkerChannel, type WorkerEvents } from "../../engine";
import { log } from "./log";

/** The thread has ended without being asked to. */
export class EngineDied extends Error {}

/** What the entry of the thread takes. */
interface WorkerSettings {
  /** Larger pictures are refused. */
  maxPixels?: number;
}

export class EngineWorker implements vscode.Disposable {
  readonly #events = new vscode.EventEmitter<WorkerEvents["event"]>();
  readonly #progress = new vscode.EventEmitter<WorkerEvents["progress"]>();
  readonly #filter = new vscode.EventEmitter<WorkerEvents["filter"]>();
  readonly #spectrum = new vscode.EventEmitter<WorkerEvents["spectrum"]>();
  readonly #died = new vscode.EventEmitter<EngineDied>();
  /** Events of all runs that this worker trains, as they happen. */
  readonly onEvent = this.#events.event;
  /** Events of all batches of pictures that this worker filters, as they happen. */
  readonly onFilter = this.#filter.event;
  /** Events of all runs that compute spectra in this worker, as they happen. */
  readonly onSpectrum = this.#spectrum.event;
  readonly onProgress = this.#progress.event;
  /** The thread has ended without being asked to; every call that waited has been rejected. */
  readonly onDied = this.#died.event;
  #thread: Worker | undefined;
  #channel: Promise<WorkerChannel> | undefined;

  /** `settings` are handed to the thread whenever it starts. */
  constructor(
    readonly script: vscode.Uri,
    readonly settings: () => WorkerSettings = () => ({}),
  ) {}

  /** Starts the thread, so that the first call does not wait for it. */
  warm(): void {
    this.#connection().catch((error) => log.error(error));
  }

  async call<Name extends keyof WorkerApi>(
    name: Name,
    request: Parameters<WorkerApi[Name]>[0],
  ): Promise<Awaited<ReturnType<WorkerApi[Name]>>> {
    const channel = await this.#connection();
    // The channel types the request by the method's own parameter list; this signature names the same one.
    return (channel.call as (name: Name, request: unknown) => ReturnType<WorkerApi[Name]>)(name, request) as Promise<
      Awaited<ReturnType<WorkerApi[Name]>>
    >;
  }

  async dispose(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#channel = undefined;
    await thread?.terminate();
  }

  #connection(): Promise<WorkerChannel> {
    this.#channel ??= this.#start();
    return this.#channel;
  }

  async #start(): Promise<WorkerChannel> {
    const thread = new Worker(this.script.fsPath, { workerData: this.settings() });
    this.#thread = thread;
    const channel = connect<WorkerApi, WorkerEvents>({
      post: (message) => thread.postMessage(message),
      listen: (receive) => thread.on("message", receive),
    });
    channel.on("event", (event) => this.#events.fire(event));
    channel.on("filter", (event) => this.#filter.fire(event));
    channel.on("spectrum", (event) => this.#spectrum.fire(event));
    channel.on("progress", (event) => this.#progress.fire(event));
    let cause = "";
    thread.on("error", (error) => {
      cause = error instanceof Error ? error.message : String(error);
      log.error(error instanceof Error ? error : cause);
    });
    thread.on("exit", (code) => {
      if (this.#thread !== thread) return channel.fail(new Error(vscode.l10n.t("The engine was stopped.")));
      this.#thread = undefined;
      this.#channel = undefined;
      const reason = new EngineDied(vscode.l10n.t("The engine ended unexpectedly ({0}).", cause || `exit ${code}`));
      log.error(reason.message);
      channel.fail(reason);
      this.#died.fire(reason);
    });
    log.debug("The engine's worker has started.");
    return channel;
  }
}
