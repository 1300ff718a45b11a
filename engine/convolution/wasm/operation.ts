// What computes one node block by block, and what stands around a block when a filter looks there.

import { edgePosition } from "../edges";
import { marginsOf } from "../needed";
import type { EdgeMode } from "../pipeline";
import type { Elements } from "../program";
import type { Run } from "../runs";
import { aligned, bytesOf, type Kind, kinds, type Machine, strideOf } from "./machine";
import type { Block, Plane } from "./plane";

export interface Size {
  width: number;
  height: number;
}

/** A node with its constants in a machine's memory. */
export interface Operation {
  /** Bytes that it needs for itself while it computes a block. */
  scratch(block: Block): number;
  run(block: Block, output: Plane, inputs: readonly Plane[], scratch: number): void;
}

/** What preparing a node is given beside it. */
export interface Setting {
  machine: Machine;
  size: Size;
  /** Of the nodes that it reads. */
  inputs: readonly { elements: Elements; channels: number }[];
}

export const count = ({ from, to }: Run): number => to - from;

/** A kernel reads so many samples behind the last one that it needs. */
const slackSamples = 64;

/** Padded rows in scratch memory, filled as far as they are asked for. */
export interface Padded {
  address: number;
  stride: number;
  /** Has the first `rows` padded rows, from where the last call stopped. */
  fill(rows: number): void;
}

/** Copies of blocks in the type that a filter computes with, with what it reads around them. */
export class Padding {
  readonly margins: ReturnType<typeof marginsOf>;

  constructor(
    private readonly machine: Machine,
    node: Parameters<typeof marginsOf>[0] & { edge: EdgeMode; channels: number },
    private readonly size: Size,
    private readonly from: Elements,
    private readonly to: Kind,
  ) {
    this.margins = marginsOf(node);
    this.edge = node.edge;
    this.channels = node.channels;
  }

  private readonly edge: EdgeMode;
  private readonly channels: number;

  /** Padded rows of a block. */
  rows({ rows }: Block): number {
    return count(rows) + this.margins.above + this.margins.below;
  }

  stride({ columns }: Block): number {
    const pixels = count(columns) + this.margins.left + this.margins.right;
    return strideOf((pixels * this.channels + slackSamples) * bytesOf[this.to]);
  }

  private tableBytes(block: Block): number {
    return aligned(4 * (this.rows(block) + this.margins.left + this.margins.right));
  }

  bytes(block: Block): number {
    return this.tableBytes(block) + (this.rows(block) + 1) * this.stride(block);
  }

  open(block: Block, input: Plane, scratch: number): Padded {
    const { machine, size, edge, channels } = this;
    const { above, left, right } = this.margins;
    const { rows, columns } = block;
    const padded = this.rows(block);
    // Any column that is read may tell where a row begins: the tables count from the block's first one.
    const origin = columns.from;
    const rowTable = machine.words(scratch, padded);
    for (let row = 0; row < padded; row++) {
      const place = edgePosition(rows.from - above + row, size.height, edge);
      rowTable[row] = place < 0 ? 0 : input.at(place, origin);
    }
    const base = input.at(rows.from, origin);
    const offset = (column: number): number => {
      const place = edgePosition(column, size.width, edge);
      return place < 0 ? outside : input.at(rows.from, place) - base;
    };
    const [first, end] = [columns.from - left, columns.to + right];
    const innerFrom = Math.min(Math.max(first, 0), end);
    const innerTo = Math.max(Math.min(end, size.width), innerFrom);
    const columnTable = scratch + 4 * padded;
    const words = machine.words(columnTable, innerFrom - first + end - innerTo);
    let at = 0;
    for (let column = first; column < innerFrom; column++) words[at++] = offset(column);
    for (let column = innerTo; column < end; column++) words[at++] = offset(column);
    const inner = innerTo - innerFrom;
    const innerOffset = inner > 0 ? offset(innerFrom) : 0;
    const address = scratch + this.tableBytes(block);
    const stride = this.stride(block);
    let filled = 0;
    const fill = (until: number): void => {
      if (until <= filled) return;
      machine.kernels.pad(
        kinds[this.from],
        kinds[this.to],
        scratch + 4 * filled,
        until - filled,
        columnTable,
        innerFrom - first,
        end - innerTo,
        inner,
        innerOffset,
        channels,
        address + filled * stride,
        stride,
      );
      filled = until;
    };
    return { address, stride, fill };
  }
}

/** In a table of columns: one of zeros. */
const outside = -(2 ** 31);
