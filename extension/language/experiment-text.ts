// An experiment file as text with places: its JSON tree, the nodes that name columns and the data file.

import { dirname } from "node:path";
import { findNodeAtLocation, type Node, type ParseError, parseTree } from "jsonc-parser";
import * as vscode from "vscode";
import type { Problem } from "../../engine";
import { sourceOfUri } from "../platform/files";
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
  /** What else lies at a path that it names, of experiments on pictures: masks, clean pictures, labels, test sets. */
  beside: { node: Node; uri: vscode.Uri }[];
  /** The column to predict, or the class that samples are asked for. */
  target?: Node;
  /** The columns to predict from, or those that are generated. */
  features: Node[];
  /** Whether it says what only experiments on pictures say. */
  pictures: boolean;
}

/** Where a task names its columns. */
const columnKeys = (task: string | undefined) =>
  task === "generate" ? { target: "class", features: "columns" } : { target: "target", features: "features" };

const besideKeys = ["clean", "masks", "labels", "test", "testClean", "testMasks", "testLabels"];

export function experimentText(document: vscode.TextDocument): ExperimentText {
  const errors: ParseError[] = [];
  const tree = parseTree(document.getText(), errors, { allowTrailingComma: true });
  const at = (...path: string[]) => (tree ? findNodeAtLocation(tree, path) : undefined);
  const file = stringNode(at("data", "file"));
  const nodes = stringNode(at("data", "nodes"));
  const task = stringNode(at("task"))?.value;
  const keys = columnKeys(task);
  const named = (node: Node) => ({ node, uri: vscode.Uri.file(dataPath(document.uri.fsPath, node.value)) });
  return {
    document,
    tree,
    broken: errors.length > 0,
    task,
    folder: dirname(document.uri.fsPath),
    data: file && named(file),
    nodes: nodes && { ...named(nodes), id: stringNode(at("data", "id"))?.value },
    beside: besideKeys.flatMap((key) => stringNode(at("data", key)) ?? []).map(named),
    target: stringNode(at("data", keys.target)),
    features: (at("data", keys.features)?.children ?? []).filter((node) => node.type === "string"),
    pictures: at("data", "channels") !== undefined,
  };
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
