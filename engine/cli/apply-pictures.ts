// `predict` of a run that makes pictures: each new file as it is written, and those that could not be read.

import { resolve } from "node:path";
import type { Executor } from "../core/executor";
import { InputError } from "../errors";
import { applyToPictures } from "../experiment/apply-pictures";
import type { FinishedRun } from "../tasks/pictures/task";
import { countOf } from "../words";
import type { Output } from "./output";
import { breathe, nodeFiles } from "./ports";

/** @throws InputError where there is no picture, or none of them could be read */
export async function tellApplied(
  run: FinishedRun,
  { file, out }: { file: string; out?: string },
  executor: Executor,
  output: Output,
): Promise<void> {
  let [written, failed] = [0, 0];
  let reason = "";
  const where = { path: resolve(file), out: out === undefined ? undefined : resolve(out) };
  for await (const picture of applyToPictures(nodeFiles, run, where, executor, breathe)) {
    if (picture.failed === undefined) written++;
    else failed++;
    if (output.json) {
      output.object({ event: "picture", ...picture });
      continue;
    }
    if (picture.failed === undefined) output.line(`${nodeFiles.nameOf(picture.file)} → ${picture.out}`);
    else {
      reason = `${nodeFiles.nameOf(picture.file)}: ${picture.failed}`;
      output.error(`Left out: ${reason}`);
    }
  }
  if (written === 0) throw new InputError(`No picture could be read; the last one: ${reason}`, { file });
  if (output.json) output.object({ event: "pictures", written, failed });
  else output.line(`${countOf(written, "picture")} written${failed > 0 ? `, ${failed} left out` : ""}.`);
}
