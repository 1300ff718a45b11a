// What a network with a head for several labels is built on: rows of numbers, or pictures, and how they come into its session.

import type { Session } from "../../core/executor";
import type { Model } from "../../core/model";
import { sizeOf } from "../../core/shape";
import { type Head, type HeadOptions, headOf } from "../../neural/labels/head";
import { pictureLabelPass, tableLabelPass } from "../../neural/labels/pass";
import type { Pass, Table } from "../../neural/step";
import { variables } from "../../neural/step";
import { refuseManyPictures } from "../classify-pictures/training";
import { writeEpoch, writePlain } from "../pictures/augment";
import { firstWeights } from "../pictures/first-weights";
import type { PictureLayer } from "../pictures/spec";
import type { PictureWeights } from "../pictures/weights";
import type { Layer } from "../table/spec";
import type { LabelExamples } from "./examples";
import type { LabelsExperiment } from "./spec";

export interface LabelNetwork {
  table: Table;
  pass: Pass;
  /** Writes all examples as they are. */
  write(session: Session): void;
  /** Writes those that train as an epoch, counted from 0, sees them; absent where all epochs see the same. */
  writeEpoch?(session: Session, epoch: number): void;
  /** What the first layer looks for, of pictures. */
  first(model: Model, session: Session): PictureWeights | undefined;
}

/** Of `examples`, those that train first; `seed` is of the initial weights and of what epochs draw. */
export function labelNetwork(
  experiment: LabelsExperiment,
  examples: LabelExamples,
  options: HeadOptions,
  seed: number,
): LabelNetwork {
  const { model, augment = {} } = experiment;
  if (!model) throw new Error("The experiment has not been completed: it names no layers.");
  const { inputs, targets, rows, parts } = examples;
  const { labels } = options;
  const head: Head = headOf(options);
  const bias = model.bias ?? true;
  const base = { rows: rows.length, outputs: labels, targets: "values" } as const;
  const writeTargets = (session: Session) => session.write(variables.targets, targets);
  if (inputs.kind === "rows") {
    // Which layers go with what was said where the experiment was completed.
    const layers = model.layers as readonly Layer[];
    return {
      table: { ...base, features: inputs.features },
      pass: tableLabelPass({ layers, bias, seed }, head),
      write(session) {
        session.write(variables.features, inputs.values);
        writeTargets(session);
      },
      first: () => undefined,
    };
  }
  const { frames, picture: size } = inputs;
  refuseManyPictures(frames.length, size);
  const picture = [size.height, size.width, size.channels] as const;
  const features = sizeOf(picture);
  const write = (session: Session) => (row: number, values: Float32Array, own?: Float32Array) => {
    session.write(variables.features, values, row * features);
    if (own) session.write(variables.targets, own, row * labels);
  };
  const trained = parts.train.length;
  const training = frames.slice(0, trained);
  const blended = augment.mixup === undefined ? undefined : { shares: targets, count: labels };
  return {
    table: { ...base, features },
    pass: pictureLabelPass({ picture }, { layers: model.layers as readonly PictureLayer[], bias, seed }, head),
    write(session) {
      writePlain(frames, size.levels, write(session));
      writeTargets(session);
    },
    ...(Object.keys(augment).length === 0
      ? {}
      : {
          writeEpoch: (session: Session, epoch: number) =>
            writeEpoch(
              { frames: training, levels: size.levels, targets: blended },
              augment,
              { seed, epoch },
              write(session),
            ),
        }),
    first: (own, session) => firstWeights(own, session, picture),
  };
}
