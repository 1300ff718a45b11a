// The card of the drawing: its toolbar, the sentence about a sample, the stage with its legend; or why nothing is drawn.

import { h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import { colourChoice } from "./colour";
import { type Drawn, normalised } from "./drawn";
import { drawingText, type GraphFacts } from "./facts";
import { layoutBar } from "./layout-bar";
import { graphLegend } from "./legend";
import { nodeSearch } from "./search";
import type { GraphSession } from "./session";
import { GraphStage } from "./stage";
import { webglRenderer } from "./webgl";

export function drawingCard(session: GraphSession, drawn: Drawn, facts: GraphFacts): HTMLElement {
  const { page, path } = session;
  const renderer = webglRenderer();
  let stage: GraphStage | undefined;
  const search = nodeSearch(session, (node) => {
    session.select(node);
    const index = drawn.indexOf(node);
    if (index !== undefined) stage?.canvas.flyTo(index, true);
  });
  const sample = drawn.data.sample
    ? h("p", { class: "graph-sample", testid: "graph-sample" }, drawn.data.sample)
    : null;
  const card = (...children: Parameters<typeof h>[2][]): HTMLElement =>
    h(
      "section",
      { class: "card card-drawing", testid: "drawing-card", attrs: { "aria-label": t("graph.drawing") } },
      children,
    );
  if (drawn.count === 0 || renderer === undefined) {
    const why = t(drawn.count === 0 ? "graph.empty" : "graph.noWebgl");
    facts.drawing(why);
    return card(h("div", { class: "graph-toolbar" }, search), sample, placeholder(why));
  }
  stage = new GraphStage(session, drawn, normalised(drawn.data.positions), {
    openNode: (node) =>
      page.attempt(async () => {
        const { line } = await page.host.call("graphNode", { path, node });
        if (line !== undefined) await page.host.call("selectGraphLine", { path, line });
      }),
    openEdge: (source, target) =>
      page.attempt(async () => {
        const line = await page.host.call("edgeLine", { path, source, target });
        if (line !== undefined) await page.host.call("selectGraphLine", { path, line });
      }),
  });
  const { canvas } = stage;
  facts.drawing(drawingText(drawn, undefined, renderer));
  const thinned = h("p", { class: "graph-sample", testid: "graph-thinned", attrs: { hidden: true } });
  const measure = (): void =>
    page.attempt(async () => {
      const time = await canvas.pace.measure();
      if (!time) return;
      facts.drawing(drawingText(drawn, time, renderer));
      thinned.hidden = time.share === 1;
      setText(thinned, t("graph.thinned", formatCount(1 / time.share)));
    });
  const layout = layoutBar(session, drawn, canvas, measure);
  const zoom = (label: string, icon: "plus" | "dash", by: 1 | -1, testid: string): HTMLElement =>
    button({ label, icon, appearance: "icon", testid, press: () => canvas.zoomBy(by) });
  requestAnimationFrame(() => layout.begin());
  return card(
    h(
      "div",
      { class: "graph-toolbar" },
      layout.element,
      colourChoice(session, drawn),
      search,
      h(
        "div",
        { class: "zoom-controls" },
        zoom(t("zoom.out"), "dash", -1, "zoom-out"),
        zoom(t("zoom.in"), "plus", 1, "zoom-in"),
        button({ label: t("zoom.fit"), testid: "zoom-fit", press: () => canvas.fit() }),
      ),
    ),
    sample,
    thinned,
    stage.element,
    graphLegend(session, drawn),
  );
}
