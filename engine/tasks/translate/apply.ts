// A finished network on new pictures, and on those that it was trained or judged on.

import type { Executor } from "../../core/executor";
import type { Album } from "../../data/album/album";
import { fitted, fittingOf, frameOf as frameOfImage, withChannels } from "../../data/album/frames";
import { Tally } from "../../data/album/tally";
import { InputError } from "../../errors";
import type { ShownPicture } from "../pictures/events";
import { fieldOf, frameOf } from "../pictures/figures";
import { FinishedTiles } from "../pictures/finished-tiles";
import { shownPicture } from "../pictures/shown";
import type { FinishedRun, PictureMaker } from "../pictures/task";
import type { Field } from "../pictures/tiles";
import type { Breathe } from "../table/matrix";
import { networkOf } from "./network";
import type { TranslateExperiment } from "./spec";

interface Translator {
  translate(given: Field): Promise<Field>;
  close(): void;
}

function openTranslator(
  { experiment, weights }: FinishedRun<TranslateExperiment>,
  executor: Executor,
  breathe: Breathe,
): Translator {
  const channels = channelsOf(experiment);
  const network = networkOf(experiment, channels);
  const square = experiment.patch!.size;
  const applier = new FinishedTiles({ network, channels, square, weights, executor, breathe });
  return {
    translate: async (given) => (await applier.apply([given]))[0],
    close: () => applier.close(),
  };
}

const channelsOf = ({ data }: TranslateExperiment): 1 | 3 => (data.channels === "colour" ? 3 : 1);

/** Pictures are brought to the size of the training where it says one. */
export function translateMaker(
  run: FinishedRun<TranslateExperiment>,
  executor: Executor,
  breathe: Breathe,
): PictureMaker {
  const { translate, close } = openTranslator(run, executor, breathe);
  const { experiment } = run;
  return {
    suffix: "translated",
    async apply(image) {
      const frame = withChannels(frameOfImage(image, new Tally()), channelsOf(experiment));
      return frameOf(await translate(fieldOf(fitted(frame, fittingOf(frame, experiment.data)))));
    },
    close,
  };
}

/** @throws InputError where the album has no such row, or no partners */
export async function shownTranslated(
  run: FinishedRun<TranslateExperiment>,
  { frames, partners, pictures }: Album,
  row: number,
  executor: Executor,
  breathe: Breathe,
): Promise<ShownPicture> {
  const [frame, truth] = [frames[row], partners?.[row]];
  if (!frame) throw new InputError(`There is no picture ${row}: they are counted from 0 to ${frames.length - 1}.`);
  if (!truth) throw new InputError("The wanted pictures of these are not there any more.");
  const { translate, close } = openTranslator(run, executor, breathe);
  try {
    const input = fieldOf(frame);
    return shownPicture({ row, name: pictures[row].name }, { input, output: await translate(input), truth });
  } finally {
    close();
  }
}
