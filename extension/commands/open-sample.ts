// Copies the experiment that many write first from scratch, four rows and two layers, into the workspace and opens it.

import * as vscode from "vscode";
import { exists } from "../platform/exists";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";

const experiment = "from-scratch.lens.json";
/** Name in the workspace, and of the file that comes with the extension. */
const files = [
  ["from-scratch.csv", "from-scratch.csv"],
  [experiment, "from-scratch.lens.jsonc"],
];

export function openSampleCommand({ extension }: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openSample", () =>
    reporting(async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (!folder) throw new Error(vscode.l10n.t("Open a folder first: the example is written into it."));
      for (const [name, sample] of files) {
        const target = vscode.Uri.joinPath(folder, name);
        // What is there already keeps a person's changes.
        if (await exists(target.fsPath)) continue;
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, "extension", "media", "samples", sample), target);
      }
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, experiment));
    }),
  );
}
