// A finished network on other pictures: the probabilities of the classes of each.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { Frame } from "../../data/album/album";
import { fitted, fittingOf, frameOf, withChannels } from "../../data/album/frames";
import { Tally } from "../../data/album/tally";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { pictureClassifier } from "../../neural/image/pictureLayers";
import { applyGraph, tiles } from "../../neural/image/programs";
import { losses } from "../../neural/losses";
import { classify } from "../classify/task";
import { writePlain } from "../pictures/augment";
import type { PictureClassifyExperiment } from "../pictures/task";
import type { PictureEncoder } from "./examples";
import { asTable } from "./training";

export interface FinishedClassifier {
  experiment: PictureClassifyExperiment;
  encoder: PictureEncoder;
  weights: TensorFile["tensors"];
}

/** Pictures of a step. */
export const stepPictures = 64;

/** A picture as the network takes it, by the rules that those it was trained on were brought to it. */
export function takenFrame({ experiment, encoder }: FinishedClassifier, image: Image): Frame {
  const { width, height, channels } = encoder;
  const fitting = fittingOf(image, { size: [width, height], fit: experiment.data.fit });
  return withChannels(fitted(frameOf(image, new Tally()), fitting), channels);
}

/** The network of a finished run in a session of its own, which `close` ends. */
export class PictureClassifier {
  private readonly session;

  constructor(
    private readonly finished: FinishedClassifier,
    executor: Executor,
  ) {
    const { experiment, encoder, weights } = finished;
    const { model: network, loss = "softmaxCrossEntropy" } = experiment;
    if (!network || encoder.target.kind !== "class")
      throw new InputError("This run has no network that tells classes.");
    const { width, height, channels } = encoder;
    const build = pictureClassifier(network.layers, encoder.target.classes.length, network);
    const model = new Model();
    const apply = applyGraph(model, { count: stepPictures, height, width, channels }, (scope, x) =>
      losses[loss].prediction(build(scope, x)),
    );
    this.session = executor.open(model, { apply });
    for (const [name, { values }] of weights) this.session.write(name, values);
  }

  /** Of at most `stepPictures` frames, as `takenFrame` gives them, the probabilities of the classes. */
  probabilities(frames: readonly Frame[]): Float32Array {
    const { session } = this;
    const { experiment, encoder } = this.finished;
    writePlain(frames, encoder.levels, (row, values) => session.write(tiles.input, values, row * values.length));
    session.run("apply", { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
    const given = session.output("apply", tiles.output);
    const own = Float32Array.from(given.subarray(0, (given.length / stepPictures) * frames.length));
    return classify.predictions(asTable(experiment), encoder, own);
  }

  close(): void {
    this.session.close();
  }
}
