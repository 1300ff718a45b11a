// The runs of the workspace as the store knows them, read again when their folders change.

import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Experiment, RunEvent, RunSummary } from "../../engine";
import type { Batches } from "./batches";
import { exists } from "./exists";
import { log } from "./log";
import { dataPath, runsRoots } from "./places";
import type { Spectra } from "./spectra";
import type { Training } from "./training";
import type { EngineWorker } from "./worker";

const delay = 200;

export class Runs implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  /** Folders of the runs that are selected in the tree. */
  selected: string[] = [];
  #reading: Promise<RunSummary[]> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    readonly worker: EngineWorker,
    readonly training: Training,
    readonly batches: Batches,
    readonly spectra: Spectra,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher("**/.lens/runs/{*,*/verdict.json,*/experiment.json}");
    const later = () => this.refresh();
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      training.onChange(later),
      batches.onChange(later),
      spectra.onChange(later),
      this.#changed,
    ];
  }

  /** All runs of the workspace, newest first. */
  list(): Promise<RunSummary[]> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#reading = undefined;
      this.#changed.fire();
    }, delay);
  }

  async name(folder: string): Promise<string> {
    const live = (this.training.find(folder) ?? this.#job(folder))?.name;
    return live ?? (await this.list()).find((run) => run.folder === folder)?.name ?? basename(folder);
  }

  /** Everything that a run has said so far: from memory while it trains, else from its folder. */
  async events(folder: string): Promise<RunEvent[]> {
    return this.training.find(folder)?.events.slice() ?? (await this.worker.call("events", { folder }));
  }

  /** The complete experiment of a run, and the path that its data file is relative to. */
  async experiment(folder: string): Promise<{ path: string; experiment: Experiment }> {
    const live = this.training.find(folder) ?? this.#job(folder);
    if (live) return live.request;
    const path = join(folder, "experiment.json");
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path));
    return { path, experiment: JSON.parse(new TextDecoder().decode(bytes)) as Experiment };
  }

  async dataFile(folder: string): Promise<string> {
    const { path, experiment } = await this.experiment(folder);
    return dataPath(path, experiment.data.file);
  }

  /** The task of a run, where it is a known one. */
  async task(folder: string): Promise<RunSummary["task"] | undefined> {
    const live = this.#job(folder)?.request.experiment.task;
    return live ?? (await this.list()).find((run) => run.folder === folder)?.task;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #job(folder: string): ReturnType<Batches["find"]> | ReturnType<Spectra["find"]> {
    return this.batches.find(folder) ?? this.spectra.find(folder);
  }

  async #read(): Promise<RunSummary[]> {
    const lists = await Promise.all(
      runsRoots().map(async (root) => {
        // Where nothing was ever trained, no engine is needed to say so.
        if (!(await exists(root))) return [];
        return this.worker.call("runs", { root }).catch((error) => {
          log.error(error);
          return [] as RunSummary[];
        });
      }),
    );
    // Pictures are filtered, and spectra computed, by other workers than the one that lists runs.
    const told = lists.flat().map((run) => (this.#job(run.folder) ? { ...run, status: "running" as const } : run));
    return told.sort((a, b) => b.started - a.started);
  }
}
