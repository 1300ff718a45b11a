// What a task on pictures brings: how its album is read, its suggestion, and its run.

import type { Executor } from "../../core/executor";
import type { Album } from "../../data/album/album";
import type { Encoder } from "../../data/encode";
import type { Image } from "../../data/image/image";
import type { RunEvent, StartEvent } from "../../experiment/events";
import type { Experiment } from "../../experiment/schema";
import type { TensorFile } from "../../export/safetensors";
import type { RestoreExperiment } from "../restore/spec";
import type { SegmentExperiment } from "../segment/spec";
import type { SuperresolveExperiment } from "../superresolve/spec";
import type { Breathe } from "../table/matrix";
import type { MembersOptions } from "../training/loop";
import type { TranslateExperiment } from "../translate/spec";
import type { ShownPicture } from "./events";
import type { PictureLayer } from "./spec";

type WrittenClassify = Extract<Experiment, { task: "classify" }>;
/** On pictures; once it is complete, `data.channels` tells it from one on a table. */
export type PictureClassifyExperiment = Omit<WrittenClassify, "model"> & {
  model?: Omit<NonNullable<WrittenClassify["model"]>, "layers"> & { layers: PictureLayer[] };
};
export type PictureExperiment =
  | PictureClassifyExperiment
  | RestoreExperiment
  | SuperresolveExperiment
  | SegmentExperiment
  | TranslateExperiment;

export interface PictureRunOptions<E extends PictureExperiment = PictureExperiment> extends MembersOptions {
  /** With every value written out. */
  experiment: E;
  album: Album;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/** What one training of a run on pictures needs beside its examples. */
export interface MemberOptions extends Pick<PictureRunOptions, "album" | "executor" | "breathe"> {
  /** Index among the trainings of the run. */
  member: number;
  seed: number;
}

/** A run that is over, as `loadModel` reads it. */
export interface FinishedRun<E extends PictureExperiment = PictureExperiment> {
  experiment: E;
  encoder: Encoder;
  weights: TensorFile["tensors"];
}

/** A finished network that makes pictures of pictures. */
export interface PictureMaker {
  /** What the new picture is called behind the name of the old one. */
  suffix: string;
  /** @throws InputError where the network cannot take the picture */
  apply(image: Image): Promise<Image>;
  close(): void;
}

export interface PictureTask<E extends PictureExperiment = PictureExperiment> {
  /**
   * The experiment with every value written out; what is given stays as it is. `name` is its name where it has none.
   * @throws FieldError when it does not suit the album
   */
  complete(given: E, album: Album, name: string): E;
  /**
   * Yields all events but the last; returns whether the run went to its end.
   * @throws InputError before the first event when pictures and experiment do not fit; later when the loss is not finite
   */
  run(options: PictureRunOptions<E>): AsyncGenerator<RunEvent, "done" | "stopped">;
  /** A finished network, to be applied to new pictures; absent where it makes no pictures. */
  maker?(run: FinishedRun<E>, executor: Executor, breathe: Breathe): PictureMaker;
  /** What the network made of a picture that it was trained or judged on, at full size; absent as `maker`. */
  shown?(run: FinishedRun<E>, album: Album, row: number, executor: Executor, breathe: Breathe): Promise<ShownPicture>;
}
