// One training of a network that enlarges pictures: patches drawn every epoch, figures of whole pictures.

import { keptEpoch } from "../nodes/training";
import { observer } from "../pictures/observe";
import { drawPlaces, fixedPlaces } from "../pictures/patches";
import { middleOf } from "../pictures/shown";
import type { MemberOptions } from "../pictures/task";
import type { Field } from "../pictures/tiles";
import { openPictures } from "../pictures/training";
import type { Training } from "../training/training";
import type { SuperresolveExamples } from "./examples";
import { lumaFigures } from "./metrics";
import { enlargeBy, networkOf, tilesOf } from "./network";
import { patchSides, writePatches } from "./patches";
import { shownEnlarged } from "./showing";
import type { SuperresolveExperiment } from "./spec";

/** @throws FieldError at the model when it does not fit into memory */
export function openSuperresolve(
  experiment: SuperresolveExperiment,
  examples: SuperresolveExamples,
  options: MemberOptions,
): Training {
  const { pairs, parts, trainable, outputs, rows } = examples;
  const { train = {}, patch, factor } = experiment;
  const network = networkOf(experiment);
  const { plan } = network;
  const sides = patchSides(plan);
  const picture = [sides.input, sides.input, 1] as const;
  const small = pairs.map((pair) => pair.small);
  const [shown, chosen] = [parts.train, parts.validation].map((part) => part.filter((example) => trainable[example]));
  const held = fixedPlaces(small, chosen, plan.size);
  const validation = {
    count: held.length,
    features: new Float32Array(held.length * sides.input ** 2),
    targets: new Float32Array(held.length * sides.output ** 2),
  };
  writePatches(pairs, held, plan, validation.features, validation.targets);
  const opened = openPictures(
    network.architecture,
    {
      picture,
      outputs: sides.output ** 2,
      targets: "values",
      train: patch!.count,
      validation,
      build: network.onPatches,
      draw(epoch, features, targets) {
        const places = drawPlaces(small, shown, patch!, { seed: options.seed, epoch });
        writePatches(pairs, places, plan, features, targets as Float32Array);
      },
      fixed: false,
    },
    {
      ...options,
      plan: tilesOf(network, Math.max(...small.map(({ width, height }) => Math.max(width, height)))),
      loss: { name: "meanSquare" },
      train,
    },
  );
  const { trainer, model, program, applier, close } = opened;
  const enlarge = (given: Field) => enlargeBy(network, applier, given);
  return {
    trainer,
    model,
    program,
    async predict(asked = Uint32Array.from(pairs.keys())) {
      const figures = new Float32Array(asked.length * outputs);
      for (const [i, example] of asked.entries()) {
        const { drawn } = await enlarge(small[example]);
        figures.set(lumaFigures(drawn, pairs[example].truth, factor!), i * outputs);
      }
      return figures;
    },
    observe: observer(opened, { ...options, examples, picture, epochs: train.epochs ?? 1 }, (example) => {
      const row = rows[example];
      const { frames, pictures } = options.album;
      return shownEnlarged({ row, name: pictures[row].name }, middleOf(frames[row]), factor!, enlarge);
    }),
    keptEpoch: () => keptEpoch(trainer.position, {}),
    close,
  };
}
