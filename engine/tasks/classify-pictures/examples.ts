// The pictures of one run that have a class: who trains and judges, and how their samples become what the network sees.

import type { Album, Frame } from "../../data/album/album";
import { fitted, fittingOf } from "../../data/album/frames";
import type { Assumption, Problem } from "../../data/dataset";
import type { Encoder } from "../../data/encode";
import { FieldError } from "../../experiment/field-error";
import { countOf, listOf } from "../../words";
import type { Levels } from "../pictures/augment";
import { splitAlbum } from "../pictures/split";
import type { PictureClassifyExperiment } from "../pictures/task";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples } from "../training/training";

/** What `predict` needs to bring other pictures to what the network sees. */
export interface PictureEncoder extends Encoder {
  width: number;
  height: number;
  channels: 1 | 3;
  levels: Levels;
}

/** `rows` are pictures of the album, those that train first. */
export interface PictureExamples extends JudgedExamples {
  encoder: PictureEncoder;
  truth: Int32Array;
  /** In the order of `rows`, of one size. */
  frames: Frame[];
}

/** What the classes are of, in sentences and in tables. */
const target = "class";

/**
 * Pictures of another size than data.size are brought to it.
 * @throws FieldError where the album has not two classes, or nothing to train on
 */
export async function preparePictures(
  experiment: PictureClassifyExperiment,
  album: Album,
  breathe: Breathe,
): Promise<{ examples: PictureExamples; assumptions: Assumption[]; problems: Problem[] }> {
  const { data } = experiment;
  const place = { file: album.name };
  const classes = classesOf(album);
  const labelled = labelledAlbum(album);
  const split = splitAlbum(labelled.album, data);
  const located = (part: Uint32Array) => part.map((row) => labelled.rows[row]);
  const [train, validation, test] = [split.train, split.validation, split.test].map(located);
  if (train.length < 2) {
    const message = `${countOf(train.length, "picture")} of ${labelled.rows.length} with a class would train, and two at least are needed.`;
    throw new FieldError(["data", "split"], message, place);
  }
  const rows = Uint32Array.from([...train, ...validation, ...test]);
  const frames: Frame[] = [];
  for (const row of rows) {
    frames.push(fitted(album.frames[row], fittingOf(album.frames[row], data)));
    await breathe();
  }
  const [{ width, height, channels }] = frames;
  const standardized = experiment.standardizeFeatures ?? true;
  const levels = standardized ? fitLevels(frames.slice(0, train.length)) : { factor: 1 / 255, shift: 0 };
  const truth = Int32Array.from(rows, (row) => album.pictures[row].label!);
  let next = 0;
  const range = ({ length }: Uint32Array) => Uint32Array.from({ length }, () => next++);
  const left = album.frames.length - labelled.rows.length;
  return {
    examples: {
      rows,
      frames,
      truth,
      outputs: classes.length,
      encoder: {
        version: 1,
        features: [],
        target: { kind: "class", column: target, classes },
        width,
        height,
        channels,
        levels,
      },
      parts: { train: range(train), validation: range(validation), test: range(test) },
    },
    assumptions: left > 0 ? [{ text: `${countOf(left, "picture")} without a class take no part.` }] : [],
    problems: rareClasses(classes, truth.subarray(0, train.length)),
  };
}

/** @throws FieldError where there are not two */
export function classesOf({ classes = [], name }: Album): string[] {
  if (classes.length >= 2) return classes;
  const found = classes.length === 1 ? `all are of the class “${classes[0]}”` : "nothing says what is on them";
  const message = `These pictures cannot be told apart: ${found}. Put them into a folder a class, or name a file of their labels as data.labels.`;
  throw new FieldError(["data", "file"], message, { file: name });
}

/** The pictures that have a class, as an album, and where they stand in the whole one. */
function labelledAlbum(album: Album): { album: Album; rows: number[] } {
  const rows = [...album.pictures.keys()].filter((row) => album.pictures[row].label !== undefined);
  if (rows.length === album.pictures.length) return { album, rows };
  const { testFrom = album.pictures.length } = album;
  const first = rows.findIndex((row) => row >= testFrom);
  return {
    rows,
    album: {
      ...album,
      pictures: rows.map((row) => album.pictures[row]),
      frames: rows.map((row) => album.frames[row]),
      testFrom: first < 0 ? undefined : first,
    },
  };
}

/** Samples that the mean is taken of, about: so many say it to three digits, and all may take seconds. */
const leveledSamples = 2e7;

/** Mean 0 and variance 1 over the samples of as many pictures as it takes, evenly spread. */
export function fitLevels(frames: readonly Frame[]): Levels {
  const every = Math.ceil((frames.length * frames[0].samples.length) / leveledSamples);
  let [count, sum, squares] = [0, 0, 0];
  for (const { samples } of frames.filter((_, index) => index % every === 0)) {
    count += samples.length;
    for (const sample of samples) {
      sum += sample;
      squares += sample * sample;
    }
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const factor = 1 / (deviation > 0 ? deviation : 255);
  return { factor, shift: -mean * factor };
}

/** With fewer training pictures a class can hardly be learnt. */
const fewPictures = 5;

function rareClasses(classes: readonly string[], trained: Int32Array): Problem[] {
  const counts = classes.map(() => 0);
  for (const label of trained) counts[label]++;
  const rare = classes.flatMap((name, index) => (counts[index] < fewPictures ? [`“${name}” (${counts[index]})`] : []));
  if (rare.length === 0) return [];
  const text = `${listOf(rare, "and")}: fewer than ${fewPictures} pictures that train, too few to be learnt; add pictures, or join classes.`;
  return [{ code: "rare-class", severity: "warning", text }];
}
