// The report of a run that computes a spectrum: how far it is, the eigenvalues with what they mean, the files they are kept in.

import type {
  EndEvent,
  SpectrumEvent,
  SpectrumProgressEvent,
  SpectrumStartEvent,
  SpectrumVerdictEvent,
} from "../../engine";
import { fill, h } from "../dom";
import { fileName, formatBytes, formatDuration, formatPercent } from "../format";
import type { Page } from "../page";
import { t } from "../strings";
import { button } from "../ui";
import { reportCard } from "./graph/spectrum-report";
import { graphText } from "./graph/summary";
import { reportHead } from "./report";
import type { View } from "./view";

export function spectrumView(page: Page, folder: string): View {
  let start: SpectrumStartEvent | undefined;
  let progress: SpectrumProgressEvent | undefined;
  let verdict: SpectrumVerdictEvent | undefined;
  let end: EndEvent | undefined;
  let active = false;
  const notes = h("ul", { class: "semantics-words" });
  const files = h("div", { class: "learn-row", testid: "spectrum-files" });
  const lab = button({
    label: t("spectrum.openLab"),
    icon: "forward",
    testid: "open-lab",
    press: () => page.attempt(() => page.host.call("openInLab", { folder })),
  });
  const head = reportHead(page, folder, {
    progress: t("spectrum.progress"),
    progressId: "spectrum-progress",
    running: "state.computing",
    actions: [lab],
    resumed() {
      active = true;
      end = progress = undefined;
      update();
    },
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
    head.update({
      title: start?.name ?? fileName(folder),
      data: start ? [fileName(start.data.file), graphText(start.data)].join(" · ") : "",
      state,
      look: state === "done" ? "good" : state === "failed" ? "failed" : active ? "progress" : "neutral",
      heading: headingOf(state),
      text: end?.reason ?? verdict?.sentence ?? waitingText(state),
      fraction: progress?.fraction ?? 0,
      active,
    });
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
      ...head.elements,
      notes,
      report.element,
      files,
    ),
    changed: () => {},
    tick: () => {},
    close: heard,
  };
}
