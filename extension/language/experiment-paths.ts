// The paths that completion in experiment files offers: data, pictures and their folders, files beside them, runs to build on.

import { dirname } from "node:path/posix";
import * as vscode from "vscode";
import { graphExtensions, perhapsGraphExtensions, pictureExtensions } from "../platform/files";
import { between } from "../platform/places";
import type { Services } from "../platform/services";
import { quoted } from "./completion-item";
import { type ExperimentText, isOnAlbum } from "./experiment-text";

const filesOffered = 200;
/** Pictures that are looked at, for their folders, and of each folder those that are offered themselves. */
const picturesLooked = 5000;
const picturesOffered = 20;

/** What a path at this place (`data.file`) may be; undefined where none stands. */
export async function pathsAt(
  place: string,
  services: Services,
  text: ExperimentText,
): Promise<vscode.CompletionItem[] | undefined> {
  if (place === "data.file") return sources(text);
  // The target of a translation is a folder, that of other tasks a column.
  if (albumPlaces.includes(place) && (place !== "data.target" || text.task === "translate")) return albums(text);
  if (place === "data.nodes") return files(text, tableFiles);
  if (labelPlaces.includes(place)) return labelFiles(text);
  if (place === "data.vectors") return files(text, vectorFiles);
  if (place === "model.backbone") return backbones(services, text);
  return undefined;
}

/** Where experiments on pictures name further folders of them. */
const albumPlaces = ["clean", "target", "masks", "test", "testClean", "testTarget", "testMasks"].map(
  (key) => `data.${key}`,
);
const albumTasks = ["restore", "superresolve", "segment", "translate"];

async function sources(text: ExperimentText): Promise<vscode.CompletionItem[]> {
  const { task = "" } = text;
  if (task === "filter") return pictures(text);
  if (albumTasks.includes(task)) return albums(text);
  return onBoth.includes(task) ? (await Promise.all([dataFiles(text), albums(text)])).flat() : dataFiles(text);
}

/** Tasks on rows, and on pictures. */
const onBoth = ["classify", "generate", "labels"];

const graphTasks = ["nodes", "links", "graphs", "spectrum"];
const tableFiles = "csv tsv tab json jsonl ndjson arff npy npz parquet".split(" ");
const graphFiles = [...graphExtensions, ...perhapsGraphExtensions];

/** Where experiments name files of what is on pictures, or of which columns are labels. */
const labelPlaces = ["data.labels", "data.testLabels"];
/** Texts of vectors as GloVe's and word2vec's, and tables and arrays of them. */
const vectorFiles = "txt vec csv tsv npy".split(" ");

const dataFiles = (text: ExperimentText): Promise<vscode.CompletionItem[]> =>
  files(text, text.task !== undefined && graphTasks.includes(text.task) ? graphFiles : tableFiles);

/** Of a table the XML beside it names the columns that are labels. */
const labelFiles = async (text: ExperimentText): Promise<vscode.CompletionItem[]> =>
  files(text, text.task === "labels" && text.data && !(await isOnAlbum(text)) ? ["xml"] : tableFiles);

/** Those of the workspace with one of these endings. */
async function files(
  { document, folder }: ExperimentText,
  extensions: readonly string[],
): Promise<vscode.CompletionItem[]> {
  const root = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.Uri.file(folder);
  const pattern = new vscode.RelativePattern(root, `**/*.{${extensions.join(",")}}`);
  const found = await vscode.workspace.findFiles(pattern, "**/{node_modules,.lens}/**", filesOffered);
  return found
    .filter(({ path }) => !path.endsWith(".lens.json"))
    .map((file) => quoted(between(folder, file.fsPath), vscode.CompletionItemKind.File));
}

/** Folders of finished runs whose features serve the data of the experiment, the newest first. */
async function backbones({ runs }: Services, text: ExperimentText): Promise<vscode.CompletionItem[]> {
  const onPictures = await isOnAlbum(text);
  const fitting = (await runs.list()).filter(
    (run) => run.task === "classify" && run.status === "done" && (run.onPictures ?? false) === onPictures,
  );
  return fitting.map(({ folder, sentence }, index) => {
    const item = quoted(between(text.folder, folder), vscode.CompletionItemKind.Folder);
    item.documentation = sentence;
    item.sortText = String(index).padStart(6, "0");
    return item;
  });
}

/** Pictures, and the folders that hold some. */
async function pictures(text: ExperimentText): Promise<vscode.CompletionItem[]> {
  const folders = new Map<string, string[]>();
  for (const path of await picturePaths(text)) {
    const folder = dirname(path);
    const files = folders.get(folder);
    if (!files) folders.set(folder, [path]);
    else if (files.length < picturesOffered) files.push(path);
  }
  return [
    ...[...folders.keys()].map((path) => quoted(path, vscode.CompletionItemKind.Folder)),
    ...[...folders.values()].flat().map((path) => quoted(path, vscode.CompletionItemKind.File)),
  ];
}

/** Folders that hold pictures, and those that hold such folders: one for each class, or pictures and their masks. */
async function albums(text: ExperimentText): Promise<vscode.CompletionItem[]> {
  const folders = (await picturePaths(text)).map(dirname);
  const above = folders.map(dirname).filter((path) => !/(^|\/)\.{1,2}$/.test(path));
  return [...new Set([...folders, ...above])].sort().map((path) => quoted(path, vscode.CompletionItemKind.Folder));
}

/** Relative to the experiment. */
async function picturePaths({ document, folder }: ExperimentText): Promise<string[]> {
  const root = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.Uri.file(folder);
  const pattern = new vscode.RelativePattern(root, `**/*.{${pictureExtensions.join(",")}}`);
  const files = await vscode.workspace.findFiles(pattern, "**/{node_modules,.lens}/**", picturesLooked);
  return files.map(({ fsPath }) => between(folder, fsPath));
}
