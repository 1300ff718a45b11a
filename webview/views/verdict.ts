// The verdict line: one sentence on how the run did; until there is one, how far it is, or why it did not get there.

import { fill, h, setText } from "../dom";
import { formatCount, formatDuration, formatNumber } from "../format";
import { headLabel } from "../heads";
import { type IconName, icon } from "../icons";
import type { Run } from "../runs";
import { t } from "../strings";
import { examplesText } from "./examples";
import { generateExperiment } from "./generate/adversarial";

/** What the line looks like: colour, sign and heading always go together. */
type Look = "good" | "bad" | "neutral" | "failed" | "progress";

const icons: Record<Look, IconName> = {
  good: "check",
  bad: "cross",
  neutral: "dash",
  failed: "warning",
  progress: "info",
};

export function verdictLine(testid = "verdict"): { element: HTMLElement; update(run: Run): void } {
  const sign = h("span", { class: "verdict-sign" });
  const heading = h("strong", { class: "verdict-heading" });
  const text = h("span", { class: "verdict-text", testid: `${testid}-text` });
  const bar = h("progress", {
    class: "progress",
    testid: `${testid}-progress`,
    attrs: { max: 1, value: 0, "aria-label": t("run.progress") },
  });
  const element = h(
    "div",
    { class: "verdict", testid },
    h("div", { class: "verdict-row" }, sign, h("p", {}, heading, " ", text)),
    bar,
  );
  const announce = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  element.append(announce);
  let look: Look | undefined;
  return {
    element,
    update(run) {
      const [next, title, sentence] = describe(run);
      if (next !== look) {
        look = next;
        element.dataset.look = next;
        fill(sign, icon(icons[next]));
      }
      setText(heading, title);
      setText(text, sentence);
      const { progress } = run;
      bar.hidden = !run.live;
      if (progress) bar.value = progress.share;
      else bar.removeAttribute("value");
      // Progress changes too often to be read out; what ends a run is.
      setText(announce, run.live ? "" : `${title} ${sentence}`);
    },
  };
}

function describe(run: Run): [Look, string, string] {
  if (run.end?.status === "failed") return ["failed", t("verdict.failed"), run.end.reason ?? t("verdict.noReason")];
  if (run.verdict) {
    const { beatsBaselines, baselines, beaten = [], sentence } = run.verdict;
    if (beatsBaselines === null) return ["neutral", t("verdict.noneHeldOut"), sentence];
    if (beatsBaselines) return ["good", t("verdict.beats"), sentence];
    if (beaten.length === 0) return ["bad", t("verdict.doesNotBeat"), sentence];
    // Bad samples may be nearer to the real ones than a rival's, and are bad all the same, as the sentence says.
    if (generateExperiment(run)) return ["bad", t("verdict.beatsOnly"), sentence];
    const all = Object.keys(baselines).length;
    const heading = t("verdict.beatsSome", formatCount(beaten.length), formatCount(all));
    return [2 * beaten.length > all ? "neutral" : "bad", heading, sentence];
  }
  const at = run.progress;
  const where = at ? t("verdict.epoch", formatCount(at.epoch), formatCount(at.total)) : "";
  if (run.state === "stopped") return ["neutral", t("state.stopped"), t("verdict.stopped", where)];
  if (run.state === "interrupted") return ["neutral", t("state.interrupted"), t("verdict.interrupted", where)];
  if (!at) return ["progress", t("state.waiting"), waitingText(run)];
  const member = run.members[at.member]!;
  const parts = [where];
  if ((run.start?.members.length ?? 1) > 1) {
    parts.unshift(
      t(
        "verdict.member",
        run.memberLabel(at.member),
        formatCount(at.member + 1),
        formatCount(run.start!.members.length),
      ),
    );
  }
  if (run.head) {
    const { head, epoch, epochs } = run.head;
    const at = t("verdict.epoch", formatCount(epoch), formatCount(epochs));
    parts.splice(-1, 1, t("labels.training", headLabel(head), at));
  }
  if (generateExperiment(run)) parts.push(...adversarialParts(member.train));
  const split = member.validation.loss ? "validation" : "train";
  const loss = member[split].loss?.at(-1);
  if (loss !== undefined)
    parts.push(t(split === "validation" ? "verdict.validationLoss" : "verdict.trainLoss", formatNumber(loss)));
  if (member.best) parts.push(t("verdict.bestSoFar", formatNumber(member.best.loss), formatCount(member.best.epoch)));
  const seconds = run.elapsed();
  if (run.state === "running" && seconds > 1 && at.share > 0)
    parts.push(t("verdict.left", formatDuration((seconds / at.share) * (1 - at.share))));
  return ["progress", t(run.state === "paused" ? "state.paused" : "state.running"), parts.join(" · ")];
}

/** What D makes of both kinds, as of the last epoch. */
function adversarialParts({ real, fake }: Record<string, number[]>): string[] {
  const part = (name: string, values: number[] | undefined): string[] =>
    values?.length ? [`${name} ${formatNumber(values.at(-1)!, 3)}`] : [];
  return [...part("D(x)", real), ...part("D(G(z))", fake)];
}

/** What happens before the first epoch. */
export function waitingText(run: Run): string {
  if (!run.start) return t("waiting.data");
  const { task, data, program } = run.start;
  return t("waiting.epoch", examplesText({ task, data }, data.train), formatCount(program.parameters));
}
