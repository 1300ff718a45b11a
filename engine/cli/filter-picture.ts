// `filter` on one picture: read, filtered, compared where asked, and written in the format of the new name.

import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { compareImages } from "../convolution/analysis/compare";
import { cut } from "../convolution/bands";
import { explainPixel } from "../convolution/explain";
import { describeSemantics, lower } from "../convolution/lower";
import type { PictureComparison } from "../convolution/pictures";
import type { Pipeline } from "../convolution/pipeline";
import type { FilterProgram } from "../convolution/program";
import { elementsOf } from "../convolution/samples";
import { probePicture, readPicture } from "../data/image";
import type { Image } from "../data/image/image";
import { InputError } from "../errors";
import type { FilterHost } from "../tasks/filter/apply";
import { encodeFiltered, formatNamed } from "../tasks/filter/encode";
import { stepName } from "../tasks/filter/names";
import { renderPicture } from "../tasks/filter/render";
import { writeWhole } from "../tasks/filter/write-new";
import { significant } from "../words";
import type { Arguments } from "./arguments";
import { explanationLines } from "./explain-text";
import type { Output } from "./output";

/** What the last line of `--json` says. */
interface Filtered {
  event: "filtered";
  out?: string;
  width: number;
  height: number;
  channels: number;
  /** Of a sample in the new file. */
  bits?: number;
  changes: string[];
  semantics: string[];
  /** Of the result against `--reference`. */
  comparison?: PictureComparison & { reference: string };
  seconds: number;
}

export async function filterPicture(
  path: string,
  pipeline: Pipeline,
  { texts }: Arguments,
  host: FilterHost,
  output: Output,
): Promise<void> {
  const began = performance.now();
  const [out, reference, place] = [texts.get("out"), texts.get("reference"), texts.get("explain")];
  if (out === undefined && reference === undefined && place === undefined) {
    throw new InputError("Name the new file: --out FILE, whose extension says its format.");
  }
  const format = out === undefined ? undefined : formatNamed(out);
  if (out !== undefined) await refuseUnfit(path, out);
  const semantics = describeSemantics(pipeline);
  const { image, facts } = await readPicture(await host.files.open(path));
  const program = lower(pipeline, { elements: elementsOf(image.samples), channels: image.channels });
  const filtered = (await renderPicture(image, program, host.executor, { ...host, stopped: () => false }))!;
  const { width, height, channels } = filtered;
  const said: Filtered = { event: "filtered", width, height, channels, changes: [], semantics, seconds: 0 };
  if (reference !== undefined) {
    said.comparison = { reference, ...(await comparisonWith(reference, filtered, host)) };
  }
  if (place !== undefined) explain(placeOf(place, image), pipeline, { program, image, host }, output);
  if (out !== undefined && format) {
    const { bytes, changes } = await encodeFiltered(filtered, facts, format);
    await write(host, out, bytes);
    const { bits } = await probePicture(await host.files.open(out));
    Object.assign(said, { out, bits, changes });
  }
  said.seconds = (performance.now() - began) / 1000;
  if (output.json) output.object(said);
  else print(path, said, output);
}

/** `12,40` as a place in the picture. */
function placeOf(text: string, { width, height }: Image): { x: number; y: number } {
  const [x, y] = (/^\s*(\d+)\s*,\s*(\d+)\s*$/.exec(text) ?? []).slice(1).map(Number);
  if (x < width && y < height) return { x, y };
  const message = `--explain names a pixel as x,y, from 0,0 to ${width - 1},${height - 1}, not "${text}".`;
  throw new InputError(message);
}

/** Every step that is on, channel by channel. */
function explain(
  place: { x: number; y: number },
  pipeline: Pipeline,
  { program, image, host }: { program: FilterProgram; image: Image; host: FilterHost },
  output: Output,
): void {
  const source = cut(image, { x: 0, y: 0, width: image.width, height: image.height });
  for (const [step, { node }] of program.steps.entries()) {
    if (pipeline.steps[step].off) continue;
    for (let channel = 0; channel < program.nodes[node].channels; channel++) {
      const request = { program, pipeline, step, source, executor: host.executor, ...place, channel };
      const explanation = explainPixel(request);
      if (output.json) output.object({ event: "explanation", ...explanation });
      else for (const line of explanationLines(explanation, stepName(pipeline.steps[step]))) output.line(line);
    }
  }
}

/** What `--out` names is replaced, as by the other verbs, but never by its own filtered version. */
async function refuseUnfit(path: string, out: string): Promise<void> {
  const found = await stat(out).catch(() => undefined);
  if (!found) return;
  if ((await realpath(out)) === (await realpath(path))) {
    throw new InputError("This is the picture itself, which stays as it is: choose another name for --out.", {
      file: out,
    });
  }
  if (found.isDirectory()) throw new InputError("This is a folder, where a file is needed.", { file: out });
}

async function write({ files }: FilterHost, out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeWhole(files, resolve(out), bytes, true);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    throw new InputError("The disk is full: make room, or choose another place for --out.", { file: out });
  }
}

async function comparisonWith(path: string, image: Image, { files }: FilterHost): Promise<PictureComparison> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new InputError("There is no file at this path.", { file: path });
  const { image: reference } = await readPicture(await files.open(path));
  try {
    return compareImages(image, reference);
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.message, { file: path }) : error;
  }
}

function print(
  path: string,
  { out, width, height, bits, changes, semantics, comparison, seconds }: Filtered,
  output: Output,
) {
  if (out !== undefined) output.line(`${path} → ${out} · ${width} × ${height} · ${bits} bits`);
  for (const text of [...changes, ...semantics]) output.line(`· ${text}`);
  if (comparison) {
    const { mse, psnr, ssim } = comparison;
    const figures = [
      `MSE ${significant(mse, 4)}`,
      `PSNR ${Number.isFinite(psnr) ? `${psnr.toFixed(2)} dB` : "infinite"}`,
      `SSIM ${ssim.wang2004.toFixed(4)} (Wang 2004), ${ssim.uniform7.toFixed(4)} (uniform 7 × 7)`,
    ];
    output.line(`against ${comparison.reference}: ${figures.join(" · ")}`);
  }
  output.line(`${seconds.toFixed(2)} s`);
}
