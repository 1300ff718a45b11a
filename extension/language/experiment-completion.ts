// Completion in experiment files: keys and values from the schema, columns from the data, data files from the folder, kernels by name.

import { relative } from "node:path";
import { dirname } from "node:path/posix";
import { findNodeAtLocation, getLocation, getNodeValue, type JSONPath, type Node } from "jsonc-parser";
import * as vscode from "vscode";
import type { JsonSchema } from "../../engine";
import { engine } from "../platform/engine";
import { experimentSelector, graphExtensions, perhapsGraphExtensions, pictureExtensions } from "../platform/files";
import type { Services } from "../platform/services";
import { columnsOf } from "./experiment-columns";
import { type ExperimentText, experimentText, rangeOf } from "./experiment-text";
import { summary } from "./profile-text";
import { description } from "./schema-text";

const filesOffered = 200;
/** Pictures that are looked at, for their folders, and of each folder those that are offered themselves. */
const picturesLooked = 5000;
const picturesOffered = 20;

export function experimentCompletion(services: Services): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const text = experimentText(document);
      const offset = document.offsetAt(position);
      const { path, isAtPropertyKey, previousNode } = getLocation(document.getText(), offset);
      const inside = previousNode && offset <= previousNode.offset + previousNode.length ? previousNode : undefined;
      const range = inside ? rangeOf(document, inside) : document.getWordRangeAtPosition(position, /[\w-]+/);
      const items = isAtPropertyKey ? await keys(text, path, offset) : await values(services, text, path);
      for (const item of items) {
        item.range = range;
        // What is replaced begins with a quotation mark, and so must what it is matched with.
        item.filterText = inside
          ? document.getText(range).charAt(0) === '"'
            ? `"${item.label}"`
            : undefined
          : undefined;
      }
      return items;
    },
  };
  return vscode.languages.registerCompletionItemProvider(experimentSelector, provider, '"', ":");
}

async function keys(
  { document, tree }: ExperimentText,
  path: JSONPath,
  offset: number,
): Promise<vscode.CompletionItem[]> {
  const { experimentJsonSchema, keysAt, schemasAt } = await engine();
  const parent = path.slice(0, -1);
  const value = tree && getNodeValue(tree);
  const object = tree && findNodeAtLocation(tree, parent);
  const present = (object?.children ?? []).map(({ children }) => children?.[0]).filter(isNode);
  const taken = present
    .filter((key) => offset < key.offset || offset > key.offset + key.length)
    .map((key) => key.value);
  const rest = document.getText().slice(offset);
  const named = present.some((key) => offset >= key.offset && offset <= key.offset + key.length && hasValue(key));
  const comma = !named && /^"?\s*"/.test(rest) ? "," : "";
  const free = keysAt(experimentJsonSchema(), parent, value).filter((key) => !taken.includes(key));
  return Promise.all(
    free.map(async (key) => {
      const schemas = schemasAt(experimentJsonSchema(), [...parent, key], value);
      const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Property);
      item.documentation = await description([...parent, key], value);
      const name = JSON.stringify(key);
      item.insertText = named ? name : new vscode.SnippetString(`${name}: ${placeholder(schemas)}${comma}`);
      return item;
    }),
  );
}

async function values(services: Services, text: ExperimentText, path: JSONPath): Promise<vscode.CompletionItem[]> {
  const place = path.map((key) => (typeof key === "number" ? "*" : key)).join(".");
  if (place === "data.file") return sources(text);
  // The target of a translation is a folder, that of other tasks a column.
  if (albumPlaces.includes(place) && (place !== "data.target" || text.task === "translate")) return albums(text);
  if (place === "data.nodes") return dataFiles({ ...text, task: undefined });
  if (place === "steps.*.kernel") return kernels();
  const isTarget = place === "data.target" || place === "data.class";
  if (isTarget || place === "data.features.*" || place === "data.columns.*") {
    const columns = await columnsOf(text, services);
    if (!columns) return place === "data.class" ? classesOfPictures() : [];
    const { targets, features, likely } = columns;
    const items = (isTarget ? targets : features).map((column, index) => {
      const item = quoted(column.name, vscode.CompletionItemKind.Field);
      const best = likely.indexOf(column.name);
      item.detail = summary(column);
      // Columns that make good targets come first where one is wanted, elsewhere all stand in the order of the file.
      const rank = isTarget && best >= 0 ? best : likely.length + index;
      item.sortText = String(rank).padStart(6, "0");
      return item;
    });
    return items;
  }
  const { experimentJsonSchema, schemasAt } = await engine();
  const schemas = schemasAt(experimentJsonSchema(), path, text.tree && getNodeValue(text.tree));
  return schemas.flatMap((schema) =>
    constants(schema).map((value) => {
      if (typeof value === "string") return quoted(value, vscode.CompletionItemKind.EnumMember);
      return new vscode.CompletionItem(JSON.stringify(value), vscode.CompletionItemKind.Value);
    }),
  );
}

