// One training of a network that translates pictures: squares of pairs cut every epoch, figures of whole pictures.

import { concat } from "../../ops/concat";
import { keptEpoch } from "../nodes/training";
import { openSeen } from "../pictures/adversarial";
import { fieldOf, figuresOf } from "../pictures/figures";
import { observer } from "../pictures/observe";
import { cutPatch, drawPlaces, fixedPlaces, mirroredPlace, type PatchPlace } from "../pictures/patches";
import { middleOf, shownPicture } from "../pictures/shown";
import type { MemberOptions } from "../pictures/task";
import { planTiles } from "../pictures/tiles";
import type { Training } from "../training/training";
import type { Pair, TranslateExamples } from "./examples";
import { networkOf } from "./network";
import type { TranslateExperiment } from "./spec";

/** @throws FieldError at the model when it does not fit into memory */
export function openTranslate(
  experiment: TranslateExperiment,
  examples: TranslateExamples,
  options: MemberOptions,
): Training {
  const { pairs, parts, trainable, channels, outputs, rows, names } = examples;
  const { train = {}, patch, augment = {}, absolute, adversarial } = experiment;
  const { size } = patch!;
  const inputs = pairs.map(({ input }) => input);
  const picture = [size, size, channels] as const;
  const numbers = size ** 2 * channels;
  const network = networkOf(experiment, channels);
  const [shown, chosen] = [parts.train, parts.validation].map((part) => part.filter((example) => trainable[example]));
  const held = fixedPlaces(inputs, chosen, size);
  const validation = {
    count: held.length,
    features: new Float32Array(held.length * numbers),
    targets: new Float32Array(held.length * numbers),
  };
  writeSquares(pairs, held, size, validation.features, validation.targets);
  const longest = (side: "width" | "height") => Math.max(...inputs.map((frame) => frame[side]));
  const opened = openSeen(
    network,
    {
      picture,
      outputs: numbers,
      targets: "values",
      train: patch!.count,
      validation,
      draw(epoch, features, targets) {
        const places = drawPlaces(inputs, shown, patch!, { seed: options.seed, epoch });
        const turned = places.map((place) => mirroredPlace(place, augment.flip ?? "none"));
        writeSquares(pairs, turned, size, features, targets as Float32Array);
      },
      fixed: false,
      drawn: picture,
      see: (given, drawn) => concat([given, drawn], 3),
      weight: absolute,
    },
    {
      ...options,
      plan: planTiles(network, { width: longest("width"), height: longest("height"), channels }, size),
      loss: { name: "absolute" },
      train,
      adversarial,
    },
  );
  const { trainer, model, program, applier, close } = opened;
  return {
    trainer,
    model,
    program,
    async predict(asked = Uint32Array.from(pairs.keys())) {
      const figures = new Float32Array(asked.length * outputs);
      for (const [i, example] of asked.entries()) {
        const { input, target } = pairs[example];
        const [output] = await applier.apply([fieldOf(input)]);
        figures.set(figuresOf(output, target), i * outputs);
      }
      return figures;
    },
    observe: observer(opened, { ...options, examples, picture, epochs: train.epochs ?? 1 }, async (example) => {
      const { input, target } = pairs[example];
      const given = fieldOf(middleOf(input));
      const [output] = await applier.apply([given]);
      const row = rows[example];
      return shownPicture({ row, name: names[row] }, { input: given, output, truth: middleOf(target) });
    }),
    keptEpoch: () => keptEpoch(trainer.position, {}),
    close,
  };
}

/** Writes the squares at each place as a row of either: [places, size² · channels], with 1 for white. */
function writeSquares(
  pairs: readonly Pair[],
  places: readonly PatchPlace[],
  size: number,
  features: Float32Array,
  targets: Float32Array,
): void {
  for (const [index, place] of places.entries()) {
    const { input, target } = pairs[place.row];
    for (const [frame, into] of [
      [input, features],
      [target, targets],
    ] as const) {
      const { samples } = cutPatch(frame, place, size);
      for (let i = 0, to = index * samples.length; i < samples.length; i++, to++) into[to] = samples[i] / 255;
    }
  }
}
