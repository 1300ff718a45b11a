// Filters what is in sight: at once and in bands in the page, and, where that was only a reduced picture, exactly in the worker.

import {
  type FilterExecutor,
  type FilterProgram,
  neededRegion,
  type Pipeline,
  type Region,
  type Window,
} from "../../../engine";
import { Plane } from "./plane";
import { rowsOf, type Tiles } from "./tiles";
import { contains, levelSize, type Size, sameRegion, widen } from "./transform";

/** Milliseconds of a frame that filtering may take; the rest of the 16 is for drawing. */
const budget = 9;
/** Milliseconds without a change after which the worker is asked. */
const calm = 250;
/** Pixels that a region may need of the picture for the page to compute it. */
const mostPixels = 24e6;

export interface Wanted {
  level: number;
  region: Region;
  program: FilterProgram;
  pipeline: Pipeline;
  revision: number;
  /** Whether any step does anything; without one the result is the original. */
  filters: boolean;
}

export interface LiveHost {
  size: Size;
  tiles: Tiles;
  executor: FilterExecutor;
  /** The worker's window of the whole picture filtered, then reduced. */
  exact(pipeline: Pipeline, level: number, region: Region): Promise<Window>;
  /** Something new can be drawn. */
  painted(): void;
  failed(error: unknown): void;
}

export class Live {
  /** What covers the stage; and what is on its way there. */
  front?: Plane;
  back?: Plane;
  /** Milliseconds that the last frame spent on filtering. */
  spent = 0;
  #wanted?: Wanted;
  /** The next row to filter, counted from the region's first, and how many are left. */
  #row = 0;
  #left = 0;
  #frame = 0;
  #timer = 0;
  #source?: { level: number; window: Window };
  /** Milliseconds for a row, as the last band took them. */
  #rate = 0.05;
  #turn = 0;
  #closed = false;

  constructor(readonly host: LiveHost) {}

  /** Whether `front` is the filtered picture itself, and all of it. */
  get settled(): boolean {
    const { front } = this;
    return Boolean(front && !this.back && front.exact && front.revision === this.#wanted?.revision);
  }

  /** Level of the reduced picture that the shown result was computed on; 0 where it is exact. */
  get reduced(): number {
    const plane = this.back ?? this.front;
    return plane && !plane.exact ? plane.level : 0;
  }

  /** Draws towards this from now on; what was wanted before and is not done is left. */
  want(wanted: Wanted): void {
    const last = this.#wanted;
    if (
      last &&
      last.revision === wanted.revision &&
      last.level === wanted.level &&
      sameRegion(last.region, wanted.region)
    )
      return;
    this.#wanted = wanted;
    this.#turn++;
    this.#left = 0;
    clearTimeout(this.#timer);
    this.#begin(wanted, this.#turn);
  }

  close(): void {
    this.#closed = true;
    this.#turn++;
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }

  #begin(wanted: Wanted, turn: number): void {
    const { level, region, program } = wanted;
    const size = levelSize(this.host.size, level);
    const need = wanted.filters ? neededRegion(program, size, region) : region;
    const source = this.#sourceOf(level, need.width * need.height > mostPixels ? region : need, size);
    if (!source) {
      const wide = widen(need.width * need.height > mostPixels ? region : need, size, 64);
      this.host.tiles
        .load(level, wide)
        .then(() => turn === this.#turn && this.#begin(wanted, turn))
        .catch((error) => turn === this.#turn && this.host.failed(error));
      return;
    }
    const { front } = this;
    if (front && front.level === level && sameRegion(front.region, region)) this.back = undefined;
    else if (!this.back || this.back.level !== level || !sameRegion(this.back.region, region)) {
      this.back = new Plane(level, region, source);
      this.#row = 0;
    }
    const plane = this.back ?? front!;
    plane.revision = -1;
    if (!wanted.filters) {
      plane.write({ region, samples: plane.before });
      this.#finish(plane, true);
    } else if (need.width * need.height > mostPixels) this.#askWorker(plane, turn, 0);
    else {
      if (level > 0) plane.exact = false;
      this.#left = region.height;
      this.#step(plane, turn);
    }
  }

  /** The picture's samples for a region: those of the last frame, if they hold it. */
  #sourceOf(level: number, need: Region, size: Size): Window | undefined {
    if (this.#source?.level === level && contains(this.#source.window.region, need)) return this.#source.window;
    const window = this.host.tiles.now(level, widen(need, size, 64));
    if (window) this.#source = { level, window };
    return window;
  }

  /** Filters as many rows as a frame has time for. Rows go round, so that a drag that outruns them reaches all of them. */
  #step(plane: Plane, turn: number): void {
    const wanted = this.#wanted!;
    const { region } = plane;
    const size = levelSize(this.host.size, plane.level);
    const start = performance.now();
    try {
      do {
        const rows = Math.max(8, Math.min(this.#left, region.height - this.#row, Math.floor(budget / this.#rate)));
        const height = Math.min(rows, region.height - this.#row);
        const band = { ...region, y: region.y + this.#row, height };
        const need = neededRegion(wanted.program, size, band);
        const source = rowsOf(this.#source!.window, need.y, need.height);
        const before = performance.now();
        plane.write(this.host.executor.render(wanted.program, source, band));
        const took = performance.now() - before;
        this.#rate = Math.max(1e-3, took / height);
        this.#row = (this.#row + height) % region.height;
        this.#left -= height;
      } while (this.#left > 0 && performance.now() - start + 8 * this.#rate < budget);
    } catch (error) {
      this.host.failed(error);
      return;
    }
    this.spent = performance.now() - start;
    if (this.#left <= 0) this.#finish(plane, plane.level === 0);
    else {
      this.host.painted();
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => {
        if (turn === this.#turn) this.#step(plane, turn);
      });
    }
  }

  #finish(plane: Plane, exact: boolean): void {
    plane.revision = this.#wanted!.revision;
    plane.exact = exact;
    if (plane === this.back) {
      this.front = plane;
      this.back = undefined;
    }
    this.host.painted();
    if (!exact) this.#askWorker(plane, this.#turn, calm);
  }

  #askWorker(plane: Plane, turn: number, delay: number): void {
    const { pipeline, level, region } = this.#wanted!;
    this.#timer = window.setTimeout(async () => {
      try {
        const window = await this.host.exact(pipeline, level, region);
        if (turn !== this.#turn) return;
        plane.write(window);
        this.#finish(plane, true);
      } catch (error) {
        if (turn === this.#turn && !this.#closed) this.host.failed(error);
      }
    }, delay);
  }
}
