// One training of a network that enlarges pictures: patches drawn every epoch, figures of whole pictures.

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { concat } from "../../ops/concat";
import { scale } from "../../ops/multiply";
import { reshape } from "../../ops/reshape";
import { keptEpoch } from "../nodes/training";
import { openSeen } from "../pictures/adversarial";
import { observer } from "../pictures/observe";
import { drawPlaces, fixedPlaces } from "../pictures/patches";
import type { MemberOptions } from "../pictures/task";
import type { Field } from "../pictures/tiles";
import type { Training } from "../training/training";
import type { SuperresolveExamples } from "./examples";
import { lumaFigures } from "./metrics";
import { enlargeBy, networkOf, tilesOf } from "./network";
import { bothSizesOf } from "./pairs";
import { outputUnit, type PatchPlan, patchSides, writePatches } from "./patches";
import { middleOfBoth, shownEnlarged } from "./showing";
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
  const bicubics = experiment.adversarial?.weight ? new Float32Array(patch!.count * sides.output ** 2) : undefined;
  const opened = openSeen(
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
        writePatches(pairs, places, plan, features, targets as Float32Array, bicubics);
      },
      fixed: false,
      drawn: [sides.output, sides.output, 1],
      beside: bicubics,
      see: (_, drawn, bicubic) => besideBicubic(drawn, bicubic!, plan),
    },
    {
      ...options,
      plan: tilesOf(network, Math.max(...small.map(({ width, height }) => Math.max(width, height)))),
      loss: { name: "meanSquare" },
      train,
      adversarial: experiment.adversarial,
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
      const both = middleOfBoth(bothSizesOf(options.album, row), factor!);
      return shownEnlarged({ row, name: options.album.pictures[row].name }, both, factor!, enlarge);
    }),
    keptEpoch: () => keptEpoch(trainer.position, {}),
    close,
  };
}

/** Luma as it is seen, with the bicubic picture [n, side²] in a channel beside it. */
function besideBicubic(drawn: Node, bicubic: Node, plan: PatchPlan): Node {
  const base = reshape(bicubic, drawn.type);
  return concat([base, plan.residual ? add(base, scale(drawn, outputUnit(plan))) : drawn], 3);
}
