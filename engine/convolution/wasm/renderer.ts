// Computes tiles of a program in one machine: the source's part of a tile in, its nodes one after the other, the result out.

import { inputsOf, needsOf } from "../needed";
import type { Elements, FilterProgram, Region, Window } from "../program";
import { elementsOf } from "../samples";
import { aligned, bytesOf, Machine } from "./machine";
import type { Operation, Size } from "./operation";
import { operationOf } from "./ops";
import { Plane } from "./plane";

/** A program on pictures of one size and type, whose constants lie in the machine. */
interface Prepared {
  program: FilterProgram;
  size: Size;
  elements: Elements;
  last: number;
  operations: (Operation | undefined)[];
}

export class Renderer {
  private readonly machine: Machine;
  private prepared: Prepared | undefined;

  constructor(module: WebAssembly.Module) {
    this.machine = new Machine(module);
  }

  /** Writes a tile of node number `last` to its place in `result`. */
  render(program: FilterProgram, source: Window, last: number, tile: Region, result: Window): void {
    const { machine } = this;
    const { operations } = this.prepare(program, source, last);
    const needs = needsOf(program, source, tile, last);
    const planes = needs.map((need, index) => need && new Plane(program.nodes[index], need));
    const scratch = this.place(program, planes, operations);
    planes.forEach((plane, index) => {
      if (!plane) return;
      const operation = operations[index];
      if (!operation) {
        copyIn(machine, source, plane);
        return;
      }
      const inputs = inputsOf(program.nodes[index]).map((input) => planes[input]!);
      for (const block of plane.blocks()) operation.run(block, plane, inputs, scratch);
    });
    copyOut(machine, planes[last]!, tile, result);
  }

  private prepare(program: FilterProgram, source: Window, last: number): Prepared {
    const known = this.prepared;
    const { width, height } = source;
    const elements = elementsOf(source.samples);
    if (
      known?.program === program &&
      known.last === last &&
      known.elements === elements &&
      known.size.width === width &&
      known.size.height === height
    )
      return known;
    this.machine.clear();
    const size = { width, height };
    const needs = needsOf(program, size, { x: 0, y: 0, width: 1, height: 1 }, last);
    const operations = program.nodes.slice(0, last + 1).map((node, index) => {
      if (node.op === "source" || !needs[index]) return undefined;
      const inputs = inputsOf(node).map((input) => program.nodes[input]);
      return operationOf(node, { machine: this.machine, size, inputs });
    });
    this.prepared = { program, size, elements, last, operations };
    return this.prepared;
  }

  /**
   * Gives the planes their addresses, those of nodes that are no longer read to later ones, and has memory for them; the
   * address of scratch memory, which all operations share.
   */
  private place(
    program: FilterProgram,
    planes: readonly (Plane | undefined)[],
    operations: readonly (Operation | undefined)[],
  ): number {
    const lastUse = planes.map((_, index) => index);
    planes.forEach((plane, index) => {
      if (plane) for (const input of inputsOf(program.nodes[index])) lastUse[input] = index;
    });
    const bytes = aligned(Math.max(...planes.map((plane) => plane?.bytes ?? 0)));
    const slots: number[] = [];
    planes.forEach((plane, index) => {
      if (!plane) return;
      let slot = slots.findIndex((until) => until < index);
      if (slot < 0) slot = slots.length;
      slots[slot] = lastUse[index];
      plane.address = this.machine.free + slot * bytes;
    });
    const scratch = this.machine.free + slots.length * bytes;
    const most = planes.map((plane, index) =>
      plane ? Math.max(...plane.blocks().map((block) => operations[index]?.scratch(block) ?? 0)) : 0,
    );
    this.machine.reserve(scratch + Math.max(...most));
    return scratch;
  }
}

/** Samples of a window from a pixel on. */
const placeOf = ({ region, channels }: Window, y: number, x: number): number =>
  ((y - region.y) * region.width + x - region.x) * channels;

function copyIn(machine: Machine, source: Window, plane: Plane): void {
  const { samples, channels, region } = source;
  const stride = plane.stride / bytesOf[plane.elements];
  for (const { rows, columns } of plane.blocks()) {
    const length = (columns.to - columns.from) * channels;
    const address = plane.at(rows.from, columns.from);
    const height = rows.to - rows.from;
    const target = machine.samples(plane.elements, address, (height - 1) * stride + length);
    const first = placeOf(source, rows.from, columns.from);
    if (stride === length && length === region.width * channels) {
      target.set(samples.subarray(first, first + height * length));
      continue;
    }
    for (let row = 0; row < height; row++) {
      const from = first + row * region.width * channels;
      target.set(samples.subarray(from, from + length), row * stride);
    }
  }
}

function copyOut(machine: Machine, plane: Plane, tile: Region, result: Window): void {
  const { samples, channels, region } = result;
  const stride = plane.stride / bytesOf[plane.elements];
  const length = tile.width * channels;
  const source = machine.samples(plane.elements, plane.at(tile.y, tile.x), (tile.height - 1) * stride + length);
  const first = placeOf(result, tile.y, tile.x);
  if (stride === length && length === region.width * channels) {
    samples.set(source, first);
    return;
  }
  for (let row = 0; row < tile.height; row++)
    samples.set(source.subarray(row * stride, row * stride + length), first + row * region.width * channels);
}
