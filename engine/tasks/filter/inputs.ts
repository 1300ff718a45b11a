// The pictures that a filter experiment means: one file, or those of a folder without what runs have written there.

import type { Assumption } from "../../data/dataset";
import type { Files } from "../../data/files";
import { isPicturePath, pictureExtensions } from "../../data/image";
import { isOutputOf, splitName } from "../../data/image/output-names";
import { naturalOrder } from "../../data/natural-order";
import { InputError } from "../../errors";
import { readExperiment } from "../../experiment/layout";
import { readFilterEvents } from "../../experiment/read-run";
import { countOf, listOf } from "../../words";

export interface Inputs {
  /** Paths, in order of their names. */
  pictures: string[];
  /** What was left out, in sentences. */
  assumptions: Assumption[];
}

/** Names of left-out files that a sentence shows. */
const shownNames = 3;

/**
 * The picture at `path`, or those of the folder there (not of the folders in it). Files that `written` names, and those
 * that are named as outputs of `chain` beside their originals, are results and not taken again.
 * @throws InputError when there is none
 */
export async function findPictures(
  files: Files,
  path: string,
  chain?: string,
  written: ReadonlySet<string> = new Set(),
): Promise<Inputs> {
  const stat = await files.stat(path);
  if (stat?.kind !== "folder") return { pictures: [path], assumptions: [] };
  const names = (await files.list(path)).filter((name) => !name.startsWith(".")).sort(naturalOrder);
  const candidates: string[] = [];
  let folders = 0;
  for (const name of names) {
    const kind = (await files.stat(files.join(path, name)))?.kind;
    if (kind === "folder") folders++;
    else if (kind === "file" && isPicturePath(name)) candidates.push(name);
  }
  const stems = new Set(candidates.map((name) => splitName(name).stem));
  const isResult = (name: string) =>
    written.has(files.join(path, name)) || (chain !== undefined && isOutputOf(name, chain, stems));
  const results = candidates.filter(isResult);
  const pictures = candidates.filter((name) => !isResult(name)).map((name) => files.join(path, name));
  if (pictures.length === 0) {
    const message = `There is no picture in this folder: it has no file that ends in ${listOf(pictureExtensions)}.`;
    throw new InputError(results.length > 0 ? onlyResults : message, { file: path });
  }
  const assumptions: Assumption[] = [];
  if (results.length > 0) {
    const shown = [...results.slice(0, shownNames), ...(results.length > shownNames ? ["…"] : [])].join(", ");
    assumptions.push({ text: `${countOf(results.length, "file")} that earlier runs have written left out: ${shown}.` });
  }
  if (folders > 0) assumptions.push({ text: `${countOf(folders, "folder")} inside left out.` });
  return { pictures, assumptions };
}

const onlyResults = "All pictures in this folder were written by earlier runs: name one of them to filter it again.";

/** Paths of everything that the runs below `root` have written. */
export async function writtenByRuns(files: Files, root: string): Promise<Set<string>> {
  const written = new Set<string>();
  if (!(await files.stat(root))) return written;
  for (const name of await files.list(root)) {
    const folder = files.join(root, name);
    const experiment = await readExperiment(files, folder).catch(() => undefined);
    if (experiment?.task !== "filter") continue;
    let base = folder;
    for (const event of await readFilterEvents(files, folder)) {
      if (event.event === "start") base = event.base;
      if (event.event === "picture" && event.out !== undefined) written.add(files.join(base, event.out));
    }
  }
  return written;
}
