// Finished runs that generate: opened from their folder, and as many samples of them as are wanted, written beside everything else.

import type { Executor } from "../core/executor";
import { quoted } from "../data/csv/quote";
import type { Files } from "../data/files";
import { writePicture } from "../data/image";
import { InputError } from "../errors";
import { writeNew, writeWhole } from "../tasks/filter/write-new";
import type { GenerateEncoder } from "../tasks/generate/codec";
import { FinishedGenerator } from "../tasks/generate/finished";
import type { Breathe } from "../tasks/table/matrix";
import { fileWord } from "./layout";
import { loadModel } from "./predict";
import { generateExperiment } from "./table-experiment";

/** Of several trainings `member`, or the best. Throws InputError where the run is none that generates, or has not finished. */
export async function openGenerator(
  files: Files,
  run: string,
  { executor, breathe }: { executor: Executor; breathe: Breathe },
  member?: number,
): Promise<FinishedGenerator> {
  const { experiment, encoder, weights } = await loadModel(files, run, member);
  const finished = { experiment: generateExperiment(experiment, run), encoder: encoder as GenerateEncoder, weights };
  return new FinishedGenerator(finished, executor, breathe);
}

export interface WishedSamples {
  /** How many, in all. */
  count: number;
  /** Name of the class; all classes as often as in training without. */
  class?: string;
  /** As many of each class, in turn. */
  balanced?: boolean;
  /** Rows: a file that is not there. Pictures: a folder, which may be there; nothing in it is written over. */
  out: string;
  seed: number;
}

/** Told how much is done, 0 to 1; ends everything where it says so. */
export type OnWritten = (fraction: number) => "go on" | "stop";

/** Samples that are made at a time. */
const chunk = { rows: 4096, pictures: 256 } as const;

/**
 * Rows as CSV with a last column that marks them as generated; pictures as PNG, of classes in a folder each. Resolves to the
 * paths of the new files; where it is stopped rows leave none.
 * @throws InputError where there is a file of the name, or no such class
 */
export async function writeSamples(
  files: Files,
  generator: FinishedGenerator,
  wished: WishedSamples,
  told: OnWritten,
): Promise<string[]> {
  const pictures = generator.describe().kind === "pictures";
  const found = await files.stat(wished.out);
  if (found && (found.kind === "file" || !pictures)) {
    throw new InputError("There is something of this name already: name another one, nothing is written over.", {
      file: wished.out,
    });
  }
  return pictures ? writePictures(files, generator, wished, told) : writeRows(files, generator, wished, told);
}

async function writeRows(
  files: Files,
  generator: FinishedGenerator,
  { out, ...wished }: WishedSamples,
  told: OnWritten,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const { columns = [], rows = [] } of drawn(generator, wished, chunk.rows)) {
    if (lines.length === 0) lines.push([...columns, markOf(columns)].map(quoted).join(","));
    for (const row of rows) lines.push([...row.map((cell) => quoted(String(cell))), "1"].join(","));
    if (told((lines.length - 1) / wished.count) === "stop") return [];
  }
  await writeWhole(files, out, new TextEncoder().encode(`${lines.join("\n")}\n`));
  return [out];
}

/** The name of the column that marks rows as generated: one that the table has not. */
function markOf(columns: readonly string[]): string {
  let name = "generated";
  for (let count = 2; columns.includes(name); count++) name = `generated ${count}`;
  return name;
}

async function writePictures(
  files: Files,
  generator: FinishedGenerator,
  { out, ...wished }: WishedSamples,
  told: OnWritten,
): Promise<string[]> {
  const written: string[] = [];
  const names = generator.classes;
  const made = new Set<string>();
  for await (const { frames = [], classes } of drawn(generator, wished, chunk.pictures)) {
    for (const [i, frame] of frames.entries()) {
      const folder = classes && names ? files.join(out, fileWord(names[classes[i]], 60) || String(classes[i])) : out;
      if (!made.has(folder)) await files.makeFolder(folder);
      made.add(folder);
      const number = written.length + 1;
      const nameOf = (attempt: number) => `generated-${number}${attempt > 1 ? `-${attempt}` : ""}.png`;
      const { bytes } = await writePicture(frame, "png");
      written.push(await writeNew(files, folder, nameOf, bytes, async () => undefined));
      if (told(written.length / wished.count) === "stop") return written;
    }
  }
  return written;
}

async function* drawn(
  generator: FinishedGenerator,
  { count, class: name, balanced = false, seed }: Omit<WishedSamples, "out">,
  size: number,
): AsyncGenerator<Awaited<ReturnType<FinishedGenerator["draw"]>>> {
  for (let from = 0, part = 0; from < count; from += size, part++) {
    const some = Math.min(size, count - from);
    const asked = balanced
      ? generator.classesInTurn(from, some)
      : name === undefined
        ? undefined
        : new Int32Array(some).fill(generator.classNamed(name));
    yield await generator.draw(some, seed + part * partSeed, asked);
  }
}

/** Between the seeds of two parts. */
const partSeed = 7919;
