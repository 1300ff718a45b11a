// A network on pictures whose drawings a patch discriminator judges as well, ready to train beside one that has none.

import type { Graph } from "../../core/graph";
import { Model } from "../../core/model";
import { FieldError } from "../../experiment/field-error";
import { leastSide } from "../../gan/patchDiscriminator";
import { besideInput, picturePrograms, type Sight } from "../../gan/picturePrograms";
import { programs } from "../../gan/programs";
import { AdversarialTrainer } from "../../gan/trainer";
import { programs as passes } from "../../neural/evaluation";
import type { Architecture } from "../../neural/image/architecture";
import { picturePass, tableOf } from "../../neural/image/programs";
import { passEvaluationGraph, variables } from "../../neural/step";
import type { Training } from "../training/training";
import { AdversarialPictureTrainer } from "./adversarial-trainer";
import type { Adversarial } from "./spec";
import { applyProgram, TileApplier, tileGraph } from "./tiles";
import {
  evaluatedAtOnce,
  fillTable,
  type OpenPictures,
  type OpenPicturesOptions,
  opened,
  openPictures,
  type PictureRows,
  pictureTable,
} from "./training";

/** The rows of a training, and how a discriminator sees what is drawn of them. */
export interface SeenRows extends PictureRows, Omit<Sight, "beside"> {
  /** What only the discriminator sees, [train, numbers], written by `draw`. */
  beside?: Float32Array;
  /** Of the task's own loss, where that is not 1. */
  weight?: number;
}

/** A. Radford et al., 2015: with less momentum than usual two networks do not swing. */
const beta1 = 0.5;
const usualLayers = [32, 64];

/**
 * The block with every value written out, for pictures of `side` pixels at least that are judged.
 * @throws FieldError where those are too small for the discriminator
 */
export function completeAdversarial(
  given: Adversarial,
  { weight, learningRate, side }: { weight: number; learningRate: number; side: number },
): Adversarial {
  const layers = given.discriminator?.layers ?? usualLayers.filter((_, i) => leastSide(i + 1) <= side);
  if (leastSide(Math.max(1, layers.length)) > side) {
    const least = leastSide(Math.max(1, layers.length));
    const message = `Patches of ${side} × ${side} pixels are too small for a discriminator of ${layers.length} layers, which needs ${least} × ${least}: take fewer adversarial.discriminator.layers, or a larger patch.size.`;
    throw new FieldError(["adversarial", "discriminator", "layers"], message);
  }
  return {
    weight: given.weight ?? weight,
    loss: given.loss ?? "nonSaturating",
    discriminator: { layers, spectralNorm: given.discriminator?.spectralNorm ?? false },
    learningRate: given.learningRate ?? learningRate,
  };
}

/**
 * With a discriminator where the weight of a complete block is not 0.
 * @throws FieldError at the model when the run does not fit into memory
 */
export function openSeen(
  architecture: Architecture,
  rows: SeenRows,
  options: OpenPicturesOptions & { adversarial?: Adversarial },
): OpenPictures<Training["trainer"]> {
  const { adversarial } = options;
  if (!adversarial?.weight) return openPictures(architecture, rows, options);
  return openAdversarial(architecture, rows, options, adversarial);
}

function openAdversarial(
  architecture: Architecture,
  rows: SeenRows,
  { plan, loss, train, seed, executor, breathe }: OpenPicturesOptions,
  { weight = 0, loss: game = "nonSaturating", discriminator = {}, learningRate: rate = 0.001 }: Adversarial,
): OpenPictures<Training["trainer"]> {
  const { beside, validation, drawn, see, build = architecture.build } = rows;
  const model = new Model();
  const pictures = pictureTable(rows);
  const table = tableOf(pictures);
  const batch = Math.min(train.batch ?? 32, rows.train);
  const optimizer = train.optimizer ?? "adam";
  const pass = picturePass(pictures, build, seed);
  const { layers = usualLayers, spectralNorm = false } = discriminator;
  const { graphs, sums } = picturePrograms(model, {
    table: pictures,
    train: rows.train,
    pass,
    loss,
    drawn,
    see,
    beside: beside && beside.length / rows.train,
    weights: { own: rows.weight ?? 1, adversarial: weight },
    discriminator: { layers, spectralNorm },
    step: { loss: game, optimizer, momentum: train.momentum, clipNorm: train.clipNorm, beta1 },
    l2: train.l2,
    batch,
    seed,
  });
  const evaluate = passEvaluationGraph(model, table, pass, loss, { batch: evaluatedAtOnce(pictures) });
  const apply = tileGraph(model, plan, architecture);
  const session = opened(() => executor.open(model, { ...graphs, [passes.evaluate]: evaluate, [applyProgram]: apply }));
  const steps = Math.floor(rows.train / batch);
  const fill = fillTable(session, rows);
  let filled = -1;
  const { learningRate = 0.001 } = train;
  const trainer = new AdversarialTrainer({
    session,
    model,
    players: {
      discriminator: { program: programs.discriminator, steps: 1, learningRate: rate, sums: sums.discriminator },
      generator: { program: programs.generator, steps: 1, learningRate, sums: sums.generator },
    },
    rows: rows.train,
    batch,
    seed,
    epochs: train.epochs ?? 1,
    optimizer,
    beta1,
    decay: train.schedule ?? "none",
    stepRows: batch,
    draw({ player, index, rows: order }) {
      const epoch = Math.floor(index / steps);
      if (filled !== epoch) {
        filled = epoch;
        fill(epoch);
        if (beside) session.write(besideInput, beside);
      }
      session.write(variables.order, order);
      if (player === "discriminator" && index % steps === 0) session.write(variables.trainingSums, [0, 0, 0]);
    },
    networks: statesOf(apply),
  });
  return {
    trainer: new AdversarialPictureTrainer({
      trainer,
      session,
      graphs: { evaluate },
      table,
      loss,
      batch,
      steps,
      validation: Uint32Array.from({ length: validation.count }, (_, i) => rows.train + i),
      earlyStopping: train.earlyStopping,
    }),
    model,
    session,
    applier: new TileApplier(session, plan, breathe),
    program: {
      parameters: model.parameterCount,
      instructions: [programs.discriminator, programs.generator].reduce(
        (sum, program) => sum + session.instructionCount(program),
        0,
      ),
      bytes: session.bytes,
      threads: session.threads,
    },
    close: () => session.close(),
  };
}

/** Parameters and states that a program reads. */
function statesOf({ nodes, model }: Graph): string[] {
  const names = nodes
    .filter(({ op }) => op.name === "variable")
    .map(({ attributes }) => String(attributes.name))
    .filter((name) => model.find(name)?.kind !== "data");
  return [...new Set(names)];
}
