// One pixel explained: its neighbours × weights, the sum, and each operation after it, from the nodes that computed the picture.

import {
  type ExplainedStage,
  explainPixel,
  type FilterExecutor,
  neededRegion,
  type PixelExplanation,
} from "../../../engine";
import { card } from "../../card";
import { onThemeChange } from "../../charts/theme";
import { fill, h, setText } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import { placeholder, segments } from "../cards/parts";
import { stepName } from "./kernel-groups";
import { tint } from "./matrix-grid";
import { channelNames, formatValue } from "./readout";
import type { Session } from "./session";
import type { Tiles } from "./tiles";
import type { Viewport } from "./viewport";

export interface ExplainParts {
  tiles: Tiles;
  executor: FilterExecutor;
  viewport: Viewport;
}

export function explainCard(session: Session, { tiles, executor, viewport }: ExplainParts): HTMLElement {
  const { picture, page } = session;
  let explanation: PixelExplanation | undefined;
  let turn = 0;
  const room = h("div", { class: "explain", testid: "explain" });
  const said = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  const steps = segments<string>(t("explain.step"), (value) => session.select(Number(value)), "explain-step");
  const channels = segments<string>(
    t("explain.channel"),
    (value) => session.set({ channel: Number(value) }, "pixel"),
    "explain-channel",
  );
  const frame = card(page, {
    id: "explain",
    title: t("explain.title"),
    controls: h("div", { class: "control-row" }, steps.element, channels.element),
    body: [room, said],
    isTable: true,
    table: () => explainedTable(explanation),
  });
  /** The window around the pixel comes from the tiles; until it is here the last explanation stays. */
  const explain = async (): Promise<void> => {
    const own = ++turn;
    const { pixel, channel: wanted } = session.look;
    const { program, computed, selected } = session;
    const active = computed.steps.length > 0 && selected >= 0 && selected < computed.steps.length;
    const channel = Math.min(wanted, picture.channels - 1);
    showChoices(channel);
    if (!pixel || !active || session.fault) {
      explanation = undefined;
      draw();
      return;
    }
    const x = Math.min(pixel.x, picture.width - 1);
    const y = Math.min(pixel.y, picture.height - 1);
    const region = { x, y, width: 1, height: 1 };
    const need = neededRegion(program, picture, region, program.steps[selected]!.node);
    const source = await tiles.window(0, need);
    if (own !== turn) return;
    explanation = explainPixel({ program, pipeline: computed, step: selected, source, executor, x, y, channel });
    draw();
  };
  const showChoices = (channel: number): void => {
    const { steps: all } = session.pipeline;
    steps.element.hidden = all.length < 2;
    steps.show(
      all.map((step, index) => ({ value: String(index), label: `${index + 1} ${stepName(step)}` })),
      String(session.selected),
    );
    channels.element.hidden = picture.channels === 1;
    channels.show(
      channelNames(picture.channels).map((label, index) => ({ value: String(index), label })),
      String(channel),
    );
  };
  const draw = (): void => {
    frame.setEmpty(!explanation);
    const widest = explanation?.stages.reduce((most, stage) =>
      stage.rows * stage.columns > most.rows * most.columns ? stage : most,
    );
    viewport.footprint = { rows: widest?.rows || 1, columns: widest?.columns || 1 };
    viewport.refresh();
    if (!explanation) {
      fill(room, placeholder(t(session.pipeline.steps.length ? "explain.none" : "explain.noSteps")));
      return;
    }
    const { x, y, before, result, elements, stages } = explanation;
    fill(
      room,
      h(
        "p",
        { class: "explain-head", testid: "explain-head" },
        h("span", {}, `x ${formatCount(x)}, y ${formatCount(y)}`),
        h("strong", {}, formatValue(before, elements), " → ", formatValue(result, elements)),
      ),
      stages.length ? stages.map(stageRoom) : h("p", { class: "muted" }, t("explain.off")),
    );
    frame.changed();
    setText(said, t("explain.said", x, y, formatValue(before, elements), formatValue(result, elements)));
  };
  const soon = (): void => page.attempt(explain);
  for (const topic of ["pixel", "calm", "selected"] as const) session.on(topic, soon);
  onThemeChange(draw);
  soon();
  return frame.element;
}

