// The title row of a run: what runs, on what, in which state, for how long, and the one thing to do next.

import type { StartEvent } from "../../engine";
import { fill, h, setText } from "../dom";
import { fileName, formatDuration } from "../format";
import { type IconName, icon } from "../icons";
import type { Page } from "../page";
import type { Run, RunState } from "../runs";
import { type Key, t } from "../strings";
import { button, relabel } from "../ui";
import { examplesText } from "./examples";

const stateLabels: Record<RunState, Key> = {
  waiting: "state.waiting",
  running: "state.running",
  paused: "state.paused",
  done: "state.done",
  stopped: "state.stopped",
  failed: "state.failed",
  interrupted: "state.interrupted",
};

const stateIcons: Record<RunState, IconName> = {
  waiting: "info",
  running: "play",
  paused: "pause",
  done: "check",
  stopped: "stop",
  failed: "cross",
  interrupted: "warning",
};

/** State by colour, sign and word; `running` is the word for what a run does. */
export function statePill(
  testid = "state",
  running: Key = "state.running",
): { element: HTMLElement; update(state: RunState): void } {
  const element = h("span", { class: "pill", testid, attrs: { role: "status" } });
  return {
    element,
    update(state) {
      if (element.dataset.state === state) return;
      element.dataset.state = state;
      fill(element, icon(stateIcons[state]), t(state === "running" ? running : stateLabels[state]));
    },
  };
}

type Action = "pause" | "resume" | "continue" | "again";

const actionLabels: Record<Action, [Key, IconName]> = {
  pause: ["action.pause", "pause"],
  resume: ["action.resume", "play"],
  continue: ["action.resume", "play"],
  again: ["action.again", "again"],
};

/** What the primary button does in a state; pausing is undone by `resume`, a run that ended early goes on by `continue`. */
function primaryAction(state: RunState): Action {
  if (state === "running" || state === "waiting") return "pause";
  if (state === "paused") return "resume";
  return state === "stopped" || state === "interrupted" ? "continue" : "again";
}

/** The primary button of a run, and Stop, as they change with its state. */
export function runButtons(
  page: Page,
  prefix = "",
): { primary: HTMLElement; stop: HTMLElement; update(run: Run): void } {
  let run: Run | undefined;
  let shown: Action | undefined;
  const act = (): void => {
    if (!run) return;
    const { folder } = run;
    const action = primaryAction(run.state);
    page.attempt(async () => {
      if (action === "pause" || action === "resume")
        await page.host.call("pause", { folder, paused: action === "pause" });
      else if (action === "continue") await page.host.call("resume", { folder });
      else await page.host.call("again", { folder });
    });
  };
  const primary = button({
    label: t("action.pause"),
    icon: "pause",
    appearance: "primary",
    testid: `${prefix}primary`,
    press: act,
  });
  const stop = button({
    label: t("action.stop"),
    icon: "stop",
    testid: `${prefix}stop`,
    press: () => run && page.attempt(() => page.host.call("stop", { folder: run!.folder })),
  });
  return {
    primary,
    stop,
    update(next) {
      run = next;
      const action = primaryAction(run.state);
      if (action !== shown) {
        shown = action;
        const [label, name] = actionLabels[action];
        relabel(primary, t(label), name);
      }
      stop.hidden = !run.live;
    },
  };
}

export function runHeader(page: Page, compare: () => void): { element: HTMLElement; update(run: Run): void } {
  const name = h("h1", { testid: "title" });
  const data = h("span", { class: "title-data", testid: "data" });
  const elapsed = h("span", { class: "elapsed", testid: "elapsed", attrs: { title: t("run.elapsed") } });
  const pill = statePill();
  const buttons = runButtons(page);
  let run: Run | undefined;
  const open = button({
    label: t("action.open"),
    icon: "file",
    testid: "open-experiment",
    press: () => run && page.attempt(() => page.host.call("openExperiment", { folder: run!.folder })),
  });
  const element = h(
    "header",
    { class: "title-row" },
    h("div", { class: "title-text" }, name, data),
    h("div", { class: "title-state" }, pill.element, elapsed),
    h(
      "div",
      { class: "title-actions" },
      buttons.primary,
      buttons.stop,
      open,
      button({ label: t("action.compare"), icon: "compare", testid: "compare", press: compare }),
    ),
  );
  return {
    element,
    update(next) {
      run = next;
      setText(name, run.start?.name ?? run.name);
      setText(data, run.start ? dataText(run.start) : "");
      pill.update(run.state);
      setText(elapsed, formatDuration(run.elapsed()));
      buttons.update(run);
    },
  };
}

/** The data file and how many examples it holds. */
export const dataText = ({ task, data }: StartEvent): string =>
  t("run.data", fileName(data.file), examplesText({ task, data }, data.rows));
