// Layer by layer: denoising autoencoders that are trained one after the other, and unfolded into a deep network.

import type { Executor, Session, Values } from "../../core/executor";
import { Model } from "../../core/model";
import { FieldError } from "../../experiment/field-error";
import { codeOutput } from "../../neural/image/architecture";
import { applyGraph, pictureGraphs, tableOf, tiles } from "../../neural/image/programs";
import type { Stage, Weights } from "../../neural/staged-trainer";
import { variables } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import { type DeepModel, deepOf } from "./network";

export type CompletePretraining = Required<NonNullable<DeepModel["pretraining"]>>;

/** Where an autoencoder's halves go in the deep network, as layers counted from 1. */
interface Place {
  encoder: number;
  decoder: number;
}

/** For each autoencoder the layers that have its sizes, from the outside in; undefined where there are none. */
export function placesOf(
  { sizes: own }: Pick<CompletePretraining, "sizes">,
  sizes: readonly number[],
): (Place | undefined)[] {
  const layers = sizes.length - 1;
  let next = 1;
  return own.slice(1).map((units, index) => {
    const fits = (layer: number) => sizes[layer - 1] === own[index] && sizes[layer] === units;
    for (let encoder = next; encoder <= layers / 2; encoder++) {
      const decoder = layers + 1 - encoder;
      if (!fits(encoder) || sizes[decoder - 1] !== units || sizes[decoder] !== own[index]) continue;
      next = encoder + 1;
      return { encoder, decoder };
    }
    return undefined;
  });
}

/** What the autoencoders learned, as weights of the deep network. */
export function unfolded(before: readonly Weights[], places: readonly (Place | undefined)[]): Map<string, Values> {
  const weights = new Map<string, Values>();
  before.forEach((own, index) => {
    const place = places[index];
    if (!place) return;
    for (const [half, layer] of [
      ["dense1", place.encoder],
      ["dense2", place.decoder],
    ] as const) {
      for (const part of ["weight", "bias"]) weights.set(`dense${layer}/${part}`, own.get(`${half}/${part}`)!);
    }
  });
  return weights;
}

/** Rows of a step that only encodes. */
const encodedRows = 256;

/**
 * A stage for each autoencoder on `inputs`, [rows × sizes[0]]: input and target are what the encoders before it give of
 * them, unmasked (P. Vincent et al., 2010, as saetrain of DeepLearnToolbox, whose decoders are not tied).
 */
export function pretrainingStages(
  pretraining: CompletePretraining,
  model: Pick<DeepModel, "activation" | "initializer">,
  inputs: Float32Array,
  { seed, executor }: { seed: number; executor: Executor },
): Stage[] {
  const { sizes, epochs } = pretraining;
  const rows = inputs.length / sizes[0];
  return sizes.slice(1).map((units, index) => ({
    name: `autoencoder ${sizes[index]}–${units}`,
    epochs,
    open(before) {
      const given = before.reduce<Float32Array>(
        (values, weights, k) => encode(executor, autoencoder(pretraining, model, k), weights, values, sizes[k]),
        inputs,
      );
      const architecture = autoencoder(pretraining, model, index);
      const width = sizes[index];
      const table = { rows, outputs: width, targets: "values", picture: [1, width, 1] } as const;
      const network = new Model();
      const loss = { name: "halfSquare" } as const;
      const { momentum, learningRate } = pretraining;
      const batch = Math.min(pretraining.batch, rows);
      // Layers of all stages have the same names, so that their first weights need seeds of their own.
      const training = { optimizer: "momentum", momentum, batch, seed: seed + 1000 * (index + 1) } as const;
      const graphs = pictureGraphs(network, table, architecture.build, loss, training);
      const session = executor.open(network, graphs);
      session.write(variables.features, given);
      session.write(variables.targets, given);
      const trainer = new Trainer({
        session,
        graphs,
        table: tableOf(table),
        loss,
        train: Uint32Array.from({ length: rows }, (_, i) => i),
        validation: new Uint32Array(),
        seed: training.seed,
        epochs,
        optimizer: training.optimizer,
        learningRate,
        schedule: { kind: "constant" },
      });
      return { trainer, close: () => session.close() };
    },
  }));
}

const autoencoder = (
  { sizes, inputZeroMaskedFraction, sparsityTarget, nonSparsityPenalty }: CompletePretraining,
  { activation, initializer }: Pick<DeepModel, "activation" | "initializer">,
  index: number,
) =>
  deepOf({
    sizes: [sizes[index], sizes[index + 1], sizes[index]],
    activation,
    output: activation,
    initializer,
    inputZeroMaskedFraction,
    sparsityTarget,
    nonSparsityPenalty,
  });

/** What the hidden units of an autoencoder give for rows of `width` values. */
function encode(
  executor: Executor,
  architecture: ReturnType<typeof autoencoder>,
  weights: Weights,
  values: Float32Array,
  width: number,
): Float32Array {
  const rows = values.length / width;
  const count = Math.min(encodedRows, rows);
  const model = new Model();
  const program = "encode";
  const session: Session = executor.open(model, {
    [program]: applyGraph(model, { count, height: 1, width, channels: 1 }, architecture.build),
  });
  try {
    for (const [name, own] of weights) session.write(name, own);
    let codes: Float32Array | undefined;
    for (let from = 0; from < rows; from += count) {
      const some = values.subarray(from * width, Math.min(rows, from + count) * width);
      session.write(tiles.input, some);
      session.run(program, { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
      const given = session.output(program, codeOutput);
      const units = given.length / count;
      codes ??= new Float32Array(rows * units);
      codes.set(given.subarray(0, (some.length / width) * units), from * units);
    }
    return codes!;
  } finally {
    session.close();
  }
}

/** @throws FieldError where the sizes do not begin with the pixels, or nothing of them fits into the network */
export function checkPretraining({ sizes: own }: Pick<CompletePretraining, "sizes">, sizes: readonly number[]): void {
  const half = sizes.slice(0, (sizes.length + 1) / 2);
  const refuse = (why: string) => {
    const message = `model.pretraining.sizes ${why}: take the first half of model.sizes, [${half.join(", ")}].`;
    throw new FieldError(["model", "pretraining", "sizes"], message);
  };
  if (own[0] !== sizes[0]) refuse(`begin with ${own[0]}, and the pictures have ${sizes[0]} values`);
  if (placesOf({ sizes: own }, sizes).every((place) => place === undefined)) refuse("have no layer of the network");
}
