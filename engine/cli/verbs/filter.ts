// `filter IMAGE`: a chain of kernels on a picture or a folder of them, or the best linear kernel for a folder.

import { stat } from "node:fs/promises";
import { InputError } from "../../errors";
import type { Arguments } from "../arguments";
import { chainFlags, chainOf } from "../chain";
import { filterFit, fitFlags } from "../filter-fit";
import { filterFolder } from "../filter-folder";
import { filterHost } from "../filter-host";
import { filterPicture } from "../filter-picture";
import { onlyFile } from "../inputs";
import type { Verb } from "../verb";

const usage = "filter IMAGE --kernel NAME|FILE … [--as TOOL] --out FILE";

export const filter: Verb = {
  flags: {
    ...chainFlags,
    ...fitFlags,
    reference: { kind: "text", value: "FILE" },
    explain: { kind: "text", value: "X,Y" },
    threads: { kind: "whole", value: "NUMBER", least: 1 },
    out: { kind: "text", value: "FILE" },
  },
  async run(given, output) {
    const path = onlyFile(given.positional, usage);
    const found = await stat(path).catch(() => undefined);
    if (!found) throw new InputError("There is no file at this path.", { file: path });
    const fitting = given.numbers.has("fit");
    if (fitting) refuseChain(given, path, found.isDirectory());
    else refuseFit(given);
    const pipeline = fitting ? undefined : await chainOf(given);
    const host = await filterHost(given.numbers.get("threads"));
    try {
      if (!pipeline) await filterFit(path, given, host, output);
      else if (found.isDirectory()) await filterFolder(path, pipeline, given, host, output);
      else await filterPicture(path, pipeline, given, host, output);
    } finally {
      host.executor.close();
    }
  },
};

/** A kernel is either fitted or given. */
function refuseChain({ sequence, texts }: Arguments, path: string, isFolder: boolean): void {
  if (!isFolder) throw new InputError("--fit learns from the pictures of a folder: name one.", { file: path });
  const other = sequence[0]?.flag ?? [...texts.keys()].find((flag) => flag !== "out");
  if (other) throw new InputError(`--${other} has no place beside --fit, which finds a kernel itself: leave it out.`);
}

function refuseFit({ numbers }: Arguments): void {
  const other = Object.keys(fitFlags).find((flag) => numbers.has(flag));
  if (other) throw new InputError(`--${other} belongs to --fit SIZE: add that, or leave it out.`);
}
