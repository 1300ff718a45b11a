// The side view with the curves of the run in training, or of the last one.

import * as vscode from "vscode";
import { hostApi } from "../editors/host-api";
import { Page } from "../platform/page";
import type { Services } from "../platform/services";

export function liveView(services: Services): vscode.Disposable {
  const { training } = services;
  let page: Page | undefined;
  let view: vscode.WebviewView | undefined;
  const name = () => {
    if (view) view.description = training.last?.name;
  };
  const provider: vscode.WebviewViewProvider = {
    async resolveWebviewView(resolved) {
      const own = new Page(resolved.webview, services.extension);
      view = resolved;
      page = own;
      resolved.onDidChangeVisibility(() => {
        if (!resolved.visible) own.forgotten();
      });
      resolved.onDidDispose(() => {
        own.dispose();
        if (page === own) view = page = undefined;
      });
      name();
      await own.load(
        hostApi(services, {
          state: () => ({ view: "live", folders: training.last ? [training.last.folder] : [] }),
          // Every run's events go to this page anyway.
          watch: () => undefined,
          paused: (folder, paused) => own.paused(folder, paused),
          telling: () => own.telling(),
          hear: (folder) => own.hear(folder),
        }),
      );
    },
  };
  return vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider("neuralLens.live", provider),
    training.onEvent(({ run, event }) => page?.send(run.folder, event)),
    training.onChange((run) => {
      name();
      page?.paused(run.folder, run.paused);
    }),
  );
}
