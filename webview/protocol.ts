// What the page may ask of the host, and what the host may tell the page: the whole of their conversation.

import type { Comparison, RowPage, RowQuery, RunEvent, RunSummary } from "../engine";

/** What a panel is opened on, and what it has to know to draw itself again after a reload. */
export interface PanelState {
  view: "run" | "compare" | "live";
  /** Run folders: one for `run`, two or more for `compare`, the current run or none for `live`. */
  folders: string[];
}

export interface HostApi {
  /** The page is loaded and asks what to show; events of the runs so far come with the answer. */
  ready(): Promise<{
    state: PanelState;
    runs: { folder: string; name: string; events: RunEvent[]; active: boolean }[];
  }>;
  pause(request: { folder: string; paused: boolean }): Promise<void>;
  stop(request: { folder: string }): Promise<void>;
  resume(request: { folder: string }): Promise<void>;
  /** Runs the same experiment once more, in a new folder. */
  again(request: { folder: string }): Promise<void>;
  openExperiment(request: { folder: string }): Promise<void>;
  rows(query: RowQuery): Promise<RowPage>;
  /** Selects these lines of the run's data file in an editor, and reveals the first. */
  selectLines(request: { folder: string; lines: number[] }): Promise<void>;
  /** Selects all rows that the query finds (its offset and count left out). */
  selectRows(query: Omit<RowQuery, "offset" | "count">): Promise<{ selected: number }>;
  /** Other runs of the workspace, to overlay. */
  runs(): Promise<RunSummary[]>;
  overlay(request: { folder: string }): Promise<RunEvent[]>;
  compare(request: { folders: string[] }): Promise<Comparison>;
  /** Asks the person where to, and writes; false when they cancelled. */
  save(request: { name: string; kind: "png" | "svg" | "csv"; content: string | Uint8Array }): Promise<boolean>;
  copy(text: string): Promise<void>;
}

export interface PageEvents {
  /** New events of one run, in order, in batches of one animation frame or so. */
  events: { folder: string; events: RunEvent[] };
  paused: { folder: string; paused: boolean };
  /** The panel is to show something else: the page asks anew with `ready`. */
  show: null;
}
