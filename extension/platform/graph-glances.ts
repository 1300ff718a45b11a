// Glances at graph files whose tab is there and whose text is not yet: VS Code takes seconds to hand over that of a large one.

import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { WorkerApi } from "../../engine";
import { isPerhapsGraph } from "./files";
import { log } from "./log";
import type { EngineWorker } from "./worker";

type Glance = Awaited<ReturnType<WorkerApi["glanceGraph"]>>;

export class GraphGlances implements vscode.Disposable {
  readonly #early = new Map<string, { version: string; glance: Promise<Glance> }>();
  readonly #subscription: vscode.Disposable;

  constructor(readonly worker: EngineWorker) {
    this.#begin(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
    this.#subscription = vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      for (const path of pathsOf(closed)) this.#early.delete(path);
      this.#begin(opened);
    });
  }

  /** Of the file as it is on disk; the one that was begun with its tab serves once. */
  async of(path: string): Promise<Glance> {
    const early = this.#early.get(path);
    this.#early.delete(path);
    if (early && early.version === (await versionOf(path))) return early.glance;
    return this.worker.call("glanceGraph", { source: { path } });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #begin(tabs: readonly vscode.Tab[]): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.fsPath));
    for (const path of pathsOf(tabs)) {
      if (!open.has(path)) this.#glance(path).catch((error) => log.debug(String(error)));
    }
  }

  async #glance(path: string): Promise<void> {
    this.worker.warm();
    const version = await versionOf(path);
    const glance = this.worker.call("glanceGraph", { source: { path } });
    this.#early.set(path, { version, glance });
    // Whoever opens the file hears of a failure, if anybody does.
    await glance;
  }
}

/** Of the files in tabs of text that may be graphs. */
const pathsOf = (tabs: readonly vscode.Tab[]): string[] =>
  tabs.flatMap(({ input }) =>
    input instanceof vscode.TabInputText && isPerhapsGraph(input) ? [input.uri.fsPath] : [],
  );

/** Empty where there is no such file: reading it says so. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.mtimeMs} ${found.size}` : "";
}
