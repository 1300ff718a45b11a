// A run on masks: pictures with the classes of their pixels, networks trained to tell them, judged beside simple rules.

import type { RunEvent } from "../../experiment/events";
import { pictureStart } from "../pictures/start";
import type { PictureRunOptions } from "../pictures/task";
import { paced } from "../table/matrix";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { prepareSegment, ruleFigures } from "./examples";
import { segmentJudging } from "./judging";
import type { SegmentExperiment } from "./spec";
import { openSegment } from "./training";
import { segmentSentence } from "./verdict";

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when pictures and experiment do not fit; later when the loss is not finite
 */
export async function* runSegment(
  given: PictureRunOptions<SegmentExperiment>,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, album, breathe } = options;
  const { train = {} } = experiment;
  const { examples, assumptions } = await prepareSegment(experiment, album, breathe);
  const { classes, rules, pictures, parts } = examples;
  const members = membersOf(train.seeds ?? [1], album.name);

  return yield* runMembers(
    {
      judging: {
        ...segmentJudging(classes),
        rivals: rules,
        sentence: (strongest, all) => segmentSentence(strongest, all, classes),
      },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target: "mask",
      folds: false,
      rows: album.frames.length,
      examples: () => examples,
      open: (index) => openSegment(experiment, examples, { ...options, member: index, seed: members[index].seed }),
      async baselines(_, evaluated) {
        const all: Float64Array[] = [];
        for (const { rule } of rules) {
          const figures: number[] = [];
          for (const example of parts[evaluated]) {
            figures.push(...ruleFigures(rule, pictures[example], classes.length));
            await breathe();
          }
          all.push(Float64Array.from(figures));
        }
        return all;
      },
      // Of the pixels of patches.
      epochMetrics: ({ loss, accuracy = Number.NaN }) => ({ loss, accuracy }),
      start: () => pictureStart(options, examples, { features: [], target: "mask" }, { assumptions }),
      warnings: [],
    },
    options,
  );
}
