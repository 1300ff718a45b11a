// The worker's calls on pictures: open ones described and shown at any size, filtered exactly, measured, saved and learned from.

import { networkKernels } from "../convolution/analysis/network";
import { cut, filtered, inBands } from "../convolution/bands";
import type { FilterExecutor } from "../convolution/executor";
import { lower } from "../convolution/lower";
import type { PictureDescription } from "../convolution/pictures";
import type { Pipeline } from "../convolution/pipeline";
import type { FilterProgram, Region } from "../convolution/program";
import { elementsOf, sharedSamplesOf } from "../convolution/samples";
import type { Files } from "../data/files";
import type { Image } from "../data/image/image";
import { InputError } from "../errors";
import { explainFault } from "../experiment/faults";
import { readSafetensors } from "../export/safetensors";
import { encodeFiltered, formatNamed } from "../tasks/filter/encode";
import { renderPicture } from "../tasks/filter/render";
import { writeWhole } from "../tasks/filter/write-new";
import type { Breathe } from "../tasks/table/matrix";
import type { PictureApi } from "./api";
import { transferring } from "./channel";
import { figuresOf } from "./figures";
import { type OpenPicture, OpenPictures } from "./open-pictures";
import { fullRegion, levelSize, Reducer, type Size } from "./reduce";
import { Turns } from "./turns";

export interface PicturePorts {
  files: Files;
  breathe: Breathe;
  /** Called when something is filtered for the first time. */
  filters(): Promise<FilterExecutor>;
  /** Larger pictures are refused. */
  maxPixels?: number;
}

/** A picture is shown whole where it is reduced to so many pixels a side. */
const smallestSide = 256;

type Calls = Pick<
  PictureApi,
  "picture" | "pictureWindow" | "filteredWindow" | "pictureFigures" | "savePicture" | "networkKernels"
>;

export function pictureCalls({ files, breathe, filters, maxPixels }: PicturePorts): Calls {
  const pictures = new OpenPictures({ files, breathe, maxPixels });
  const turns = new Turns();

  return guarded({
    async picture({ path }) {
      return describe(await pictures.open(path));
    },
    async pictureWindow({ path, level, region }) {
      const picture = await pictures.open(path);
      const image = await picture.level(level);
      const part = cut(image, inside(image, region));
      // A copy of its own, as its buffer goes away.
      const samples = part.samples.slice();
      return transferring({ ...part, samples }, samples.buffer);
    },
    filteredWindow: ({ path, pipeline, level, region, view = path }) =>
      turns.take(`window ${view}`, async (stopped) => {
        const { image } = await pictures.open(path);
        const executor = await filters();
        if (stopped()) return undefined;
        const program = programFor(pipeline, image);
        const reducer = new Reducer(level, inside(levelSize(image, level), region), image);
        const full = fullRegion(image, level, reducer.result.region);
        const { elements, channels } = program.nodes[program.nodes.length - 1];
        let into = sharedSamplesOf(elements, 0);
        const done = await inBands(full, { breathe, stopped }, (band) => {
          const length = band.width * band.height * channels;
          if (into.length < length) into = sharedSamplesOf(elements, length);
          reducer.add(filtered(executor, program, image, band, into.subarray(0, length)));
        });
        return done ? transferring(reducer.result, reducer.result.samples.buffer) : undefined;
      }),
    pictureFigures: ({ path, pipeline, reference, view = path }) =>
      turns.take(`figures ${view}`, async (stopped) => {
        const began = performance.now();
        const { image } = await pictures.open(path);
        const other = reference === undefined ? image : (await pictures.open(reference)).image;
        const executor = await filters();
        if (stopped()) return undefined;
        const pace = { breathe, stopped };
        const result = await renderPicture(image, programFor(pipeline, image), executor, pace);
        const figures = result && (await figuresOf({ original: image, result, reference: other }, pace));
        return figures && { ...figures, milliseconds: performance.now() - began };
      }),
    async savePicture({ path, pipeline, out }) {
      const format = formatNamed(out);
      // Most systems take names that differ in case alone for the same file.
      const target = files.join(out);
      const same = target.toLowerCase() === files.join(path).toLowerCase();
      if (same && (await files.stat(target)) !== null) {
        throw new InputError("This is the original, which is not overwritten: choose another name.", { file: out });
      }
      const { image, facts } = await pictures.open(path);
      const result = await renderPicture(image, programFor(pipeline, image), await filters(), { breathe });
      const { bytes, changes } = await encodeFiltered(result!, facts, format);
      await writeWhole(files, out, bytes, true);
      return { changes };
    },
    async networkKernels({ path }) {
      const bytes = await files.read(path);
      return networkKernels(readSafetensors(bytes, path), path);
    },
  });
}

/** File systems' faults as sentences. */
function guarded<Api extends Record<string, (request: never) => Promise<unknown>>>(api: Api): Api {
  const entries = Object.entries(api).map(([name, call]) => [
    name,
    async (request: never) => {
      try {
        return await call(request);
      } catch (error) {
        throw explainFault(error);
      }
    },
  ]);
  return Object.fromEntries(entries) as Api;
}

function describe({ image, facts, name, path, memory }: OpenPicture): PictureDescription {
  const { width, height, channels, samples } = image;
  const { profile, ...rest } = facts;
  return {
    path,
    name,
    width,
    height,
    channels,
    elements: elementsOf(samples),
    ...rest,
    ...(profile ? { profile: profile.name } : {}),
    levels: Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / smallestSide))),
    memory: memory(),
  };
}

const programFor = (pipeline: Pipeline, { samples, channels }: Image): FilterProgram =>
  lower(pipeline, { elements: elementsOf(samples), channels });

/** The part of the region that the picture has. */
function inside({ width, height }: Size, region: Region): Region {
  const [x, y] = [Math.max(0, region.x), Math.max(0, region.y)];
  const cropped = {
    x,
    y,
    width: Math.min(width, region.x + region.width) - x,
    height: Math.min(height, region.y + region.height) - y,
  };
  if (!(cropped.width > 0 && cropped.height > 0)) throw new Error("This region lies outside of the picture.");
  return cropped;
}
