// The card of facts: what the graph is, how it is connected, and how it is drawn.

import { card } from "../../card";
import { fill, h } from "../../dom";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import type { DataTable } from "../../table";
import type { Drawn } from "./drawn";
import type { FrameTime } from "./frame-time";
import type { GraphSession } from "./session";

type Fact = [label: string, value: string];

export interface GraphFacts {
  element: HTMLElement;
  /** How the graph is drawn, once that is known. */
  drawing(text: string): void;
}

export function graphFacts({ page, description }: GraphSession): GraphFacts {
  const { degree } = description;
  const hyper = description.kind === "hypergraph";
  const own: Fact[] = [
    [t("picture.format"), description.format],
    [t("graph.facts.nodes"), formatCount(description.nodes)],
    ...(hyper
      ? ([
          [t("graph.facts.hyperedges"), formatCount(description.hyperedges ?? 0)],
          [t("graph.facts.incidences"), formatCount(description.incidences ?? 0)],
        ] as Fact[])
      : ([
          [t("graph.facts.edges"), formatCount(description.edges)],
          [t("graph.facts.directed"), t(description.directed ? "graph.directed" : "graph.undirected")],
          [t("graph.facts.loops"), formatCount(description.loops)],
          [t("graph.facts.repeats"), formatCount(description.repeats)],
        ] as Fact[])),
    [t("graph.facts.components"), formatCount(description.components)],
    [t("graph.facts.isolated"), formatCount(description.isolated)],
    [
      t("graph.facts.degree"),
      t("graph.facts.degrees", formatCount(degree.least), formatNumber(degree.mean, 3), formatCount(degree.most)),
    ],
    [t("graph.facts.weights"), t(description.weighted ? "graph.weighted" : "graph.unweighted")],
  ];
  if (description.features) own.push([t("graph.facts.features"), formatCount(description.features)]);
  own.push([t("graph.facts.split"), t(description.split ? "graph.given" : "graph.notGiven")]);
  own.push([t("graph.facts.positions"), t(description.positions ? "graph.given" : "graph.notGiven")]);
  let drawing: Fact[] = [];
  const list = h("dl", { class: "fact-list", testid: "graph-facts" });
  const facts = (): Fact[] => [...own, ...drawing];
  const draw = (): void =>
    fill(
      list,
      facts().map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]),
    );
  draw();
  const frame = card(page, {
    id: "graph-facts",
    title: t("facts.title"),
    isTable: true,
    table: (): DataTable => ({
      columns: [{ label: t("facts.what") }, { label: t("facts.value") }],
      rows: facts().length,
      cell: (row, column) => facts()[row]![column],
    }),
    body: list,
  });
  return {
    element: frame.element,
    drawing(text) {
      drawing = [[t("graph.facts.drawing"), text]];
      draw();
    },
  };
}

/** "50 000 nodes · 200 000 edges · 12 ms a frame · the renderer". */
export function drawingText(drawn: Drawn, time: FrameTime | undefined, renderer: string): string {
  const nodes = drawn.data.hyperedgesFrom ?? drawn.count;
  return [
    t("graph.nodes", formatCount(nodes)),
    nodes < drawn.count ? t("graph.hyperedges", formatCount(drawn.count - nodes)) : undefined,
    t(nodes < drawn.count ? "graph.memberships" : "graph.edges", formatCount(drawn.edges)),
    time && frameText(time),
    renderer,
  ]
    .filter(Boolean)
    .join(" · ");
}

function frameText({ full, moving, share }: FrameTime): string {
  const each = formatNumber(full, 2);
  if (moving === undefined) return t("graph.frame", each);
  return share === 1
    ? t("graph.frameEdges", formatNumber(moving, 2), each)
    : t("graph.frameShare", formatNumber(moving, 2), each, formatCount(1 / share));
}
