// Applies a finished run to pictures or folders of them: new pictures beside the old ones, or a table with the class of each.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { RunSummary } from "../../engine";
import { isPicture } from "../platform/files";
import { isFolder } from "../platform/picture-files";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { workerProgress } from "../platform/worker-progress";
import { choosePictures } from "./apply-filter";
import { chosenRuns, type RunArgument } from "./run-argument";
import { activeFile } from "./train";

export function applyRunCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(
    "neuralLens.applyRun",
    (argument?: vscode.Uri | RunArgument, selected?: readonly unknown[]) =>
      reporting(async () => {
        const places = placesOf(argument, selected);
        const given = argument instanceof vscode.Uri ? undefined : argument;
        const question = vscode.l10n.t("Which network? Its results get new names beside the pictures.");
        const [run] = await chosenRuns(services, given, question, isApplicable);
        const asked = vscode.l10n.t("Apply the network to which pictures? Results get new names beside them.");
        const chosen = places.length > 0 ? places : await choosePictures(await folderOf(services, run), asked);
        for (const { fsPath } of chosen) if ((await applyTo(services, run, fsPath)) === "stopped") return;
      }),
  );
}

const isApplicable = ({ onPictures, task, status }: RunSummary): boolean =>
  onPictures === true && task !== "generate" && status === "done";

/** Where the pictures lie that the network has learned from; the workspace, or the run's own folder, where they are gone. */
async function folderOf({ runs }: Services, run: string): Promise<vscode.Uri> {
  const data = vscode.Uri.file(await runs.dataFile(run));
  for (const folder of [data, vscode.Uri.joinPath(data, "..")]) {
    if (await isFolder(folder).catch(() => false)) return folder;
  }
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(run);
}

/** Pictures and folders that the Explorer hands over, or the picture in front. */
function placesOf(argument: unknown, selected: readonly unknown[] = []): vscode.Uri[] {
  const uris = [argument, ...selected].filter((one) => one instanceof vscode.Uri);
  const unique = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  if (unique.length > 0 || argument !== undefined) return unique;
  const active = activeFile();
  return active && isPicture(active) ? [active] : [];
}

/** Resolves to whether it went to its end or was stopped from its notification; says what is written then. */
async function applyTo({ pictureWorker, runs }: Services, run: string, path: string): Promise<"done" | "stopped"> {
  const { t } = vscode.l10n;
  const title = t("Applying {0} to {1}", await runs.name(run), basename(path));
  let stopped = false;
  const stop = () => {
    stopped = true;
    return pictureWorker.call("stopApplying", { path });
  };
  const applied = await workerProgress(pictureWorker, { path, title, stop }, () =>
    pictureWorker.call("applyRun", { run, path }),
  );
  const [first] = applied.written;
  const left = applied.failed.length > 0 ? ` ${t("{0} left out: {1}", applied.failed.length, applied.failed[0])}` : "";
  if (first === undefined) {
    if (stopped) vscode.window.showInformationMessage(`${t("Stopped: nothing is written.")}${left}`);
    else if (left !== "") vscode.window.showWarningMessage(left.trim());
    return stopped ? "stopped" : "done";
  }
  const open = t("Open");
  const [count, name] = [applied.written.length, basename(first)];
  const said = stopped
    ? t("Stopped: {0} new files stay, the first is {1}.", count, name)
    : t("{0} new files, the first is {1}.", count, name);
  const answer = vscode.window.showInformationMessage(`${said}${left}`, open);
  // Whoever asked for it goes on; the answer may never come.
  answer.then((chosen) => chosen === open && vscode.commands.executeCommand("vscode.open", vscode.Uri.file(first)));
  return stopped ? "stopped" : "done";
}
