// Writes samples of a finished generator: as many as the person wants, of which class, into a new table or a new folder of pictures.

import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { GeneratorDescription, RunSummary } from "../../engine";
import { exists } from "../platform/exists";
import { stemOf } from "../platform/files";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { workerProgress } from "../platform/worker-progress";
import { chosenRuns, type RunArgument } from "./run-argument";

/** What the person has chosen already. */
interface Wish {
  /** How many in all, or of each class where all are asked for alike. */
  count?: number;
  /** Names of the classes that are written; as often as the data have them unless said. */
  classes?: "each" | "all" | { only: string };
  /** Path of the new table or folder. */
  out?: string;
}

export function writeSamplesCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.writeSamples", (argument?: RunArgument, wish: unknown = {}) =>
    reporting(async () => {
      const question = vscode.l10n.t("Samples of which generator?");
      const [run] = await chosenRuns(services, argument, question, isGenerator);
      // The list of runs hands over its whole selection as the second argument.
      await writeSamples(services, { run }, Array.isArray(wish) ? {} : ((wish ?? {}) as Wish));
    }),
  );
}

/** Whether a run has ended with a generator. */
export const isGenerator = ({ task, status }: RunSummary): boolean => task === "generate" && status === "done";

/** Paths of the new files; of several trainings `member`'s, or those of the best. */
export async function writeSamples(
  services: Services,
  { run, member }: { run: string; member?: number },
  wish: Wish = {},
): Promise<string[]> {
  const { pictureWorker } = services;
  const description = await pictureWorker.call("generator", { run, member });
  const classes = wish.classes ?? (await askClasses(description));
  const each = wish.count ?? (await askCount(description, classes));
  const balanced = classes === "each";
  const only = typeof classes === "object" ? classes.only : undefined;
  const count = balanced ? each * (description.classes?.length ?? 1) : each;
  const out = wish.out ?? (await askPlace(services, run, description));
  const { t } = vscode.l10n;
  const written = await workerProgress(
    pictureWorker,
    {
      path: out,
      title: t("Writing samples into {0}", basename(out)),
      stop: () => pictureWorker.call("stopSamples", { out }),
    },
    () => pictureWorker.call("writeSamples", { run, member, count, class: only, balanced, out, seed: newSeed() }),
  );
  const [first] = written;
  if (first === undefined) return written;
  const isTable = description.kind !== "pictures";
  const name = vscode.workspace.asRelativePath(out);
  const said = isTable
    ? t("{0} generated rows in {1}.", count, name)
    : t("{0} generated pictures in {1}.", written.length, name);
  const open = t("Open");
  // Whoever asked for it goes on; the answer may never come.
  vscode.window
    .showInformationMessage(said, open)
    .then((answer) => answer === open && vscode.commands.executeCommand("vscode.open", vscode.Uri.file(first)));
  return written;
}

/** Whoever asks for more samples does not want the same ones again. */
const newSeed = (): number => Date.now() % 2 ** 31;

/** A question that comes after another, or after a button of a page, stays where the page takes the focus. */
const ignoreFocusOut = true;

type Classes = NonNullable<Wish["classes"]>;

async function askClasses({ classes }: GeneratorDescription): Promise<Classes> {
  if (!classes) return "all";
  const { t } = vscode.l10n;
  const items: (vscode.QuickPickItem & { classes: Classes })[] = [
    { label: t("Each class"), description: t("the same number of each"), classes: "each" },
    { label: t("All classes"), description: t("as often as the data have them"), classes: "all" },
    ...classes.map((name) => ({ label: name, classes: { only: name } })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t("Samples of which class?"),
    ignoreFocusOut,
  });
  if (!picked) throw new vscode.CancellationError();
  return picked.classes;
}

/** More at once fill a disk rather than answer a question. */
const mostSamples = 1_000_000;
const usualRows = 1000;
const usualPictures = 100;

async function askCount({ kind }: GeneratorDescription, classes: Classes): Promise<number> {
  const { t } = vscode.l10n;
  const isPictures = kind === "pictures";
  const question = isPictures ? t("How many pictures?") : t("How many rows?");
  const given = await vscode.window.showInputBox({
    prompt: classes === "each" ? t("How many of each class?") : question,
    title: typeof classes === "object" ? classes.only : undefined,
    value: String(isPictures ? usualPictures : usualRows),
    ignoreFocusOut,
    validateInput: (text) =>
      /^[1-9]\d*$/.test(text.trim()) && Number(text) <= mostSamples
        ? undefined
        : t("A whole number from 1 to {0}.", mostSamples.toLocaleString(vscode.env.language)),
  });
  if (given === undefined) throw new vscode.CancellationError();
  return Number(given);
}

/** A path that nothing stands at: beside the data, or in another folder. */
async function askPlace({ runs }: Services, run: string, { kind }: GeneratorDescription): Promise<string> {
  const { t } = vscode.l10n;
  const data = await runs.dataFile(run);
  const ending = kind === "pictures" ? "" : ".csv";
  const beside = await freePath(dirname(data), stemOf(data), ending);
  const here = { label: vscode.workspace.asRelativePath(beside), description: t("beside the data") };
  const other = { label: t("Choose a folder…") };
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem>([here, other], {
    placeHolder: t("Where to? Nothing is overwritten."),
    ignoreFocusOut,
  });
  if (!picked) throw new vscode.CancellationError();
  if (picked === here) return beside;
  const [folder] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.file(dirname(data)),
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t("Write here"),
    })) ?? [];
  if (!folder) throw new vscode.CancellationError();
  return freePath(folder.fsPath, stemOf(data), ending);
}

/** The first of `<stem>.generated<ending>`, `<stem>.generated-2<ending>` … that is free. */
async function freePath(folder: string, stem: string, ending: string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(folder, `${stem}.generated${count === 1 ? "" : `-${count}`}${ending}`);
    if (!(await exists(path))) return path;
  }
}
