// A finished network on other rows or pictures: the probability of every label.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { Frame } from "../../data/album/album";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { EvaluationPass } from "../../neural/evaluation";
import { pictureFeatures } from "../../neural/image/pictureLayers";
import { headOf } from "../../neural/labels/head";
import { tableLabelPass } from "../../neural/labels/pass";
import { losses } from "../../neural/losses";
import { passEvaluationGraph, type Table, variables } from "../../neural/step";
import { PictureNetwork } from "../classify-pictures/apply";
import type { PictureLayer } from "../pictures/spec";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import type { Layer } from "../table/spec";
import type { LabelEncoder } from "./examples";
import { loss } from "./open-training";
import type { LabelsExperiment } from "./spec";
import { optionsFrom } from "./structures";

export interface FinishedLabels {
  experiment: LabelsExperiment;
  encoder: LabelEncoder;
  weights: TensorFile["tensors"];
}

/** Rows of a step. */
const stepRows = 512;

function parts({ experiment: { model }, encoder, weights }: FinishedLabels) {
  if (!model) throw new InputError("This run has no network.");
  const labels = encoder.target.labels.length;
  const head = headOf(optionsFrom(weights, { head: model.head ?? "graph", labels, model }));
  return { model, labels, head, bias: model.bias ?? true };
}

/** The network of a finished run on rows of numbers, in a session of its own, which `close` ends. */
export class RowLabeller {
  private readonly session;
  private readonly evaluation;

  /** Of at most so many rows at a time. */
  constructor(
    finished: FinishedLabels,
    size: { rows: number; features: number },
    executor: Executor,
    private readonly breathe: Breathe,
  ) {
    const { model: network, labels, head, bias } = parts(finished);
    const table: Table = { ...size, outputs: labels, targets: "values" };
    const pass = tableLabelPass({ layers: network.layers as readonly Layer[], bias, seed: 0 }, head);
    const model = new Model();
    const evaluate = passEvaluationGraph(model, table, pass, loss, { batch: Math.min(stepRows, size.rows) });
    this.session = executor.open(model, { evaluate });
    this.evaluation = { session: this.session, graphs: { evaluate }, table, loss };
    for (const [name, { values }] of finished.weights) if (model.find(name)) this.session.write(name, values);
  }

  /** Of so many rows of features the probabilities, [rows × labels]. */
  async probabilities(features: Float32Array, rows: number): Promise<Float32Array> {
    this.session.write(variables.features, features);
    const asked = Uint32Array.from({ length: rows }, (_, row) => row);
    const pass = new EvaluationPass(this.evaluation, asked);
    while (!pass.run(performance.now() + sliceMilliseconds)) await this.breathe();
    return pass.predictions();
  }

  close(): void {
    this.session.close();
  }
}

/** The same on pictures. */
export class PictureLabeller {
  private readonly network: PictureNetwork;

  constructor(finished: FinishedLabels, executor: Executor) {
    const { model, head, bias } = parts(finished);
    const { picture } = finished.encoder;
    if (!picture) throw new InputError("This run has no network on pictures.");
    const layers = model.layers as readonly PictureLayer[];
    this.network = new PictureNetwork(
      picture,
      finished.weights,
      (scope, x) => losses[loss.name].prediction(head(scope, pictureFeatures(scope, x, layers, { bias }), undefined)),
      executor,
    );
  }

  /** Of at most `stepPictures` frames, as `takenFrame` gives them: [frames × labels]. */
  probabilities(frames: readonly Frame[]): Float32Array {
    return this.network.of(frames);
  }

  close(): void {
    this.network.close();
  }
}
