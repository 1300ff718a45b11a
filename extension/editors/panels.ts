// The panels in editor columns: a run with its curves and verdict, runs side by side, a batch of pictures, a spectrum, a graph; restored after a reload.

import * as vscode from "vscode";
import type { GraphState, PanelState } from "../../webview/protocol";
import { log } from "../platform/log";
import { Page } from "../platform/page";
import type { Services } from "../platform/services";
import { hostApi } from "./host-api";

export const panelType = "neuralLens.run";

interface Panel {
  panel: vscode.WebviewPanel;
  page: Page;
  state: PanelState;
  /** Id of the card that its page is to bring into view, until it has been told. */
  card?: string;
  /** Runs that the page has taken in beside those of its state. */
  overlays: Set<string>;
}

export class Panels implements vscode.Disposable {
  readonly #open = new Set<Panel>();
  #services: Services | undefined;

  /** Called once, before any panel opens: services and panels know each other. */
  attach(services: Services): vscode.Disposable {
    this.#services = services;
    const { training, batches, spectra, graphWorker } = services;
    return vscode.Disposable.from(
      training.onEvent(({ run, event }) => {
        for (const { page } of this.#showing(run.folder)) page.send(run.folder, event);
      }),
      training.onChange((run) => {
        for (const { page } of this.#showing(run.folder)) page.paused(run.folder, run.paused);
      }),
      batches.onEvent(({ job, event }) => {
        for (const { page } of this.#showing(job.folder)) page.batch(job.folder, event);
      }),
      spectra.onEvent(({ job, event }) => {
        for (const { page } of this.#showing(job.folder)) page.spectrum(job.folder, event);
      }),
      graphWorker.onProgress((event) => {
        for (const { page } of this.#ofGraph(event.path)) page.tell("graphProgress", event);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        for (const { page } of this.#ofGraph(uri.fsPath)) page.tell("graphChanged", { path: uri.fsPath });
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
        const path = textEditor.document.uri.fsPath;
        // Only what a person points at: lines that the lab itself shows come back without a kind.
        if (kind !== undefined && this.#ofGraph(path).length > 0) this.#point(path, selections[0].active.line + 1);
      }),
      vscode.window.registerWebviewPanelSerializer(panelType, {
        deserializeWebviewPanel: async (panel, state) => {
          const kept = panelState(state);
          if (kept) await this.#adopt(panel, kept);
          else panel.dispose();
        },
      }),
    );
  }

  /** Shows a run beside the editor; the panel that shows it already comes to the front. */
  async openRun(folder: string, name: string, preserveFocus = false): Promise<void> {
    await this.#show({ view: "run", folders: [folder] }, name, preserveFocus);
  }

  /** The same, with this card of it in view, as it is now. */
  async openCard(folder: string, name: string, card: string): Promise<void> {
    await this.#show({ view: "run", folders: [folder] }, name, false, card);
  }

  /** `names` stand for those of the runs. */
  async openComparison(folders: string[], names?: string[]): Promise<void> {
    const state: PanelState = { view: "compare", folders, ...(names ? { names } : {}) };
    await this.#show(state, vscode.l10n.t("Compare {0} runs", folders.length), false);
  }

  /** Shows the report of a batch of pictures. */
  async openBatch(folder: string, name: string, preserveFocus = false): Promise<void> {
    await this.#show({ view: "batch", folders: [folder] }, name, preserveFocus);
  }

  /** Shows the report of a run that computes a spectrum. */
  async openSpectrum(folder: string, name: string, preserveFocus = false): Promise<void> {
    await this.#show({ view: "spectrum", folders: [folder] }, name, preserveFocus);
  }

  /** Shows a graph, or a folder that holds one, beside its editor. */
  async openGraph(graph: GraphState, name: string): Promise<void> {
    await this.#show({ view: "graph", folders: [], graph }, name, false);
  }

  /** Whether a panel with this run can be seen. */
  isVisible(folder: string): boolean {
    return this.#showing(folder).some(({ panel }) => panel.visible);
  }

  /** The run that the panel in front shows. */
  get activeRun(): string | undefined {
    for (const { panel, state } of this.#open) if (panel.active && state.view !== "compare") return state.folders[0];
    return undefined;
  }

  /** Closes the panels of a run that is gone. */
  close(folder: string): void {
    for (const { panel, state } of [...this.#open]) if (state.folders.includes(folder)) panel.dispose();
  }

  dispose(): void {
    for (const { page } of this.#open) page.dispose();
  }

  #showing(folder: string): Panel[] {
    return [...this.#open].filter((one) => one.state.folders.includes(folder) || one.overlays.has(folder));
  }

  #ofGraph(path: string): Panel[] {
    return [...this.#open].filter(({ state }) => state.graph?.path === path);
  }

  /** Selects the node that a line of the graph's file is about. */
  async #point(path: string, line: number): Promise<void> {
    const node = await this.#services?.graphWorker.call("nodeAt", { path, line }).catch(() => undefined);
    if (node === undefined) return;
    for (const { page } of this.#ofGraph(path)) page.tell("graphSelect", { path, node });
  }

  async #show(state: PanelState, title: string, preserveFocus: boolean, card?: string): Promise<void> {
    const key = JSON.stringify(state);
    const known = [...this.#open].find((one) => JSON.stringify(one.state) === key);
    if (known) {
      known.card = card;
      if (card !== undefined) known.page.show();
      return known.panel.reveal(undefined, preserveFocus);
    }
    const used = this.#reusable(state, title);
    if (used) {
      used.state = state;
      used.card = card;
      used.overlays.clear();
      used.page.show();
      return used.panel.reveal(undefined, preserveFocus);
    }
    const viewColumn = [...this.#open][0]?.panel.viewColumn ?? besideFirst();
    const panel = vscode.window.createWebviewPanel(panelType, title, { viewColumn, preserveFocus });
    await this.#adopt(panel, state, card);
  }

  /**
   * A panel with an ended run of the same name: training again and again must not leave a row of tabs. One with the same
   * graph: the worker reads a graph in one way at a time.
   */
  #reusable(state: PanelState, title: string): Panel | undefined {
    const { graph } = state;
    if (graph) return this.#ofGraph(graph.path)[0];
    if (state.view !== "run" || !this.#services?.training.find(state.folders[0])) return undefined;
    const { training } = this.#services;
    return [...this.#open].find(
      (one) => one.state.view === "run" && one.panel.title === title && !training.find(one.state.folders[0]),
    );
  }

  async #adopt(panel: vscode.WebviewPanel, state: PanelState, card?: string): Promise<void> {
    const services = this.#services;
    if (!services) throw new Error("The panels are not attached.");
    const page = new Page(panel.webview, services.extension);
    const one: Panel = { panel, page, state, card, overlays: new Set() };
    this.#open.add(one);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.forgotten();
    });
    panel.onDidDispose(() => {
      this.#open.delete(one);
      page.dispose();
      const { graph } = one.state;
      if (graph) services.graphWorker.call("closeGraph", { path: graph.path }).catch((error) => log.error(error));
    });
    const icon = (theme: string) => vscode.Uri.joinPath(services.extension, "extension", "media", `run-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const shown = {
      state: () => one.state,
      card: () => {
        const { card } = one;
        one.card = undefined;
        return card;
      },
      watch: (run: string) => one.overlays.add(run),
      paused: (run: string, paused: boolean) => page.paused(run, paused),
      telling: () => page.telling(),
      hear: (folder: string) => page.hear(folder),
    };
    await page.load(hostApi(services, shown));
  }
}

/** Beside the first column, in the second: a third one would leave room for nothing. */
function besideFirst(): vscode.ViewColumn {
  const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : viewColumn;
}

/** What a page has kept over a reload, or undefined where it is no state of ours. */
function panelState(kept: unknown): PanelState | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const { view, folders, names, graph } = kept as Partial<PanelState>;
  if (view === "graph") return typeof graph?.path === "string" ? { view, folders: [], graph } : undefined;
  if (!view || !["run", "compare", "batch", "spectrum"].includes(view)) return undefined;
  if (!Array.isArray(folders) || folders.length === 0) return undefined;
  const areTexts = (list: unknown[]) => list.every((one) => typeof one === "string");
  if (!areTexts(folders)) return undefined;
  const named = Array.isArray(names) && names.length === folders.length && areTexts(names);
  return { view, folders, ...(named ? { names } : {}) };
}
