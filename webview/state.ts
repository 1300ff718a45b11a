// What the page keeps across a reload: the panel's state, and how the person has set its charts.

import type { Split } from "../engine";
import type { PanelState } from "./protocol";

export interface Choices {
  log: boolean;
  /** Weight of the past in the moving average, 0 to 0.99. */
  smoothing: number;
  /** Shown epochs; all without it. */
  zoom?: [number, number];
  metric?: string;
  /** Index of the seed or fold; the best one without it. */
  member?: number;
  split?: Split;
  perRow: boolean;
  sort: "error" | "row";
  rowsSplit?: Split;
  cell?: { truth: number; prediction: number };
  /** Folders of other runs whose curves lie over this one's. */
  overlays: string[];
  /** Curves that are switched off in the legend. */
  hidden: string[];
  /** Charts that show their table. */
  tables: string[];
}

export type PageState = PanelState & { choices: Choices };

export const startingChoices: Choices = {
  log: false,
  smoothing: 0,
  perRow: false,
  sort: "error",
  overlays: [],
  hidden: [],
  tables: [],
};

export interface StateStore {
  get(): unknown;
  set(state: PageState): void;
}

/** The choices of this page; every change is kept at once and told to all who listen. */
export class ChoiceStore {
  readonly #listeners = new Set<(changed: Partial<Choices>) => void>();

  constructor(
    readonly store: StateStore,
    readonly panel: PanelState,
    public values: Choices,
  ) {
    this.#keep();
  }

  set(changed: Partial<Choices>): void {
    this.values = { ...this.values, ...changed };
    this.#keep();
    for (const listener of [...this.#listeners]) listener(changed);
  }

  onChange(listener: (changed: Partial<Choices>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(): void {
    this.store.set({ ...this.panel, choices: this.values });
  }
}

/** Choices that an earlier page of the same panel has kept, or the starting ones. */
export function keptChoices(kept: unknown, panel: PanelState): Choices {
  if (!kept || typeof kept !== "object" || !("choices" in kept) || !("folders" in kept)) return startingChoices;
  const state = kept as PageState;
  if (JSON.stringify(state.folders) !== JSON.stringify(panel.folders)) return startingChoices;
  return { ...startingChoices, ...state.choices };
}
