// A network on pictures, ready to train: programs, session with its rows, trainer, and what applies it to whole pictures.

import type { Executor, Session } from "../../core/executor";
import { Model } from "../../core/model";
import { MemoryError } from "../../core/program";
import { FieldError } from "../../experiment/field-error";
import type { Architecture, PictureBuild } from "../../neural/image/architecture";
import { type PictureTable, pictureGraphs, tableOf } from "../../neural/image/programs";
import { type LossOptions, variables } from "../../neural/step";
import { Trainer } from "../../neural/trainer";
import type { Breathe } from "../table/matrix";
import { programFacts, trainerSettings } from "../training/settings";
import type { Training } from "../training/training";
import type { PictureTrain } from "./spec";
import { applyProgram, TileApplier, type TilePlan, tileGraph } from "./tiles";

type Targets = Float32Array | Int32Array;

/** The rows of a training, those that train first. */
export interface PictureRows extends Pick<PictureTable, "picture" | "outputs" | "targets" | "places" | "shares"> {
  train: number;
  /** Of the rows that choose the best epoch; empty where nothing chooses. */
  validation: { count: number; features: Float32Array; targets: Targets };
  /** Writes the training rows of an epoch, counted from 0: a function of the epoch alone. */
  draw(epoch: number, features: Float32Array, targets: Targets): void;
  /** Whether all epochs have the same rows. */
  fixed: boolean;
  /** What the network makes of a row, where that is not all that it gives. */
  build?: PictureBuild;
}

export interface OpenPictures<T extends Training["trainer"] = Trainer>
  extends Pick<Training, "model" | "program" | "close"> {
  trainer: T;
  session: Session;
  applier: TileApplier;
}

/** Rows of a step that does not train, at most. */
const evaluationBatch = 64;

/** @throws FieldError at the model when the run does not fit into memory */
export function openPictures(
  architecture: Architecture,
  rows: PictureRows,
  { plan, loss, train, seed, executor, breathe }: OpenPicturesOptions,
): OpenPictures {
  const { validation, build = architecture.build } = rows;
  const pictures = pictureTable(rows);
  const model = new Model();
  const settings = trainerSettings(train, 0.001);
  const batch = Math.min(train.batch ?? 32, rows.train);
  const training = { ...train, optimizer: settings.optimizer, batch, seed, evaluationBatch: evaluatedAtOnce(pictures) };
  const graphs = pictureGraphs(model, pictures, build, loss, training);
  const session = opened(() =>
    executor.open(model, { ...graphs, [applyProgram]: tileGraph(model, plan, architecture) }),
  );
  const trainer = new Trainer({
    session,
    graphs,
    table: tableOf(pictures),
    loss,
    train: Uint32Array.from({ length: rows.train }, (_, i) => i),
    validation: Uint32Array.from({ length: validation.count }, (_, i) => rows.train + i),
    seed,
    ...settings,
    beginEpoch: fillTable(session, rows),
  });
  return {
    trainer,
    model,
    session,
    applier: new TileApplier(session, plan, breathe),
    program: programFacts(model, session),
    close: () => session.close(),
  };
}

/** The table that the programs see: rows that train, then those that choose. */
export function pictureTable(rows: PictureRows): PictureTable {
  const { picture, outputs, targets, places, shares, train, validation } = rows;
  const evaluated = Math.max(1, validation.count);
  return { rows: train + validation.count, picture, outputs, targets, places, shares, evaluated };
}

/** Rows of a step that does not train. */
export const evaluatedAtOnce = ({ rows }: PictureTable): number => Math.min(evaluationBatch, rows);

/** Writes the rows that choose; what it gives writes those that train, of an epoch, counted from 0. */
export function fillTable(session: Session, rows: PictureRows): (epoch: number) => void {
  const { picture, outputs, targets, places, shares, validation } = rows;
  const features = new Float32Array(rows.train * picture[0] * picture[1] * picture[2]);
  const length = rows.train * (targets === "classes" && !shares ? (places ?? 1) : outputs);
  const wanted = targets === "classes" && !shares ? new Int32Array(length) : new Float32Array(length);
  session.write(variables.features, validation.features, features.length);
  session.write(variables.targets, validation.targets, length);
  let drawn = false;
  return (epoch) => {
    if (drawn && rows.fixed) return;
    drawn = true;
    rows.draw(epoch, features, wanted);
    session.write(variables.features, features);
    session.write(variables.targets, wanted);
  };
}

export interface OpenPicturesOptions {
  plan: TilePlan;
  loss: LossOptions;
  train: PictureTrain;
  seed: number;
  executor: Executor;
  breathe: Breathe;
}

/** @throws FieldError at the model when the run does not fit into memory */
export function opened(open: () => Session): Session {
  try {
    return open();
  } catch (error) {
    if (error instanceof MemoryError) throw new FieldError(["model"], error.message);
    throw error;
  }
}
