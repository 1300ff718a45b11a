// The report of a run that computes a spectrum: how far it is, the eigenvalues with what they mean, the files they are kept in.

import type {
  EndEvent,
  SpectrumEvent,
  SpectrumProgressEvent,
  SpectrumStartEvent,
  SpectrumVerdictEvent,
} from "../../engine";
import { fill, h, setText } from "../dom";
import { fileName, formatBytes, formatDuration, formatPercent } from "../format";
import { icon } from "../icons";
import type { Page } from "../page";
import { t } from "../strings";
import { button } from "../ui";
import { reportCard } from "./graph/spectrum-report";
import { graphText } from "./graph/summary";
import { statePill } from "./header";
import type { View } from "./view";

export function spectrumView(page: Page, folder: string): View {
  let start: SpectrumStartEvent | undefined;
  let progress: SpectrumProgressEvent | undefined;
  let verdict: SpectrumVerdictEvent | undefined;
  let end: EndEvent | undefined;
  let active = false;
  const title = h("h1", { testid: "title" }, fileName(folder));
  const data = h("span", { class: "title-data", testid: "data" });
  const pill = statePill("state", "state.computing");
  const sign = h("span", { class: "verdict-sign" });
  const heading = h("strong", { class: "verdict-heading" });
  const text = h("span", { class: "verdict-text", testid: "sentence" });
  const bar = h("progress", {
    class: "progress",
    testid: "spectrum-progress",
    attrs: { max: 1, value: 0, "aria-label": t("spectrum.progress") },
  });
  const line = h(
    "div",
    { class: "verdict", testid: "verdict" },
    h("div", { class: "verdict-row" }, sign, h("p", {}, heading, " ", text)),
    bar,
  );
  const notes = h("ul", { class: "semantics-words" });
  const files = h("div", { class: "learn-row", testid: "spectrum-files" });
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
        active = true;
        end = progress = undefined;
        update();
      }),
  });
  const lab = button({
    label: t("spectrum.openLab"),
    icon: "forward",
    testid: "open-lab",
    press: () => page.attempt(() => page.host.call("openInLab", { folder })),
  });
  const experiment = button({
    label: t("action.open"),
    icon: "file",
    testid: "open-experiment",
    press: () => page.attempt(() => page.host.call("openExperiment", { folder })),
  });
  const report = reportCard(page);

  const apply = (events: readonly SpectrumEvent[]): void => {
    for (const event of events) {
      if (event.event === "start") [start, progress, verdict, end] = [event, undefined, undefined, undefined];
      else if (event.event === "progress") progress = event;
      else if (event.event === "spectrum") report.show(event);
      else if (event.event === "verdict") verdict = event;
      else [end, active] = [event, false];
    }
    update();
  };
  const update = (): void => {
    const state = end?.status ?? (active ? (start ? "running" : "waiting") : "interrupted");
    const look = state === "done" ? "good" : state === "failed" ? "failed" : active ? "progress" : "neutral";
    setText(title, start?.name ?? fileName(folder));
    setText(data, start ? [fileName(start.data.file), graphText(start.data)].join(" · ") : "");
    pill.update(state);
    line.dataset.look = look;
    const signs = { good: "check", failed: "warning", progress: "info", neutral: "dash" } as const;
    fill(sign, icon(signs[look]));
    setText(heading, headingOf(state));
    setText(text, end?.reason ?? verdict?.sentence ?? waitingText(state));
    bar.hidden = !active;
    bar.value = progress?.fraction ?? 0;
    stop.hidden = !active;
    resume.hidden = active || state === "done";
    fill(
      notes,
      start?.problems.map((note) => h("li", {}, note.text)),
    );
    fill(
      files,
      verdict?.files.map((name) =>
        button({
          label: name,
          icon: "file",
          testid: `file-${name}`,
          press: () => page.attempt(() => page.host.call("openFile", { path: `${folder}/${name}` })),
        }),
      ),
    );
    files.hidden = !verdict?.files.length;
  };
  const headingOf = (state: string): string => {
    if (state === "done") return t("spectrum.done", formatDuration(end?.seconds ?? 0));
    if (state === "failed") return t("spectrum.failed");
    if (state === "running") return t("spectrum.running", formatPercent(progress?.fraction ?? 0));
    return state === "waiting" ? t("state.waiting") : t(state === "stopped" ? "spectrum.stopped" : "state.interrupted");
  };
  const waitingText = (state: string): string => {
    if (state === "stopped" || state === "interrupted") return t("spectrum.again");
    if (!start) return t("waiting.data");
    const { reason, bytes } = start.plan;
    return `${reason} ${t("spectrum.memory", formatBytes(bytes))}`;
  };
  page.attempt(async () => {
    const answer = await page.host.call("spectrumEvents", { folder });
    active = answer.active;
    apply(answer.events);
  });
  const heard = page.host.on("spectrum", (told) => {
    if (told.folder !== folder) return;
    if (told.event.event !== "end") active = true;
    apply([told.event]);
  });
  return {
    element: h(
      "div",
      { class: "run-view spectrum-view", testid: "spectrum-view" },
      h(
        "header",
        { class: "title-row" },
        h("div", { class: "title-text" }, title, data),
        h("div", { class: "title-state" }, pill.element),
        h("div", { class: "title-actions" }, resume, stop, lab, experiment),
      ),
      line,
      notes,
      report.element,
      files,
    ),
    changed: () => {},
    tick: () => {},
    close: heard,
  };
}
