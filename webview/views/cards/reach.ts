// The card that tells what each layer of a chosen node collects, and from which nodes.

import type { NodeReach } from "../../../engine";
import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import type { Page } from "../../page";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { placeholder, type RunCard } from "./parts";
import { shownMember } from "./shown";

/** Nodes of a layer that are listed. */
const listed = 12;

export interface ReachCard extends RunCard {
  /** Another node is looked at. */
  choose(node: number): void;
}

export function reachCard(page: Page): ReachCard {
  let run: Run | undefined;
  let node: number | undefined;
  let reach: NodeReach | undefined;
  let turn = 0;
  const room = h("div", { class: "reach", testid: "reach" });
  const rows = () =>
    (reach?.layers ?? []).flatMap(({ name, contributions }) => contributions.map((each) => ({ layer: name, ...each })));
  const frame = card(page, {
    id: "reach",
    title: t("reach.title"),
    body: room,
    isTable: true,
    table: () => {
      const all = rows();
      return {
        columns: [
          { label: t("dirichlet.layer") },
          { label: t("embedding.node") },
          { label: t("reach.weight"), numeric: true },
        ],
        rows: all.length,
        cell: (row, column) => [all[row]!.layer, all[row]!.id, all[row]!.weight][column],
      };
    },
  });
  const say = (text: string): void => {
    frame.setEmpty(true);
    frame.setHint("");
    fill(room, placeholder(text));
  };
  const ask = async (shown: Run, asked: number): Promise<void> => {
    const own = ++turn;
    say(t("reach.asking"));
    try {
      const member = shownMember(page, shown);
      const got = await page.host.call("nodeReach", { folder: shown.folder, member, node: asked });
      if (own !== turn) return;
      reach = got;
      frame.setEmpty(false);
      frame.setHint(t("embedding.at", formatCount(asked + 1)));
      fill(
        room,
        reach.layers.map((layer) => layerList(page, shown, layer)),
      );
    } catch (error) {
      if (own === turn) say(error instanceof Error ? error.message : String(error));
    }
  };
  const draw = (): void => {
    if (!run || run.live) say(t("reach.waiting"));
    else if (node === undefined) say(t("reach.none"));
    else void ask(run, node);
  };
  page.choices.onChange((changed) => {
    if ("member" in changed) draw();
  });
  return {
    element: frame.element,
    update(next, changes) {
      run = next;
      if (changes.facts) draw();
    },
    choose(next) {
      node = next;
      draw();
    },
  };
}

function layerList(page: Page, run: Run, { name, contributions }: NodeReach["layers"][number]): HTMLElement {
  const most = Math.max(1e-300, ...contributions.map(({ weight }) => Math.abs(weight)));
  const left = contributions.length - listed;
  return h(
    "section",
    { class: "reach-layer" },
    h("h3", {}, name, h("span", { class: "card-hint" }, t("reach.count", formatCount(contributions.length)))),
    h(
      "table",
      { class: "plain" },
      h(
        "tbody",
        {},
        contributions.slice(0, listed).map(({ id, line, weight }) => {
          const meter = h("span", { class: "meter", attrs: { "aria-hidden": "true" } });
          meter.style.setProperty("--share", String(Math.abs(weight) / most));
          return h(
            "tr",
            {},
            h("th", { attrs: { scope: "row" } }, line === undefined ? id : lineLink(page, run, id, line)),
            h("td", { class: "number" }, meter, formatNumber(weight, 3)),
          );
        }),
      ),
    ),
    left > 0 ? h("p", { class: "muted" }, t("warnings.more", formatCount(left))) : null,
  );
}

function lineLink(page: Page, run: Run, id: string, line: number): HTMLElement {
  return h(
    "button",
    {
      class: "link",
      attrs: { type: "button", title: t("rows.line", formatCount(line)) },
      on: { click: () => page.attempt(() => page.host.call("selectLines", { folder: run.folder, lines: [line] })) },
    },
    id,
  );
}
