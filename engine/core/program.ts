// A compiled graph: its instructions in order and where each buffer lies, before anything has an address in memory.

import { InputError } from "../errors";
import { headerWords, instructionWords, stageWords, stepLimit, threadWords, workspaceBytes } from "../kernels/tape";
import type { Graph, Node } from "./graph";
import type { Activation } from "./lower";
import type { Instruction } from "./op";
import { align } from "./plan";
import { sizeOf } from "./shape";
import type { Stage } from "./stages";

/**
 * Where values lie: in a variable of the model, in the program's memory for what stays the same from step to step, in
 * the working memory that all programs share, or in a thread's own region of it (the offset is that of the first thread).
 */
export type Place =
  | { readonly in: "variable"; readonly name: string }
  | { readonly in: "constant" | "working" | "region"; readonly offset: number };

export interface PlacedInstruction {
  readonly node: Node;
  readonly instruction: Instruction;
  readonly activation?: Activation;
  readonly output: Place;
  readonly inputs: readonly Place[];
  /** Offset of the first thread's scratch in working memory, in f32 elements. */
  readonly scratchOffset: number;
  /** Elements from one slot of the output to the next; 0 where there is one. */
  readonly slotSize: number;
}

export interface PlacedStage extends Omit<Stage, "instructions"> {
  readonly instructions: readonly PlacedInstruction[];
  /** f32 elements of the working memory that each thread has for itself. */
  readonly regionSize: number;
}

export interface Program {
  readonly graph: Graph;
  /** What runs before the first step, and again when one of the variables `sources` has been written from outside. */
  readonly once: readonly PlacedStage[];
  readonly sources: readonly string[];
  /** What every step runs. */
  readonly stages: readonly PlacedStage[];
  /** Of every node whose values lie in one place after the program ran. */
  readonly places: ReadonlyMap<Node, Place>;
  /** f32 elements of working memory. */
  readonly workingSize: number;
  /** f32 elements of what `once` leaves for the steps. */
  readonly constantSize: number;
  /** Names of the step scalars, in the order of their table. */
  readonly scalars: readonly string[];
}

/** What runs once first, as all of them stand on the tape. */
export const instructionsOf = ({ once, stages }: Program): PlacedInstruction[] =>
  [...once, ...stages].flatMap(({ instructions }) => instructions);

/** Whether several threads have something to do in it. */
export const isParallel = ({ once, stages }: Program): boolean =>
  [...once, ...stages].some(({ kind }) => kind !== "whole");

/** Bytes of an element: f32 and i32 alike. */
export const elementBytes = 4;

/** Linear memory is addressed with 32 bits; a plan over this is refused before it starts. */
export const memoryLimit = 3 * 2 ** 30;

/** A session asks for more memory than there is. */
export class MemoryError extends InputError {}

/** Bytes that a model and its programs need, tapes included, with so many threads. */
export function memoryOf(programs: readonly Program[], threads = 1): number {
  const variables = programs[0].graph.model.variables.reduce((sum, { type }) => sum + align(sizeOf(type.shape)), 0);
  const working = Math.max(...programs.map(({ workingSize }) => workingSize));
  const words = programs.flatMap((program) => [
    headerWords,
    (program.once.length + program.stages.length) * stageWords,
    program.constantSize,
    instructionsOf(program).length * instructionWords,
    stepLimit * program.scalars.length,
  ]);
  const elements = words.reduce((sum, count) => sum + align(count), variables + working);
  return elements * elementBytes + threads * (workspaceBytes + threadWords * elementBytes);
}
