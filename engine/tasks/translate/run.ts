// A run that translates pictures: networks trained on pairs, with a discriminator or without, judged beside simple ways.

import type { RunEvent } from "../../experiment/events";
import { restoration } from "../pictures/judging";
import { pictureStart } from "../pictures/start";
import type { PictureRunOptions } from "../pictures/task";
import { paced } from "../table/matrix";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { translateBaselines, translateRivals } from "./baselines";
import { prepareTranslate } from "./examples";
import type { TranslateExperiment } from "./spec";
import { openTranslate } from "./training";
import { translateSentence } from "./verdict";

/** Throws as `PictureTask.run`. */
export async function* runTranslate(
  given: PictureRunOptions<TranslateExperiment>,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, album, breathe, control } = options;
  const { train = {}, adversarial } = experiment;
  const { examples, assumptions } = await prepareTranslate(experiment, album, breathe);
  const { parts, channels } = examples;
  const members = membersOf(train.seeds ?? [1], album.name);
  const pixels = { name: "pixels", encoding: channels === 1 ? "grey" : "red, green and blue" };

  return yield* runMembers(
    {
      judging: {
        ...restoration,
        rivals: translateRivals(examples),
        sentence: (strongest) => translateSentence(strongest, Boolean(adversarial?.weight)),
      },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target: "psnr",
      folds: false,
      rows: album.frames.length,
      examples: () => examples,
      open: (index) => openTranslate(experiment, examples, { ...options, member: index, seed: members[index].seed }),
      baselines: (_, evaluated) => translateBaselines(examples, parts[evaluated], breathe, () => control.stopped),
      // Of patches, neither rounded nor clamped.
      epochMetrics: ({ loss, meanSquare = Number.NaN }) => ({ loss, psnr: -10 * Math.log10(meanSquare) }),
      start: () => pictureStart(options, examples, { features: [pixels], target: "wanted pictures" }, { assumptions }),
      warnings: [],
    },
    options,
  );
}
