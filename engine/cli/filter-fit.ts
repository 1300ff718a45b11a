// `filter FOLDER --fit SIZE`: the best linear kernel against a degradation, held against hand-made ones, as an experiment.

import { stat, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { FitResult } from "../convolution/pictures";
import { InputError } from "../errors";
import { layOut } from "../experiment/lay-out";
import type { FilterHost } from "../tasks/filter/apply";
import { fitFolder, fittedExperiment } from "../tasks/filter/fit";
import { significant } from "../words";
import type { Arguments, FlagTable } from "./arguments";
import type { Output } from "./output";
import { table } from "./table";

export const fitFlags: FlagTable = {
  fit: { kind: "whole", value: "SIZE", least: 1 },
  noise: { kind: "number", value: "SIGMA" },
  blur: { kind: "number", value: "SIGMA" },
  jpeg: { kind: "whole", value: "QUALITY", least: 1 },
  salt: { kind: "number", value: "SHARE" },
  seed: { kind: "whole", value: "NUMBER", least: 0 },
};

export async function filterFit(path: string, given: Arguments, host: FilterHost, output: Output): Promise<void> {
  const { texts, numbers } = given;
  const out = texts.get("out");
  if (out !== undefined) await refuseTaken(out);
  const degradation = {
    noise: numbers.get("noise"),
    blur: numbers.get("blur"),
    jpeg: numbers.get("jpeg"),
    saltAndPepper: numbers.get("salt"),
  };
  const control = new AbortController();
  const interrupted = () => control.abort(new InputError("The fit was stopped: nothing was written."));
  process.once("SIGINT", interrupted);
  try {
    const request = { folder: resolve(path), degradation, size: numbers.get("fit")!, seed: numbers.get("seed") };
    const progress = (fraction: number) => output.progress(() => `fitting · ${Math.round(100 * fraction)} %`);
    const result = await fitFolder(request, { ...host, signal: control.signal, progress });
    if (out !== undefined) {
      const experiment = fittedExperiment(result, relative(dirname(resolve(out)), resolve(path)).replaceAll("\\", "/"));
      await writeFile(out, `// ${result.sentence}\n${layOut(experiment)}\n`, { flag: "wx" });
    }
    print(result, out, output);
  } finally {
    process.off("SIGINT", interrupted);
  }
}

/** An experiment may have been written by hand. */
async function refuseTaken(out: string): Promise<void> {
  if (!/\.lens\.jsonc?$/i.test(out)) {
    throw new InputError("A fitted kernel is written as an experiment: let --out end in .lens.json.", { file: out });
  }
  if (await stat(out).catch(() => undefined)) {
    throw new InputError("This file is there already: choose another name for --out.", { file: out });
  }
}

function print(
  { rows, matrix, fitted, heldOut, sentence, seconds, skipped = [] }: FitResult,
  out: string | undefined,
  output: Output,
): void {
  if (output.json) {
    output.object({ event: "fitted", out, matrix, fitted, heldOut, rows, sentence, skipped, seconds });
    return;
  }
  const cells = rows.map(({ name, psnr, ssim, mse }) => [name, psnr.toFixed(2), ssim.toFixed(4), significant(mse, 4)]);
  for (const line of table([["", "PSNR dB", "SSIM", "MSE"], ...cells], { right: true })) output.line(`  ${line}`);
  for (const { name, reason } of skipped) output.line(`! ${name}: ${reason}`);
  output.line(sentence);
  output.line(`${seconds.toFixed(2)} s${out === undefined ? "" : ` · ${out}`}`);
}
