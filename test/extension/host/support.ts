// What the tests inside the extension host share: files of the workspace, waiting, and the events of runs.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { EndEvent, Experiment, RunEvent } from "../../../engine";
import type { NeuralLens } from "../../../extension/extension";

export const extensionId = "neural-lens.neural-lens";

/** The worker threads that began since the tests were loaded, before anything needed one: of the engine, and of pictures. */
export const threads: Worker[] = [];
process.on("worker", (thread) => threads.push(thread));

export function extension(): vscode.Extension<NeuralLens> {
  const found = vscode.extensions.getExtension<NeuralLens>(extensionId);
  assert.ok(found, `${extensionId} is not in this host`);
  return found;
}

export function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "no workspace folder is open");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a file of the workspace and opens it in an editor. */
export async function openText(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = inWorkspace(name);
  writeFileSync(uri.fsPath, text);
  return openFile(name);
}

export async function openFile(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(inWorkspace(name));
  await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
  return document;
}

export async function openExperiment(name: string, experiment: Experiment): Promise<vscode.TextDocument> {
  return openText(name, `${JSON.stringify(experiment, null, 2)}\n`);
}

/** The first value of `look` that is neither undefined nor false; fails when none comes in time. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  patience = 60_000,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    assert.ok(Date.now() < deadline, `not within ${patience / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a document's lenses do. */
export async function lensesOf(document: vscode.TextDocument): Promise<vscode.Command[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    10,
  );
  return lenses.flatMap(({ command }) => (command ? [command] : []));
}

export async function lensTitles(document: vscode.TextDocument): Promise<string[]> {
  return (await lensesOf(document)).map(({ title }) => title);
}

/** Everything that runs say from now on. */
export class Listening {
  readonly events: { folder: string; event: RunEvent }[] = [];
  readonly #subscription: vscode.Disposable;

  constructor({ onRunEvent }: NeuralLens) {
    this.#subscription = onRunEvent(({ run, event }) => this.events.push({ folder: run.folder, event }));
  }

  /** The first event of this kind that has come or comes, after the ones that were there at `from`. */
  async first<Name extends RunEvent["event"]>(
    name: Name,
    from = 0,
  ): Promise<{ folder: string; event: Extract<RunEvent, { event: Name }> }> {
    const found = await eventually(`an event ${name}`, () =>
      this.events.slice(from).find(({ event }) => event.event === name),
    );
    return found as { folder: string; event: Extract<RunEvent, { event: Name }> };
  }

  end(from = 0): Promise<{ folder: string; event: EndEvent }> {
    return this.first("end", from);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Listens while `work` runs. */
export async function listening<T>(work: (heard: Listening) => Promise<T>): Promise<T> {
  const heard = new Listening(await extension().activate());
  try {
    return await work(heard);
  } finally {
    heard.dispose();
  }
}

/** Closes all editors without asking. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
