// Trains a generator on rows or pictures, after asking whether samples shall be asked for by class, and by which.

import * as vscode from "vscode";
import type { AlbumDescription, TargetSuggestion } from "../../engine";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { type Choice, dataFile, train } from "./train";
import { chosenAlbum } from "./train-pictures";

export function generateCommand(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("neuralLens.generateRows", (uri?: vscode.Uri) =>
      reporting(async () => {
        const file = await dataFile(uri);
        const { targets } = await reading(services.worker, file, () => services.profiles.describe(file));
        await train(services, file, await rowsWish(targets));
      }),
    ),
    vscode.commands.registerCommand("neuralLens.generatePictures", (uri?: vscode.Uri) =>
      reporting(async () => {
        const { album, described } = await chosenAlbum(services, uri);
        await train(services, album, await picturesWish(described));
      }),
    ),
  );
}

/** Of the columns that can be predicted, those with classes are offered. */
export async function rowsWish(targets: readonly TargetSuggestion[]): Promise<Choice> {
  const { t } = vscode.l10n;
  const items = targets.flatMap(({ column, classes }) =>
    classes === undefined
      ? []
      : [{ label: t("By {0}", column), description: t("{0} classes", classes), class: column as string | null }],
  );
  return wishOf(items, t("Rows of a class can be asked for, which both networks are told."));
}

/** What folders or labels say of pictures is offered. */
export async function picturesWish({ labels }: AlbumDescription): Promise<Choice> {
  const { t } = vscode.l10n;
  const classes = Object.keys(labels ?? {}).length;
  const items = classes > 1 ? [{ label: t("By class"), description: t("{0} classes", classes), class: undefined }] : [];
  return {
    ...(await wishOf(items, t("Pictures of a class can be asked for, which both networks are told."))),
    isAlbum: true,
  };
}

async function wishOf(items: readonly ClassItem[], detail: string): Promise<Choice> {
  const { t } = vscode.l10n;
  if (items.length === 0) return { task: "generate" };
  const any = { label: t("Without classes"), detail: t("Samples of all kinds, as the data have them."), class: null };
  const [first, ...rest] = items;
  const picked = await vscode.window.showQuickPick<ClassItem>([{ ...first, detail }, ...rest, any], {
    placeHolder: t("How shall samples be asked for?"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw new vscode.CancellationError();
  return { task: "generate", class: picked.class };
}

/** `class` is what an experiment says: null for none, undefined for what the engine finds. */
type ClassItem = vscode.QuickPickItem & Pick<Choice, "class">;
