// Which files are data, pictures or experiments, and how an open document becomes what the worker reads.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { Source } from "../../engine";

const textExtensions = ["csv", "tsv", "tab", "json", "jsonl", "ndjson", "arff"];
/** Endings of files that hold graphs and nothing else. */
export const graphExtensions = "graphml gexf gml net paj mtx col clq dimacs gr hgr edges edgelist cites content".split(
  " ",
);
/** Endings of files that may hold a graph: only their content says. */
export const perhapsGraphExtensions = ["csv", "tsv", "tab", "txt", "json", "jsonl"];
const graphPattern = new RegExp(`\\.(${graphExtensions.join("|")})$`, "i");
const perhapsGraphPattern = new RegExp(`\\.(${[...graphExtensions, ...perhapsGraphExtensions].join("|")})$`, "i");
const binaryExtensions = ["npy", "npz", "parquet"];
/** Endings of the files that are pictures; of NumPy's files only their content says whether they are. */
export const pictureExtensions = "png apng jpg jpeg jpe jfif bmp dib gif webp tif tiff ppm pgm pbm pnm pam".split(" ");
const picturePattern = new RegExp(`\\.(${pictureExtensions.join("|")})$`, "i");
const dataPattern = new RegExp(`\\.(${[...textExtensions, ...binaryExtensions].join("|")})$`, "i");
const textPattern = new RegExp(`\\.(${[...textExtensions, ...graphExtensions, "txt"].join("|")})$`, "i");
const jsonPattern = /\.json$/i;
const experimentPattern = /\.lens\.json$/i;

/** Data files that VS Code opens as text. */
export const dataSelector: vscode.DocumentSelector = [
  { pattern: `**/*.{${textExtensions.join(",")}}` },
  { language: "csv" },
  { language: "tsv" },
  { language: "jsonl" },
];
/** Files that hold a graph, or may, and that VS Code opens as text. */
export const graphSelector: vscode.DocumentSelector = [
  { pattern: `**/*.{${[...graphExtensions, ...perhapsGraphExtensions].join(",")}}` },
];
export const experimentSelector: vscode.DocumentSelector = { pattern: "**/*.lens.json" };

/** Unsaved text up to this many characters goes to the worker; beyond it the saved file is read. */
const unsavedLimit = 8_000_000;

export function isExperiment(uri: vscode.Uri): boolean {
  return experimentPattern.test(uri.path);
}

export function isData(uri: vscode.Uri): boolean {
  return dataPattern.test(uri.path) && !isExperiment(uri) && !isOurs(uri);
}

/** A file that holds a graph and nothing else, by its ending. */
export function isGraph({ path }: vscode.Uri): boolean {
  return graphPattern.test(path);
}

/** Whether a document may be a graph; the worker looks at its beginning. */
export function isPerhapsGraph({ uri }: Pick<vscode.TextDocument, "uri">): boolean {
  return uri.scheme === "file" && perhapsGraphPattern.test(uri.path) && !isExperiment(uri) && !isOurs(uri);
}

export function isPicture({ path }: vscode.Uri): boolean {
  return picturePattern.test(path);
}

/** Of a run, or of VS Code's own settings. */
const isOurs = ({ path }: vscode.Uri): boolean => /[\\/]\.(lens|vscode)[\\/]/.test(path);

export function isJson(uri: vscode.Uri): boolean {
  return jsonPattern.test(uri.path);
}

/** A file with lines that an editor can show and select. */
export function hasLines(uri: vscode.Uri): boolean {
  return textPattern.test(uri.path);
}

/** Whether an open document may be a table: every JSON file is one only if it begins like a list of rows or columns. */
export function isDataDocument(document: vscode.TextDocument): boolean {
  if (document.uri.scheme !== "file" && !document.isUntitled) return false;
  if (document.isUntitled) return ["csv", "tsv", "jsonl"].includes(document.languageId);
  if (!isData(document.uri)) return false;
  if (!isJson(document.uri)) return true;
  return /^\s*(\[\s*[[{]|\{\s*"[^"]*"\s*:\s*\[)/.test(document.getText(new vscode.Range(0, 0, 20, 0)));
}

/** The file itself, or the text of its editor while that is not saved. */
export function sourceOf(document: vscode.TextDocument): Source {
  const path = pathOf(document);
  if (!document.isDirty && !document.isUntitled) return { path };
  const text = document.getText();
  return text.length <= unsavedLimit || document.isUntitled ? { path, text } : { path };
}

/** The source of a file, taking what an editor has of it that is not saved yet. */
export function sourceOfUri(uri: vscode.Uri): Source {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  return document ? sourceOf(document) : { path: uri.fsPath };
}

/** "iris" for iris.csv and for iris.lens.json. */
export function stemOf(path: string): string {
  return basename(path)
    .replace(experimentPattern, "")
    .replace(dataPattern, "")
    .replace(picturePattern, "")
    .replace(graphPattern, "");
}

function pathOf(document: vscode.TextDocument): string {
  return document.isUntitled ? `${document.uri.path}.${document.languageId}` : document.uri.fsPath;
}
