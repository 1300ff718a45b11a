// A network applied to whole pictures of any size: by tiles that overlap, and what lies beyond the rim reflected.

import type { Session } from "../../core/executor";
import type { Graph } from "../../core/graph";
import type { Model } from "../../core/model";
import { FieldError } from "../../experiment/field-error";
import { type Architecture, codeOutput } from "../../neural/image/architecture";
import { applyGraph, tiles } from "../../neural/image/programs";
import type { Breathe } from "../table/matrix";

/** Name of the program that applies the network, beside those of the trainer. */
export const applyProgram = "apply";

/** Pixels of a side of what a tile contributes, at most. */
const largestCore = 112;
/** Pixels of all tiles of a step, about. */
const stepPixels = 1 << 16;

/** Samples [height, width, channels], 1 for white. */
export interface Field {
  width: number;
  height: number;
  channels: number;
  samples: Float32Array;
}

/** How tiles lie; lengths are pixels of the input. */
export interface TilePlan {
  /** Width and height of a tile, and of its middle, which is all that counts of it. */
  tile: readonly [width: number, height: number];
  core: readonly [width: number, height: number];
  /** From a tile's rim to its middle. */
  margin: number;
  /** Tiles of a step. */
  count: number;
  channels: number;
  factor: number;
  /** Whether a tile is a whole picture. */
  whole: boolean;
}

/**
 * Tiles for pictures of at most `width` × `height` pixels. Where every output depends on the whole picture there is one
 * tile, of that size. Pictures that fit into the squares of `square` pixels which a network was trained on are a tile each,
 * with nothing around it, as they were in training.
 */
export function planTiles(
  { reach, multiple, factor }: Omit<Architecture, "build">,
  { width, height, channels }: Omit<Field, "samples">,
  square = 0,
): TilePlan {
  if (reach !== null && Math.max(width, height) <= square) {
    const tile = [square, square] as const;
    const count = Math.max(1, Math.round(stepPixels / square ** 2));
    return { tile, core: tile, margin: 0, count, channels, factor, whole: false };
  }
  const up = (length: number) => multiple * Math.ceil(length / multiple);
  const margin = reach === null ? 0 : up(reach);
  const most = reach === null ? Number.POSITIVE_INFINITY : largestCore;
  const core = [up(Math.min(most, width)), up(Math.min(most, height))] as const;
  const tile = [core[0] + 2 * margin, core[1] + 2 * margin] as const;
  const count = Math.max(1, Math.round(stepPixels / (tile[0] * tile[1])));
  return { tile, core, margin, count, channels, factor, whole: reach === null };
}

/** The program of a plan, on the parameters of the model. */
export function tileGraph(model: Model, { tile: [width, height], count, channels }: TilePlan, of: Architecture): Graph {
  return applyGraph(model, { count, height, width, channels }, of.build);
}

/** What a session that holds the program `applyProgram` of a plan makes of whole pictures. */
export class TileApplier {
  private readonly batch: Float32Array;

  constructor(
    private readonly session: Session,
    private readonly plan: TilePlan,
    private readonly breathe: Breathe,
  ) {
    const [width, height] = plan.tile;
    this.batch = new Float32Array(plan.count * width * height * plan.channels);
  }

  /**
   * What the network gives of each picture, in order; tiles of several pictures share a step.
   * @throws FieldError where a network that takes whole pictures is given one of another size
   */
  async apply(pictures: readonly Field[]): Promise<Field[]> {
    const { plan, session, breathe } = this;
    const places = pictures.flatMap((picture, index) => this.placesOf(picture).map((place) => ({ index, ...place })));
    const results: (Field | undefined)[] = pictures.map(() => undefined);
    for (let from = 0; from < places.length; from += plan.count) {
      const step = places.slice(from, from + plan.count);
      step.forEach(({ index, x, y }, slot) => {
        this.take(pictures[index], x, y, slot);
      });
      this.run();
      const given = session.output(applyProgram, tiles.output);
      const channels = given.length / (plan.count * plan.tile[0] * plan.tile[1] * plan.factor ** 2);
      step.forEach(({ index, x, y }, slot) => {
        const { width, height } = pictures[index];
        results[index] ??= {
          width: width * plan.factor,
          height: height * plan.factor,
          channels,
          samples: new Float32Array(width * height * plan.factor ** 2 * channels),
        };
        this.put(given, slot, results[index], x, y);
      });
      await breathe();
    }
    return results as Field[];
  }

