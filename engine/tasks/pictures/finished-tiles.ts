// A finished network on whole pictures of any size, those that fit into the squares that it was trained on as they were there.

import type { Executor, Session } from "../../core/executor";
import { Model } from "../../core/model";
import type { TensorFile } from "../../export/safetensors";
import type { Architecture } from "../../neural/image/architecture";
import type { Breathe } from "../table/matrix";
import { applyProgram, type Field, planTiles, TileApplier, tileGraph } from "./tiles";

/** Tiles are as large as they may be. */
const anySize = 1 << 16;

export interface FinishedTilesOptions {
  network: Architecture;
  channels: number;
  /** Pixels of a side of the squares that it was trained on. */
  square: number;
  weights: TensorFile["tensors"];
  executor: Executor;
  breathe: Breathe;
}

export class FinishedTiles {
  private readonly opened = new Map<number, { session: Session; applier: TileApplier }>();

  constructor(private readonly options: FinishedTilesOptions) {}

  /** What the network gives of each picture, in order. */
  async apply(pictures: readonly Field[]): Promise<Field[]> {
    const { square } = this.options;
    const results: Field[] = [];
    for (const picture of pictures) {
      const side = Math.max(picture.width, picture.height) <= square ? square : anySize;
      results.push(...(await this.open(side).apply([picture])));
    }
    return results;
  }

  close(): void {
    for (const { session } of this.opened.values()) session.close();
  }

  /** For pictures of at most so many pixels on a side. */
  private open(side: number): TileApplier {
    const known = this.opened.get(side);
    if (known) return known.applier;
    const { network, channels, square, weights, executor, breathe } = this.options;
    const model = new Model();
    const plan = planTiles(network, { width: side, height: side, channels }, square);
    const session = executor.open(model, { [applyProgram]: tileGraph(model, plan, network) });
    for (const [name, { values }] of weights) session.write(name, values);
    const applier = new TileApplier(session, plan, breathe);
    this.opened.set(side, { session, applier });
    return applier;
  }
}
