// What an executor offers: a session holds a model's values and runs steps of its programs on them.

import type { Graph } from "./graph";
import type { Model } from "./model";

export type Values = Float32Array | Float64Array | Int32Array;

/** Consecutive steps of one epoch. */
export interface Steps {
  /** Key of the random numbers drawn inside the program. */
  seed: number;
  /** Rows of the epoch; step s takes rows s·capacity to (s + 1)·capacity of the order, the last step what is left. */
  rows: number;
  /** First step within the epoch, and number of steps. */
  first: number;
  count: number;
  /** Index of the first step over the whole training. */
  index: number;
  /** Value of each step scalar for each step of the call. */
  scalars?: Readonly<Record<string, ArrayLike<number>>>;
  /** Name of an output that must stay finite. */
  watch?: string;
  /** Checks every result, to find the op that first gave a value that is not finite. */
  checkAll?: boolean;
}

export interface StepsResult {
  /** Steps that ran; fewer than asked when a value was not finite, the failing step not counted. */
  done: number;
  /** What was not finite. */
  failed?: { op: string; label: string; nodeId: number };
}

export interface Session {
  /** Bytes of memory that the session holds. */
  readonly bytes: number;
  /** Threads that it computes on: fewer than the executor has where there is too little to share. */
  readonly threads: number;
  /** Number of instructions that a step of a program runs. */
  instructionCount(program: string): number;
  /** Copies values into a variable, from element `offset`. */
  write(variable: string, values: ArrayLike<number>, offset?: number): void;
  /** A copy of a variable's values. */
  read(variable: string): Values;
  /** A copy of an output's values, at capacity (rows beyond the extent hold anything); valid until another program runs. */
  output(program: string, name: string): Values;
  run(program: string, steps: Steps): StepsResult;
  /** Ends the other threads of the session, if it has any. */
  close(): void;
}

export interface Executor {
  /** Module and vector kind: the same id gives the same bits. */
  readonly id: string;
  /** Threads that compute at most, the caller's counted; their number changes no bits. */
  readonly threads: number;
  /** @throws InputError when the programs do not fit into memory */
  open(model: Model, graphs: Readonly<Record<string, Graph>>): Session;
}
