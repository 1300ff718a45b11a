// The view of one run: title row, verdict line, warnings, and its task's cards.

import { fill, h } from "../dom";
import { metricLabel } from "../metrics";
import type { Page } from "../page";
import type { Changes, Run } from "../runs";
import { t } from "../strings";
import { dropdown } from "../ui";
import { baselinesCard } from "./cards/baselines";
import { classesCard, confusionCard } from "./cards/classes";
import { curveControls } from "./cards/curveControls";
import { curvesCard } from "./cards/curves";
import { dirichletCard } from "./cards/dirichlet";
import { embeddingCard } from "./cards/embedding";
import { factsCard } from "./cards/facts";
import { filterOverSpectrumCard } from "./cards/filterOverSpectrum";
import { gainsCard } from "./cards/gains";
import { selectNode } from "./cards/nodeLine";
import { type RunCard, segments } from "./cards/parts";
import { pictureCard } from "./cards/picture";
import { picturesCard } from "./cards/pictures";
import { reachCard } from "./cards/reach";
import { histogramCard, scatterCard } from "./cards/residuals";
import { type PictureRows, rowsCard } from "./cards/rows";
import { shownMember } from "./cards/shown";
import { thumbnailsCard } from "./cards/thumbnails";
import { weightsCard } from "./cards/weights";
import { generateExperiment } from "./generate/adversarial";
import { type GenerateCards, generateCards } from "./generate/cards";
import { runHeader } from "./header";
import { labelsCards } from "./labels/cards";
import { labelsExperiment } from "./labels/experiment";
import { overlayList } from "./overlays";
import { pickRuns } from "./picker";
import { verdictLine } from "./verdict";
import type { View } from "./view";
import { warningList } from "./warnings";

/** What goes on before there is anything to draw. */
function steps(): HTMLElement {
  const names = (["step.read", "step.plan", "step.train", "step.judge"] as const).map((key) => t(key));
  return h(
    "ol",
    { class: "steps" },
    names.map((name, index) => h("li", { attrs: index === 0 ? { "aria-current": "step" } : {} }, name)),
  );
}

const everything: Changes = { epochs: true, samples: true, facts: true };

