// A small classifier trained on examples with classes: its accuracy judges samples, its last features compare pictures.

import type { Executor } from "../../core/executor";
import { Model } from "../../core/model";
import type { PictureBuild } from "../../neural/image/architecture";
import { pictureLayers } from "../../neural/image/pictureLayers";
import { applyGraph, pictureGraphs, tableOf, tiles } from "../../neural/image/programs";
import { dense } from "../../neural/layers/dense";
import { suited } from "../../neural/network";
import { variables } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import { concat } from "../../ops/concat";
import { argmax } from "../../tasks/classify/metrics";
import { suggestLayers } from "../../tasks/classify-pictures/suggest";
import type { PictureLayer } from "../../tasks/pictures/spec";
import { type Breathe, sliceMilliseconds } from "../../tasks/table/matrix";
import { countOfRows, type Rows } from "./neighbours";

/** Who classifies, and with what. */
export interface ClassifierOptions {
  /** Height, width and channels of pictures; absent for rows. */
  picture?: readonly [height: number, width: number, channels: number];
  classes: number;
  epochs: number;
  seed: number;
  executor: Executor;
  breathe: Breathe;
  stopped: () => boolean;
}

export interface Examples {
  rows: Rows;
  classes: Int32Array;
}

const batches = { rows: 32, pictures: 64 } as const;
/** Samples that a step which does not train looks at. */
const applied = 128;
const apply = "apply";

/** Pictures that training sees in all: so many, but none more often than 60 times, and each twice at least. */
const seenPictures = 30_000;
/** Steps that suffice for any table, in whose classes there is little to learn. */
const rowSteps = 2000;

export const pictureEpochs = (trained: number): number => Math.ceil(Math.max(2, Math.min(60, seenPictures / trained)));
export const rowEpochs = (trained: number): number => Math.ceil(rowSteps / Math.ceil(trained / batches.rows));

export class Classifier {
  private constructor(
    private readonly session: ReturnType<Executor["open"]>,
    private readonly outputs: { features: number; classes: number },
    private readonly breathe: Breathe,
  ) {}

  /** Undefined when it was stopped on the way. */
  static async train({ rows, classes }: Examples, options: ClassifierOptions): Promise<Classifier | undefined> {
    const { executor, seed, epochs, breathe, stopped } = options;
    const count = countOfRows(rows);
    const picture = options.picture ?? ([1, 1, rows.width] as const);
    const [height, width, channels] = picture;
    const batch = Math.min(count, options.picture ? batches.pictures : batches.rows);
    const layers = options.picture ? suggestLayers(Math.min(height, width)) : rowLayers;
    const table = { rows: count, outputs: options.classes, targets: "classes" as const, picture };
    const loss = { name: "softmaxCrossEntropy" as const };
    const optimizer = "adamw" as const;
    const weightDecay = options.picture ? 0.01 : 0.1;
    const model = new Model();
    const graphs = pictureGraphs(model, table, (scope, x) => network(scope, x, layers, options.classes).logits, loss, {
      optimizer,
      weightDecay,
      batch,
      seed,
      evaluationBatch: Math.min(applied, count),
    });
    let features = 0;
    const applying = applyGraph(model, { count: applied, height, width, channels }, (scope, x) => {
      const given = network(scope, x, layers, options.classes);
      features = given.features.type.shape[1];
      return concat([given.features, given.logits], 1);
    });
    const session = executor.open(model, { ...graphs, [apply]: applying });
    session.write(variables.features, rows.values);
    session.write(variables.targets, classes);
    const trainer = new Trainer({
      session,
      graphs,
      table: tableOf(table),
      loss,
      train: Uint32Array.from({ length: count }, (_, row) => row),
      validation: new Uint32Array(0),
      seed,
      epochs,
      optimizer,
      learningRate: options.picture ? 0.002 : 0.005,
      schedule: { kind: "cosine" },
    });
    while (!trainer.finished) {
      const { kind } = trainer.advance(sliceMilliseconds);
      if (kind === "failed") break;
      await breathe();
      if (!stopped()) continue;
      session.close();
      return undefined;
    }
    return new Classifier(session, { features, classes: options.classes }, breathe);
  }

  /** What the last layer but one gives of each row. */
  async features(rows: Rows): Promise<Rows> {
    return (await this.look(rows)).features;
  }

  async accuracy({ rows, classes }: Examples): Promise<number> {
    const { found } = await this.look(rows);
    return found.reduce((sum, label, row) => sum + (label === classes[row] ? 1 : 0), 0) / found.length;
  }

  /** Features and class of each row. */
  async look({ values, width }: Rows): Promise<{ features: Rows; found: Int32Array }> {
    const { session, breathe } = this;
    const count = values.length / width;
    const { features: size, classes } = this.outputs;
    const features = new Float32Array(count * size);
    const found = new Int32Array(count);
    for (let first = 0; first < count; first += applied) {
      const rows = Math.min(applied, count - first);
      session.write(tiles.input, values.subarray(first * width, (first + rows) * width));
      session.run(apply, { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
      const given = session.output(apply, tiles.output);
      for (let row = 0; row < rows; row++) {
        const at = row * (size + classes);
        for (let k = 0; k < size; k++) features[(first + row) * size + k] = given[at + k];
        found[first + row] = argmax(given, at + size, classes);
      }
      await breathe();
    }
    return { features: { values: features, width: size }, found };
  }

  close(): void {
    this.session.close();
  }
}

const rowLayers: readonly PictureLayer[] = [{ dense: 32, activation: "tanh" }];

type Scoped = Parameters<PictureBuild>;

function network(scope: Scoped[0], x: Scoped[1], layers: readonly PictureLayer[], classes: number) {
  const features = pictureLayers(scope, x, layers);
  const logits = scope.graph.within("output", () =>
    dense(scope, features, "output", { units: classes, bias: true, initializer: suited("linear") }),
  );
  return { features, logits };
}
