// Descriptions of data files, asked of the worker once for each version of a file and kept.

import * as vscode from "vscode";
import type { Description, Source } from "../../engine";
import { isDataDocument, sourceOf } from "./files";
import type { EngineWorker } from "./worker";

/** What is known of an open data file: being read, described, or the reason why it cannot be. */
export type Profile =
  | { state: "reading"; fraction: number }
  | { state: "known"; description: Description }
  | { state: "failed"; error: Error };

interface Entry {
  version: string;
  profile: Profile;
}

const delay = 300;

export class Profiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** The profile of this file is new. */
  readonly onChange = this.#changed.event;
  readonly #entries = new Map<string, Entry>();
  /** Of files that are not open, by their time and size. */
  readonly #closed = new Map<string, { version: string; description: Promise<Description> }>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(readonly worker: EngineWorker) {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document, 0)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#look(event.document, delay)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#look(document, 0)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document.uri)),
      worker.onProgress(({ path, fraction }) => this.#progress(path, fraction)),
      worker.onDied(() => this.#again()),
      this.#changed,
    ];
    for (const document of vscode.workspace.textDocuments) this.#look(document, 0);
  }

  /** The profile of an open document as far as it is known; asks for it where it is not. */
  of(document: vscode.TextDocument): Profile | undefined {
    if (!isDataDocument(document)) return undefined;
    const entry = this.#entries.get(document.uri.toString());
    if (!entry) this.#look(document, 0);
    return this.#entries.get(document.uri.toString())?.profile;
  }

  /** The description of a data file as it is on disk or, where it is open, in its editor. */
  async describe(uri: vscode.Uri): Promise<Description> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const profile = open && this.of(open);
    if (profile?.state === "known") return profile.description;
    if (open) return this.#describe(sourceOf(open));
    const key = uri.toString();
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    const known = this.#closed.get(key);
    if (known?.version === `${mtime} ${size}`) return known.description;
    const description = this.#describe({ path: uri.fsPath });
    this.#closed.set(key, { version: `${mtime} ${size}`, description });
    // A failure may pass; only what is known is kept.
    description.catch(() => this.#closed.delete(key));
    return description;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #look(document: vscode.TextDocument, wait: number): void {
    if (!isDataDocument(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (wait === 0) return void this.#read(document);
    this.#timers.set(
      key,
      setTimeout(() => this.#read(document), wait),
    );
  }

  async #read(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const version = `${document.version} ${document.isDirty}`;
    const known = this.#entries.get(key);
    if (document.isClosed || known?.version === version) return;
    // The last profile stays in sight until the new one is there, so that nothing flickers while a person types.
    this.#entries.set(key, { version, profile: known?.profile ?? { state: "reading", fraction: 0 } });
    let profile: Profile;
    try {
      profile = { state: "known", description: await this.#describe(sourceOf(document)) };
    } catch (error) {
      profile = { state: "failed", error: error instanceof Error ? error : new Error(String(error)) };
    }
    if (this.#entries.get(key)?.version !== version) return;
    this.#entries.set(key, { version, profile });
    this.#changed.fire(document.uri);
  }

  #progress(path: string, fraction: number): void {
    const key = vscode.Uri.file(path).toString();
    const entry = this.#entries.get(key);
    if (entry?.profile.state !== "reading") return;
    entry.profile = { state: "reading", fraction };
    this.#changed.fire(vscode.Uri.file(path));
  }

  /** What the worker says of a source, with the columns that give its likeliest target away among the problems. */
  async #describe(source: Source): Promise<Description> {
    const description = await this.worker.call("describe", source);
    const [best] = description.targets;
    if (!best) return description;
    const leaks = await this.worker.call("leaks", { source, task: best.task, target: best.column });
    return { ...description, problems: [...description.problems, ...leaks] };
  }

  /** What was being read has died with the worker. */
  #again(): void {
    for (const [key, { profile }] of [...this.#entries]) if (profile.state !== "known") this.#entries.delete(key);
    for (const document of vscode.workspace.textDocuments) this.#look(document, delay);
  }

  #forget(uri: vscode.Uri): void {
    this.#entries.delete(uri.toString());
    this.#changed.fire(uri);
  }
}
