// Applying a finished run on pictures to a file or a folder: new pictures, or a table with the class of each; nothing is overwritten.

import type { Executor } from "../core/executor";
import type { Problem } from "../data/dataset";
import type { Files } from "../data/files";
import { splitName } from "../data/image/output-names";
import { InputError } from "../errors";
import { writeNew } from "../tasks/filter/write-new";
import type { Breathe } from "../tasks/table/matrix";
import { applyToPictures } from "./apply-pictures";
import { fileWord } from "./layout";
import { loadModel, type Prediction, type TrainedModel } from "./predict";
import { type LabelsModel, predictPictureLabels, takesPictures } from "./predict-labels";
import { picturesToPredict, predictPictures } from "./predict-pictures";
import { predictionHeader, predictionLine } from "./prediction-text";
import { pictureExperiment } from "./table-experiment";

/** What has come of it, in the end or where it was stopped. */
export interface AppliedRun {
  /** Paths of the new files. */
  written: string[];
  /** Pictures that were left out, each with why in a sentence. */
  failed: string[];
}

/** Told how much is done, 0 to 1; ends everything where it says so. */
export type OnApplied = (fraction: number) => "go on" | "stop";

/** Throws InputError where there is no picture, or the run is none on pictures. */
export async function applyRun(
  files: Files,
  run: string,
  path: string,
  { executor, breathe }: { executor: Executor; breathe: Breathe },
  told: OnApplied,
): Promise<AppliedRun> {
  const model = await loadModel(files, run);
  const applied: AppliedRun = { written: [], failed: [] };
  const left = ({ text }: Problem) => {
    applied.failed.push(text);
  };
  if (model.experiment.task === "labels") {
    const labels: LabelsModel = { ...model, experiment: model.experiment, run };
    if (!takesPictures(labels))
      throw new InputError("This run predicts labels of rows, not of pictures.", { file: run });
    const source = await picturesToPredict(files, path);
    const predictions = predictPictureLabels(labels, source, { files, executor, breathe }, left);
    return tabled(files, path, { model, predictions, total: source.names.length }, applied, told);
  }
  const experiment = pictureExperiment(model.experiment, run);
  if (experiment.task !== "classify") {
    for await (const one of applyToPictures(files, { ...model, experiment }, { path }, executor, breathe)) {
      if (one.out === undefined) applied.failed.push(`${files.nameOf(one.file)}: ${one.failed}`);
      else applied.written.push(one.out);
      if (told(one.number / one.total) === "stop") break;
    }
    return applied;
  }
  const source = await picturesToPredict(files, path);
  const predictions = predictPictures({ ...model, experiment }, source, executor, breathe, left);
  return tabled(files, path, { model, predictions, total: source.names.length }, applied, told);
}

/** Writes a table of predictions beside the pictures. */
async function tabled(
  files: Files,
  path: string,
  {
    model: { experiment, encoder },
    predictions,
    total,
  }: { model: TrainedModel; predictions: AsyncIterable<Prediction>; total: number },
  applied: AppliedRun,
  told: OnApplied,
): Promise<AppliedRun> {
  const lines = [predictionHeader("picture", encoder)];
  for await (const prediction of predictions) {
    lines.push(predictionLine(prediction));
    if (told((lines.length - 1) / total) === "stop") return applied;
  }
  const { stem } = splitName(files.nameOf(path));
  const word = fileWord(experiment.name ?? "", 40) || (experiment.task === "labels" ? "labels" : "classes");
  const nameOf = (attempt: number) => `${stem}.${word}${attempt > 1 ? `-${attempt}` : ""}.csv`;
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  applied.written.push(await writeNew(files, files.folderOf(path), nameOf, bytes, async () => undefined));
  return applied;
}
