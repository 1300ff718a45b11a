// What can be learned of graph files and folders, asked of the worker once for each version of them and kept.

import * as vscode from "vscode";
import type { Learnable } from "../../engine";
import type { EngineWorker } from "./worker";

/** A table of the nodes, as an experiment names it. */
export interface NodeTable {
  uri: vscode.Uri;
  /** Its column of ids. */
  id?: string;
}

export class Learnables implements vscode.Disposable {
  readonly #known = new Map<string, { version: string; learnable: Promise<Learnable> }>();
  readonly #subscription: vscode.Disposable;

  constructor(readonly worker: EngineWorker) {
    // Beside a graph may lie a table of its nodes, and a folder keeps its time when a file in it changes.
    this.#subscription = vscode.workspace.onDidSaveTextDocument(() => this.#known.clear());
  }

  /** Of a graph, or of many, as they are on disk. */
  async of(graph: vscode.Uri, table?: NodeTable): Promise<Learnable> {
    const key = JSON.stringify([graph.fsPath, table?.uri.fsPath, table?.id]);
    const versions = await Promise.all([graph, ...(table ? [table.uri] : [])].map(versionOf));
    const version = versions.join(" ");
    const known = this.#known.get(key);
    if (known?.version === version) return known.learnable;
    const learnable = this.worker.call("learnable", { path: graph.fsPath, nodes: table?.uri.fsPath, id: table?.id });
    this.#known.set(key, { version, learnable });
    // A failure may pass; only what is known is kept.
    learnable.catch(() => this.#known.delete(key));
    return learnable;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

async function versionOf(uri: vscode.Uri): Promise<string> {
  const { mtime, size } = await vscode.workspace.fs.stat(uri);
  return `${mtime} ${size}`;
}
