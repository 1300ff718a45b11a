// The head of the report of a run that trains nothing: its title and state, a sentence, how far it is, and buttons to stop it and to go on.

import { fill, h, setText } from "../dom";
import { fileName } from "../format";
import { type IconName, icon } from "../icons";
import type { Page } from "../page";
import type { RunState } from "../runs";
import { t } from "../strings";
import { button } from "../ui";
import { statePill } from "./header";

/** How the sentence is meant. */
export type ReportLook = "good" | "bad" | "failed" | "progress" | "neutral";

export interface ReportState {
  title: string;
  data: string;
  state: RunState;
  look: ReportLook;
  /** In bold before the text. */
  heading: string;
  text: string;
  /** Of what is to do, 0 to 1. */
  fraction: number;
  active: boolean;
}

export interface ReportHead {
  elements: [header: HTMLElement, line: HTMLElement];
  update(state: ReportState): void;
}

export interface ReportHeadOptions {
  /** What the bar shows, and by which tests find it. */
  progress: string;
  progressId: string;
  /** Of the run while it runs; its usual name unless said. */
  running?: Parameters<typeof statePill>[1];
  /** Buttons before the last one. */
  actions?: readonly HTMLElement[];
  /** The run goes on. */
  resumed(): void;
}

const signs: Record<ReportLook, IconName> = {
  good: "check",
  bad: "warning",
  failed: "warning",
  progress: "info",
  neutral: "dash",
};

export function reportHead(
  page: Page,
  folder: string,
  { progress, progressId, running, actions = [], resumed }: ReportHeadOptions,
): ReportHead {
  const title = h("h1", { testid: "title" }, fileName(folder));
  const data = h("span", { class: "title-data", testid: "data" });
  const pill = statePill("state", running);
  const sign = h("span", { class: "verdict-sign" });
  const heading = h("strong", { class: "verdict-heading" });
  const text = h("span", { class: "verdict-text", testid: "sentence" });
  const bar = h("progress", {
    class: "progress",
    testid: progressId,
    attrs: { max: 1, value: 0, "aria-label": progress },
  });
  const line = h(
    "div",
    { class: "verdict", testid: "verdict" },
    h("div", { class: "verdict-row" }, sign, h("p", {}, heading, " ", text)),
    bar,
  );
  const stop = button({
    label: t("action.stop"),
    icon: "stop",
    testid: "stop",
    press: () => page.attempt(() => page.host.call("stop", { folder })),
  });
  const resume = button({
    label: t("action.resume"),
    icon: "play",
    appearance: "primary",
    testid: "resume",
    press: () =>
      page.attempt(async () => {
        await page.host.call("resume", { folder });
        resumed();
      }),
  });
  const experiment = button({
    label: t("action.open"),
    icon: "file",
    testid: "open-experiment",
    press: () => page.attempt(() => page.host.call("openExperiment", { folder })),
  });
  const header = h(
    "header",
    { class: "title-row" },
    h("div", { class: "title-text" }, title, data),
    h("div", { class: "title-state" }, pill.element),
    h("div", { class: "title-actions" }, resume, stop, ...actions, experiment),
  );
  return {
    elements: [header, line],
    update(now) {
      setText(title, now.title);
      setText(data, now.data);
      pill.update(now.state);
      line.dataset.look = now.look;
      fill(sign, icon(signs[now.look]));
      setText(heading, now.heading);
      setText(text, now.text);
      bar.hidden = !now.active;
      bar.value = now.fraction;
      stop.hidden = !now.active;
      resume.hidden = now.active || now.state === "done";
    },
  };
}
