// Opens a table in the graph lab as a graph: each row joined to the rows nearest to it.

import { basename } from "node:path";
import * as vscode from "vscode";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { dataFile } from "./train";

/** As many as are joined unless said. */
const usual = 10;

export function openNearestCommand({ panels }: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.openNearest", (uri?: vscode.Uri, neighbours?: unknown) =>
    reporting(async () => {
      const { scheme, fsPath } = await dataFile(uri);
      if (scheme !== "file") {
        throw new Error(vscode.l10n.t("{0} is not a file on this computer: save it first.", basename(fsPath)));
      }
      // The Explorer hands over all selected files as its second argument.
      const count = typeof neighbours === "number" ? neighbours : await askNeighbours();
      await panels.openGraph({ path: fsPath, reading: { neighbours: count } }, basename(fsPath));
    }),
  );
}

async function askNeighbours(): Promise<number> {
  const { t } = vscode.l10n;
  const given = await vscode.window.showInputBox({
    prompt: t("To how many nearest rows is each row joined?"),
    value: String(usual),
    validateInput: (text) => (/^[1-9]\d{0,5}$/.test(text.trim()) ? undefined : t("A whole number from 1 up.")),
  });
  if (given === undefined) throw new vscode.CancellationError();
  return Number(given);
}
