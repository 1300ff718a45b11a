// The worker of the force layout: steps as long as it may, tells where the nodes are whenever the page has drawn the last.

import { normalised } from "./drawn";
import { type ForceJob, ForceLayout } from "./force-layout";

export type LayoutOrder =
  | { kind: "start"; job: ForceJob; showSteps: boolean }
  | { kind: "pause"; paused: boolean }
  /** The positions that were told last have been drawn. */
  | { kind: "drawn" };

export interface LayoutNews {
  /** Within [−1, 1]. */
  positions: Float32Array;
  steps: number;
  done: boolean;
}

/** Milliseconds of work between two looks at what has been ordered. */
const slice = 30;
/** Steps that the layout may be ahead of what the page has drawn, so that its way can be followed. */
const ahead = 10;

let layout: ForceLayout | undefined;
let showSteps = false;
let paused = false;
let owed = false;
let told = 0;
let waiting = false;

function tell(): void {
  if (!layout) return;
  owed = false;
  told = layout.steps;
  const news: LayoutNews = { positions: normalised(layout.positions()), steps: layout.steps, done: layout.done };
  self.postMessage(news, { transfer: [news.positions.buffer] });
}

function work(): void {
  waiting = false;
  if (!layout || paused) return;
  const end = performance.now() + slice;
  const most = showSteps ? told + ahead : Number.POSITIVE_INFINITY;
  while (!layout.done && layout.steps < most && performance.now() < end) layout.step();
  if (layout.done) {
    tell();
    return;
  }
  if (owed && showSteps) tell();
  if (layout.steps < most || told === layout.steps) later();
}

function later(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(work);
}

self.addEventListener("message", ({ data }: MessageEvent<LayoutOrder>) => {
  if (data.kind === "drawn") {
    owed = true;
    later();
  } else if (data.kind === "pause") {
    paused = data.paused;
    if (paused) tell();
    else later();
  } else {
    ({ showSteps } = data);
    layout = new ForceLayout(data.job);
    paused = false;
    owed = true;
    told = 0;
    later();
  }
});
