// The card that asks whether generated samples help a classifier, and shows what came of it: every way with its spread, and the differences.

import type { AugmentationResult } from "../../../engine";
import { card } from "../../card";
import { drawInterval, type IntervalRow, intervalDomain, intervalsPicture } from "../../charts/intervals";
import { type Surface, svgSurface } from "../../charts/surface";
import { onThemeChange, type Theme, theme } from "../../charts/theme";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { icon } from "../../icons";
import { metricLabel } from "../../metrics";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { button, relabel } from "../../ui";
import { metricBlock } from "../cards/baselines";
import { placeholder, type RunCard } from "../cards/parts";

export function augmentationCard(page: Page): RunCard {
  let run: Run | undefined;
  let result: AugmentationResult | undefined;
  /** What is under way, if anything. */
  let busy = false;
  let asked = "";
  const sign = h("span", { class: "verdict-sign" });
  const sentence = h("p", { testid: "augmentation-sentence" });
  const said = h(
    "div",
    { class: "verdict", attrs: { role: "status" } },
    h("div", { class: "verdict-row" }, sign, sentence),
  );
  const room = h("div", { class: "augmentation" });
  const test = button({
    label: t("augmentation.run"),
    icon: "play",
    testid: "augmentation-run",
    press: () => {
      const shown = run;
      if (!shown || busy) return;
      busy = true;
      draw();
      page.attempt(async () => {
        try {
          const got = await page.host.call("testAugmentation", { folder: shown.folder });
          if (shown === run && got) result = got;
        } finally {
          busy = false;
          draw();
        }
      });
    },
  });
  const frame = card(page, {
    id: "augmentation",
    title: t("augmentation.title"),
    body: [room, h("div", { class: "control-row augmentation-actions" }, test)],
    table: () => ({
      columns: [
        { label: t("augmentation.way") },
        { label: metricLabel("accuracy"), numeric: true },
        { label: "±", numeric: true },
        ...(result?.ways[0]?.values ?? []).map((_, index) => ({ label: String(index + 1), numeric: true })),
      ],
      rows: result?.ways.length ?? 0,
      cell: (row, column) => {
        const { name, mean, std, values } = result!.ways[row]!;
        return [wayLabel(name), mean, std, ...values][column];
      },
    }),
    picture: () =>
      intervalsPicture(
        result
          ? [
              { title: metricLabel("accuracy"), rows: wayRows(result) },
              { title: t("augmentation.differences"), rows: differenceRows(result) },
            ]
          : [],
      ),
  });
  const draw = (): void => {
    frame.setEmpty(!result);
    test.hidden = run?.live !== false || !run.verdict;
    test.toggleAttribute("disabled", busy);
    const word = busy ? "augmentation.running" : result ? "augmentation.again" : "augmentation.run";
    relabel(test, t(word), busy ? undefined : result ? "again" : "play");
    if (!result) {
      frame.setHint("");
      fill(
        room,
        placeholder(t(test.hidden ? "augmentation.waiting" : busy ? "augmentation.busy" : "augmentation.what")),
      );
      return;
    }
    const { folds, repeats, target, helped } = result;
    frame.setHint(t("augmentation.hint", target, formatCount(folds), formatCount(repeats)));
    said.dataset.look = helped ? "good" : "neutral";
    fill(sign, icon(helped ? "check" : "dash"));
    setText(sentence, result.sentence);
    fill(
      room,
      said,
      h(
        "div",
        { class: "intervals" },
        metricBlock({ name: "accuracy", rows: wayRows(result) }),
        differenceBlock(result),
      ),
    );
    frame.changed();
  };
  onThemeChange(draw);
  const ask = async (shown: Run): Promise<void> => {
    const got = await page.host.call("augmentation", { folder: shown.folder });
    if (shown !== run || busy || !got) return;
    result = got;
    draw();
  };
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (!changes.facts) return;
      draw();
      const now = `${next.folder} ${next.state}`;
      if (next.live || now === asked) return;
      asked = now;
      page.attempt(() => ask(next));
    },
  };
}

const wayLabel = (name: AugmentationResult["ways"][number]["name"]): string => t(`augmentation.${name}`);

function wayRows({ ways }: AugmentationResult): IntervalRow[] {
  const best = Math.max(...ways.map(({ mean }) => mean));
  return ways.map(({ name, mean, std, values }) => ({
    label: wayLabel(name),
    mean,
    interval: [mean - std, mean + std],
    values,
    color: name === "generated" ? 0 : undefined,
    best: mean === best,
  }));
}

function differenceRows({ differences }: AugmentationResult): IntervalRow[] {
  return differences.map(({ over, mean, low, high }) => ({
    label: t("augmentation.over", wayLabel(over)),
    mean,
    interval: [low, high],
    values: [],
    color: 0,
    best: false,
  }));
}

/** Generated minus every other way, on an axis with a mark at 0. */
function differenceBlock(result: AugmentationResult): HTMLElement {
  const rows = differenceRows(result);
  const [low, high] = intervalDomain(rows);
  const domain: [number, number] = [Math.min(low, -0.001), Math.max(high, 0.001)];
  return h(
    "div",
    { class: "metric-block", testid: "augmentation-differences" },
    h(
      "h3",
      { class: "metric-name" },
      t("augmentation.differences"),
      h("span", { class: "card-hint" }, t("augmentation.interval")),
    ),
    rows.map((row) =>
      h(
        "div",
        { class: "metric-row" },
        h("span", { class: "metric-label", attrs: { title: row.label } }, row.label),
        strip(row, domain),
        h(
          "span",
          { class: "metric-value" },
          t("augmentation.value", points(row.mean), points(row.interval![0]), points(row.interval![1])),
        ),
        h("span", { class: "metric-best" }),
      ),
    ),
  );
}

function strip(row: IntervalRow, domain: [number, number]): SVGSVGElement {
  const colors: Theme = theme();
  const { surface, element }: { surface: Surface; element: SVGSVGElement } = svgSurface(200, 20, colors);
  element.setAttribute("class", "strip");
  element.setAttribute("preserveAspectRatio", "xMidYMid meet");
  element.setAttribute("aria-hidden", "true");
  drawInterval(surface, colors, row, domain, 8, 184, 10);
  const zero = 8 + (-domain[0] / (domain[1] - domain[0])) * 184;
  surface.polyline([zero, 0, zero, 20], { color: colors.foreground, width: 1, dash: [2, 2] });
  return element;
}

/** A difference of shares in points of a hundred, with its sign. */
function points(share: number): string {
  const text = formatNumber(100 * share, 2);
  return share > 0 ? `+${text}` : text;
}
