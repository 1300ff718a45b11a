// The table, or the pictures, that an experiment on several labels is about, with what says which labels they carry.

import type { AlbumOptions } from "../data/album/album";
import { labelTableBeside } from "../data/album/label-table";
import { openPictures } from "../data/album/open";
import { isAlbum } from "../data/album/recognise";
import type { Dataset } from "../data/dataset";
import type { Files } from "../data/files";
import { labelXmlBeside, readLabelXml } from "../data/labels/beside";
import { findLabels } from "../data/labels/layout";
import { InputError } from "../errors";
import type { LabelsExperiment } from "../tasks/labels/spec";
import type { LabelSource } from "../tasks/labels/suggest";
import { albumOptions } from "./album-options";
import { existingData } from "./data-path";
import type { RunHost } from "./run";

/**
 * With paths that are relative to the folder `base`, and lie within `workspace` where one is given. An XML beside a table,
 * or a table of labels in or beside a folder of pictures, is found where data.labels says nothing.
 * @throws InputError where they are not there, or cannot be read
 */
export async function readLabelSource(
  { files, readData, readAlbum }: Pick<RunHost, "files" | "readData" | "readAlbum">,
  experiment: LabelsExperiment,
  base: string,
  workspace?: string,
): Promise<LabelSource> {
  const { data } = experiment;
  const path = await existingData(files, base, data.file, workspace);
  const named =
    typeof data.labels === "string" ? await existingData(files, base, data.labels, workspace, "labels") : undefined;
  if (await isAlbum(files, path)) {
    const found = named ?? (await tableBeside(files, path));
    const { labels: _, test, ...options } = await albumOptions(files, experiment, base, workspace);
    const judged = test && { path: test.path, labelSets: test.labels };
    const album = await readAlbum(path, { ...options, labelSets: found, test: judged } satisfies AlbumOptions);
    return { album, ...(found === undefined ? {} : { labels: files.relative(base, found) }) };
  }
  const dataset = await readData(path);
  const open = data.labels === undefined && data.target === undefined;
  const xml = named ? await readLabelXml(files, named) : open ? await labelXmlBeside(files, path, dataset) : undefined;
  if (!xml) return { dataset };
  const { names, assumptions } = xml;
  return { dataset, xml: { file: files.relative(base, xml.path), names, assumptions } };
}

/** Whether a table shows several labels a row, by itself or by the XML beside it. */
export async function hasLabels(files: Files, path: string, dataset: Dataset): Promise<boolean> {
  try {
    const xml = await labelXmlBeside(files, path, dataset);
    return findLabels(dataset, xml?.names) !== undefined;
  } catch (error) {
    // The description says what is wrong with its labels; it may have a target all the same.
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Whether the pictures at a path have a table of several labels in or beside their folder. */
export const haveLabels = async (files: Files, path: string): Promise<boolean> =>
  (await tableBeside(files, path)) !== undefined;

async function tableBeside(files: Files, path: string): Promise<string | undefined> {
  if ((await files.stat(path))?.kind !== "folder") return undefined;
  const { names } = await openPictures(files, path);
  return (await labelTableBeside(files, path, names))?.path;
}
