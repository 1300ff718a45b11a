// A run that learns the classes of pictures: split, networks and baselines, trained and judged as all runs are.

import type { RunEvent, Split } from "../../experiment/events";
import { centre } from "../../experiment/statistics";
import { percent } from "../../words";
import { classify } from "../classify/task";
import { pictureStart } from "../pictures/start";
import type { PictureClassifyExperiment, PictureRunOptions } from "../pictures/task";
import { paced } from "../table/matrix";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { type Comparison, claim, gainInPoints, rowsPhrase } from "../training/verdict";
import { pictureBaselines, pictureRivals } from "./baselines";
import { preparePictures } from "./examples";
import { openTraining } from "./training";

/** As `PictureTask.run`. */
export async function* runPictureClasses(
  given: PictureRunOptions<PictureClassifyExperiment>,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, album, executor, breathe } = options;
  const { train = {} } = experiment;
  const { examples, ...said } = await preparePictures(experiment, album, breathe);
  const { encoder } = examples;
  const members = membersOf(train.seeds ?? [1], album.name);
  let baselines: Float64Array[] | undefined;
  return yield* runMembers(
    {
      judging: { ...classify, rivals: pictureRivals(examples), sentence },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target: encoder.target.column,
      folds: false,
      rows: album.pictures.length,
      examples: () => examples,
      open: (member) => openTraining(experiment, examples, { member, seed: members[member].seed, executor, breathe }),
      async baselines(_, evaluated: Split) {
        baselines ??= await pictureBaselines(examples, evaluated, breathe);
        return baselines;
      },
      epochMetrics: (sums) => classify.epochMetrics(sums, encoder),
      start: () =>
        pictureStart(
          options,
          examples,
          {
            features: [
              {
                name: `${encoder.width} × ${encoder.height} pixels`,
                encoding: encoder.channels === 1 ? "grey" : "red, green and blue",
              },
            ],
            target: encoder.target.column,
            ...(encoder.target.kind === "class" ? { classes: encoder.target.classes } : {}),
          },
          said,
        ),
      warnings: [],
    },
    options,
  );
}

/** The verdict in one sentence. */
function sentence(comparison: Comparison): string {
  const { rows, evaluated, metrics, rival } = comparison;
  const own = percent(centre(metrics.accuracy));
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: it tells the class of ${own} of ${rows} pictures.`;
  }
  const other = percent(centre(rival.metrics.accuracy));
  return `${claim(comparison)}: it tells the class of ${own} of ${rowsPhrase(comparison, "pictures")}, against ${other}${gainInPoints(comparison)}.`;
}
