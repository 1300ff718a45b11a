// The programs of a network on pictures: a training step and an evaluation over a table of them, and its application.

import { Graph } from "../../core/graph";
import type { Model } from "../../core/model";
import { sizeOf } from "../../core/shape";
import { reshape } from "../../ops/reshape";
import { modelVariable, Scope } from "../scope";
import {
  type LossOptions,
  type Pass,
  passEvaluationGraph,
  passTrainingGraph,
  type Table,
  type TrainingOptions,
} from "../step";
import type { PictureBuild } from "./architecture";

export interface PictureTable extends Omit<Table, "features"> {
  /** Of every row of `features`, which holds the pictures row by row, pixel by pixel. */
  picture: readonly [height: number, width: number, channels: number];
}

export interface PictureTraining extends TrainingOptions {
  /** Of the initial weights. */
  seed: number;
  /** Rows of a step that does not train, at most; those of a training step unless said. */
  evaluationBatch?: number;
}

/** The table as the programs and the trainer see it. */
export const tableOf = ({ picture, ...table }: PictureTable): Table => ({ ...table, features: sizeOf(picture) });

/**
 * Programs for `Trainer` and `EvaluationPass`, on the variables of step.ts. What `build` gives is flattened to
 * [≤capacity, outputs], and must have as many numbers.
 */
export function pictureGraphs(
  model: Model,
  pictures: PictureTable,
  build: PictureBuild,
  loss: LossOptions,
  training: PictureTraining,
): Readonly<Record<"train" | "evaluate", Graph>> {
  const { seed, evaluationBatch = training.batch } = training;
  const table = tableOf(pictures);
  const pass = picturePass(pictures, build, seed);
  return {
    train: passTrainingGraph(model, table, pass, loss, training),
    evaluate: passEvaluationGraph(model, table, pass, loss, { batch: evaluationBatch }),
  };
}

/** `build` on the rows of the table, what it gives flattened; `seed` is of the initial weights. */
export function picturePass(
  { picture, outputs }: Pick<PictureTable, "picture" | "outputs">,
  build: PictureBuild,
  seed: number,
): Pass {
  return (graph, input, mode) => {
    const scope = new Scope(graph, mode, seed);
    const rows = input.type.shape[0];
    const output = build(scope, reshape(input, { shape: [rows, ...picture], batched: true }));
    return {
      output: reshape(output, { shape: [rows, outputs], batched: true }),
      parameters: scope.parameters,
      penalties: scope.penalties,
    };
  };
}

/** Names of the variable that the tiles are written into, and of the output that the network gives of them. */
export const tiles = { input: "tiles", output: "applied" } as const;

/**
 * The network on `count` tiles of one size that are written into `tiles.input`, f32 [count, height, width, channels]:
 * the output `tiles.output` as `build` gives it. One step of one row computes all of them. Shares the parameters of
 * `pictureGraphs` on the same model, which come first.
 */
export function applyGraph(
  model: Model,
  tile: { count: number; height: number; width: number; channels: number },
  build: PictureBuild,
): Graph {
  const graph = new Graph(model, { capacity: 1 });
  const { count, height, width, channels } = tile;
  const x = modelVariable(graph, "data", tiles.input, [count, height, width, channels]);
  graph.output(tiles.output, build(new Scope(graph, "evaluate", 0), x));
  return graph;
}
