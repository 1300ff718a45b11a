// The card of the selected node: its id, degree and columns, its neighbours to go on to, and the way to its line.

import type { NodeRow } from "../../../engine";
import { card } from "../../card";
import { type Child, fill, h } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import type { Drawn } from "./drawn";
import type { GraphSession } from "./session";

/** Neighbours that are listed. */
const mostNeighbours = 100;

export function detailsCard(session: GraphSession, drawn: Drawn | undefined): HTMLElement {
  const { page, path, description } = session;
  const room = h("div", { class: "graph-details", testid: "graph-details" });
  let told: (NodeRow & { neighbours: NodeRow[] }) | undefined;
  const frame = card(page, {
    id: "node",
    title: t("graph.selected"),
    isTable: true,
    table: () => {
      const facts = told ? factsOf(told, session) : [];
      return {
        columns: [{ label: t("facts.what") }, { label: t("facts.value") }],
        rows: facts.length,
        cell: (row, column) => facts[row]![column],
      };
    },
    body: room,
  });
  let asked = 0;
  const load = async (): Promise<void> => {
    const { selected: node } = session;
    const own = ++asked;
    frame.setEmpty(node === undefined);
    if (node === undefined) {
      told = undefined;
      fill(room, placeholder(t("graph.noneSelected")));
      return;
    }
    const row = await page.host.call("graphNode", { path, node });
    if (own !== asked) return;
    told = row;
    fill(room, parts(row, session, drawn !== undefined && drawn.indexOf(node) === undefined));
  };
  session.onChange((topic) => {
    if (topic === "selected") page.attempt(load);
  });
  if (description.nodes > 0) page.attempt(load);
  else fill(room, placeholder(t("graph.empty")));
  return frame.element;
}

function factsOf({ id, degree, values }: NodeRow, { description }: GraphSession): [string, string][] {
  return [
    [t("graph.id"), id],
    [t("graph.degree"), formatCount(degree)],
    ...description.nodeColumns.map(({ name }, at): [string, string] => [name, values[at] ?? ""]),
  ];
}

function parts(row: NodeRow & { neighbours: NodeRow[] }, session: GraphSession, leftOut: boolean): Child {
  const { page, path } = session;
  const { line, neighbours } = row;
  return [
    leftOut ? h("p", { class: "muted" }, t("graph.notDrawn")) : null,
    h(
      "dl",
      { class: "fact-list" },
      factsOf(row, session).map(([label, value]) => [
        h("dt", {}, label),
        h("dd", { attrs: { title: value } }, value === "" ? "–" : value),
      ]),
    ),
    line === undefined
      ? null
      : h(
          "div",
          { class: "control-row" },
          button({
            label: t("graph.showLine", formatCount(line)),
            icon: "file",
            testid: "show-line",
            press: () => page.attempt(() => page.host.call("selectGraphLine", { path, line })),
          }),
        ),
    h("h3", {}, t("graph.neighbours", formatCount(neighbours.length))),
    h(
      "ul",
      { class: "neighbour-list", testid: "graph-neighbours" },
      neighbours.slice(0, mostNeighbours).map(({ node, id }) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              class: "link",
              attrs: { type: "button", title: id },
              on: { click: () => session.select(node) },
            },
            id,
          ),
        ),
      ),
    ),
    neighbours.length > mostNeighbours
      ? h("p", { class: "muted" }, t("facts.more", formatCount(neighbours.length - mostNeighbours)))
      : null,
  ];
}