/** Where experiments on pictures name further folders of them. */
const albumPlaces = ["clean", "target", "masks", "test", "testClean", "testTarget", "testMasks"].map(
  (key) => `data.${key}`,
);
const albumTasks = ["restore", "superresolve", "segment", "translate"];

/** What says what is on pictures. */
const classesOfPictures = () =>
  ["folder", "labels"].map((value) => quoted(value, vscode.CompletionItemKind.EnumMember));

async function sources(text: ExperimentText): Promise<vscode.CompletionItem[]> {
  const { task = "" } = text;
  if (task === "filter") return pictures(text);
  if (albumTasks.includes(task)) return albums(text);
  return onBoth.includes(task) ? (await Promise.all([dataFiles(text), albums(text)])).flat() : dataFiles(text);
}

/** Tasks on rows, and on pictures. */
const onBoth = ["classify", "generate"];

const graphTasks = ["nodes", "links", "graphs", "spectrum"];
const tableFiles = "csv tsv tab json jsonl ndjson arff npy npz parquet".split(" ");
const graphFiles = [...graphExtensions, ...perhapsGraphExtensions];

async function dataFiles({ document, folder, task }: ExperimentText): Promise<vscode.CompletionItem[]> {
  const root = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.Uri.file(folder);
  const extensions = task !== undefined && graphTasks.includes(task) ? graphFiles : tableFiles;
  const pattern = new vscode.RelativePattern(root, `**/*.{${extensions.join(",")}}`);
  const files = await vscode.workspace.findFiles(pattern, "**/{node_modules,.lens}/**", filesOffered);
  return files
    .filter(({ path }) => !path.endsWith(".lens.json"))
    .map((file) => quoted(relative(folder, file.fsPath).replaceAll("\\", "/"), vscode.CompletionItemKind.File));
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
  return files.map(({ fsPath }) => relative(folder, fsPath).replaceAll("\\", "/"));
}

/** Kernels with the values that their parameters have unless said. */
async function kernels(): Promise<vscode.CompletionItem[]> {
  const { formatKernel, kernelTable } = await engine();
  return kernelTable.map((entry, index) => {
    const values = entry.parameters.map((parameter) => parameter.default);
    const item = quoted(formatKernel(entry, values), vscode.CompletionItemKind.Function);
    item.documentation = vscode.l10n.t(entry.does);
    item.detail = entry.parameters.map(({ name, least, most }) => `${name} ${least}–${most}`).join(", ");
    // The table goes from the usual to the special.
    item.sortText = String(index).padStart(3, "0");
    return item;
  });
}

function quoted(value: string, kind: vscode.CompletionItemKind): vscode.CompletionItem {
  const item = new vscode.CompletionItem(value, kind);
  item.insertText = JSON.stringify(value);
  return item;
}

function constants({ const: only, enum: some, type }: JsonSchema): unknown[] {
  if (only !== undefined) return [only];
  return some ?? (type === "boolean" ? [true, false] : []);
}

/** What stands after a new key, with the cursor where a person goes on. */
function placeholder([schema]: JsonSchema[]): string {
  if (!schema) return "$0";
  const [first] = constants(schema);
  if (typeof first === "string") return `"\${0:${first}}"`;
  if (first !== undefined) return `\${0:${first}}`;
  if (schema.type === "object") return "{ $0 }";
  if (schema.type === "array") return "[$0]";
  return schema.type === "string" ? '"$0"' : "$0";
}

function hasValue(key: Node): boolean {
  return key.parent?.children?.[1] !== undefined;
}

function isNode(node: Node | undefined): node is Node {
  return node !== undefined;
}
