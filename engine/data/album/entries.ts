// What an album will consist of: its pictures with their labels, partners, groups and test set, before they are decoded.

import { InputError } from "../../errors";
import type { Assumption } from "../dataset";
import type { Files } from "../files";
import type { Hash } from "../hash";
import type { AlbumOptions, AlbumPicture } from "./album";
import { labelsOfPictures, type PictureLabels } from "./label-table";
import { labelsFrom } from "./labels";
import { openPictures } from "./open";
import { matchPartners } from "./pairs";
import type { PictureSource, ReadPicture } from "./source";
import type { Tally } from "./tally";

/** A picture to be read. */
export interface Entry extends AlbumPicture {
  /** Name of its class, as the data have it. */
  className?: string;
  /** The labels that it carries, where options name a table of them and it has the picture. */
  labels?: readonly string[];
  test: boolean;
  read(): Promise<ReadPicture>;
  readPartner?(): Promise<ReadPicture>;
}

/** What is said of an album while it is opened and read, and the hash of all that was read. */
export interface Said {
  tally: Tally;
  hash: Hash;
  assumptions: Assumption[];
  /** Labels of which a picture may carry several, in the order of their tables. */
  labelNames: Set<string>;
}

/**
 * The pictures that options mean, those of a test set last; what has no label or partner, where there are some, is left out.
 * Throws InputError where files are missing or do not fit each other.
 */
export async function entriesOf(files: Files, path: string, options: AlbumOptions, said: Said): Promise<Entry[]> {
  const { labels, labelSets, partners, test } = options;
  const main = await partOf(files, { path, labels, labelSets, partners }, said);
  const testFrom = main.source.testFrom ?? main.entries.length;
  for (const [index, entry] of main.entries.entries()) entry.test = index >= testFrom;
  const entries = main.entries;
  if (test) {
    const judged = await partOf(files, test, said);
    const unlabelled = labels !== undefined && test.labels === undefined && !judged.source.labels;
    if (unlabelled || (labelSets !== undefined && test.labelSets === undefined)) {
      throw new InputError("The labels of the test pictures are missing.", { file: test.path });
    }
    if (partners !== undefined && test.partners === undefined) {
      throw new InputError("The partners of the test pictures are missing.", { file: test.path });
    }
    const prefix = judged.source.format === "folder" ? `${files.nameOf(test.path)}/` : "";
    entries.push(...judged.entries.map((entry) => ({ ...entry, name: `${prefix}${entry.name}`, test: true })));
  }
  const several = labelSets !== undefined;
  return entries.filter(({ name, className, labels: own, readPartner }) => {
    const labelled = several ? own !== undefined : className !== undefined || (labels ?? test?.labels) === undefined;
    if (!labelled) said.tally.leaveOut(name, "no label.", "unmatched-picture");
    else if (partners !== undefined && !readPartner) said.tally.leaveOut(name, "no partner.", "unmatched-picture");
    return labelled && (partners === undefined || readPartner !== undefined);
  });
}

/** Pictures with their labels and partners. */
async function partOf(
  files: Files,
  { path, labels, labelSets, partners }: { path: string } & Pick<AlbumOptions, "labels" | "labelSets" | "partners">,
  { hash, assumptions, labelNames }: Said,
): Promise<{ source: PictureSource; entries: Entry[] }> {
  const source = await openPictures(files, path);
  assumptions.push(...source.assumptions);
  const add = (text: string | undefined) => text !== undefined && hash.update(new TextEncoder().encode(text));
  add(source.hash);
  let classNames: readonly (string | undefined)[] | undefined = source.labels;
  if (labels !== undefined) {
    const found = await labelsFrom(files, labels, source.names);
    assumptions.push(...found.assumptions);
    add(found.hash);
    classNames = found.labels;
  }
  let carried: PictureLabels["carried"] | undefined;
  if (labelSets !== undefined) {
    const found = await labelsOfPictures(files, labelSets, source.names);
    assumptions.push(...found.assumptions);
    add(found.hash);
    for (const name of found.names) labelNames.add(name);
    carried = found.carried;
  }
  let partner: ((index: number) => (() => Promise<ReadPicture>) | undefined) | undefined;
  if (partners !== undefined) {
    const other = await openPictures(files, partners);
    add(other.hash);
    const matched = matchPartners(source, other, partners);
    assumptions.push(...matched.assumptions);
    partner = (index) => {
      const at = matched.indices[index];
      return at < 0 ? undefined : () => other.read(at);
    };
  }
  const entries = source.names.map((name, index) => ({
    name,
    className: classNames?.[index],
    labels: carried?.[index],
    test: false,
    read: () => source.read(index),
    readPartner: partner?.(index),
  }));
  return { source, entries };
}
