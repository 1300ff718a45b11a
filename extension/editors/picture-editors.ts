// The kernel lab as an editor for pictures, offered beside VS Code's own; it follows its file on disk.

import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { PictureState } from "../../webview/protocol";
import { Page } from "../platform/page";
import type { Services } from "../platform/services";
import { hostApi } from "./host-api";

export const pictureEditorType = "neuralLens.picture";

interface Opened {
  panel: vscode.WebviewPanel;
  page: Page;
  state: PictureState;
}

/** Where what a picture was opened with is kept over a reload. */
const key = "neuralLens.pictures";
/** So many pictures are remembered, the last ones that were opened. */
const remembered = 20;

export class PictureEditors implements vscode.CustomReadonlyEditorProvider {
  readonly #open = new Set<Opened>();
  #services: Services | undefined;

  constructor(readonly memory: vscode.Memento) {}

  /** Called once, before any editor opens: services and editors know each other. */
  attach(services: Services): vscode.Disposable {
    this.#services = services;
    const { batches, pictureWorker } = services;
    return vscode.Disposable.from(
      vscode.window.registerCustomEditorProvider(pictureEditorType, this, { supportsMultipleEditorsPerDocument: true }),
      batches.onEvent(({ job: batch, event }) => {
        for (const { page } of this.#open) page.batch(batch.folder, event);
      }),
      pictureWorker.onProgress((event) => {
        for (const { page } of this.#open) page.tell("progress", event);
      }),
    );
  }

  /** Opens a picture with others to step through, and a chain to begin with. */
  async open(state: PictureState): Promise<void> {
    await this.#remember(state);
    for (const one of this.#open) {
      if (one.state.path !== state.path) continue;
      one.state = state;
      one.page.show();
    }
    await vscode.commands.executeCommand("vscode.openWith", vscode.Uri.file(state.path), pictureEditorType, {
      preview: false,
    });
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    if (uri.scheme !== "file") {
      throw new Error(vscode.l10n.t("{0} is not a file on this computer: save it first.", basename(uri.path)));
    }
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const services = this.#services;
    if (!services) throw new Error("The picture editors are not attached.");
    const path = uri.fsPath;
    const page = new Page(panel.webview, services.extension);
    const state = this.#remembered().find((known) => known.path === path);
    const one: Opened = { panel, page, state: state ?? { path, others: [], pipeline: { steps: [] } } };
    this.#open.add(one);
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(dirname(path), "*"));
    // The page may have gone on to another picture of those that it was opened with.
    const changed = ({ fsPath }: vscode.Uri) => {
      if (fsPath === path || one.state.others.includes(fsPath)) page.tell("pictureChanged", { path: fsPath });
    };
    const subscription = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) page.forgotten();
      }),
    );
    panel.onDidDispose(() => {
      this.#open.delete(one);
      subscription.dispose();
      page.dispose();
    });
    const shown = {
      state: () => ({ view: "picture" as const, folders: [], picture: one.state }),
      // Runs are told to panels.
      watch: () => undefined,
      paused: () => undefined,
      telling: () => page.telling(),
      hear: (folder: string) => page.hear(folder),
    };
    await page.load(hostApi(services, shown));
  }

  #remembered(): PictureState[] {
    return this.memory.get<PictureState[]>(key, []);
  }

  async #remember(state: PictureState): Promise<void> {
    const others = this.#remembered().filter(({ path }) => path !== state.path);
    await this.memory.update(key, [state, ...others].slice(0, remembered));
  }
}
