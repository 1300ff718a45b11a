// The stage of the drawing: what pointer and keys do on it, which node is selected, and what is emphasised.

import { onThemeChange } from "../../charts/theme";
import { h, setText } from "../../dom";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { GraphCanvas } from "./canvas";
import type { Drawn } from "./drawn";
import { drawEmphasis, type EmphasisedLine, linesOf } from "./emphasis";
import { drawHover, hoverText } from "./hover";
import type { GraphSession } from "./session";
import { NodeSteps } from "./steps";

export interface StageEvents {
  /** A node's line is wanted. */
  openNode(node: number): void;
  /** An edge's line is wanted: nodes of the whole graph. */
  openEdge(source: number, target: number): void;
}

/** Pixels that an arrow key moves the drawing by. */
const panStep = 60;
/** Pixels around an edge within which a double click means it. */
const reach = 6;
/** Pixels from the edge of the room at which a node is still in sight. */
const margin = 10;

export class GraphStage {
  readonly element: HTMLElement;
  readonly canvas: GraphCanvas;
  readonly #session: GraphSession;
  readonly #drawn: Drawn;
  readonly #events: StageEvents;
  readonly #layer: HTMLCanvasElement;
  readonly #said = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  readonly #steps: NodeSteps;
  /** A hyperedge that is selected, which is no node of the graph. */
  #hyperedge?: number;
  #lines: readonly EmphasisedLine[] = [];
  #hovered?: number;

