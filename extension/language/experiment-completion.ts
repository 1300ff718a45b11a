// Completion in experiment files: keys and values from the schema, columns from the data, paths from the folder, kernels by name.

import { findNodeAtLocation, getLocation, getNodeValue, type JSONPath, type Node } from "jsonc-parser";
import * as vscode from "vscode";
import type { JsonSchema } from "../../engine";
import { engine } from "../platform/engine";
import { experimentSelector } from "../platform/files";
import type { Services } from "../platform/services";
import { quoted } from "./completion-item";
import { columnsOf } from "./experiment-columns";
import { pathsAt } from "./experiment-paths";
import { type ExperimentText, experimentText, rangeOf } from "./experiment-text";
import { summary } from "./profile-text";
import { description } from "./schema-text";

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
  const paths = await pathsAt(place, services, text);
  if (paths) return paths;
  if (place === "steps.*.kernel") return kernels();
  const isTarget = place === "data.target" || place === "data.class" || place === "data.labels.*";
  if (isTarget || place === "data.features.*" || place === "data.columns.*") {
    const columns = await columnsOf(text, services);
    if (!columns) return place === "data.class" ? classesOfPictures() : [];
    const { targets, features } = columns;
    const likely = place === "data.labels.*" ? columns.labels : columns.likely;
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

/** What says what is on pictures. */
const classesOfPictures = () =>
  ["folder", "labels"].map((value) => quoted(value, vscode.CompletionItemKind.EnumMember));

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