export function runView(page: Page, run: Run, first: () => void): View {
  const header = runHeader(page, () =>
    page.attempt(async () => {
      const folders = await pickRuns(page, t("compare.pick"), t("compare.action"), [run.folder]);
      if (folders.length) page.open({ view: "compare", folders: [run.folder, ...folders] });
    }),
  );
  const verdict = verdictLine();
  const warnings = warningList(page);
  const member = dropdown(
    t("member.choose"),
    (value) => page.choices.set({ member: value === "best" ? undefined : Number(value) }),
    "member",
  );
  const memberRow = h("div", { class: "member-row" }, h("span", { class: "muted" }, t("member.choose")), member);
  const grid = h("div", { class: "grid" });
  const follow = (epoch: number | undefined): void => {
    loss.follow(epoch);
    metrics.follow(epoch);
  };
  const overlays = overlayList(page, () => drawCurves());
  const loss = curvesCard(page, {
    id: "loss",
    title: t("loss.title"),
    controls: [curveControls(page, { add: () => overlays.add(run) }), overlays.element],
    cursor: follow,
    first,
  });
  const choice = segments<string>(t("metrics.choose"), (metric) => page.choices.set({ metric }), "metric");
  const metrics = curvesCard(page, {
    id: "metric",
    title: t("metrics.title"),
    controls: h("div", { class: "control-row" }, choice.element),
    cursor: follow,
  });
  const rest: RunCard[] = [];
  let generate: GenerateCards | undefined;
  // The first call builds even when no event has told the task yet.
  let task: string | undefined = "";

  /** Rows of an album are pictures, whose files open. */
  const realPictures = (): PictureRows | undefined => {
    const look = (row: number): void =>
      page.attempt(() => page.host.call("openAlbumPicture", { folder: run.folder, row }));
    return run.start?.data.album && { look, hint: t("pictures.file") };
  };
  /** The cards depend on the task, which the first event tells. */
  const build = (): void => {
    task = run.start?.task;
    if (!task) {
      fill(grid, steps());
      return;
    }
    if (generateExperiment(run)) {
      generate = generateCards(page, run, realPictures(), first);
      rest.push(...generate.before, baselinesCard(page), ...generate.after, factsCard(page));
      grid.dataset.task = task;
      fill(
        grid,
        rest.map(({ element }) => element),
      );
      return;
    }
    if (labelsExperiment(run)) {
      rest.push(...labelsCards(page, realPictures()), factsCard(page));
      grid.dataset.task = task;
      fill(
        grid,
        loss.element,
        metrics.element,
        rest.map(({ element }) => element),
      );
      return;
    }
    rest.push(baselinesCard(page));
    const { album } = run.start!.data;
    const close = album && pictureCard(page);
    const isClassifier = run.start!.data.classes !== undefined;
    const pictureRows = close && (isClassifier ? realPictures() : { look: close.choose, hint: t("pictures.hint") });
    if (isClassifier) rest.push(confusionCard(page), classesCard(page));
    else if (close) rest.push(gainsCard(page, close.choose));
    else rest.push(scatterCard(page, "predicted"), scatterCard(page, "residual"), histogramCard(page));
    if (task === "nodes") {
      const reach = reachCard(page);
      const chooseNode = (node: number, member: number): void => {
        reach.choose(node);
        selectNode(page, run, member, node);
      };
      rest.push(
        filterOverSpectrumCard(page),
        embeddingCard(page, t("embedding.title"), chooseNode),
        dirichletCard(page),
        reach,
      );
    }
    const rows = rowsCard(page, pictureRows);
    if (!close) rest.push(rows);
    else if (isClassifier) rest.push(rows, thumbnailsCard(page), weightsCard(page));
    else {
      const codes = embeddingCard(page, t("codes.title"), close.choose);
      rest.push(rows, weightsCard(page), codes, picturesCard(page, close.choose), close);
    }
    rest.push(factsCard(page));
    grid.dataset.task = task;
    fill(
      grid,
      loss.element,
      metrics.element,
      rest.map(({ element }) => element),
    );
  };
  const drawCurves = (): void => {
    const runs = [run, ...overlays.runs];
    const names = run.metricNames().filter((name) => name !== "loss");
    const chosen = names.includes(page.choices.values.metric ?? "") ? page.choices.values.metric! : names[0];
    loss.draw(runs, "loss");
    grid.classList.toggle("no-metrics", names.length === 0 && run.members.length > 0);
    if (chosen)
      choice.show(
        names.map((value) => ({ value, label: metricLabel(value) })),
        chosen,
      );
    metrics.draw(runs, chosen ?? "");
  };
  const update = (changes: Changes): void => {
    if (task !== run.start?.task) build();
    header.update(run);
    verdict.update(run);
    if (changes.facts) warnings.update(run);
    const count = Math.max(run.members.length, run.start?.members.length ?? 0);
    memberRow.hidden = count < 2;
    if (count > 1) {
      const choices = Array.from({ length: run.members.length }, (_, index) => ({
        value: String(index),
        label: run.memberLabel(index),
      }));
      const shown = shownMember(page, run);
      if (run.members.length) member.show(choices, String(shown));
    }
    if (changes.epochs && !generate) drawCurves();
    if (changes.samples) generate?.prepare();
    for (const card of rest) card.update(run, changes);
  };
  page.choices.onChange((changed) => {
    if ("metric" in changed && !generate) drawCurves();
    if ("member" in changed) update({ epochs: false, samples: true, facts: false });
  });
  const element = h(
    "div",
    { class: "run-view", testid: "run-view" },
    header.element,
    verdict.element,
    warnings.element,
    memberRow,
    grid,
  );
  update(everything);
  overlays.restore();
  return {
    element,
    changed: (changed, changes) => {
      if (changed === run) update(changes);
    },
    tick: () => {
      header.update(run);
      verdict.update(run);
    },
  };
}
