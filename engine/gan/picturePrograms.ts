// The programs of a network on pictures that a patch discriminator judges beside the network's own loss: a step of either.

import { Graph, type Node } from "../core/graph";
import type { Model } from "../core/model";
import { type PictureTable, tableOf } from "../neural/image/programs";
import { losses } from "../neural/losses";
import { penalty } from "../neural/regularization";
import { modelVariable, Scope } from "../neural/scope";
import { batchRows, type LossOptions, type Pass, trainedForward, trainingLoss, variables } from "../neural/step";
import { gather } from "../ops/gather";
import { scale } from "../ops/multiply";
import { reshape } from "../ops/reshape";
import { type PatchDiscriminatorOptions, patchDiscriminator } from "./patchDiscriminator";
import { programs } from "./programs";
import { type MetricSums, type StepOptions, trainDiscriminator, trainGenerator } from "./step";

/** What the discriminator judges a picture by. */
export interface Sight {
  /** Height, width and channels of what the network draws of a row: as many numbers as it gives. */
  drawn: readonly [height: number, width: number, channels: number];
  /** Numbers of a row that only the discriminator sees, f32 [train, numbers] in the variable `beside`; 0 unless said. */
  beside?: number;
  /** Pictures as the discriminator sees them, from rows of the table and what is drawn of them, by the network or in truth. */
  see(given: Node, drawn: Node, beside: Node | undefined): Node;
}

export interface PictureGame extends Sight {
  table: PictureTable;
  /** Rows of the table that train. */
  train: number;
  pass: Pass;
  loss: LossOptions;
  /** Of the network's own loss, and of the adversarial one. */
  weights: { own: number; adversarial: number };
  discriminator: PatchDiscriminatorOptions;
  step: StepOptions;
  l2?: number;
  /** Rows of a step, and seed of the discriminator's initial weights. */
  batch: number;
  seed: number;
}

/** Name of the data variable of what only the discriminator sees. */
export const besideInput = "beside";

/**
 * Steps of both networks, on the `batch` rows of `order` that are written before each, of the table of step.ts. The
 * network's own loss is summed in `trainingSums`.
 */
export function picturePrograms(model: Model, game: PictureGame) {
  const discriminating = new Graph(model, { capacity: game.batch });
  const generating = new Graph(model, { capacity: game.batch });
  return {
    graphs: { [programs.discriminator]: discriminating, [programs.generator]: generating },
    sums: {
      discriminator: discriminatorStep(discriminating, game),
      generator: generatorStep(generating, game),
    },
  };
}

function discriminatorStep(graph: Graph, game: PictureGame): MetricSums {
  const { real, fake } = seen(graph, game);
  const { scope, judge } = judging(graph, real, game, true);
  const judged = { real: judge(real), fake: judge(fake) };
  return trainDiscriminator(graph, { ...judged, parameters: scope.parameters, smoothing: 0 }, game.step);
}

function generatorStep(graph: Graph, game: PictureGame): MetricSums {
  const { table, loss, weights, l2, step } = game;
  const { fake, forward } = seen(graph, game);
  const { judge } = judging(graph, fake, game, false);
  const own = trainingLoss(graph, forward, tableOf(table), loss);
  const { parameters, penalties = [] } = forward;
  const onWeights = penalty(parameters, { l2 });
  const others = [
    ...(weights.own > 0 ? [weights.own === 1 ? own : scale(own, weights.own)] : []),
    ...(onWeights ? [onWeights] : []),
    ...penalties,
  ];
  return trainGenerator(graph, { fake: judge(fake), parameters, weight: weights.adversarial, others }, step);
}

function judging(graph: Graph, pictures: Node, { discriminator, seed }: PictureGame, iterates: boolean) {
  const scope = new Scope(graph, "train", seed);
  return { scope, judge: patchDiscriminator(scope, pictures.type.shape[3], discriminator, iterates) };
}

/** What the network draws, and what it should have drawn, as the discriminator sees them. */
function seen(graph: Graph, game: PictureGame) {
  const { table, pass, loss, drawn, see } = game;
  const forward = trainedForward(graph, tableOf(table), pass);
  const { input, output, target } = forward;
  const pictures = (rows: Node, shape: readonly number[]) =>
    reshape(rows, { shape: [rows.type.shape[0], ...shape], batched: true });
  const given = pictures(input, table.picture);
  const beside = besideRows(graph, game);
  const sight = (rows: Node) => see(given, pictures(rows, drawn), beside);
  return { forward, real: sight(target), fake: sight(losses[loss.name].prediction(output)) };
}

function besideRows(graph: Graph, { table, train, beside = 0 }: PictureGame): Node | undefined {
  if (beside === 0) return undefined;
  return gather(modelVariable(graph, "data", besideInput, [train, beside]), batchRows(graph, table, variables.order));
}
