// One training of a network that draws masks: squares cut every epoch, figures of whole pictures.

import type { Frame } from "../../data/album/album";
import { concat } from "../../ops/concat";
import { keptEpoch } from "../nodes/training";
import { openSeen } from "../pictures/adversarial";
import { observer } from "../pictures/observe";
import { drawPlaces, fixedPlaces } from "../pictures/patches";
import { middleOf } from "../pictures/shown";
import type { MemberOptions } from "../pictures/task";
import { planTiles } from "../pictures/tiles";
import type { Training } from "../training/training";
import type { SegmentExamples } from "./examples";
import { figuresOf } from "./judging";
import { overlapOf } from "./metrics";
import { classesBy, networkOf } from "./network";
import { writeSquares } from "./patches";
import { shownMask } from "./showing";
import type { SegmentExperiment } from "./spec";

/** @throws FieldError at the model when it does not fit into memory */
export function openSegment(
  experiment: SegmentExperiment,
  examples: SegmentExamples,
  options: MemberOptions,
): Training {
  const { pictures, parts, trainable, classes, encoder, loss, outputs, rows } = examples;
  const { train = {}, patch, augment = {} } = experiment;
  const { size } = patch!;
  const frames = pictures.map(({ frame }) => frame);
  const { channels } = frames[0];
  const picture = [size, size, channels] as const;
  const network = networkOf(experiment, classes.length);
  const [shown, chosen] = [parts.train, parts.validation].map((part) => part.filter((example) => trainable[example]));
  const held = fixedPlaces(frames, chosen, size);
  const validation = {
    count: held.length,
    features: new Float32Array(held.length * size ** 2 * channels),
    targets: new Int32Array(held.length * size ** 2),
  };
  writeSquares(pictures, held, { size }, validation.features, validation.targets);
  const longest = (side: "width" | "height") => Math.max(...frames.map((frame) => frame[side]));
  const opened = openSeen(
    network,
    {
      picture,
      outputs: size ** 2 * classes.length,
      targets: "classes",
      places: size ** 2,
      train: patch!.count,
      validation,
      draw(epoch, features, targets) {
        const places = drawPlaces(frames, shown, patch!, { seed: options.seed, epoch });
        writeSquares(pictures, places, { size, ...augment }, features, targets as Int32Array);
      },
      fixed: false,
      drawn: [size, size, classes.length],
      see: (given, drawn) => concat([given, drawn], 3),
    },
    {
      ...options,
      plan: planTiles(network, { width: longest("width"), height: longest("height"), channels }, size),
      loss,
      train,
      adversarial: experiment.adversarial,
    },
  );
  const { trainer, model, program, applier, close } = opened;
  const segment = (frame: Frame) => classesBy(applier, frame);
  return {
    trainer,
    model,
    program,
    async predict(asked = Uint32Array.from(pictures.keys())) {
      const figures = new Float32Array(asked.length * outputs);
      for (const [i, example] of asked.entries()) {
        const overlap = overlapOf(await segment(frames[example]), pictures[example].mask.samples, classes.length);
        figures.set(figuresOf(overlap), i * outputs);
      }
      return figures;
    },
    observe: observer(opened, { ...options, examples, picture, epochs: train.epochs ?? 1 }, (example) => {
      const { frame, mask } = pictures[example];
      const row = rows[example];
      const about = { row, name: options.album.pictures[row].name };
      return shownMask(about, { frame: middleOf(frame), mask: middleOf(mask) }, encoder, segment);
    }),
    keptEpoch: () => keptEpoch(trainer.position, {}),
    close,
  };
}
