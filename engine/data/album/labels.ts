// Labels of pictures from a file of their own: a table of names and labels, or an array in the order of the pictures.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption } from "../dataset";
import type { Files } from "../files";
import { cellTexts, eachRecord } from "../graph/records";
import { isGzip } from "../gzip";
import { Hash } from "../hash";
import { firstOf } from "../listing";
import { isNumpy } from "../magic";
import { idxShape } from "./idx";
import { readIdxLabels } from "./idx-source";
import { readNpyLabels } from "./numpy-source";
import { placesOf } from "./picture-names";

/** Labels in the order of pictures, undefined for those that have none. */
export interface Labels {
  labels: (string | undefined)[];
  hash: string;
  assumptions: Assumption[];
}

const labelName = /^(label|labels|class|category|target|y|species|diagnosis)$/i;

/** @throws InputError where the file holds no labels of these pictures */
export async function labelsFrom(files: Files, path: string, names: readonly string[]): Promise<Labels> {
  const assumptions: Assumption[] = [];
  const source = await files.open(path);
  const start = await source.read(0, Math.min(source.size, 16));
  if (isNumpy(start)) return { ...(await readNpyLabels(files, path, names.length)), assumptions };
  if (isGzip(start) || idxShape(start)) return { ...(await readIdxLabels(files, path, names.length)), assumptions };
  const hash = new Hash();
  const rows: string[][] = [];
  await eachRecord(source, {}, hash, assumptions, () => (record) => {
    rows.push(cellTexts(record).map((cell) => cell.trim()));
  });
  const file = path;
  const [header, ...rest] = rows;
  if (!header || header.length < 2) {
    throw new InputError("A file of labels has a column of names and one of labels, as img1.png,cat.", {
      file,
      line: 1,
    });
  }
  const placeOf = placesOf(names);
  const headed = placeOf(header[0]) === undefined;
  const named = headed ? header.findIndex((cell, i) => i > 0 && labelName.test(cell)) : -1;
  const column = named > 0 ? named : 1;
  if (headed && header.length > 2 && named < 0) {
    assumptions.push({ text: `The labels are those of the second column, “${header[1]}”.`, line: 1 });
  }
  const labels: (string | undefined)[] = names.map(() => undefined);
  const unknown: string[] = [];
  for (const cells of headed ? rest : rows) {
    const at = placeOf(cells[0]);
    if (at === undefined) unknown.push(cells[0]);
    else if (cells[column]) labels[at] = cells[column];
  }
  if (labels.every((label) => label === undefined)) {
    const message = `No name here is one of the pictures: the first is “${(rest[0] ?? header)[0]}”, and the first picture is ${names[0]}.`;
    throw new InputError(message, { file, line: headed ? 2 : 1 });
  }
  if (unknown.length > 0) {
    assumptions.push({
      text: `${countOf(unknown.length, "label")} of pictures that are not there left out: ${firstOf(unknown, 3)}.`,
    });
  }
  return { labels, hash: hash.digest(), assumptions };
}
