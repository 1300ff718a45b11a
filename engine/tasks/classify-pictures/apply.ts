// A finished network on other pictures: the probabilities of the classes of each.

import type { Executor, Session } from "../../core/executor";
import { Model } from "../../core/model";
import { sizeOf } from "../../core/shape";
import type { Frame } from "../../data/album/album";
import { fitted, fittingOf, frameOf, withChannels } from "../../data/album/frames";
import { Tally } from "../../data/album/tally";
import type { Image } from "../../data/image/image";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import type { PictureBuild } from "../../neural/image/architecture";
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

/** What says how a finished network takes pictures. */
export interface TakesPictures {
  experiment: { data: Pick<PictureClassifyExperiment["data"], "fit"> };
  encoder: Pick<PictureEncoder, "width" | "height" | "channels">;
}

/** A picture as the network takes it, by the rules that those it was trained on were brought to it. */
export const takenFrame = (finished: TakesPictures, image: Image): Frame =>
  fittedFrame(finished, frameOf(image, new Tally()));

/** The same of a picture that is a frame already, of whatever size. */
export function fittedFrame({ experiment, encoder }: TakesPictures, frame: Frame): Frame {
  const { width, height, channels } = encoder;
  const fitting = fittingOf(frame, { size: [width, height], fit: experiment.data.fit });
  return withChannels(fitted(frame, fitting), channels);
}

/** A finished network, as far as `build` goes, in a session of its own, which `close` ends. */
export class PictureNetwork {
  /** Numbers that it gives of a picture. */
  readonly width: number;
  private readonly session: Session;

  constructor(
    private readonly encoder: TakesPictures["encoder"] & Pick<PictureEncoder, "levels">,
    weights: TensorFile["tensors"],
    build: PictureBuild,
    executor: Executor,
  ) {
    const { width, height, channels } = encoder;
    const model = new Model();
    const apply = applyGraph(model, { count: stepPictures, height, width, channels }, build);
    this.width = sizeOf(apply.outputs.get(tiles.output)!.type.shape) / stepPictures;
    this.session = executor.open(model, { apply });
    for (const [name, { values }] of weights) if (model.find(name)) this.session.write(name, values);
  }

  /** Of at most `stepPictures` frames, as `takenFrame` gives them: `width` numbers each. */
  of(frames: readonly Frame[]): Float32Array {
    const { session, encoder, width } = this;
    writePlain(frames, encoder.levels, (row, values) => session.write(tiles.input, values, row * values.length));
    session.run("apply", { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
    return Float32Array.from(session.output("apply", tiles.output).subarray(0, width * frames.length));
  }

  close(): void {
    this.session.close();
  }
}

/** The classifier of a finished run, which `close` ends. */
export class PictureClassifier {
  private readonly network: PictureNetwork;

  constructor(
    private readonly finished: FinishedClassifier,
    executor: Executor,
  ) {
    const { experiment, encoder, weights } = finished;
    const { model: network, loss = "softmaxCrossEntropy" } = experiment;
    if (!network || encoder.target.kind !== "class")
      throw new InputError("This run has no network that tells classes.");
    const build = pictureClassifier(network.layers, encoder.target.classes.length, network);
    this.network = new PictureNetwork(
      encoder,
      weights,
      (scope, x) => losses[loss].prediction(build(scope, x)),
      executor,
    );
  }

  /** Of at most `stepPictures` frames, as `takenFrame` gives them, the probabilities of the classes. */
  probabilities(frames: readonly Frame[]): Float32Array {
    const { experiment, encoder } = this.finished;
    return classify.predictions(asTable(experiment), encoder, this.network.of(frames));
  }

  close(): void {
    this.network.close();
  }
}
