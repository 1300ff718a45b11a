// A run on super-resolution: pictures made small, networks trained to enlarge them, judged beside bicubic enlarging.

import type { RunEvent } from "../../experiment/events";
import { restoration } from "../pictures/judging";
import { pictureStart } from "../pictures/start";
import type { PictureRunOptions } from "../pictures/task";
import { paced } from "../table/matrix";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { bicubic } from "./baselines";
import { prepareSuperresolve } from "./examples";
import { outputUnit } from "./patches";
import type { SuperresolveExperiment } from "./spec";
import { openSuperresolve } from "./training";
import { superresolveSentence } from "./verdict";

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when pictures and experiment do not fit; later when the loss is not finite
 */
export async function* runSuperresolve(
  given: PictureRunOptions<SuperresolveExperiment>,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, album } = options;
  const { train = {} } = experiment;
  const { examples, ...said } = await prepareSuperresolve(experiment, album, options.breathe);
  const unit = outputUnit({ residual: experiment.model?.residual !== false });
  const members = membersOf(train.seeds ?? [1], album.name);

  return yield* runMembers(
    {
      judging: { ...restoration, rivals: [bicubic], sentence: superresolveSentence },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target: "picture",
      folds: false,
      rows: album.frames.length,
      examples: () => examples,
      open: (index) => openSuperresolve(experiment, examples, { ...options, member: index, seed: members[index].seed }),
      async baselines(_, evaluated) {
        const part = Array.from(examples.parts[evaluated]);
        return [Float64Array.from(part.flatMap((example) => examples.bicubic[example]))];
      },
      // Of patches, neither rounded nor clamped.
      epochMetrics({ loss }) {
        const mse = loss * unit ** 2;
        return { loss: mse, psnr: -10 * Math.log10(mse) };
      },
      start: () => pictureStart(options, examples, { features: [], target: "picture" }, said),
      warnings: [],
    },
    options,
  );
}
