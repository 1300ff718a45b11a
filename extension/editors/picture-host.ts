// What the host does for the kernel lab: pictures from their worker, files from dialogs, chains into experiments and batches.

import { dirname, extname, join, relative } from "node:path";
import * as vscode from "vscode";
import type { PictureHostApi } from "../../webview/protocol";
import { applyToChosen, choosePictures, pictureFilters } from "../commands/apply-filter";
import { savePipeline } from "../commands/save-pipeline";
import { stemOf } from "../platform/files";
import type { Services } from "../platform/services";
import type { Shown } from "./host-api";

/** Endings that pictures are written in, by the name of their format. */
const writable: Record<string, string[]> = {
  PNG: ["png"],
  JPEG: ["jpg", "jpeg"],
  WebP: ["webp"],
  TIFF: ["tif", "tiff"],
  BMP: ["bmp"],
  PNM: ["pgm", "ppm", "pnm"],
  NumPy: ["npy"],
};

/** Pages that have asked so far: two that show the same picture must not end each other's work. */
let pages = 0;

export function pictureHostApi(services: Services, shown: Shown): PictureHostApi {
  const { extension, pictureWorker, batches } = services;
  const view = `page ${++pages}`;
  return {
    async filterModule() {
      const file = vscode.Uri.joinPath(extension, "dist", "kernels", "filters.wasm");
      // Messages to a page carry plain arrays as bytes, and Node's buffers as nothing.
      return new Uint8Array(await vscode.workspace.fs.readFile(file));
    },
    picture: (request) => pictureWorker.call("picture", request),
    pictureWindow: (request) => pictureWorker.call("pictureWindow", request),
    filteredWindow: (request) => pictureWorker.call("filteredWindow", { ...request, view }),
    pictureFigures: (request) => pictureWorker.call("pictureFigures", { ...request, view }),
    async savePicture({ path, pipeline }) {
      const target = await vscode.window.showSaveDialog({
        defaultUri: vscode.Uri.file(suggestedName(path)),
        filters: writable,
      });
      if (!target) return undefined;
      const out = target.fsPath;
      return { out, ...(await pictureWorker.call("savePicture", { path, pipeline, out })) };
    },
    savePipeline,
    async applyTo({ path, pipeline, experiment }) {
      const chosen = await cancellable(() => choosePictures(vscode.Uri.file(dirname(path))));
      if (!chosen) return;
      const from = experiment ?? path;
      const data = { file: relative(dirname(from), path) };
      await applyToChosen(services, { path: from, experiment: { task: "filter", data, ...pipeline } }, chosen);
    },
    chooseReference: async ({ path }) =>
      (await choose({ defaultUri: vscode.Uri.file(dirname(path)), filters: pictureFilters() }))?.fsPath,
    async chooseNetwork() {
      const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
      const file = await choose({ defaultUri, filters: { Safetensors: ["safetensors"] } });
      return file && pictureWorker.call("networkKernels", { path: file.fsPath });
    },
    chooseFolder: async ({ path }) =>
      (
        await choose({
          defaultUri: vscode.Uri.file(dirname(path)),
          canSelectFolders: true,
          canSelectFiles: false,
        })
      )?.fsPath,
    fitKernel: (request) => pictureWorker.call("fitKernel", request),
    stopFit: (request) => pictureWorker.call("stopFit", request),
    async filterEvents({ folder }) {
      const events = await batches.events(folder);
      // Nothing may happen between looking at what runs and the page's answer, or it would be lost or told twice.
      const live = batches.find(folder);
      shown.hear(folder);
      return { events: live ? live.events.slice() : events, active: live !== undefined };
    },
    async openFile({ path }) {
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path));
    },
  };
}

async function choose(options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog(options))?.[0];
}

/** Undefined where the person gave up. */
async function cancellable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
}

/** A new name beside the picture, in its own format where that can be written. */
function suggestedName(path: string): string {
  const ending = extname(path).slice(1).toLowerCase();
  const kept = Object.values(writable).flat().includes(ending) ? ending : "png";
  return join(dirname(path), `${stemOf(path)}-filtered.${kept}`);
}
