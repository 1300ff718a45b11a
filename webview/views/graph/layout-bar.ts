// How the nodes are placed: the choice of layout, a force layout that runs and can be paused, layouts that were there already.

import type { LayoutName } from "../../../engine";
import { fill, h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { button, relabel } from "../../ui";
import { segments } from "../cards/parts";
import type { GraphCanvas } from "./canvas";
import { type Drawn, normalised } from "./drawn";
import { LayoutRun } from "./layout-run";
import type { GraphSession } from "./session";

/** What is asked for at most. */
export const drawingLimits = { nodes: 50_000, edges: 200_000 };

/** What outlives a drawing that is built again. */
export interface LayoutMemory {
  /** Positions as the host gave them. */
  given: Map<LayoutName, Float32Array>;
  /** Where a force layout has come to its end. */
  settled?: Float32Array;
}

export interface LayoutBar {
  element: HTMLElement;
  /** Begins: places the nodes as they were placed last. */
  begin(): void;
  close(): void;
}

export function layoutsOf({ description }: GraphSession): LayoutName[] {
  return description.positions ? ["given", "force", "spectral", "circle"] : ["force", "spectral", "circle"];
}

export function layoutOf(session: GraphSession): LayoutName {
  const all = layoutsOf(session);
  const { layout } = session.choices;
  return layout && all.includes(layout) ? layout : all[0]!;
}

/** `placed` is called each time that nodes have come to rest. */
export function layoutBar(
  session: GraphSession,
  drawn: Drawn,
  canvas: GraphCanvas,
  memory: LayoutMemory,
  placed: () => void,
): LayoutBar {
  const { page, path } = session;
  const { given } = memory;
  let run: LayoutRun | undefined;
  let turn = 0;
  const said = h("span", { class: "muted layout-said", testid: "layout-state", attrs: { role: "status" } });
  const pause = button({ label: t("action.pause"), icon: "pause", testid: "layout-pause", press: () => toggle() });
  const modes = segments<LayoutName>(t("graph.layout"), (layout) => page.attempt(() => choose(layout)), "layout");
  const show = (state: string, steps?: string): void => {
    said.dataset.state = state;
    setText(said, steps ?? "");
    canvas.pace.layOut(state === "running");
    if (state === "done") placed();
    pause.hidden = state !== "running" && state !== "paused";
    relabel(pause, t(state === "paused" ? "graph.continue" : "action.pause"), state === "paused" ? "play" : "pause");
  };
  const toggle = (): void => {
    if (!run) return;
    run.pause(!run.paused);
    show(run.paused ? "paused" : "running", said.textContent ?? "");
  };
  const end = (): void => {
    run?.close();
    run = undefined;
  };
  const choose = async (layout: LayoutName): Promise<void> => {
    const own = ++turn;
    end();
    session.choose({ layout });
    modes.show(labelled(session), layout);
    show("placing");
    let positions = given.get(layout);
    if (!positions) {
      ({ positions } = await page.host.call("graphDrawing", { path, layout, ...drawingLimits }));
      given.set(layout, positions);
    }
    if (own !== turn) return;
    if (layout !== "force") {
      await canvas.place(positions, true);
      if (own === turn) show("done");
    } else if (memory.settled) {
      await canvas.place(memory.settled, true);
      if (own === turn) show("done");
    } else await force(positions, own);
  };
  const force = async (positions: Float32Array, own: number): Promise<void> => {
    await canvas.place(normalised(positions), true);
    const script = await page.host.call("layoutScript");
    if (own !== turn) return;
    const { edges, weights } = drawn.data;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    show("running", calm ? t("graph.layouting") : "");
    run = new LayoutRun(script, { positions: normalised(positions), edges, weights }, !calm, {
      async moved(next, steps, done) {
        if (own !== turn) return;
        const begin = performance.now();
        await canvas.place(next, done && calm);
        if (done) {
          memory.settled = next;
          end();
          show("done", t("graph.settled", formatCount(steps)));
          return;
        }
        show(run?.paused ? "paused" : "running", t("graph.step", formatCount(steps)));
        // Drawing leaves the page at least as much time for the person as it took.
        await new Promise((resolve) => setTimeout(resolve, 1.5 * (performance.now() - begin)));
      },
      failed: (error) => {
        end();
        show("failed");
        page.attempt(async () => {
          throw error;
        });
      },
    });
  };
  const close = (): void => {
    turn++;
    end();
  };
  session.onClose(close);
  const element = h("div", { class: "layout-bar" });
  fill(element, modes.element, pause, said);
  show("placing");
  return { element, begin: () => page.attempt(() => choose(layoutOf(session))), close };
}

function labelled(session: GraphSession): { value: LayoutName; label: string }[] {
  return layoutsOf(session).map((value) => ({ value, label: t(`graph.layout.${value}`) }));
}
