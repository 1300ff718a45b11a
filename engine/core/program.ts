// A compiled graph: its instructions in order and where each buffer lies, before anything has an address in memory.

import { InputError } from "../errors";
import { headerWords, instructionWords, stepLimit, workspaceBytes } from "../kernels/tape";
import type { Graph, Node } from "./graph";
import type { Instruction } from "./op";
import { align } from "./plan";
import { sizeOf } from "./shape";

/** Where a node's values lie: in a variable of the model, or in the working memory that all programs share. */
export type Place =
  | { readonly in: "variable"; readonly name: string }
  | { readonly in: "working"; readonly offset: number };

export interface PlacedInstruction {
  readonly node: Node;
  readonly instruction: Instruction;
  /** Offset of its scratch in working memory, in f32 elements. */
  readonly scratchOffset: number;
}

export interface Program {
  readonly graph: Graph;
  readonly instructions: readonly PlacedInstruction[];
  readonly places: ReadonlyMap<Node, Place>;
  /** f32 elements of working memory. */
  readonly workingSize: number;
  /** Names of the step scalars, in the order of their table. */
  readonly scalars: readonly string[];
}

/** Bytes of an element: f32 and i32 alike. */
export const elementBytes = 4;

/** Linear memory is addressed with 32 bits; a plan over this is refused before it starts. */
export const memoryLimit = 3 * 2 ** 30;

/** A session asks for more memory than there is. */
export class MemoryError extends InputError {}

/** Bytes that a model and its programs need, tapes included. */
export function memoryOf(programs: readonly Program[]): number {
  const variables = programs[0].graph.model.variables.reduce((sum, { type }) => sum + align(sizeOf(type.shape)), 0);
  const working = Math.max(...programs.map(({ workingSize }) => workingSize));
  const words = programs.map(({ instructions, scalars }) => {
    return headerWords + instructions.length * instructionWords + stepLimit * scalars.length;
  });
  return words.reduce((sum, count) => sum + align(count), variables + working) * elementBytes + workspaceBytes;
}
