// Opens a graph file, or a folder that holds a known set, in the graph lab.

import { basename } from "node:path";
import * as vscode from "vscode";
import { isGraph } from "../platform/files";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { activeFile } from "./train";

export function openGraphCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openGraph", (uri?: vscode.Uri) =>
    reporting(async () => {
      const { scheme, fsPath } = uri ?? (await graphFile());
      if (scheme !== "file") {
        throw new Error(vscode.l10n.t("{0} is not a file on this computer: save it first.", basename(fsPath)));
      }
      await services.panels.openGraph({ path: fsPath }, basename(fsPath));
    }),
  );
}

/** The active tab's graph, or one that the person picks. */
export async function graphFile(): Promise<vscode.Uri> {
  const active = activeFile();
  if (active?.scheme === "file" && (isGraph(active) || /\.(csv|tsv|tab|txt|jsonl?)$/i.test(active.path))) return active;
  const found = await vscode.workspace.findFiles(
    "**/*.{graphml,gexf,gml,net,paj,mtx,col,clq,dimacs,gr,hgr,edges,edgelist,cites,csv,tsv,txt}",
    undefined,
    500,
  );
  const items = found.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  items.sort((a, b) => Number(isGraph(b.file)) - Number(isGraph(a.file)) || a.label.localeCompare(b.label));
  if (items.length === 0) {
    throw new Error(
      vscode.l10n.t("There is no graph file here: open an edge list, GraphML, GEXF, GML or another one."),
    );
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which graph?") });
  if (!picked) throw new vscode.CancellationError();
  return picked.file;
}
