// An experiment file as text with places: its JSON tree, the nodes that name columns and the data file.

import { dirname } from "node:path";
import { findNodeAtLocation, type Node, type ParseError, parseTree } from "jsonc-parser";
import * as vscode from "vscode";
import type { Problem } from "../../engine";
import { sourceOfUri } from "../platform/files";
import { isFolder } from "../platform/picture-files";
import { dataPath } from "../platform/places";
import type { EngineWorker } from "../platform/worker";

export interface ExperimentText {
  document: vscode.TextDocument;
  tree: Node | undefined;
  /** The text is not JSON with comments. */
  broken: boolean;
  task?: string;
  /** Folder that paths are relative to. */
  folder: string;
  /** The data file, where one is named. */
  data?: { node: Node; uri: vscode.Uri };
  /** The table of the nodes, where one is named. */
  nodes?: { node: Node; uri: vscode.Uri; id?: string };
  /** What else lies at a path that it names: masks, clean pictures, labels and their vectors, test sets, a run to build on. */
  beside: { node: Node; uri: vscode.Uri }[];
  /** The column to predict, or the class that samples are asked for. */
  target?: Node;
  /** The columns to predict from, or those that are generated. */
  features: Node[];
  /** The 0/1 columns that are labels. */
  labels: Node[];
  /** Whether it says what only experiments on pictures say. */
  pictures: boolean;
}

/** Where a task names its columns. */
const columnKeys = (task: string | undefined) =>
  task === "generate" ? { target: "class", features: "columns" } : { target: "target", features: "features" };

const besidePaths = [
  ...["clean", "masks", "labels", "vectors", "test", "testClean", "testMasks", "testLabels"].map((key) => [
    "data",
    key,
  ]),
  ["model", "backbone"],
];

export function experimentText(document: vscode.TextDocument): ExperimentText {
  const errors: ParseError[] = [];
  const tree = parseTree(document.getText(), errors, { allowTrailingComma: true });
  const at = (...path: string[]) => (tree ? findNodeAtLocation(tree, path) : undefined);
  const file = stringNode(at("data", "file"));
  const nodes = stringNode(at("data", "nodes"));
  const labels = stringNode(at("data", "labels"));
  const task = stringNode(at("task"))?.value;
  const keys = columnKeys(task);
  const strings = (key: string) => (at("data", key)?.children ?? []).filter(({ type }) => type === "string");
  const named = (node: Node) => ({ node, uri: vscode.Uri.file(dataPath(document.uri.fsPath, node.value)) });
  return {
    document,
    tree,
    broken: errors.length > 0,
    task,
    folder: dirname(document.uri.fsPath),
    data: file && named(file),
    nodes: nodes && { ...named(nodes), id: stringNode(at("data", "id"))?.value },
    beside: besidePaths.flatMap((path) => stringNode(at(...path)) ?? []).map(named),
    target: stringNode(at("data", keys.target)),
    features: strings(keys.features),
    labels: strings("labels"),
    // Files of labels belong to pictures; of a table only XML says which columns are labels.
    pictures: at("data", "channels") !== undefined || (labels !== undefined && !/\.xml$/i.test(labels.value)),
  };
}

/** Whether its data are pictures, where the task leaves that open. */
export async function isOnAlbum({ data, pictures }: ExperimentText): Promise<boolean> {
  return pictures || (data !== undefined && (await isFolder(data.uri).catch(() => false)));
}

/** The columns that give the experiment's target away. */
export async function leaksOf(
  worker: EngineWorker,
  { task, data, target, features }: ExperimentText,
): Promise<Problem[]> {
  if (!data || !target || (task !== "classify" && task !== "regress")) return [];
  const chosen = features.length > 0 ? features.map(({ value }) => value as string) : undefined;
  return worker.call("leaks", { source: sourceOfUri(data.uri), task, target: target.value, features: chosen });
}

export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: { offset: number; length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

function stringNode(node: Node | undefined): Node | undefined {
  return node?.type === "string" && node.value !== "" ? node : undefined;
}
