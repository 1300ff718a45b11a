// What is known of a node while a tile is computed: its needed rows and columns, side by side in memory.

import type { Channels } from "../../data/image/image";
import type { Need } from "../needed";
import type { Elements, FilterNode } from "../program";
import { lengthOf, type Run } from "../runs";
import { aligned, bytesOf } from "./machine";

/** Rows and columns that a kernel computes in one call. */
export interface Block {
  rows: Run;
  columns: Run;
}

export class Plane {
  readonly elements: Elements;
  readonly channels: Channels;
  /**
   * Bytes from row to row, and of all of them. Runs of columns begin at multiples of 64 bytes, since kernels write whole
   * vectors, and there is room for a row more.
   */
  readonly stride: number;
  readonly bytes: number;
  address = 0;
  private readonly rows: readonly { run: Run; first: number }[];
  private readonly columns: readonly { run: Run; offset: number }[];

  constructor({ elements, channels }: FilterNode, need: Need) {
    this.elements = elements;
    this.channels = channels;
    let first = 0;
    this.rows = need.rows.map((run) => {
      const place = { run, first };
      first += run.to - run.from;
      return place;
    });
    let offset = 0;
    const size = bytesOf[elements];
    this.columns = need.columns.map((run) => {
      const place = { run, offset };
      offset += aligned((run.to - run.from) * channels * size);
      return place;
    });
    this.stride = aligned(offset);
    this.bytes = (lengthOf(need.rows) + 1) * this.stride;
  }

  /** Address of a pixel; undefined when the plane does not hold it. */
  find(y: number, x: number): number | undefined {
    const row = this.rows.find(({ run }) => run.from <= y && y < run.to);
    const column = this.columns.find(({ run }) => run.from <= x && x < run.to);
    if (!row || !column) return undefined;
    const inside = (x - column.run.from) * this.channels * bytesOf[this.elements];
    return this.address + (row.first + y - row.run.from) * this.stride + column.offset + inside;
  }

  at(y: number, x: number): number {
    const address = this.find(y, x);
    if (address === undefined) throw new RangeError(`The pixel ${x}, ${y} was not computed.`);
    return address;
  }

  /** The rectangles that the plane consists of, in the order in which they are to be written. */
  blocks(): Block[] {
    return this.rows.flatMap(({ run: rows }) => this.columns.map(({ run: columns }) => ({ rows, columns })));
  }
}
