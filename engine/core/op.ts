// What an operation is: its result type, its double-precision definition, its gradient and its tape instructions.

import type { Opcode } from "../kernels/opcodes";
import type { Node } from "./graph";
import type { Shape, TensorType } from "./shape";

export type AttributeValue = number | string | boolean | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

/** One call of an op in the reference executor; all shapes are those at run time. */
export interface Evaluation<A extends Attributes = Attributes> {
  readonly attributes: A;
  readonly inputs: readonly Float64Array[];
  readonly inputShapes: readonly Shape[];
  /** To be filled; of an in-place op the variable itself. */
  readonly output: Float64Array;
  readonly shape: Shape;
  readonly step: StepContext;
}

/** What a step is told by its caller. */
export interface StepContext {
  /** Key of the random numbers drawn inside programs. */
  readonly seed: number;
  /** Counts steps over the whole training, from 0. */
  readonly index: number;
  /** First row of the batch within the order of the epoch, and number of rows of the batch. */
  readonly start: number;
  readonly extent: number;
  /** Values of the step's scalars by name (learning rate, bias corrections). */
  readonly scalars: Readonly<Record<string, number>>;
}

/** A size in an instruction: fixed, or so much for each of its units. */
export type Dimension = number | { readonly perUnit: number };

/** One tape instruction before memory is planned; see kernels/tape.ts for its words. */
export interface Instruction {
  readonly opcode: Opcode;
  /** Buffers by node; the output is the node that is lowered. At most 7. */
  readonly inputs: readonly Node[];
  /** At most 12. */
  readonly dimensions: readonly Dimension[];
  /** At most 6. */
  readonly scalars?: readonly number[];
  /** Elements of the output, and of the first input, to skip: for blocks of columns. */
  readonly outputOffset?: number;
  readonly inputOffset?: number;
  /** Inputs, by position, that the output may be written over, element by element. */
  readonly overwrites?: readonly number[];
  /** Multiplications, or other steps, at capacity, where they are more than the elements read and written. */
  readonly work?: number;
  /** f32 elements of working memory, for each thread. */
  readonly scratch?: number;
  /** How many units it has; without it they are the rows of the batch that are there at run time. */
  readonly units?: number;
  /**
   * Elements of the output and of each input that belong to one unit, 0 where every unit needs the whole buffer: the
   * instruction can then be computed some units at a time, by several threads. Without it only as a whole.
   */
  readonly parts?: readonly number[];
  /**
   * Elements of the output that a unit writes on average, where they are no fixed number: `parts[0]` is then 0, and the
   * kernel finds them, and says which they are with `setWritten`.
   */
  readonly scattered?: number;
  /** The output is a sum over units: the kernel adds to it where `accumulateWord` is set, and else overwrites it. */
  readonly partial?: boolean;
  /** The kernel cuts itself into tasks, by the shape alone; see kernels/assembly/tasks.ts. */
  readonly tasks?: boolean;
}

/** Gradients with respect to each input (null: none flows there), for the output's gradient `g`; more graph. */
export type Gradient<A extends Attributes = Attributes> = (node: Node<A>, g: Node) => (Node | null)[];

export interface Op<A extends Attributes = Attributes> {
  readonly name: string;
  /** @throws Error with a sentence when the inputs do not fit */
  type(inputs: readonly TensorType[], attributes: A): TensorType;
  /** The definition, in double precision, as the reference executor runs it. */
  evaluate(evaluation: Evaluation<A>): void;
  /** "none": piecewise constant or not a function of its inputs; "refused": may not be differentiated. */
  readonly gradient: Gradient<A> | "none" | "refused";
  /** Instructions that compute the node; "alias" when its buffer is its first input's, "leaf" when the planner places it. */
  lower(node: Node<A>): readonly Instruction[] | "alias" | "leaf";
  /** The op writes into its first input, a variable, and is that variable from then on. */
  readonly inPlace?: boolean;
  /** Its last instruction applies an activation to what it writes, when it is given one. */
  readonly appliesActivation?: boolean;
  /** The same operation elsewhere; null where there is none, and exports then compose it or refuse by name. */
  readonly onnx: string | null;
  readonly pytorch: string | null;
}
