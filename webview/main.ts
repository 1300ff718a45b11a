// Where the page begins: asks the host what to show, folds events into runs, and draws once per animation frame.

import "./main.css";
import "./charts/charts.css";
import "./charts/matrix.css";
import "./charts/tables.css";
import "./views/views.css";
import "./views/cards/nodes.css";
import "./views/cards/pictures.css";
import "./views/generate/generate.css";
import "./views/labels/labels.css";
import "./views/picture/controls.css";
import "./views/picture/picture.css";
import "./views/picture/bank.css";
import "./views/graph/graph.css";
import "./views/graph/spectrum.css";
import { connect } from "../engine";
import { forgetCharts, watchTheme } from "./charts/theme";
import { fill, h } from "./dom";
import { icon } from "./icons";
import type { Page } from "./page";
import type { HostApi, PageEvents, PanelState } from "./protocol";
import { type Changes, Run } from "./runs";
import { ChoiceStore, keptChoices, type StateStore } from "./state";
import { t } from "./strings";
import { button } from "./ui";
import { batchView } from "./views/batch";
import { compareView } from "./views/compare";
import { graphView } from "./views/graph/lab";
import { liveView } from "./views/live";
import { pictureView } from "./views/picture/lab";
import { runView } from "./views/run";
import { spectrumView } from "./views/spectrum";
import type { View } from "./views/view";

const vscode = acquireVsCodeApi();
const host = connect<HostApi, PageEvents>({
  post: (message) => vscode.postMessage(message),
  listen: (receive) => window.addEventListener("message", ({ data }) => receive(data)),
});
const store: StateStore = { get: () => vscode.getState(), set: (state) => vscode.setState(state) };

const notice = h("div", { class: "notice", testid: "notice", attrs: { role: "alert", hidden: true } });
const root = h("main", { id: "app" });
document.body.append(notice, root);
watchTheme(root);

const runs = new Map<string, Run>();
const pending = new Map<Run, Changes>();
let panel: PanelState = { view: "live", folders: [] };
let view: View | undefined;
let drawing = false;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let marked: string | undefined;

function attempt(action: () => Promise<unknown>): void {
  action().catch((error: unknown) => {
    notice.hidden = false;
    fill(
      notice,
      icon("warning"),
      h("span", {}, error instanceof Error ? error.message : String(error)),
      button({
        label: t("notice.close"),
        icon: "cross",
        appearance: "icon",
        press: () => {
          notice.hidden = true;
        },
      }),
    );
  });
}

/** Tells measurements when the first point of a run was on the screen: milliseconds since 1970. */
function first(): void {
  const folder = panel.folders[0] ?? "";
  if (marked === folder) return;
  marked = folder;
  performance.mark("first-point");
  document.documentElement.dataset.firstPoint = String(Math.round(performance.timeOrigin + performance.now()));
}

function open(next: PanelState): void {
  panel = next;
  view?.close?.();
  forgetCharts();
  const choices = new ChoiceStore(store, panel, keptChoices(store.get(), panel));
  const page: Page = { host, choices, attempt, open: (other) => attempt(() => change(other)) };
  const shown = panel.folders.flatMap((folder) => runs.get(folder) ?? []);
  if (panel.view === "picture" && panel.picture) view = pictureView(page, panel.picture);
  else if (panel.view === "graph" && panel.graph) view = graphView(page, panel.graph);
  else if (panel.view === "spectrum") view = spectrumView(page, panel.folders[0] ?? "");
  else if (panel.view === "batch") view = batchView(page, panel.folders[0] ?? "");
  else if (panel.view === "compare") view = compareView(page, shown, first);
  else if (panel.view === "live" || !shown[0]) view = liveView(page, shown[0], first);
  else view = runView(page, shown[0], first);
  document.body.dataset.view = panel.view;
  fill(root, view.element);
}

/** Shows another view, after fetching the runs that this page does not have yet. */
async function change(next: PanelState): Promise<void> {
  for (const folder of next.folders) {
    if (runs.has(folder)) continue;
    const events = await host.call("overlay", { folder });
    const name = events.find((event) => event.event === "start")?.name ?? folder;
    const run = new Run(folder, name, !events.some((event) => event.event === "end"));
    run.apply(events);
    runs.set(folder, run);
  }
  open(next);
}

function later(run: Run, changes: Changes): void {
  const before = pending.get(run);
  pending.set(
    run,
    before
      ? {
          epochs: before.epochs || changes.epochs,
          samples: before.samples || changes.samples,
          facts: before.facts || changes.facts,
        }
      : changes,
  );
  if (drawing) return;
  drawing = true;
  const draw = (): void => {
    drawing = false;
    const all = [...pending];
    pending.clear();
    for (const [changed, what] of all) view?.changed(changed, what);
  };
  // Who asks for less motion gets a still picture each second instead of a moving one.
  if (calm.matches && marked !== undefined) setTimeout(draw, 1000);
  else requestAnimationFrame(draw);
}

host.on("events", ({ folder, events }) => {
  let run = runs.get(folder);
  if (!run) {
    const start = events.find((event) => event.event === "start");
    run = new Run(folder, start?.name ?? folder, true);
    runs.set(folder, run);
    run.apply(events);
    // The side bar always shows the run that began last.
    if (panel.view === "live") open({ view: "live", folders: [folder] });
    return;
  }
  later(run, run.apply(events));
});
host.on("paused", ({ folder, paused }) => {
  const run = runs.get(folder);
  if (!run) return;
  run.paused = paused;
  later(run, { epochs: false, samples: false, facts: true });
});

host.on("pictureChanged", ({ path }) => view?.pictureChanged?.(path));

setInterval(() => {
  if (document.hidden) return;
  if (panel.folders.some((folder) => runs.get(folder)?.state === "running")) view?.tick();
}, 1000);

/** Asks what to show, and shows it. */
async function begin(): Promise<void> {
  const answer = await host.call("ready");
  for (const { folder, name, events, active } of answer.runs) {
    const run = new Run(folder, name, active);
    run.apply(events);
    run.active = active;
    runs.set(folder, run);
  }
  open(answer.state);
  if (answer.card !== undefined) document.querySelector(`.card-${answer.card}`)?.scrollIntoView();
  // Tests and the host's measurements wait for this.
  document.documentElement.dataset.ready = "true";
}

host.on("show", () => attempt(begin));
attempt(begin);
