// The XML that says which columns of an ARFF file are labels, found beside it or named by an experiment.

import { InputError } from "../../errors";
import type { Assumption, Dataset } from "../dataset";
import type { Files } from "../files";
import { quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import { readLabelNames } from "./xml";

/** An XML of label names. */
export interface LabelXml {
  /** Of the XML. */
  path: string;
  names: string[];
  assumptions: Assumption[];
}

/** A list of labels is no larger; and files that are looked into. */
const largest = 16 << 20;
const mostFiles = 40;

/** @throws InputError where it is none of labels */
export async function readLabelXml(files: Files, path: string): Promise<LabelXml> {
  const { names, nested } = readLabelNames(await files.read(path), files.nameOf(path));
  const text = `${nested} of the ${names.length} labels in ${quoted(files.nameOf(path))} stand within others; which within which is not used.`;
  return { path, names, assumptions: nested > 0 ? [{ text }] : [] };
}

/**
 * Of an ARFF file the XML of the same name, or the only one in the folder whose labels are all columns of the table;
 * undefined where there is none. Throws InputError where the XML of the same name is damaged.
 */
export async function labelXmlBeside(files: Files, path: string, dataset: Dataset): Promise<LabelXml | undefined> {
  if (dataset.format !== "arff") return undefined;
  const folder = files.folderOf(path);
  if ((await files.stat(folder))?.kind !== "folder") return undefined;
  const columns = new Set(dataset.columns.map(({ name }) => name));
  const stem = stemOf(files.nameOf(path));
  const all = (await files.list(folder)).filter((name) => /\.xml$/i.test(name)).sort(naturalOrder);
  const own = all.find((name) => stemOf(name) === stem);
  if (own !== undefined) {
    const xml = await smallXml(files, files.join(folder, own));
    // Another program's XML may have the same name.
    return xml?.names.some((name) => columns.has(name)) ? xml : undefined;
  }
  const fitting: LabelXml[] = [];
  for (const name of all.slice(0, mostFiles)) {
    const xml = await smallXml(files, files.join(folder, name)).catch((error) => {
      if (error instanceof InputError) return undefined;
      throw error;
    });
    if (xml?.names.every((label) => columns.has(label))) fitting.push(xml);
  }
  if (fitting.length !== 1) return undefined;
  const [xml] = fitting;
  const text = `The labels are those of ${quoted(files.nameOf(xml.path))}, the only XML here whose labels are all columns of this table.`;
  return { ...xml, assumptions: [...xml.assumptions, { text }] };
}

async function smallXml(files: Files, path: string): Promise<LabelXml | undefined> {
  const found = await files.stat(path);
  return found?.kind === "file" && found.size <= largest ? readLabelXml(files, path) : undefined;
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, "").toLowerCase();
