// The folder of a run that filters pictures: which pictures, what was done, and what was about to be written.

import type { Files } from "../../data/files";
import { Hash } from "../../data/hash";
import { beginRun } from "../../experiment/begin-run";
import { publish } from "../../experiment/checkpoint";
import { EventLog } from "../../experiment/event-log";
import { type Beginning, readBeginning } from "../../experiment/layout";
import { readFilterEvents } from "../../experiment/read-run";
import type { FilterEvent, PictureEvent } from "./events";
import type { FilterExperiment } from "./spec";

/** What a batch began with; paths are relative to the run's folder. */
interface BatchBeginning extends Beginning {
  /** Folder that paths of events are relative to. */
  base: string;
  pictures: string[];
}

/**
 * A new file that is about to appear, written down first: after a kill this tells a file that is there in whole from
 * one that another program has put there. Paths are relative to the run's folder.
 */
interface Announcement {
  event: PictureEvent;
  out: string;
  /** Where the bytes lie until they are all there. */
  temporary: string;
  /** Of the bytes. */
  hash: string;
}

const names = { announcement: "writing.json", report: "report.md" } as const;

/** What a run had come to when it ended early. */
export interface Recalled {
  store: FilterStore;
  base: string;
  pictures: string[];
  /** The last word on each picture, by number. */
  said: Map<number, PictureEvent>;
  /** A picture that was written when a kill kept the run from saying so. */
  unsaid?: PictureEvent;
}

export class FilterStore {
  private constructor(
    private readonly files: Files,
    readonly folder: string,
    private readonly log: EventLog,
  ) {}

  /** A new run in `folder`, which must not hold one yet; data.file of `experiment` is relative to the folder. */
  static async create(
    files: Files,
    folder: string,
    experiment: FilterExperiment,
    { base, pictures }: { base: string; pictures: readonly string[] },
  ): Promise<FilterStore> {
    const beginning: BatchBeginning = {
      version: 1,
      started: Date.now(),
      base: files.relative(folder, base),
      pictures: pictures.map((path) => files.relative(folder, path)),
    };
    return new FilterStore(files, folder, await beginRun(files, folder, experiment, beginning));
  }

  /** The run in `folder`, to go on with; what a kill has left half written is removed. Throws InputError without one. */
  static async resume(files: Files, folder: string): Promise<Recalled> {
    const { base, pictures } = (await readBeginning(files, folder)) as BatchBeginning;
    const said = new Map<number, PictureEvent>();
    for (const event of await readFilterEvents(files, folder)) {
      if (event.event === "picture") said.set(event.number, event);
    }
    const unsaid = await FilterStore.settle(files, folder, said);
    return {
      store: new FilterStore(files, folder, await EventLog.open(files, folder)),
      base: files.join(folder, base),
      pictures: pictures.map((path) => files.join(folder, path)),
      said,
      unsaid,
    };
  }

  /** Puts what was about to be written in order: it is there in whole, or as if it had never been begun. */
  private static async settle(
    files: Files,
    folder: string,
    said: ReadonlyMap<number, PictureEvent>,
  ): Promise<PictureEvent | undefined> {
    const path = files.join(folder, names.announcement);
    if (!(await files.stat(path))) return undefined;
    const { event, out, temporary, hash } = JSON.parse(
      new TextDecoder().decode(await files.read(path)),
    ) as Announcement;
    await files.remove(files.join(folder, temporary));
    const written = files.join(folder, out);
    const stat = await files.stat(written);
    if (said.get(event.number)?.out !== undefined || stat?.kind !== "file") return undefined;
    // The name was taken for us by an empty file.
    if (stat.size === 0) await files.remove(written);
    else if (digest(await files.read(written)) === hash) return event;
    return undefined;
  }

  /** Keeps an event, at once. */
  add(event: FilterEvent): Promise<void> {
    return this.log.add(event, true);
  }

  announce(event: PictureEvent, out: string, temporary: string, bytes: Uint8Array): Promise<void> {
    const { files, folder } = this;
    const relative = (path: string) => files.relative(folder, path);
    const hash = digest(bytes);
    const announcement: Announcement = { event, out: relative(out), temporary: relative(temporary), hash };
    return publish(files, files.join(folder, names.announcement), JSON.stringify(announcement));
  }

  /** Nothing is about to be written any more. */
  async close(report: string): Promise<void> {
    await this.files.remove(this.files.join(this.folder, names.announcement));
    await publish(this.files, this.files.join(this.folder, names.report), report);
  }
}

function digest(bytes: Uint8Array): string {
  const hash = new Hash();
  hash.update(bytes);
  return hash.digest();
}
