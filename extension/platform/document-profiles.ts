// Descriptions of open files, asked of a worker once for each version of a file and kept.

import * as vscode from "vscode";
import type { Source } from "../../engine";
import { sourceOf } from "./files";
import type { EngineWorker } from "./worker";

/** What is known of an open file: being read, described, or the reason why it cannot be. */
export type Profile<D> =
  | { state: "reading"; fraction: number }
  | { state: "known"; description: D }
  | { state: "failed"; error: Error };

interface Entry<D> {
  version: string;
  profile: Profile<D>;
}

const delay = 300;
/** Milliseconds that a first profile is waited for. */
const patience = 500;

/** Of the files that `matches` takes, described by `read`. */
export abstract class DocumentProfiles<D> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** The profile of this file is new. */
  readonly onChange = this.#changed.event;
  readonly #entries = new Map<string, Entry<D>>();
  /** Of files that are not open, by their time and size. */
  readonly #closed = new Map<string, { version: string; description: Promise<D> }>();
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
    // What reads is whole only when this has returned.
    queueMicrotask(() => {
      for (const document of vscode.workspace.textDocuments) this.#look(document, 0);
    });
  }

  /** The profile of an open document as far as it is known; asks for it where it is not. */
  of(document: vscode.TextDocument): Profile<D> | undefined {
    if (!this.matches(document)) return undefined;
    const entry = this.#entries.get(document.uri.toString());
    if (!entry) this.#look(document, 0);
    return this.#entries.get(document.uri.toString())?.profile;
  }

  /** As `of`, a moment later where that brings more than "reading": VS Code asks a second time only after a while. */
  async soon(document: vscode.TextDocument): Promise<Profile<D> | undefined> {
    const key = document.uri.toString();
    if (this.of(document)?.state === "reading") {
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          subscription.dispose();
          resolve();
        };
        const timer = setTimeout(end, patience);
        const subscription = this.onChange((uri) => {
          if (uri.toString() === key && this.of(document)?.state !== "reading") end();
        });
      });
    }
    return this.of(document);
  }

  /** The description of a file as it is on disk or, where it is open, in its editor. */
  async describe(uri: vscode.Uri): Promise<D> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const profile = open && this.of(open);
    if (profile?.state === "known") return profile.description;
    if (open) return this.read(sourceOf(open));
    const key = uri.toString();
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    const known = this.#closed.get(key);
    if (known?.version === `${mtime} ${size}`) return known.description;
    const description = this.read({ path: uri.fsPath });
    this.#closed.set(key, { version: `${mtime} ${size}`, description });
    // A failure may pass; only what is known is kept.
    description.catch(() => this.#closed.delete(key));
    return description;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Whether an open document may be such a file. */
  protected abstract matches(document: vscode.TextDocument): boolean;

  /** Asks the worker; `soFar` takes what is known before all of it is. */
  protected abstract read(source: Source, soFar?: (description: D) => void): Promise<D>;

  #look(document: vscode.TextDocument, wait: number): void {
    if (!this.matches(document)) return;
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
    const tell = (profile: Profile<D>): void => {
      if (this.#entries.get(key)?.version !== version) return;
      this.#entries.set(key, { version, profile });
      this.#changed.fire(document.uri);
    };
    try {
      tell({
        state: "known",
        description: await this.read(sourceOf(document), (part) => tell({ state: "known", description: part })),
      });
    } catch (error) {
      tell({ state: "failed", error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  #progress(path: string, fraction: number): void {
    const key = vscode.Uri.file(path).toString();
    const entry = this.#entries.get(key);
    if (entry?.profile.state !== "reading") return;
    entry.profile = { state: "reading", fraction };
    this.#changed.fire(vscode.Uri.file(path));
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
