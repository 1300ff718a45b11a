// Applying a finished run to pictures: the class of each, of a folder or a file that holds many, or of one alone.

import type { Executor } from "../core/executor";
import type { Frame } from "../data/album/album";
import { openPictures } from "../data/album/open";
import type { PictureSource } from "../data/album/source";
import type { Problem } from "../data/dataset";
import type { Files } from "../data/files";
import { readPicture } from "../data/image";
import type { Image } from "../data/image/image";
import { isPicturePath } from "../data/image/names";
import { InputError } from "../errors";
import { PictureClassifier, stepPictures, takenFrame } from "../tasks/classify-pictures/apply";
import type { PictureEncoder } from "../tasks/classify-pictures/examples";
import type { PictureClassifyExperiment } from "../tasks/pictures/task";
import type { Breathe } from "../tasks/table/matrix";
import { explainFault } from "./faults";
import { type Prediction, predictionAt, type TrainedModel } from "./predict";

/** The pictures at a path, of which there may be one. Throws InputError where there are none. */
export async function picturesToPredict(files: Files, path: string): Promise<Pick<PictureSource, "names" | "read">> {
  if ((await files.stat(path))?.kind === "folder" || !isPicturePath(path)) return openPictures(files, path);
  const read = async () => ({ image: (await readPicture(await files.open(path))).image, statements: [] });
  return { names: [files.nameOf(path)], read };
}

/** Predictions for all pictures that can be read, in order; `note` is told of every other one. */
export async function* predictPictures(
  model: TrainedModel<PictureClassifyExperiment>,
  source: Pick<PictureSource, "names" | "read">,
  executor: Executor,
  breathe: Breathe,
  note: (problem: Problem) => void,
): AsyncGenerator<Prediction> {
  const finished = { ...model, encoder: model.encoder as PictureEncoder };
  const classifier = new PictureClassifier(finished, executor);
  try {
    const taken = framesOf(source, (image) => takenFrame(finished, image), breathe, note);
    for await (const { frames, ids } of taken) {
      const predictions = classifier.probabilities(frames);
      for (const [i, id] of ids.entries()) yield { id, ...predictionAt(predictions, i, finished.encoder) };
    }
  } finally {
    classifier.close();
  }
}

/** Pictures as a network takes them, with their names, `stepPictures` at a time. */
export async function* framesOf(
  { names, read }: Pick<PictureSource, "names" | "read">,
  take: (image: Image) => Frame,
  breathe: Breathe,
  note: (problem: Problem) => void,
): AsyncGenerator<{ frames: Frame[]; ids: string[] }> {
  for (let from = 0; from < names.length; from += stepPictures) {
    const frames: Frame[] = [];
    const ids: string[] = [];
    for (let index = from; index < Math.min(names.length, from + stepPictures); index++) {
      try {
        frames.push(take((await read(index)).image));
        ids.push(names[index]);
      } catch (error) {
        const fault = explainFault(error);
        if (!(fault instanceof InputError)) throw error;
        note({ code: "unreadable-picture", severity: "warning", text: `${names[index]}: ${fault.message}` });
      }
      await breathe();
    }
    yield { frames, ids };
  }
}
