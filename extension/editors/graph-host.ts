// What the host does for the graph lab: graphs from their worker, lines of their files in editors, training on nodes.

import * as vscode from "vscode";
import type { GraphApi } from "../../engine";
import type { GraphHostApi } from "../../webview/protocol";
import { sourceOfUri } from "../platform/files";
import type { Services } from "../platform/services";
import { selectLines } from "./select-rows";

/** Pages that have asked so far: two that show the same graph must not end each other's work. */
let pages = 0;

export function graphHostApi(services: Services): GraphHostApi {
  const { extension, graphWorker } = services;
  const view = `page ${++pages}`;
  const pass =
    <Name extends keyof GraphApi>(name: Name) =>
    (request: Parameters<GraphApi[Name]>[0]) =>
      graphWorker.call(name, request) as ReturnType<GraphApi[Name]>;
  return {
    async graph({ path, reading }) {
      const description = await graphWorker.call("graph", { source: sourceOfUri(vscode.Uri.file(path)), reading });
      // Experiments read graphs, and a table of rows only when it is opened as one.
      return reading?.neighbours === undefined ? description : { ...description, targets: [] };
    },
    closeGraph: pass("closeGraph"),
    graphDrawing: pass("graphDrawing"),
    graphNodes: pass("graphNodes"),
    graphNode: pass("graphNode"),
    graphHyperedge: pass("graphHyperedge"),
    edgeLine: pass("edgeLine"),
    nodeColumn: pass("nodeColumn"),
    spectrumPlan: pass("spectrumPlan"),
    spectrum: (request) => graphWorker.call("spectrum", { ...request, view }),
    stopSpectrum: pass("stopSpectrum"),
    eigenvector: pass("eigenvector"),
    quadraticForm: pass("quadraticForm"),
    graphSignal: pass("graphSignal"),
    async selectGraphLine({ path, line }) {
      await selectLines(path, [line]);
    },
    async layoutScript() {
      const file = vscode.Uri.joinPath(extension, "dist", "layout.js");
      // Messages to a page carry plain arrays as bytes, and Node's buffers as nothing.
      return new Uint8Array(await vscode.workspace.fs.readFile(file));
    },
    async trainNodes({ path, target }) {
      await vscode.commands.executeCommand("neuralLens.train", vscode.Uri.file(path), { task: "nodes", target });
    },
    async openNodeExperiment({ path, target }) {
      const wish = { task: "nodes", target };
      await vscode.commands.executeCommand("neuralLens.createExperiment", vscode.Uri.file(path), wish);
    },
  };
}
