// One picture of a batch: read, filtered, and written beside its original under a new name.

import { lower } from "../../convolution/lower";
import type { FilterProgram } from "../../convolution/program";
import { elementsOf } from "../../convolution/samples";
import { readPicture } from "../../data/image";
import type { Image, Picture } from "../../data/image/image";
import { outputName, splitName } from "../../data/image/output-names";
import { InputError } from "../../errors";
import { explainFault } from "../../experiment/faults";
import type { FilterHost } from "./apply";
import { encodeFiltered, extensionLike, formatLike } from "./encode";
import type { PictureEvent } from "./events";
import { renderPicture } from "./render";
import { type FilterExperiment, pipelineOf } from "./spec";
import type { FilterStore } from "./store";
import { writeNew } from "./write-new";

/** What all pictures of a batch share. */
export interface BatchContext {
  host: FilterHost;
  experiment: FilterExperiment;
  /** What the chain is called in names of new files. */
  chain: string;
  store?: FilterStore;
  /** Folder for new files, which get the names of their originals; beside them unless said. */
  out?: string;
  /** How events name a path. */
  shown(path: string): string;
  stopped(): boolean;
}

/**
 * What became of a picture; undefined when it was stopped on the way. A picture that cannot be read, filtered or encoded
 * has `failed`; an error of the place that new files go to is thrown, as it will be the same for the next one.
 */
export async function filterOne(
  context: BatchContext,
  path: string,
  place: Pick<PictureEvent, "number" | "total">,
): Promise<PictureEvent | undefined> {
  const began = performance.now();
  const { files } = context.host;
  const event = (rest: Partial<PictureEvent>): PictureEvent => ({
    event: "picture",
    ...place,
    file: context.shown(path),
    changes: [],
    ...rest,
    seconds: (performance.now() - began) / 1000,
  });
  let result: Encoded | undefined;
  try {
    result = await encode(context, path);
  } catch (error) {
    const folder = files.folderOf(path);
    if ((await files.stat(folder)) === null) throw goneFolder(folder);
    return event({ failed: failureOf(error) });
  }
  if (!result) return undefined;
  const { image, bytes, changes, extension } = result;
  const { stem } = splitName(files.nameOf(path));
  const said = (out: string) => {
    return event({ out: context.shown(out), width: image.width, height: image.height, changes });
  };
  const out = await writeNew(
    files,
    context.out ?? files.folderOf(path),
    (attempt) => outputName(stem, context.out === undefined ? context.chain : undefined, extension, attempt),
    bytes,
    async (chosen, temporary) => context.store?.announce(said(chosen), chosen, temporary, bytes),
  );
  return said(out);
}

interface Encoded {
  image: Image;
  bytes: Uint8Array;
  changes: string[];
  /** Of the new name, with its dot. */
  extension: string;
}

async function encode(context: BatchContext, path: string): Promise<Encoded | undefined> {
  const { files, executor, breathe, maxPixels } = context.host;
  const picture = await readPicture(await files.open(path), { maxPixels });
  const image = await renderPicture(picture.image, programFor(context.experiment, picture), executor, {
    breathe,
    stopped: () => context.stopped(),
  });
  if (!image) return undefined;
  const format = formatLike(picture.facts);
  const extension = extensionLike(files.nameOf(path), format);
  return { image, extension, ...(await encodeFiltered(image, picture.facts, format)) };
}

const programFor = (experiment: FilterExperiment, { image }: Picture): FilterProgram =>
  lower(pipelineOf(experiment), { elements: elementsOf(image.samples), channels: image.channels });

/** The sentence for a picture that cannot be done; other errors are thrown again, as they are our fault. */
function failureOf(error: unknown): string {
  const explained = explainFault(error);
  if (explained instanceof InputError) return explained.message;
  if (explained instanceof RangeError && /alloc|memory/i.test(explained.message)) {
    return "There is not enough memory for this picture: filter it where there is more.";
  }
  throw error;
}

export function goneFolder(folder: string): InputError {
  return new InputError("This folder is gone: put it back, then filter the pictures that are left.", { file: folder });
}
