// Where everything of a session lies in linear memory: addresses for what the compiler has placed relatively.

import { align } from "../core/plan";
import { elementBytes, instructionsOf, type Place, type Program } from "../core/program";
import { sizeOf } from "../core/shape";
import { headerWords, instructionWords, stageWords, stepLimit, syncWords, threadWords, workspaceBytes } from "./tape";

/** Byte addresses of one program. */
export interface ProgramLayout {
  readonly header: number;
  /** Of the stages that run once, and of those that every step runs. */
  readonly once: number;
  readonly stages: number;
  readonly constants: number;
  readonly tape: number;
  readonly scalars: number;
}

export interface Layout {
  readonly programs: readonly ProgramLayout[];
  readonly variables: ReadonlyMap<string, number>;
  /** The words through which threads meet. */
  readonly sync: number;
  /** What the threads have for themselves, one after the other: `threadWords` each. */
  readonly threads: number;
  /** The threads' workspaces, `workspaceBytes` each. */
  readonly workspace: number;
  readonly working: number;
  /** The first byte after everything, with room for a vector that is read beyond the last element. */
  readonly end: number;
}

/** Lays out a model's programs for so many threads from byte `from` on; everything begins at a cache line. */
export function layOut(programs: readonly Program[], threads: number, from: number): Layout {
  let next = align(from / elementBytes) * elementBytes;
  const take = (elements: number): number => {
    const address = next;
    next += align(elements) * elementBytes;
    return address;
  };
  const placed = programs.map((program) => ({
    header: take(headerWords),
    once: take(program.once.length * stageWords),
    stages: take(program.stages.length * stageWords),
    constants: take(program.constantSize),
    tape: take(instructionsOf(program).length * instructionWords),
    scalars: take(stepLimit * program.scalars.length),
  }));
  const variables = new Map<string, number>();
  for (const { name, type } of programs[0].graph.model.variables) variables.set(name, take(sizeOf(type.shape)));
  const sync = take(syncWords);
  const perThread = take(threads * threadWords);
  const workspace = take((threads * workspaceBytes) / elementBytes);
  const working = take(Math.max(...programs.map(({ workingSize }) => workingSize)));
  return { programs: placed, variables, sync, threads: perThread, workspace, working, end: next + 64 };
}

/** Address of a place of the session's program number `index`; in a region that of the first thread. */
export function addressOf(layout: Layout, index: number, place: Place): number {
  if (place.in === "variable") return layout.variables.get(place.name)!;
  return (place.in === "constant" ? layout.programs[index].constants : layout.working) + place.offset * elementBytes;
}
