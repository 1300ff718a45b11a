// `filter` on a folder: its pictures, filtered, under their own names in a new folder.

import { mkdir, readdir, realpath, rmdir, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { describeSemantics } from "../convolution/lower";
import type { Pipeline } from "../convolution/pipeline";
import { InputError } from "../errors";
import { RunControl } from "../experiment/control";
import { type FilterHost, filterPictures } from "../tasks/filter/apply";
import type { FilterEvent } from "../tasks/filter/events";
import type { Arguments } from "./arguments";
import { FilterReport } from "./filter-report";
import type { Output } from "./output";
import { tell, untilInterrupted } from "./tell";

export async function filterFolder(
  path: string,
  pipeline: Pipeline,
  { texts }: Arguments,
  host: FilterHost,
  output: Output,
): Promise<void> {
  const out = texts.get("out");
  if (out === undefined) throw new InputError("Name a new folder for the pictures: --out FOLDER.");
  const single = ["reference", "explain"].find((flag) => texts.has(flag));
  if (single) throw new InputError(`--${single} is for one picture, not for a folder: leave it out.`);
  const made = await makeNew(path, out);
  const control = new RunControl();
  const experiment = { task: "filter" as const, data: { file: basename(resolve(path)) }, ...pipeline };
  const batch = filterPictures(experiment, dirname(resolve(path)), { host, control, out: resolve(out) });
  const report = new FilterReport(output);
  const changes = new Set<string>();
  try {
    const take = (event: FilterEvent) => {
      report.take(event);
      if (event.event === "picture") for (const change of event.changes) changes.add(change);
      if (event.event === "end" && output.json && event.status !== "failed") {
        const { done, failed, left, seconds } = event;
        const semantics = describeSemantics(pipeline);
        output.object({ event: "filtered", out, done, failed, left, changes: [...changes], semantics, seconds });
      }
    };
    await untilInterrupted(control, () => tell(batch, take));
  } catch (error) {
    // One that holds something stays: rmdir refuses it.
    if (made) await rmdir(out).catch(() => undefined);
    throw error;
  }
}

/** Makes the folder, or takes one that is empty; whether it was made. */
async function makeNew(path: string, out: string): Promise<boolean> {
  const found = await stat(out).catch(() => undefined);
  if (!found) {
    await mkdir(out, { recursive: true });
    return true;
  }
  if (found.isDirectory() && (await realpath(out)) === (await realpath(path))) {
    throw new InputError("This is the folder of the pictures themselves: choose another one for --out.", { file: out });
  }
  if (!found.isDirectory())
    throw new InputError("A file stands where a folder is needed: choose another path.", { file: out });
  if ((await readdir(out)).length > 0) {
    throw new InputError("This folder is not empty: choose a new one for --out, as nothing is overwritten.", {
      file: out,
    });
  }
  return false;
}
