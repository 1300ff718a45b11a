// Where everything of a session lies in linear memory: addresses for what the compiler has placed relatively.

import { align } from "../core/plan";
import { elementBytes, type Place, type Program } from "../core/program";
import { sizeOf } from "../core/shape";
import { headerWords, instructionWords, stepLimit, workspaceBytes } from "./tape";

/** Byte addresses of one program. */
export interface ProgramLayout {
  readonly header: number;
  readonly tape: number;
  readonly scalars: number;
}

export interface Layout {
  readonly programs: readonly ProgramLayout[];
  readonly variables: ReadonlyMap<string, number>;
  readonly workspace: number;
  readonly working: number;
  /** The first byte after everything, with room for a vector that is read beyond the last element. */
  readonly end: number;
}

/** Lays out a model's programs from byte `from` on; everything begins at a cache line. */
export function layOut(programs: readonly Program[], from: number): Layout {
  let next = align(from / elementBytes) * elementBytes;
  const take = (elements: number): number => {
    const address = next;
    next += align(elements) * elementBytes;
    return address;
  };
  const placed = programs.map(({ instructions, scalars }) => ({
    header: take(headerWords),
    tape: take(instructions.length * instructionWords),
    scalars: take(stepLimit * scalars.length),
  }));
  const variables = new Map<string, number>();
  for (const { name, type } of programs[0].graph.model.variables) variables.set(name, take(sizeOf(type.shape)));
  const workspace = take(workspaceBytes / elementBytes);
  const working = take(Math.max(...programs.map(({ workingSize }) => workingSize)));
  return { programs: placed, variables, workspace, working, end: next + 64 };
}

/** Address of a place. */
export function addressOf(layout: Layout, place: Place): number {
  return place.in === "variable" ? layout.variables.get(place.name)! : layout.working + place.offset * elementBytes;
}
