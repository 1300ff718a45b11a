// A spectrum on its way: the plan that is said first, the computation with its progress, and how it ended.

import type { MatrixName, Spectrum, SpectrumPlan, SpectrumRequest } from "../../../engine";
import { deskOf } from "./desk";
import type { GraphLab } from "./graph-lab";

/** Up to so many nodes in the largest component a spectrum takes no longer than reading its plan. */
const atOnce = 1000;

export type SpectrumState =
  | { kind: "planning" }
  | { kind: "planned" | "stopped"; plan: SpectrumPlan }
  | { kind: "running"; plan: SpectrumPlan; fraction: number }
  | { kind: "done"; plan: SpectrumPlan; spectrum: Spectrum }
  | { kind: "failed"; plan?: SpectrumPlan; reason: string };

export class SpectrumRun {
  state: SpectrumState = { kind: "planning" };
  /** Counts up with every plan, so that answers to an older one are told apart. */
  #turn = 0;
  #stopping = false;
  /** The host keeps the spectrum of each matrix that was computed last, and so does the page. */
  readonly #kept = new Map<MatrixName, { request: string; plan: SpectrumPlan; spectrum: Spectrum }>();

  constructor(
    readonly lab: GraphLab,
    readonly changed: () => void,
  ) {
    lab.onClose(() => this.#leave());
  }

  /** Another matrix, graph or extent: what was under way ends, and the new plan is asked for. */
  async plan(request: SpectrumRequest): Promise<void> {
    this.#leave();
    const turn = ++this.#turn;
    const kept = this.#kept.get(request.matrix);
    if (kept?.request === JSON.stringify(request)) {
      deskOf(this.lab).spectrum = kept.spectrum;
      this.#set({ kind: "done", ...kept });
      return;
    }
    deskOf(this.lab).spectrum = undefined;
    this.#set({ kind: "planning" });
    try {
      const { page, path } = this.lab;
      const plan = await page.host.call("spectrumPlan", { path, spectrum: request });
      if (turn !== this.#turn) return;
      this.#set({ kind: "planned", plan });
      if (plan.largest <= atOnce) await this.compute(request);
    } catch (error) {
      if (turn === this.#turn) this.#set({ kind: "failed", reason: reasonOf(error) });
    }
  }

  async compute(request: SpectrumRequest): Promise<void> {
    const { state, lab } = this;
    if (state.kind === "planning" || state.kind === "running" || !state.plan) return;
    const { plan } = state;
    const turn = this.#turn;
    this.#stopping = false;
    this.#set({ kind: "running", plan, fraction: 0 });
    const heard = lab.onProgress((fraction) => {
      if (turn === this.#turn) this.#set({ kind: "running", plan, fraction });
    });
    try {
      const { page, path } = lab;
      const spectrum = await page.host.call("spectrum", { path, spectrum: request, view: "spectrum" });
      heard();
      if (turn !== this.#turn) return;
      this.#kept.set(request.matrix, { request: JSON.stringify(request), plan, spectrum });
      deskOf(lab).spectrum = spectrum;
      this.#set({ kind: "done", plan, spectrum });
    } catch (error) {
      heard();
      if (turn !== this.#turn) return;
      this.#set(this.#stopping ? { kind: "stopped", plan } : { kind: "failed", plan, reason: reasonOf(error) });
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.lab.page.host.call("stopSpectrum", { path: this.lab.path });
  }

  #set(state: SpectrumState): void {
    this.state = state;
    this.changed();
  }

  /** Nobody waits any more for what is under way. */
  #leave(): void {
    if (this.state.kind === "running") this.lab.page.attempt(() => this.stop());
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
