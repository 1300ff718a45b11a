// The small view in the side bar: the current run's loss, how far it is, and its verdict.

import { type CurveGroup, curveGroups } from "../charts/curveSet";
import { Curves, readout } from "../charts/curves";
import { fill, h, setText } from "../dom";
import { formatCount, formatDuration, formatNumber } from "../format";
import type { Page } from "../page";
import type { Changes, Run } from "../runs";
import { splitLabel, t } from "../strings";
import { generateExperiment } from "./generate/adversarial";
import { adversarialGroups } from "./generate/losses";
import { dataText, runButtons, statePill } from "./header";
import { verdictLine } from "./verdict";
import type { View } from "./view";

/** What the side bar says before anything has run. */
export function emptyLive(): HTMLElement {
  return h(
    "div",
    { class: "empty", testid: "empty" },
    h("p", { class: "empty-title" }, t("live.empty")),
    h("ol", {}, h("li", {}, t("live.step1")), h("li", {}, t("live.step2")), h("li", {}, t("live.step3"))),
  );
}

export function liveView(page: Page, run: Run | undefined, first: () => void): View {
  if (!run)
    return {
      element: h("div", { class: "live-view", testid: "live-view" }, emptyLive()),
      changed: () => {},
      tick: () => {},
    };
  const name = h("h1", { testid: "title" });
  const data = h("p", { class: "title-data" });
  const pill = statePill();
  const buttons = runButtons(page);
  const verdict = verdictLine();
  const facts = h("dl", { class: "live-facts" });
  let epoch: number | undefined;
  const chart = new Curves(t("loss.title"), { cursor: follow, zoom: () => {}, first }, "live-chart");
  const values = h("p", { class: "live-values", testid: "live-values" });
  /** The loss, or those of both networks where two are trained against each other. */
  const groups = (): CurveGroup[] =>
    generateExperiment(run) ? adversarialGroups(run, run.shownMember, "losses") : curveGroups([run], "loss");
  const update = (changes: Changes): void => {
    setText(name, run.start?.name ?? run.name);
    setText(data, run.start ? dataText(run.start) : "");
    pill.update(run.state);
    buttons.update(run);
    verdict.update(run);
    const at = run.progress;
    const member = at && run.members[at.member];
    fill(
      facts,
      [
        [t("curves.epoch"), at ? t("live.of", formatCount(at.epoch), formatCount(at.total)) : "–"],
        [
          t("live.speed"),
          member?.seconds ? t("live.perSecond", formatNumber(member.epochs.length / member.seconds, 3)) : "–",
        ],
        [t("live.rate"), member ? formatNumber(member.learningRate, 3) : "–"],
        [t("run.elapsed"), formatDuration(run.elapsed())],
      ].map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value))),
    );
    if (changes.epochs) {
      chart.draw({ groups: groups(), metric: "", log: page.choices.values.log, smoothing: 0 });
      follow(epoch);
    }
  };
  function follow(at: number | undefined): void {
    epoch = at;
    const all = groups();
    // Of several trainings the one that goes on; of two networks both.
    const shown = all.filter(({ lines }, index) => index === all.length - 1 || !lines[0]?.split);
    fill(
      values,
      shown.length ? h("strong", {}, t("loss.title")) : null,
      shown.flatMap(({ label, lines }) =>
        lines.map((line) =>
          h(
            "span",
            { class: "legend-part" },
            h("span", { class: "legend-split" }, line.split ? splitLabel(line.split) : label),
            h("span", { class: "legend-value" }, readout(line, at)),
          ),
        ),
      ),
    );
  }
  update({ epochs: true, samples: false, facts: true });
  return {
    element: h(
      "div",
      { class: "live-view", testid: "live-view" },
      h("header", { class: "live-head" }, name, pill.element),
      data,
      values,
      chart.element,
      facts,
      verdict.element,
      h("div", { class: "title-actions" }, buttons.primary, buttons.stop),
    ),
    changed: (changed, changes) => {
      if (changed === run) update(changes);
    },
    tick: () => update({ epochs: false, samples: false, facts: false }),
  };
}
