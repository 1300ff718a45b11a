// The card of the drawing: its toolbar, the sentence about a sample, the stage with its legend; or why nothing is drawn.

import { fill, h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button } from "../../ui";
import { placeholder } from "../cards/parts";
import { colourChoice } from "./colour";
import { degreeFilter } from "./degree-filter";
import { type Drawn, normalised } from "./drawn";
import { drawingText, type GraphFacts } from "./facts";
import { type LayoutBar, type LayoutMemory, layoutBar, layoutOf } from "./layout-bar";
import { graphLegend } from "./legend";
import { saveDrawing } from "./save-drawing";
import { nodeSearch } from "./search";
import type { GraphSession } from "./session";
import { GraphStage, type StageEvents } from "./stage";
import { webglRenderer } from "./webgl";

/** Milliseconds after which a drawing that was lost is built anew, whether or not the processor has said that it is back. */
const patience = 3000;
/** A drawing that is lost sooner than so many milliseconds after it was built waits for the person. */
const soon = 10_000;

export function drawingCard(session: GraphSession, drawn: Drawn, facts: GraphFacts): HTMLElement {
  const renderer = webglRenderer();
  let stage: GraphStage | undefined;
  let layout: LayoutBar | undefined;
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
  const events = eventsOf(session);
  const memory: LayoutMemory = { given: new Map([[layoutOf(session), drawn.data.positions]]) };
  const thinned = h("p", { class: "graph-sample", testid: "graph-thinned", attrs: { hidden: true } });
  const [stageRoom, layoutRoom] = [h("div", { class: "drawing-room" }), h("div", { class: "drawing-room" })];
  let built = 0;
  let least = 0;
  const build = (): void => {
    built = performance.now();
    const own = new GraphStage(session, drawn, stage?.canvas.positions ?? normalised(drawn.data.positions), events);
    const { canvas } = own;
    const measure = (): void =>
      session.page.attempt(async () => {
        const time = await canvas.pace.measure();
        if (!time || stage !== own) return;
        facts.drawing(drawingText(drawn, time, renderer));
        thinned.hidden = time.share === 1;
        setText(thinned, t("graph.thinned", formatCount(1 / time.share)));
      });
    const bar = layoutBar(session, drawn, canvas, memory, measure);
    [stage, layout] = [own, bar];
    canvas.onContext(
      () => lost(own),
      () => again(own),
    );
    if (least > 0) own.showFrom(least);
    fill(stageRoom, own.element);
    fill(layoutRoom, bar.element);
    facts.drawing(drawingText(drawn, undefined, renderer));
    requestAnimationFrame(() => bar.begin());
  };
  const lost = (own: GraphStage): void => {
    if (stage !== own) return;
    layout?.close();
    const wait = performance.now() - built > soon;
    fill(
      stageRoom,
      h(
        "div",
        { class: "graph-stage is-lost", testid: "graph-lost", attrs: { role: "status" } },
        placeholder(t(wait ? "graph.lost" : "graph.lostAgain")),
        button({ label: t("graph.redraw"), testid: "graph-redraw", press: () => again(own) }),
      ),
    );
    if (wait) setTimeout(() => again(own), patience);
  };
  /** Builds in the place of a drawing that was lost. */
  const again = (own: GraphStage): void => {
    if (stage !== own || !stageRoom.isConnected) return;
    if (webglRenderer() === undefined) {
      setText(stageRoom.querySelector(".placeholder")!, t("graph.lostAgain"));
      return;
    }
    own.close();
    build();
  };
  build();
  const zoom = (label: string, icon: "plus" | "dash", by: 1 | -1, testid: string): HTMLElement =>
    button({ label, icon, appearance: "icon", testid, press: () => stage?.canvas.zoomBy(by) });
  return card(
    h(
      "div",
      { class: "graph-toolbar" },
      layoutRoom,
      colourChoice(session, drawn),
      search,
      h(
        "div",
        { class: "zoom-controls" },
        zoom(t("zoom.out"), "dash", -1, "zoom-out"),
        zoom(t("zoom.in"), "plus", 1, "zoom-in"),
        button({ label: t("zoom.fit"), testid: "zoom-fit", press: () => stage?.canvas.fit() }),
        button({
          label: t("chart.saveAs", "PNG"),
          icon: "save",
          appearance: "icon",
          testid: "graph-save",
          press: () =>
            session.page.attempt(async () => {
              if (stage) await saveDrawing(session, stage.canvas);
            }),
        }),
      ),
      degreeFilter(drawn, (degree) => {
        least = degree;
        stage?.showFrom(degree);
      }),
    ),
    sample,
    thinned,
    stageRoom,
    graphLegend(session, drawn),
  );
}

/** Lines of the file are shown in their editor. */
function eventsOf({ page, path }: GraphSession): StageEvents {
  const show = (lineOf: () => Promise<number | undefined>): void =>
    page.attempt(async () => {
      const line = await lineOf();
      if (line !== undefined) await page.host.call("selectGraphLine", { path, line });
    });
  return {
    openNode: (node) => show(async () => (await page.host.call("graphNode", { path, node })).line),
    openHyperedge: (hyperedge) => show(async () => (await page.host.call("graphHyperedge", { path, hyperedge })).line),
    openEdge: (source, target) => show(() => page.host.call("edgeLine", { path, source, target })),
  };
}
