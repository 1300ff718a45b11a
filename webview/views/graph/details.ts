// The card of what is selected: a node or a hyperedge with its facts, those it is joined with to go on to, and its line.

import type { HyperedgeDetails, HyperedgeRow, NodeDetails, NodeRow } from "../../../engine";
import { card } from "../../card";
import { type Child, fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import type { Drawn } from "./drawn";
import { hyperedgeName } from "./hover";
import type { GraphSession } from "./session";

/** Neighbours, members or hyperedges that are listed. */
const mostListed = 100;

type Fact = [label: string, value: string];

/** What the card shows of a node or of a hyperedge. */
interface Told {
  facts: Fact[];
  line?: number;
  lists: { title: string; total: number; links: HTMLElement[]; testid: string }[];
}

export function detailsCard(session: GraphSession, drawn: Drawn | undefined): HTMLElement {
  const { page, path, description } = session;
  const hyper = description.kind === "hypergraph";
  const room = h("div", { class: "graph-details", testid: "graph-details" });
  let told: Told | undefined;
  const frame = card(page, {
    id: "node",
    title: t(hyper ? "graph.selectedHyper" : "graph.selected"),
    isTable: true,
    table: () => {
      const facts = told?.facts ?? [];
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
    const { selected: node, hyperedge } = session;
    const own = ++asked;
    const none = node === undefined && hyperedge === undefined;
    frame.setEmpty(none);
    told = undefined;
    if (none) {
      fill(room, placeholder(t(hyper ? "graph.noneSelectedHyper" : "graph.noneSelected")));
      return;
    }
    const next =
      hyperedge === undefined
        ? toldOfNode(await page.host.call("graphNode", { path, node: node! }), session)
        : toldOfHyperedge(await page.host.call("graphHyperedge", { path, hyperedge }), session);
    if (own !== asked) return;
    told = next;
    const index = hyperedge === undefined ? drawn?.indexOf(node!) : drawn?.indexOfHyperedge(hyperedge);
    fill(room, parts(next, session, drawn !== undefined && index === undefined));
  };
  session.onChange((topic) => {
    if (topic === "selected") page.attempt(load);
  });
  if (description.nodes > 0) page.attempt(load);
  else fill(room, placeholder(t("graph.empty")));
  return frame.element;
}

function toldOfNode(node: NodeDetails, session: GraphSession): Told {
  const { id, degree, values, line, neighbours, neighbourCount, hyperedges } = node;
  return {
    facts: [
      [t("graph.id"), id],
      [t("graph.degree"), formatCount(degree)],
      ...session.description.nodeColumns.map(({ name }, at): Fact => [name, values[at] ?? ""]),
    ],
    line,
    lists: [
      ...(hyperedges
        ? [
            {
              title: t("graph.hyperedgesOf", formatCount(degree)),
              total: degree,
              links: hyperedges.slice(0, mostListed).map((row) => hyperedgeLink(row, session)),
              testid: "graph-hyperedges",
            },
          ]
        : []),
      {
        title: t("graph.neighbours", formatCount(neighbourCount)),
        total: neighbourCount,
        links: neighbours.slice(0, mostListed).map((row) => nodeLink(row, session)),
        testid: "graph-neighbours",
      },
    ],
  };
}

function toldOfHyperedge({ columns, line, members, ...row }: HyperedgeDetails, session: GraphSession): Told {
  return {
    facts: [
      [t("graph.id"), hyperedgeName(row.id, row.hyperedge)],
      [t("graph.size"), t("graph.members", formatCount(row.size))],
      [t("graph.weight"), formatNumber(row.weight)],
      ...columns,
    ],
    line,
    lists: [
      {
        title: t("graph.membersOf", formatCount(row.size)),
        total: row.size,
        links: members.slice(0, mostListed).map((member) => nodeLink(member, session)),
        testid: "graph-members",
      },
    ],
  };
}

const nodeLink = ({ node, id }: NodeRow, session: GraphSession): HTMLElement => link(id, () => session.select(node));

function hyperedgeLink({ hyperedge, id }: HyperedgeRow, session: GraphSession): HTMLElement {
  return link(hyperedgeName(id, hyperedge), () => session.selectHyperedge(hyperedge));
}

function link(text: string, press: () => void): HTMLElement {
  return h("button", { class: "link", attrs: { type: "button", title: text }, on: { click: press } }, text);
}

function parts({ facts, line, lists }: Told, { page, path }: GraphSession, leftOut: boolean): Child {
  return [
    leftOut ? h("p", { class: "muted" }, t("graph.notDrawn")) : null,
    h(
      "dl",
      { class: "fact-list" },
      facts.map(([label, value]) => [
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
    lists.map(({ title, total, links, testid }) => [
      h("h3", {}, title),
      h(
        "ul",
        { class: "neighbour-list", testid },
        links.map((each) => h("li", {}, each)),
      ),
      total > links.length ? h("p", { class: "muted" }, t("facts.more", formatCount(total - links.length))) : null,
    ]),
  ];
}
