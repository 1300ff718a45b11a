// Pictures that are drawn for the tests, and a host that answers the kernel lab's questions of them with the engine itself.

import {
  type Channels,
  type FilterEvent,
  type FilterExecutor,
  type FitResult,
  type Histogram,
  type Image,
  InputError,
  lower,
  type NetworkKernels,
  neededRegion,
  type PictureDescription,
  type Pipeline,
  type Region,
  referenceFilterExecutor,
  type Samples,
  type Window,
  whiteOf,
} from "../../engine";
import { compareImages } from "../../engine/convolution/analysis/compare";
import { DifferenceCounter } from "../../engine/convolution/analysis/difference";
import { HistogramCounter } from "../../engine/convolution/analysis/histogram";
import { compileFilterExecutor } from "../../engine/convolution/compile-module";
import type { PanelState, PictureHostApi } from "../../webview/protocol";
import { filterModule } from "./bundle";

export type Elements = PictureDescription["elements"];

export interface PictureScene {
  path: string;
  image?: Image;
  /** Why it does not open. */
  failure?: string;
  facts?: Partial<PictureDescription>;
  /** What exact windows and figures wait for. */
  until?: Promise<void>;
  others?: string[];
  pipeline?: Pipeline;
  reference?: string;
  network?: NetworkKernels[];
  fit?: FitResult;
  batch?: { events: FilterEvent[]; active: boolean };
}

/** Sky, hills, a sun, text-like strokes and noise: enough edges and flat areas to see what a kernel does. */
export function drawPicture(width: number, height: number, channels: Channels = 3, elements: Elements = "u8"): Image {
  const length = width * height * channels;
  const samples: Samples =
    elements === "u8"
      ? new Uint8Array(length)
      : elements === "u16"
        ? new Uint16Array(length)
        : new Float32Array(length);
  const white = whiteOf({ samples });
  let seed = 1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const noise = (seed / 2 ** 32 - 0.5) * 0.03;
      const color = colorAt(x / width, y / height, noise);
      const grey = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2];
      const alpha = Math.max(0, Math.min(1, 1.6 - 2.4 * Math.hypot(x / width - 0.5, y / height - 0.5)));
      const values = channels >= 3 ? [...color] : [grey];
      if (channels === 2 || channels === 4) values.push(alpha);
      values.forEach((value, channel) => {
        const bounded = Math.max(0, Math.min(1, value)) * white;
        samples[at + channel] = elements === "f32" ? bounded * 1.4 : Math.round(bounded);
      });
    }
  }
  return { width, height, channels, samples };
}

function colorAt(x: number, y: number, noise: number): [number, number, number] {
  const ridge = 0.55 + 0.08 * Math.sin(9 * x) + 0.05 * Math.sin(23 * x + 1);
  const near = 0.74 + 0.05 * Math.sin(6 * x + 2);
  if (Math.hypot(x - 0.76, (y - 0.24) * 0.75) < 0.09) return [0.98 + noise, 0.87 + noise, 0.52 + noise];
  if (y > near) {
    const stripe = Math.sin(140 * x + 40 * y) > 0.6 ? 0.16 : 0;
    return [0.28 + stripe + noise, 0.46 + stripe + noise, 0.22 + noise];
  }
  if (y > ridge) return [0.34 + 0.2 * (y - ridge) + noise, 0.4 + noise, 0.52 + noise];
  return [0.42 + 0.5 * y + noise, 0.62 + 0.3 * y + noise, 0.9 - 0.1 * y + noise];
}

export function elementsOf({ samples }: Image): Elements {
  return samples instanceof Uint8Array ? "u8" : samples instanceof Uint16Array ? "u16" : "f32";
}

export function describePicture({ path, image, facts }: PictureScene): PictureDescription {
  const { width, height, channels, samples } = image!;
  const elements = elementsOf(image!);
  return {
    path,
    name: path.split("/").at(-1)!,
    width,
    height,
    channels,
    elements,
    format: "png",
    bits: elements === "u8" ? 8 : elements === "u16" ? 16 : 32,
    palette: false,
    orientation: 1,
    frames: 1,
    assumptions: [],
    levels: Math.max(1, Math.ceil(Math.log2(Math.max(width, height))) + 1),
    memory: samples.byteLength,
    ...facts,
  };
}

export function windowOf({ width, height, channels, samples }: Image, region: Region): Window {
  const kind = samples.constructor as new (length: number) => Samples;
  const part = new kind(region.width * region.height * channels);
  for (let row = 0; row < region.height; row++) {
    const from = ((region.y + row) * width + region.x) * channels;
    part.set(samples.subarray(from, from + region.width * channels), row * region.width * channels);
  }
  return { width, height, channels, region, samples: part };
}

/** What the oracle, or another executor, makes of a region of the whole picture. */
export function filtered(
  image: Image,
  pipeline: Pipeline,
  region: Region,
  executor: FilterExecutor = referenceFilterExecutor,
): Window {
  const program = lower(pipeline, { elements: elementsOf(image), channels: image.channels });
  const need = neededRegion(program, image, region);
  return executor.render(program, windowOf(image, need), region);
}