function stageRoom(stage: ExplainedStage): HTMLElement {
  return h(
    "section",
    { class: "explain-stage", attrs: { "data-op": stage.op } },
    h("h3", {}, stage.title, " ", h("span", { class: "muted" }, stage.values)),
    stage.terms.length ? (stage.op === "median" ? medianRoom(stage) : termGrid(stage)) : null,
    h(
      "table",
      { class: "arithmetic", testid: `arithmetic-${stage.node}` },
      h(
        "tbody",
        {},
        stage.arithmetic.map(({ does, value }) =>
          h("tr", {}, h("th", { attrs: { scope: "row" } }, does), h("td", { class: "number" }, formatExact(value))),
        ),
      ),
    ),
    stage.notes.length
      ? h(
          "ul",
          { class: "explain-notes" },
          stage.notes.map((note) => h("li", {}, note)),
        )
      : null,
  );
}

/** A grid of value × weight = product as the neighbours lie in the picture, tinted by product. */
function termGrid({ terms, columns, node }: ExplainedStage): HTMLElement {
  const largest = Math.max(...terms.map(({ product, value }) => Math.abs(product ?? value))) || 1;
  const rows: HTMLElement[] = [];
  for (let from = 0; from < terms.length; from += columns) {
    rows.push(
      h(
        "tr",
        {},
        terms.slice(from, from + columns).map(({ dx, dy, value, weight, product, outside }) => {
          const cell = h(
            "td",
            {
              class: outside ? "term is-outside" : dx === 0 && dy === 0 ? "term is-centre" : "term",
              attrs: {
                title: `${formatExact(value)} × ${formatExact(weight ?? 1)} = ${formatExact(product ?? value)}`,
              },
            },
            h("span", { class: "term-factors" }, `${formatNumber(value, 3)} × ${formatNumber(weight ?? 1, 3)}`),
            h("span", { class: "term-product" }, formatNumber(product ?? value, 4)),
          );
          tint(cell, (product ?? value) / largest);
          return cell;
        }),
      ),
    );
  }
  return h(
    "div",
    { class: "term-scroll", attrs: { tabindex: 0, role: "region", "aria-label": t("explain.grid") } },
    h(
      "table",
      { class: "terms", testid: `terms-${node}`, attrs: { "aria-label": t("explain.grid") } },
      h("tbody", {}, rows),
    ),
  );
}

/** The values in order, the one in the middle marked. */
function medianRoom({ terms, node }: ExplainedStage): HTMLElement {
  const sorted = [...terms].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return h(
    "ol",
    { class: "sorted-values", testid: `sorted-${node}`, attrs: { "aria-label": t("explain.sorted") } },
    sorted.map(({ value, middle }) =>
      h(
        "li",
        { class: middle ? "is-middle" : "", attrs: { "aria-current": middle ? "true" : undefined } },
        formatNumber(value, 4),
        middle ? h("span", { class: "visually-hidden" }, ` ${t("explain.middle")}`) : null,
      ),
    ),
  );
}

/** More digits than elsewhere: these numbers have to add up. */
function formatExact(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 7);
}

function explainedTable(explanation: PixelExplanation | undefined): DataTable {
  const rows = (explanation?.stages ?? []).flatMap((stage) => [
    ...stage.terms.map(({ dx, dy, value, weight, product }) => [stage.title, `${dx}, ${dy}`, value, weight, product]),
    ...stage.arithmetic.map(({ does, value }) => [stage.title, does, undefined, undefined, value]),
  ]);
  return {
    columns: [
      { label: t("explain.operation") },
      { label: t("explain.place") },
      { label: t("counts.value"), numeric: true },
      { label: t("explain.weight"), numeric: true },
      { label: t("explain.product"), numeric: true },
    ],
    rows: rows.length,
    cell: (row, column) => rows[row]![column],
  };
}
