// How many of the edges are drawn at the moment: none while a slow drawing moves, some at once when it rests, then all that it can.

import { type FrameTime, meanFrame } from "./frame-time";

/** Slower than this many milliseconds a frame, a drag no longer follows the hand. */
const slow = 40;
/** Leaving out fewer edges than this saves nothing. */
const fewEdges = 2000;
/** Milliseconds after the last movement at which edges are drawn again. */
const rest = 250;
/** A frame that takes longer than so many milliseconds would be felt as a stop each time that a movement ends. */
const longFrame = 300;
/** Milliseconds at rest after which such a frame is drawn all the same. */
const longRest = 1500;
/** No frame takes longer than about so many milliseconds: beyond it an even sample of the edges is drawn. */
const longestFrame = 1000;
/** Share of the edges by which the time of all of them is told in advance. */
const probe = 1 / 16;

export class Pace {
  /** Share of the edges that is drawn, 0 to 1. */
  share = 1;
  readonly #draw: () => void;
  readonly #drawNow: () => void;
  readonly #edges: number;
  readonly #many: boolean;
  #slow: boolean;
  /** Shares that are drawn at once when a movement ends, and after a while. */
  #quick = 1;
  #most = 1;
  #layingOut = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * `draw` draws in the next frame, `drawNow` draws and waits until that is on the screen. `many`: so many edges that a part of them can be drawn, and that are taken to be slow until they
   * have been measured.
   */
  constructor(draw: () => void, drawNow: () => void, edges: number, many: boolean) {
    this.#draw = draw;
    this.#drawNow = drawNow;
    this.#edges = edges;
    this.#many = many;
    this.#slow = many;
    if (many) this.#most = this.#quick = this.share = Math.min(1, (probe * 200_000) / edges);
  }

  /** Something moves. */
  move(): void {
    if (!this.#slow) return;
    this.share = 0;
    clearTimeout(this.#timer);
    if (!this.#layingOut) this.#timer = setTimeout(() => this.#rest(), rest);
  }

  /** Whether new places keep coming: until they end, the drawing counts as moving. */
  layOut(on: boolean): void {
    if (on === this.#layingOut) return;
    this.#layingOut = on;
    if (on) this.move();
    else this.#rest();
  }

  /** How long frames take; what is slow leaves out edges on the move from now on. */
  async measure(): Promise<FrameTime | undefined> {
    const [none, part] = this.#many ? [await this.#time(0), await this.#time(probe)] : [];
    const expected = none === undefined || part === undefined ? 0 : none + Math.max(0, part - none) / probe;
    this.#most = expected > longestFrame ? Math.max(0.01, (longestFrame - none!) / (expected - none!)) : 1;
    const full = await this.#time(this.#most);
    if (full === undefined) return undefined;
    this.#slow = full > slow && this.#edges >= fewEdges;
    this.#quick = full > longFrame ? (this.#most * longFrame) / 2 / full : this.#most;
    const moving = this.#slow ? (none ?? (await this.#time(0))) : undefined;
    this.#all();
    return { full, share: this.#most, moving };
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #time(share: number): Promise<number | undefined> {
    clearTimeout(this.#timer);
    return meanFrame(() => {
      this.share = share;
      this.#drawNow();
    });
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.share = this.#slow ? this.#quick : 1;
    if (this.share < this.#most) this.#timer = setTimeout(() => this.#all(), longRest);
    this.#draw();
  }

  #all(): void {
    clearTimeout(this.#timer);
    this.share = this.#most;
    this.#draw();
  }
}
