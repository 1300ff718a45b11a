// The graph lab: what the graph is, its drawing with the selected node beside it, the table of nodes, and cards of its spectrum.

import type { GraphDrawing } from "../../../engine";
import { fill, h } from "../../dom";
import { fileName } from "../../format";
import type { Page } from "../../page";
import type { GraphState } from "../../protocol";
import { t } from "../../strings";
import { button, dropdown } from "../../ui";
import { failure } from "../failure";
import type { View } from "../view";
import { graphCards } from "./cards";
import { detailsCard } from "./details";
import { drawingCard } from "./drawing";
import { Drawn } from "./drawn";
import { graphFacts } from "./facts";
import { drawingLimits, layoutOf } from "./layout-bar";
import { nodeTable } from "./node-table";
import { graphNotes } from "./notes";
import { GraphSession, matricesOf } from "./session";
import { graphText } from "./summary";

export function graphView(page: Page, state: GraphState): View {
  const { path, reading } = state;
  const room = h("div", { class: "lab-room" });
  const data = h("span", { class: "title-data", testid: "data" });
  const actions = h("div", { class: "title-actions" });
  const element = h(
    "div",
    { class: "run-view lab", testid: "graph-view" },
    h(
      "header",
      { class: "title-row" },
      h("div", { class: "title-text" }, h("h1", { testid: "title" }, fileName(path)), data),
      actions,
    ),
    room,
  );
  let session: GraphSession | undefined;
  let turn = 0;
  const open = async (): Promise<void> => {
    const own = ++turn;
    session?.close();
    session = undefined;
    fill(
      room,
      h(
        "p",
        { class: "placeholder lab-waiting", testid: "graph-loading", attrs: { role: "status" } },
        t("graph.loading"),
      ),
    );
    let opened: GraphSession;
    let drawing: GraphDrawing;
    try {
      opened = new GraphSession(page, state, await page.host.call("graph", { path, reading }));
      drawing = await page.host.call("graphDrawing", { path, layout: layoutOf(opened), ...drawingLimits });
    } catch (error) {
      if (own === turn) {
        fill(
          room,
          failure(t("graph.failed"), error, () => page.attempt(open), "graph-failed"),
        );
      }
      return;
    }
    if (own !== turn) return;
    session = opened;
    const { description } = opened;
    data.textContent = `${description.format} · ${graphText(description)}`;
    fill(actions, graphActions(opened));
    fill(room, graphNotes(opened), parts(opened, new Drawn(drawing)));
  };
  const heard = [
    page.host.on("graphChanged", (changed) => {
      if (changed.path === path) page.attempt(open);
    }),
    page.host.on("graphSelect", (selected) => {
      if (selected.path === path) session?.select(selected.node);
    }),
  ];
  page.attempt(open);
  return {
    element,
    changed: () => {},
    tick: () => {},
    close: () => {
      turn++;
      for (const forget of heard) forget();
      session?.close();
      page.host.call("closeGraph", { path }).catch(() => {});
    },
  };
}

function parts(session: GraphSession, drawn: Drawn): HTMLElement {
  const facts = graphFacts(session);
  const drawing = drawingCard(session, drawn, facts);
  const cards = graphCards.map((make) => make(session));
  session.onChange((topic) => {
    for (const { changed } of cards) changed?.(topic);
  });
  return h(
    "div",
    { class: "graph-parts" },
    h(
      "div",
      { class: "graph-columns" },
      drawing,
      h("div", { class: "graph-side" }, detailsCard(session, drawn), facts.element),
    ),
    h(
      "div",
      { class: "grid graph-grid" },
      nodeTable(session),
      cards.map((card) => card.element),
    ),
  );
}

function graphActions(session: GraphSession): HTMLElement[] {
  const { page, path, description } = session;
  const matrix = dropdown(
    t("graph.matrix"),
    (value) => {
      const chosen = matricesOf(description).find((name) => name === value);
      if (chosen) session.matrix = chosen;
    },
    "graph-matrix",
  );
  const update = (): void =>
    matrix.show(
      matricesOf(description).map((value) => ({ value, label: t(`graph.matrix.${value}`) })),
      session.matrix,
    );
  session.onChange((topic) => {
    if (topic === "matrix") update();
  });
  update();
  const target = description.targets[0]?.column;
  return [
    h("label", { class: "graph-choice" }, h("span", { class: "muted" }, t("graph.matrix")), matrix),
    ...(target === undefined
      ? []
      : [
          button({
            label: t("graph.experiment"),
            icon: "file",
            testid: "open-experiment",
            press: () => page.attempt(() => page.host.call("openNodeExperiment", { path, target })),
          }),
          button({
            label: t("graph.train"),
            icon: "play",
            appearance: "primary",
            testid: "train-nodes",
            press: () => page.attempt(() => page.host.call("trainNodes", { path, target })),
          }),
        ]),
  ];
}