export function filterImage(image: Image, pipeline: Pipeline, executor?: FilterExecutor): Image {
  const { width, height } = image;
  return { ...image, samples: filtered(image, pipeline, { x: 0, y: 0, width, height }, executor).samples };
}

let executor: Promise<FilterExecutor> | undefined;

/** What the extension filters with: whole pictures take the oracle seconds. */
function hostExecutor(): Promise<FilterExecutor> {
  executor ??= compileFilterExecutor(filterModule);
  return executor;
}

/** Means of 2^level × 2^level pixels. */
export function reduceImage(image: Image, level: number): Image {
  if (level === 0) return image;
  const { channels } = image;
  const step = 2 ** level;
  const [width, height] = [Math.ceil(image.width / step), Math.ceil(image.height / step)];
  const kind = image.samples.constructor as new (length: number) => Samples;
  const samples = new kind(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const right = Math.min(image.width, (x + 1) * step);
      const bottom = Math.min(image.height, (y + 1) * step);
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let row = y * step; row < bottom; row++) {
          for (let column = x * step; column < right; column++) {
            sum += image.samples[(row * image.width + column) * channels + channel]!;
          }
        }
        const mean = sum / ((right - x * step) * (bottom - y * step));
        samples[(y * width + x) * channels + channel] = kind === Float32Array ? mean : Math.round(mean);
      }
    }
  }
  return { width, height, channels, samples };
}

function countsOf({ channels, samples }: Image): Histogram {
  const counter = new HistogramCounter(channels);
  counter.add(samples);
  return counter.result();
}

export function pictureState(scene: PictureScene): PanelState {
  const { path, others = [], pipeline = { steps: [] } } = scene;
  return { view: "picture", folders: [], picture: { path, others, pipeline } };
}

/** Answers for the pictures of `scenes`, by path; `calls` notes what was asked of the person or the disk. */
export function pictureHost(
  scenes: PictureScene[],
  calls: { name: string; request: unknown }[],
  emit: (fraction: number, folder: string) => void,
): PictureHostApi {
  const sceneOf = (path: string): PictureScene & { image: Image } => {
    const scene = scenes.find((other) => other.path === path);
    if (!scene) throw new InputError(`There is no picture ${path}.`);
    if (scene.failure || !scene.image) throw new InputError(scene.failure ?? "The picture is empty.");
    return { ...scene, image: scene.image };
  };
  const note =
    <Answer>(name: string, answer: Answer) =>
    async (request: unknown): Promise<Answer> => {
      calls.push({ name, request });
      return answer;
    };
  const levels = new Map<string, Image>();
  const level = (scene: PictureScene & { image: Image }, at: number): Image => {
    const key = `${scene.path}/${at}`;
    const made = levels.get(key) ?? reduceImage(scene.image, at);
    levels.set(key, made);
    return made;
  };
  const first = scenes[0];
  return {
    filterModule: filterModule,
    picture: async ({ path }) => describePicture(sceneOf(path)),
    pictureWindow: async ({ path, level: at, region }) => windowOf(level(sceneOf(path), at), region),
    filteredWindow: async ({ path, pipeline, level: at, region }) => {
      const scene = sceneOf(path);
      calls.push({ name: "filteredWindow", request: { path, pipeline, level: at, region } });
      await scene.until;
      return windowOf(reduceImage(filterImage(scene.image, pipeline, await hostExecutor()), at), region);
    },
    pictureFigures: async ({ path, pipeline, reference }) => {
      const scene = sceneOf(path);
      await scene.until;
      const { image } = scene;
      const after = filterImage(image, pipeline, await hostExecutor());
      const counter = new DifferenceCounter(image.channels);
      counter.add(image.samples, after.samples);
      return {
        before: countsOf(image),
        after: countsOf(after),
        comparison: compareImages(after, reference ? sceneOf(reference).image : image),
        ...counter.result(),
        milliseconds: 12,
      };
    },
    savePicture: note("savePicture", {
      out: "/pictures/hills-filtered.png",
      changes: ["The colour profile is left out."],
    }),
    savePipeline: note("savePipeline", "/pictures/hills.lens.json"),
    applyTo: note("applyTo", undefined),
    chooseReference: note("chooseReference", first?.reference),
    chooseNetwork: () => note("chooseNetwork", first?.network)(undefined),
    chooseFolder: note("chooseFolder", "/pictures/clean"),
    fitKernel: async (request) => {
      calls.push({ name: "fitKernel", request });
      for (const fraction of [0.25, 0.5, 0.75]) {
        emit(fraction, request.folder);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (!first?.fit) throw new InputError("The folder holds no picture that could be read.");
      return first.fit;
    },
    stopFit: note("stopFit", undefined),
    filterEvents: async () => first?.batch ?? { events: [], active: false },
    openFile: note("openFile", undefined),
  };
}
