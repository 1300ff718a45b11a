// What is open in the kernel lab: the picture, the chain of kernels with its history, and how the person looks at it.

import {
  type FilterProgram,
  InputError,
  lower,
  type PictureDescription,
  type Pipeline,
  reducedChain,
  type Step,
  StepError,
} from "../../../engine";
import type { Page } from "../../page";
import type { PictureState } from "../../protocol";
import { type LabChoices, startingLab } from "../../state";

/** Why the chain cannot be computed, and at which step, if it is one step's fault. */
export interface Fault {
  message: string;
  step?: number;
}

/** `calm`: like `pipeline`, but while a slider is dragged only when it rests. */
export type Topic = "pipeline" | "program" | "calm" | "selected" | "look" | "pixel" | "figures";

/** Milliseconds without a drag after which what need not follow every frame is drawn. */
const rest = 120;

const remembered = 200;

export class Session {
  pipeline: Pipeline;
  /** The last chain that could be computed, lowered; which one it is, counted up. */
  program: FilterProgram;
  computed: Pipeline;
  revision = 0;
  fault?: Fault;
  /** Picture to hold figures against, instead of the original. */
  reference?: string;
  #reduced?: { revision: number; level: number; program: FilterProgram };
  #undo: Pipeline[] = [];
  #redo: Pipeline[] = [];
  #merging?: string;
  #keeping = 0;
  #resting = 0;
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Throws what `lower` throws for a chain without steps, which is nothing. */
  constructor(
    readonly page: Page,
    readonly state: PictureState,
    readonly picture: PictureDescription,
  ) {
    const { elements, channels } = picture;
    this.pipeline = page.choices.values.lab?.pipeline ?? state.pipeline;
    this.computed = { steps: [] };
    this.program = lower(this.computed, { elements, channels });
    this.#lower();
  }

  get look(): LabChoices {
    return this.page.choices.values.lab ?? startingLab;
  }

  get selected(): number {
    return Math.min(this.look.selected, this.pipeline.steps.length - 1);
  }

  get selectedStep(): Step | undefined {
    return this.pipeline.steps[this.selected];
  }

  /** Whether any step does anything. */
  get filters(): boolean {
    return this.computed.steps.some(({ off }) => !off);
  }

  on(topic: Topic, listener: () => void): void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set.add(listener));
  }

  /**
   * Another chain. Edits one after the other with the same `merge` (the drags of one slider) are undone together;
   * `selected` is the step to show then.
   */
  edit(pipeline: Pipeline, { merge, selected }: { merge?: string; selected?: number } = {}): void {
    if (merge === undefined || merge !== this.#merging) {
      this.#undo.push(this.pipeline);
      if (this.#undo.length > remembered) this.#undo.shift();
    }
    this.#merging = merge;
    this.#redo = [];
    this.#replace(pipeline, selected, merge !== undefined);
  }

  /** The drag of a slider is over: the next one is an edit of its own. */
  settle(): void {
    this.#merging = undefined;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  undo(): void {
    const before = this.#undo.pop();
    if (!before) return;
    this.#redo.push(this.pipeline);
    this.#merging = undefined;
    this.#replace(before);
  }

  redo(): void {
    const after = this.#redo.pop();
    if (!after) return;
    this.#undo.push(this.pipeline);
    this.#merging = undefined;
    this.#replace(after);
  }

  setStep(index: number, step: Step, merge?: string): void {
    const steps = this.pipeline.steps.map((other, at) => (at === index ? step : other));
    this.edit({ ...this.pipeline, steps }, { merge });
  }

  addStep(step: Step): void {
    const { steps } = this.pipeline;
    const at = this.selected < 0 ? steps.length : this.selected + 1;
    this.edit({ ...this.pipeline, steps: [...steps.slice(0, at), step, ...steps.slice(at)] }, { selected: at });
  }

  removeStep(index: number): void {
    const steps = this.pipeline.steps.filter((_, at) => at !== index);
    const selected = Math.max(0, this.selected > index ? this.selected - 1 : Math.min(this.selected, steps.length - 1));
    this.edit({ ...this.pipeline, steps }, { selected });
  }

  moveStep(from: number, to: number): void {
    const steps = [...this.pipeline.steps];
    const moved = steps.splice(from, 1)[0];
    if (!moved || to < 0 || to > steps.length) return;
    steps.splice(to, 0, moved);
    this.edit({ ...this.pipeline, steps }, { selected: to });
  }

  select(selected: number): void {
    if (selected === this.look.selected) return;
    this.set({ selected }, "selected");
  }

  /** Changes how the picture is looked at. */
  set(changed: Partial<LabChoices>, topic: Topic = "look"): void {
    this.page.choices.hold({ lab: { ...this.look, ...changed } });
    this.#keep();
    this.#tell(topic);
  }

  setReference(path: string | undefined): void {
    this.reference = path;
    this.#tell("figures");
  }

  #replace(pipeline: Pipeline, selected = this.selected, dragging = false): void {
    const moved = selected !== this.selected;
    this.pipeline = pipeline;
    this.page.choices.hold({ lab: { ...this.look, pipeline, selected: Math.max(0, selected) } });
    this.#keep();
    this.#lower();
    this.#tell("pipeline");
    if (!this.fault) this.#tell("program");
    clearTimeout(this.#resting);
    if (dragging) this.#resting = window.setTimeout(() => this.#tell("calm"), rest);
    else this.#tell("calm");
    if (moved) this.#tell("selected");
  }

  #lower(): void {
    const { elements, channels } = this.picture;
    try {
      this.program = lower(this.pipeline, { elements, channels });
      this.computed = this.pipeline;
      this.revision++;
      this.fault = undefined;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.fault = { message: error.message, step: error instanceof StepError ? error.step : undefined };
    }
  }

  /**
   * The program for a reduced picture. Lengths in pixels shrink with it, so that its preview looks like the result; a
   * tool that has no such kernel leaves the chain as it is.
   */
  programAt(level: number): FilterProgram {
    if (level === 0) return this.program;
    if (this.#reduced?.revision !== this.revision || this.#reduced.level !== level) {
      this.#reduced = { revision: this.revision, level, program: this.#lowerAt(level) };
    }
    return this.#reduced.program;
  }

  #lowerAt(level: number): FilterProgram {
    try {
      return lower(reducedChain(this.computed, 2 ** level), this.picture);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return this.program;
    }
  }

  /** Writes to the store at most five times a second: a drag changes the chain with every frame. */
  #keep(): void {
    if (this.#keeping) return;
    this.#keeping = window.setTimeout(() => {
      this.#keeping = 0;
      this.page.choices.keep();
    }, 200);
  }

  #tell(topic: Topic): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener();
  }
}
