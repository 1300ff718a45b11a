// Asks what to learn of many pictures, among all that can be: their classes or labels, to restore or enlarge them, masks, to make new ones; and trains on them.

import { dirname } from "node:path";
import * as vscode from "vscode";
import type { AlbumDescription } from "../../engine";
import { isPicture } from "../platform/files";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { picturesWish } from "./generate";
import { activeFile, type Choice, train } from "./train";

interface Item extends vscode.QuickPickItem {
  task: NonNullable<Choice["task"]>;
}

export function trainPicturesCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.trainPictures", (uri?: vscode.Uri) =>
    reporting(async () => {
      const { album, described } = await chosenAlbum(services, uri);
      const picked = await vscode.window.showQuickPick(itemsOf(described), {
        placeHolder: vscode.l10n.t(
          "What should the network learn of the {0} pictures in {1}?",
          described.pairs?.count ?? described.images,
          vscode.workspace.asRelativePath(album),
        ),
        matchOnDetail: true,
      });
      if (!picked) throw new vscode.CancellationError();
      const { task } = picked;
      await train(services, album, task === "generate" ? await picturesWish(described) : { task, isAlbum: true });
    }),
  );
}

/** The pictures that a command means: the given folder or file, that of the active tab, or one that the person picks. */
export async function chosenAlbum(
  { pictureWorker }: Services,
  uri: vscode.Uri | undefined,
): Promise<{ album: vscode.Uri; described: AlbumDescription }> {
  const album = albumOf(uri ?? activeFile()) ?? (await pickFolder());
  const described = await reading(pictureWorker, album, () =>
    pictureWorker.call("describeAlbum", { path: album.fsPath }),
  );
  if (described) return { album, described };
  const name = vscode.workspace.asRelativePath(album);
  throw new Error(vscode.l10n.t("There are no pictures to learn from in {0}: choose a folder of them.", name));
}

/** A picture stands for the folder that it lies in. */
function albumOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  if (!uri || !isPicture(uri)) return uri;
  return vscode.Uri.file(dirname(uri.fsPath));
}

async function pickFolder(): Promise<vscode.Uri> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t("Learn from these pictures"),
    })) ?? [];
  if (!folder) throw new vscode.CancellationError();
  return folder;
}

/** Likeliest first. */
function itemsOf({ labels, labelSets, pairs }: AlbumDescription): Item[] {
  const { t } = vscode.l10n;
  const classes = Object.keys(labels ?? {}).length;
  const items: Item[] = [];
  if (labelSets) {
    items.push({ task: "labels", label: t("Predict labels"), detail: t("{0} labels", labelSets.count) });
  }
  if (classes > 1) {
    items.push({ task: "classify", label: t("Tell the classes apart"), detail: t("{0} classes", classes) });
  }
  if (pairs?.masks) {
    const detail = t("For each pixel the value that it has in {0}.", pairs.partners);
    items.push({ task: "segment", label: t("Segment"), detail });
  }
  const along = pairs && !pairs.masks ? t("From {0} to {1}.", pairs.pictures, pairs.partners) : undefined;
  const [restored, enlarged] = pairs && pairs.factor > 1 ? [undefined, along] : [along, undefined];
  items.push({ task: "restore", label: t("Restore"), detail: restored ?? t("Noise is added, and taken away again.") });
  if (pairs && pairs.factor === 1 && along) items.push({ task: "translate", label: t("Translate"), detail: along });
  items.push({ task: "superresolve", label: t("Enlarge"), detail: enlarged ?? t("Twice as wide and high.") });
  items.push({ task: "generate", label: t("Generate"), detail: t("New pictures like these, out of random numbers.") });
  return items;
}
