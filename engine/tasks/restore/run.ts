// A run that restores pictures: patches or whole pictures, networks and simple ways, trained and judged as all runs are.

import type { RunEvent } from "../../experiment/events";
import { restoration } from "../pictures/judging";
import { pictureStart } from "../pictures/start";
import type { PictureRunOptions } from "../pictures/task";
import type { Breathe } from "../table/matrix";
import { paced } from "../table/matrix";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { meanImage, RestoreBaselines } from "./baselines";
import { isMasked, prepareRestore, writtenExample } from "./examples";
import { takesWhole } from "./network";
import { epochsOf, openRestoreTraining } from "./open-training";
import { placesOf } from "./pretraining";
import { restoreRows, trainingPictures } from "./rows";
import type { RestoreExperiment } from "./spec";
import { restoreSentence } from "./verdict";

/** Throws as `PictureTask.run`. */
export async function* runRestore(
  given: PictureRunOptions<RestoreExperiment>,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const breathe: Breathe = paced(given.breathe);
  const options = { ...given, breathe };
  const { experiment, album, executor, control } = options;
  const { train = {} } = experiment;
  const model = experiment.model!;
  const examples = await prepareRestore(experiment, album, breathe);
  writtenExample(examples, experiment.montage?.picture);
  const { parts, channels } = examples;
  const members = membersOf(train.seeds ?? [1], album.name);
  // Seeds differ in what they draw; what a JPEG has done once is the same for all of them.
  const pictures = await trainingPictures(experiment, album, members[0].seed, breathe);
  const baselines = new RestoreBaselines(examples, breathe);

  return yield* runMembers(
    {
      judging: {
        ...restoration,
        rivals: baselines.rivals,
        sentence: (strongest, all) =>
          restoreSentence(model.kind, strongest, all[baselines.rivals.findIndex(({ name }) => name === meanImage)]),
      },
      members,
      epochs: epochsOf(experiment),
      rate: train,
      target: "psnr",
      folds: false,
      rows: album.frames.length,
      examples: () => examples,
      open(index) {
        const { seed } = members[index];
        const rows = restoreRows(experiment, examples, pictures, seed);
        return openRestoreTraining(experiment, album, examples, rows, { member: index, seed, executor, breathe });
      },
      baselines: (_, evaluated) => baselines.figures(parts[evaluated], () => control.stopped),
      epochMetrics: ({ loss, meanSquare = Number.NaN }) => ({ loss, psnr: -10 * Math.log10(meanSquare) }),
      start: () =>
        pictureStart(options, examples, {
          features: [
            { name: "pixels", encoding: channels === 1 ? "grey" : "red, green and blue" },
            ...(isMasked(experiment.degradation ?? {}) ? [{ name: "mask", encoding: "1 where a pixel is known" }] : []),
          ],
          target: "clean pictures",
        }),
      warnings: warningsOf(experiment, parts.train.length),
    },
    options,
  );
}

function warningsOf({ model, train = {} }: RestoreExperiment, pictures: number): { text: string }[] {
  const warnings: { text: string }[] = [];
  if (takesWhole(model!) && train.batch !== undefined && train.batch > pictures) {
    const text = `There are ${pictures} pictures to train on, fewer than train.batch (${train.batch}): a step takes all of them.`;
    warnings.push({ text });
  }
  if (model?.kind !== "deepAutoencoder" || !model.pretraining?.sizes) return warnings;
  const own = model.pretraining.sizes;
  placesOf({ sizes: own }, model.sizes!).forEach((place, index) => {
    if (place) return;
    const text = `The autoencoder ${own[index]}–${own[index + 1]} has no layer of its sizes in model.sizes: that layer starts from random weights.`;
    warnings.push({ text });
  });
  return warnings;
}
