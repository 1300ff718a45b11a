// Batches for tests: pictures in memory, a chain on them, and a host that computes with the oracle.

import { referenceFilterExecutor } from "../../../../engine/convolution/reference";
import type { ByteSource } from "../../../../engine/data/dataset";
import { readPicture, writePicture } from "../../../../engine/data/image";
import type { Image } from "../../../../engine/data/image/image";
import type { FilterHost } from "../../../../engine/tasks/filter/apply";
import type { FilterEvent, PictureEvent } from "../../../../engine/tasks/filter/events";
import type { FilterExperiment } from "../../../../engine/tasks/filter/spec";
import { bytesSource } from "../../data/source";
import { MemoryFiles } from "../../memory-files";

/** A small picture, another one for each seed. */
export function smallPicture(seed: number, channels: 1 | 3 = 1, width = 7, height = 5): Image {
  const samples = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37 + seed * 91 + i * i) % 256);
  return { width, height, channels, samples };
}

export const encoded = async (image: Image): Promise<Uint8Array> => (await writePicture(image, "pnm")).bytes;

/** Files with pictures `1.pgm`, `2.pgm` … in /photos. */
export async function filesWithPictures(count: number): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await files.makeFolder("/photos");
  for (let i = 1; i <= count; i++) await files.write(`/photos/${i}.pgm`, await encoded(smallPicture(i)));
  files.spent = 0;
  return files;
}

export function hostOf(files: MemoryFiles): FilterHost {
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { files, executor: referenceFilterExecutor, breathe };
}

export const sharpen: FilterExperiment = {
  task: "filter",
  data: { file: "photos" },
  steps: [{ kernel: "sharpen" }],
};

/** All events, and what the generator returned. */
export async function collect(
  batch: AsyncGenerator<FilterEvent, unknown>,
): Promise<{ events: FilterEvent[]; fault: unknown }> {
  const events: FilterEvent[] = [];
  for (;;) {
    const next = await batch.next();
    if (next.done) return { events, fault: next.value };
    events.push(next.value);
  }
}

export const picturesOf = (events: readonly FilterEvent[]): PictureEvent[] =>
  events.filter((event): event is PictureEvent => event.event === "picture");

/** The last event, which must be the end. */
export function endOf(events: readonly FilterEvent[]): Extract<FilterEvent, { event: "end" }> {
  const last = events.at(-1);
  if (last?.event !== "end") throw new Error("The batch has no end.");
  return last;
}

/** Names of the files in a folder, without hidden ones. */
export const namesIn = async (files: MemoryFiles, folder: string): Promise<string[]> =>
  (await files.list(folder)).filter((name) => !name.startsWith(".")).sort();

export async function imageAt(files: MemoryFiles, path: string): Promise<Image> {
  const source: ByteSource = bytesSource(await files.read(path), path);
  return (await readPicture(source)).image;
}
