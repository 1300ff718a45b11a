// What the page keeps across a reload: the panel's state, and how the person has set its charts.

import type { LayoutName, MatrixName, Pipeline, Split } from "../engine";
import type { PanelState } from "./protocol";

export const compareModes = ["result", "original", "slider", "side", "difference", "mask"] as const;
export type CompareMode = (typeof compareModes)[number];

/** How a picture is looked at in the kernel lab. */
export interface LabChoices {
  /** The chain as it was edited last; that of the panel without it. */
  pipeline?: Pipeline;
  /** Index of the step whose kernel is shown. */
  selected: number;
  /** Zoom and the point of the picture in the middle; all of the picture without it. */
  placement?: { zoom: number; x: number; y: number };
  mode: CompareMode;
  /** How many times a difference is enlarged, and whether its sign is shown. */
  gain: number;
  signed: boolean;
  /** Of the mask, in units of 0 to 255. */
  threshold: number;
  /** Share of the width at which before and after meet. */
  split: number;
  /** Pixel and channel that are explained. */
  pixel?: { x: number; y: number };
  channel: number;
  /** Name of the open cards beside the picture. */
  tab: string;
  logCounts: boolean;
  /** Float pictures from their least to their largest value in sight, not from 0 to 1. */
  stretch: boolean;
}

export const startingLab: LabChoices = {
  selected: 0,
  mode: "result",
  gain: 8,
  signed: true,
  threshold: 8,
  split: 0.5,
  channel: 0,
  tab: "kernel",
  logCounts: false,
  stretch: false,
};

/** How a graph is looked at in the graph lab. */
export interface GraphChoices {
  layout?: LayoutName;
  matrix?: MatrixName;
  /** Node of the whole graph. */
  selected?: number;
  /** What colours the nodes: "none", "degree" or "column:" with a name; the best column without it. */
  colour?: string;
}

export const startingGraph: GraphChoices = {};

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
  /** Of the view `picture`. */
  lab?: LabChoices;
  /** Of the view `graph`. */
  graph?: GraphChoices;
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
    this.keep();
  }

  set(changed: Partial<Choices>): void {
    this.hold(changed);
    this.keep();
    for (const listener of [...this.#listeners]) listener(changed);
  }

  /** Changes choices that change with every frame: they are stored with the next `keep`, and nobody is told. */
  hold(changed: Partial<Choices>): void {
    this.values = { ...this.values, ...changed };
  }

  onChange(listener: (changed: Partial<Choices>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  keep(): void {
    this.store.set({ ...this.panel, choices: this.values });
  }
}

/** Choices that an earlier page of the same panel has kept, or the starting ones. */
export function keptChoices(kept: unknown, panel: PanelState): Choices {
  if (!kept || typeof kept !== "object" || !("choices" in kept) || !("folders" in kept)) return startingChoices;
  const state = kept as PageState;
  const place = ({ view, folders, picture, graph }: PanelState): string =>
    JSON.stringify([view === "picture", folders, picture?.path, picture?.experiment, picture?.pipeline, graph]);
  if (place(state) !== place(panel)) return startingChoices;
  const { lab } = state.choices;
  return { ...startingChoices, ...state.choices, lab: lab && { ...startingLab, ...lab } };
}
