// Small pictures of what steps would make of what is in sight, computed one after the other between frames.

import { type FilterExecutor, InputError, lower, neededRegion, type Step, type Window } from "../../../engine";
import { paintPicture } from "./paint";
import type { Session } from "./session";
import type { Tiles } from "./tiles";
import { levelSize, regionInSight, type Size } from "./transform";

/** Pixels of a side of a small picture at most. */
const side = 168;

export interface Thumb {
  step: Step;
  canvas: HTMLCanvasElement;
  /** Why the step cannot be computed, or nothing. */
  told(fault: string | undefined): void;
}

export interface ThumbHost {
  session: Session;
  tiles: Tiles;
  executor: FilterExecutor;
  /** The stage that decides what is in sight. */
  stage(): { size: Size; placement: { zoom: number; x: number; y: number } };
}

export class Thumbs {
  /** Level of the reduced picture that the small pictures are computed on. */
  level = 0;
  #turn = 0;

  constructor(readonly host: ThumbHost) {}

  /** Draws these anew; an earlier call that is not through ends. */
  async draw(thumbs: Thumb[]): Promise<void> {
    const turn = ++this.#turn;
    const { session, tiles, executor, stage } = this.host;
    const { picture, computed } = session;
    const { size, placement } = stage();
    const sight = Math.max(
      Math.min(picture.width, size.width / placement.zoom),
      Math.min(picture.height, size.height / placement.zoom),
    );
    const level = Math.max(0, Math.min(picture.levels - 1, Math.ceil(Math.log2(sight / side))));
    this.level = level;
    const whole = levelSize(picture, level);
    const region = regionInSight(placement, picture, size, level, 1);
    const before = computed.steps.slice(0, session.selected + 1);
    for (const thumb of thumbs) {
      if (turn !== this.#turn) return;
      try {
        const program = lower({ ...computed, steps: [...before, thumb.step] }, picture);
        const source = await tiles.window(level, neededRegion(program, whole, region));
        if (turn !== this.#turn) return;
        show(thumb.canvas, executor.render(program, source, region));
        thumb.told(undefined);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        thumb.told(error.message.replace(/^Step \d+: /, ""));
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }
}

function show(canvas: HTMLCanvasElement, { region, samples, channels }: Window): void {
  canvas.width = region.width;
  canvas.height = region.height;
  const image = new ImageData(region.width, region.height);
  paintPicture(samples, channels, image.data, 0, region.width * region.height);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
