// What a tool's convolution is to the lowering of chains: the settings that it has, and how it adds a step to a program.

import type { ProgramBuilder, SourceType } from "./builder";
import type { KernelEntry } from "./kernels";
import type { Matrix } from "./matrices";
import type { AlphaMode, ChannelChoice, EdgeMode, Light, Pipeline } from "./pipeline";
import type { StepField } from "./step-error";

/** The settings of a chain, each with a value. */
export interface Settings {
  edge: EdgeMode;
  light: Light;
  alpha: AlphaMode;
}

/** A matrix with what the step, or the table of kernels, says of it. */
export interface AskedMatrix {
  matrix: Matrix;
  divisor?: number;
  offset?: number;
}

/** A kernel that a step names. */
export interface NamedKernel {
  entry: KernelEntry;
  values: readonly number[];
}

/** A step on its way into a program. */
export interface StepContext extends Settings {
  builder: ProgramBuilder;
  /** The picture that it filters, of the type of the source. */
  input: number;
  type: SourceType;
  channels: ChannelChoice;
  /** The kernel, unless the step is a bare matrix. */
  named?: NamedKernel;
  /** The matrix of the step or of its kernel, unless that has none. */
  asked?: AskedMatrix;
  /** Whether the step itself says a divisor or an offset, so that a kernel is no more what its name says. */
  altered: boolean;
  /** Refuses the step with a sentence. */
  fail(field: StepField, message: string): never;
}

/** A tool, or the own semantics. */
export interface Semantics {
  title: string;
  /** What it has, its default first. */
  edges: readonly EdgeMode[];
  lights: readonly Light[];
  alphas: readonly AlphaMode[];
  channels: readonly ChannelChoice[];
  /** Why it takes no pictures of this type: a sentence; undefined where it does. */
  refusesSource(type: SourceType): string | undefined;
  /** Adds the nodes of a step, the last of which is its result, of the type of the source. */
  lower(context: StepContext): void;
  /** Sentences on what it computes. */
  describe(settings: Settings, pipeline: Pipeline): string[];
}