  /**
   * The codes that an autoencoder makes of pictures, row by row, and how many numbers each has; undefined where a picture
   * has several tiles, and so several codes.
   */
  async codes(pictures: readonly Field[]): Promise<{ values: Float32Array; width: number } | undefined> {
    const { plan, session, breathe } = this;
    if (pictures.some((picture) => this.placesOf(picture).length > 1)) return undefined;
    let values = new Float32Array();
    for (let from = 0; from < pictures.length; from += plan.count) {
      const step = pictures.slice(from, from + plan.count);
      step.forEach((picture, slot) => {
        this.take(picture, 0, 0, slot);
      });
      this.run();
      const given = session.output(applyProgram, codeOutput);
      const width = given.length / plan.count;
      if (from === 0) values = new Float32Array(pictures.length * width);
      values.set(given.subarray(0, step.length * width), from * width);
      await breathe();
    }
    return { values, width: values.length / pictures.length };
  }

  private run(): void {
    this.session.write(tiles.input, this.batch);
    this.session.run(applyProgram, { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
  }

  private placesOf({ width, height }: Field): { x: number; y: number }[] {
    const { core, tile, whole } = this.plan;
    if (whole && (width !== tile[0] || height !== tile[1])) {
      const message = `The network takes whole pictures of ${tile[0]} × ${tile[1]} pixels, and this one has ${width} × ${height}: set data.size.`;
      throw new FieldError(["data", "size"], message);
    }
    const places: { x: number; y: number }[] = [];
    for (let y = 0; y < height; y += core[1]) for (let x = 0; x < width; x += core[0]) places.push({ x, y });
    return places;
  }

  /** Copies the tile whose middle begins at (x, y) into a slot of the batch. */
  private take({ width, height, channels, samples }: Field, x: number, y: number, slot: number): void {
    const { plan, batch } = this;
    const [tileWidth, tileHeight] = plan.tile;
    const columns = reflected(x - plan.margin, tileWidth, width);
    const rows = reflected(y - plan.margin, tileHeight, height);
    let at = slot * tileWidth * tileHeight * channels;
    for (const row of rows) {
      for (const column of columns) {
        const from = (row * width + column) * channels;
        for (let channel = 0; channel < channels; channel++) batch[at++] = samples[from + channel];
      }
    }
  }

  /** Copies the middle of a slot to where it belongs. */
  private put(given: ArrayLike<number>, slot: number, result: Field, x: number, y: number): void {
    const { tile, core, margin, factor } = this.plan;
    const { width, height, channels, samples } = result;
    const [left, top] = [x * factor, y * factor];
    const rows = Math.min(core[1] * factor, height - top);
    const columns = Math.min(core[0] * factor, width - left);
    const tileWidth = tile[0] * factor;
    for (let row = 0; row < rows; row++) {
      const line = (slot * tile[1] + margin) * factor + row;
      const from = (line * tileWidth + margin * factor) * channels;
      const to = ((top + row) * width + left) * channels;
      for (let i = 0; i < columns * channels; i++) samples[to + i] = given[from + i];
    }
  }
}

/** `count` indices from `from` on into `size` pixels, reflected at both ends without repeating the outermost. */
function reflected(from: number, count: number, size: number): Int32Array {
  const period = Math.max(1, 2 * size - 2);
  return Int32Array.from({ length: count }, (_, i) => {
    const at = (((from + i) % period) + period) % period;
    return at < size ? at : period - at;
  });
}
