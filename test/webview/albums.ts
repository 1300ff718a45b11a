// Runs on pictures to show: drawn pictures with noise, made smooth by a filter that gets better by epoch, and a classifier's.

import type {
  PicturesEvent,
  RunEvent,
  SampleEvent,
  ShownFrame,
  ShownPicture,
  StartEvent,
  Thumbnail,
  ToldPicture,
  VerdictEvent,
  WeightsEvent,
} from "../../engine";
import { drawPicture } from "./pictures";
import { classifyRun, random, regressRun } from "./training";

/** What the host answers of an album's pictures. */
export interface AlbumScene {
  shown(row: number): ShownPicture;
  thumbnail(row: number): Thumbnail;
}

const frameOf = (samples: Uint8Array, width: number, height: number): ShownFrame => ({
  width,
  height,
  channels: 1,
  samples: Buffer.from(samples).toString("base64"),
});

export const nameOf = (row: number): string =>
  `evenings in late summer/harbour_at_dawn_${String(row + 1).padStart(3, "0")}.png`;

const psnr = (a: Uint8Array, b: Uint8Array): number => {
  const mse = a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / mse);
};

/** A drawn picture, noise on it, and what is left when a share of the noise is taken away. */
function restored(row: number, removed: number, width = 96, height = 64): ShownPicture {
  const truth = drawPicture(width, height, 1).samples as Uint8Array;
  const next = random(row + 1);
  const noise = Array.from(truth, () => 60 * (next() + next() - 1));
  const with_ = (share: number) =>
    Uint8Array.from(truth, (value, at) => Math.max(0, Math.min(255, value + share * noise[at]!)));
  const [input, output] = [with_(1), with_(1 - removed)];
  return {
    row,
    name: nameOf(row),
    input: frameOf(input, width, height),
    output: frameOf(output, width, height),
    truth: frameOf(truth, width, height),
    before: psnr(input, truth),
    after: psnr(output, truth),
    ssim: [0.412, 0.412 + 0.5 * removed],
  };
}

/** As events tell it: input and truth the first time alone. */
function told({ input, truth, ...changing }: ShownPicture, first: boolean): ToldPicture {
  return first ? { ...changing, input, truth } : changing;
}

/** What older runs have told: every picture in whole each time, and no SSIM. */
export const older = (events: RunEvent[]): RunEvent[] => {
  const whole = new Map<number, ToldPicture>();
  const told = (picture: ToldPicture): ToldPicture => {
    if (picture.input) whole.set(picture.row, picture);
    const { input, truth } = whole.get(picture.row)!;
    return { ...picture, input, truth, ssim: undefined };
  };
  return events.map((event) => (event.event === "pictures" ? { ...event, pictures: event.pictures.map(told) } : event));
};

export const restoreAlbum: AlbumScene = {
  shown: (row) => restored(row, 0.8, 240, 160),
  thumbnail: (row) => ({ row, name: nameOf(row), frame: restored(row, 0, 48, 32).truth! }),
};

const epochs = [1, 20, 60];
const album = { pictures: 60, width: [96, 96], height: [64, 64], channels: 1, unreadable: 0 } as const;

/** A run of the task `restore`, whose predictions are decibels. */
export function restoreRun(): RunEvent[] {
  const events = regressRun({ name: "harbour", folder: "runs/harbour" });
  const shown = epochs.map(
    (epoch, index): PicturesEvent => ({
      event: "pictures",
      member: 0,
      epoch,
      split: "test",
      pictures: [0, 1, 2].map((row) => told(restored(row, 0.2 + 0.3 * index), index === 0)),
    }),
  );
  const weights: WeightsEvent = {
    event: "weights",
    member: 0,
    epoch: 60,
    layer: "conv1",
    width: 5,
    height: 5,
    channels: 1,
    images: Array.from({ length: 16 }, (_, unit) =>
      Array.from({ length: 25 }, (_, at) => Math.cos((unit * at) / 7) * Math.exp(-(((at % 5) - 2) ** 2) / 4)),
    ),
    total: 32,
    largest: 0.42,
  };
  const at = events.findIndex(({ event }) => event === "verdict");
  return [...events.slice(0, at), ...shown, weights, ...events.slice(at)].map((event) => {
    if (event.event === "start") {
      const data = { ...event.data, file: "harbour", target: "clean pictures", features: [], album };
      return { ...event, task: "restore", data } as unknown as StartEvent;
    }
    if (event.event === "sample") {
      const decibels = (value: number) => 18 + (Math.abs(value) % 4);
      return {
        ...event,
        lines: undefined,
        truth: event.truth.map(decibels),
        prediction: event.prediction.map((value) => 8 + decibels(value)),
      } as SampleEvent;
    }
    if (event.event !== "verdict") return event;
    const sentence =
      "The network beats the best Gaussian (σ = 1): 28.6 dB over 12 held-out pictures, against 26.4 dB (+2.2 dB, 95 % interval +1.9 to +2.5).";
    const metrics = { psnr: 28.6, ssim: 0.81, mse: 0.0014 };
    const baselines = {
      "untouched input": { psnr: 20.2, ssim: 0.41, mse: 0.0096 },
      gauss: { psnr: 26.4, ssim: 0.71, mse: 0.0023 },
      "mean image": { psnr: 14.1, ssim: 0.22, mse: 0.039 },
    };
    return { ...event, sentence, metrics, baselines } as VerdictEvent;
  });
}

/** A classifier of drawn pictures. */
export function picturesRun(): RunEvent[] {
  return classifyRun({
    name: "harbours",
    folder: "runs/harbours",
    apart: 1.1,
    classes: ["boats", "cranes", "gulls"],
  }).map((event) => {
    if (event.event === "start")
      return { ...event, data: { ...event.data, features: [], album } } as unknown as StartEvent;
    return event.event === "sample" ? { ...event, lines: undefined } : event;
  });
}