  constructor(session: GraphSession, drawn: Drawn, positions: Float32Array, events: StageEvents) {
    this.#session = session;
    this.#drawn = drawn;
    this.#events = events;
    this.#steps = new NodeSteps(drawn);
    this.canvas = new GraphCanvas(drawn, session.description.directed, positions, session.shown, {
      defaultDrawNodeHover: (context, node) => {
        if (this.#hovered === undefined) return;
        drawHover(context, node, hoverText(drawn, this.#hovered, session.shown), this.canvas.room.clientWidth);
      },
    });
    const { sigma, room } = this.canvas;
    this.element = h(
      "div",
      {
        class: "graph-stage",
        testid: "graph-stage",
        attrs: { role: "application", "aria-label": t("graph.keys"), tabindex: 0 },
        on: { keydown: (event) => this.#key(event) },
      },
      room,
      this.#said,
    );
    const above = { afterLayer: "nodes" } as Parameters<typeof sigma.createCanvas>[1];
    this.#layer = sigma.createCanvas("emphasis", above);
    sigma.on("afterRender", () => this.#emphasise());
    this.#listen();
    const observer = new ResizeObserver(() => this.canvas.resized());
    observer.observe(room);
    session.onClose(() => {
      observer.disconnect();
      this.canvas.close();
    });
    session.onEvery((topic) => {
      if (topic === "shown") this.canvas.repaint(session.shown, false);
      else if (topic === "emphasis" || topic === "selected") this.#select();
      if (topic === "selected") this.#reveal();
    });
    onThemeChange(() => this.canvas.repaint(session.shown, true));
    this.#select();
  }

  #listen(): void {
    const { sigma } = this.canvas;
    sigma.on("clickNode", ({ node }) => this.#take(Number(node)));
    sigma.on("clickStage", () => this.#take(undefined));
    sigma.on("enterNode", ({ node }) => {
      this.#hovered = Number(node);
      this.element.classList.add("is-pointed");
    });
    sigma.on("leaveNode", () => {
      this.#hovered = undefined;
      this.element.classList.remove("is-pointed");
    });
    sigma.on("doubleClickStage", ({ event, preventSigmaDefault }) => {
      const edge = this.canvas.edgeAt(event, reach);
      if (edge === undefined) return;
      preventSigmaDefault();
      const { edges } = this.#drawn.data;
      const [source, target] = [edges[2 * edge]!, edges[2 * edge + 1]!].map((end) => this.#drawn.nodeAt(end));
      if (source !== undefined && target !== undefined) this.#events.openEdge(source, target);
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      const whole = this.#drawn.nodeAt(Number(node));
      if (whole !== undefined) this.#events.openNode(whole);
    });
  }

  get #selected(): number | undefined {
    if (this.#hyperedge !== undefined) return this.#hyperedge;
    const { selected } = this.#session;
    return selected === undefined ? undefined : this.#drawn.indexOf(selected);
  }

  /** A drawn node was clicked; nothing takes the selection back. */
  #take(index: number | undefined): void {
    this.#steps.begin(index);
    this.#choose(index);
  }

  #choose(index: number | undefined): void {
    this.#hyperedge = index !== undefined && this.#drawn.isHyperedge(index) ? index : undefined;
    const node = index === undefined ? undefined : this.#drawn.nodeAt(index);
    if (node === this.#session.selected) this.#select();
    else this.#session.select(node);
  }

  #select(): void {
    if (this.#session.selected !== undefined) this.#hyperedge = undefined;
    const selected = this.#selected;
    const { emphasised } = this.#session;
    this.element.classList.toggle("fades-nodes", selected !== undefined);
    this.element.classList.toggle("fades-edges", selected !== undefined || emphasised.length > 0);
    if (selected === undefined) {
      this.#lines = this.#emphasised();
      setText(this.#said, "");
    } else {
      const { labels, degrees } = this.#drawn.data;
      this.#lines = linesOf(this.#drawn, selected);
      setText(this.#said, t("graph.said", labels[selected] ?? "", formatCount(degrees[selected] ?? 0)));
    }
    this.canvas.draw();
  }

  /** The edges that a card has emphasised, as far as they are drawn. */
  #emphasised(): EmphasisedLine[] {
    const { emphasised } = this.#session;
    const most = emphasised.reduce((largest, { weight }) => Math.max(largest, Math.abs(weight)), 0);
    return emphasised.flatMap(({ source, target, weight }) => {
      const [from, to] = [this.#drawn.indexOf(source), this.#drawn.indexOf(target)];
      if (from === undefined || to === undefined) return [];
      return [{ source: from, target: to, strength: most > 0 ? Math.abs(weight) / most : 1 }];
    });
  }

  #emphasise(): void {
    const selected = this.#selected;
    this.#layer.hidden = selected === undefined && this.#lines.length === 0;
    if (this.#layer.hidden) return;
    const emphasis = { selected, lines: this.#lines, arrows: this.#session.description.directed };
    drawEmphasis(this.#layer, this.canvas.room, this.#drawn, emphasis, (index) => this.canvas.where(index));
  }

  #step(by: 1 | -1): void {
    const next = this.#steps.next(this.#selected, by);
    if (next === undefined) return;
    this.#choose(next);
  }

  /** Brings the selected node into sight, wherever it was selected. */
  #reveal(): void {
    const selected = this.#selected;
    if (selected === undefined) return;
    const { x, y } = this.canvas.where(selected);
    const { clientWidth: width, clientHeight: height } = this.canvas.room;
    const inSight = x > margin && y > margin && x < width - margin && y < height - margin;
    if (!inSight) this.canvas.flyTo(selected, false);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pans: Record<string, [number, number]> = {
      ArrowLeft: [-panStep, 0],
      ArrowRight: [panStep, 0],
      ArrowUp: [0, -panStep],
      ArrowDown: [0, panStep],
    };
    const pan = pans[event.key];
    if (pan) this.canvas.pan(...pan);
    else if (event.key === "+" || event.key === "=") this.canvas.zoomBy(1);
    else if (event.key === "-") this.canvas.zoomBy(-1);
    else if (event.key === "0") this.canvas.fit();
    else if (event.key.toLowerCase() === "n") this.#step(event.shiftKey ? -1 : 1);
    else if (event.key === " ") this.#steps.begin(this.#selected);
    else if (event.key === "Enter") {
      const { selected } = this.#session;
      if (selected !== undefined) this.#events.openNode(selected);
    } else if (event.key === "Escape") this.#take(undefined);
    else return;
    event.preventDefault();
  }
}
