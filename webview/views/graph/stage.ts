// The stage of the drawing: what pointer and keys do on it, which node is selected, and what is emphasised.

import { onThemeChange } from "../../charts/theme";
import { h, setText } from "../../dom";
import { t } from "../../strings";
import { GraphCanvas } from "./canvas";
import type { Drawn } from "./drawn";
import { drawEmphasis, type EmphasisedLine, linesOf } from "./emphasis";
import { describeDrawn, drawHover, hoverText } from "./hover";
import type { GraphSession } from "./session";
import { NodeSteps } from "./steps";

export interface StageEvents {
  /** A node's line is wanted. */
  openNode(node: number): void;
  /** A hyperedge's line is wanted. */
  openHyperedge(hyperedge: number): void;
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
  readonly #forget: (() => void)[];
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
    const forget = session.onEvery((topic) => {
      if (topic === "shown") this.canvas.repaint(session.shown, false);
      else if (topic === "emphasis" || topic === "selected") this.#select();
      if (topic === "selected") this.#reveal();
    });
    this.#forget = [forget, () => observer.disconnect()];
    session.onClose(() => this.close());
    onThemeChange(() => this.canvas.repaint(session.shown, true));
    this.#select();
  }

  /** Nodes of a lower degree are left out. */
  showFrom(degree: number): void {
    this.canvas.showFrom(degree);
    this.#select();
  }

  close(): void {
    for (const forget of this.#forget) forget();
    this.canvas.close();
  }

  #listen(): void {
    const { sigma } = this.canvas;
    sigma.on("clickNode", ({ node }) => this.#take(Number(node)));
    sigma.on("clickStage", () => this.#take(undefined));
    sigma.on("enterNode", ({ node }) => this.#hover(Number(node)));
    sigma.on("leaveNode", () => this.#hover(undefined));
    sigma.on("doubleClickStage", ({ event, preventSigmaDefault }) => {
      const edge = this.canvas.edgeAt(event, reach);
      if (edge === undefined) return;
      preventSigmaDefault();
      const { edges } = this.#drawn.data;
      const ends = [edges[2 * edge]!, edges[2 * edge + 1]!];
      const [source, target] = ends.map((end) => this.#drawn.nodeAt(end));
      const hyperedge = ends.map((end) => this.#drawn.hyperedgeAt(end)).find((found) => found !== undefined);
      if (hyperedge !== undefined) this.#events.openHyperedge(hyperedge);
      else if (source !== undefined && target !== undefined) this.#events.openEdge(source, target);
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      const whole = this.#drawn.nodeAt(Number(node));
      const hyperedge = this.#drawn.hyperedgeAt(Number(node));
      if (whole !== undefined) this.#events.openNode(whole);
      else if (hyperedge !== undefined) this.#events.openHyperedge(hyperedge);
    });
  }

  get #selected(): number | undefined {
    const { selected, hyperedge } = this.#session;
    if (hyperedge !== undefined) return this.#drawn.indexOfHyperedge(hyperedge);
    return selected === undefined ? undefined : this.#drawn.indexOf(selected);
  }

  /** A drawn node was clicked; nothing takes the selection back. */
  #take(index: number | undefined): void {
    this.#steps.begin(index);
    this.#choose(index);
  }

  #choose(index: number | undefined): void {
    const hyperedge = index === undefined ? undefined : this.#drawn.hyperedgeAt(index);
    if (hyperedge !== undefined) this.#session.selectHyperedge(hyperedge);
    else this.#session.select(index === undefined ? undefined : this.#drawn.nodeAt(index));
  }

  #select(): void {
    const selected = this.#selected;
    this.#focus();
    setText(this.#said, selected === undefined ? "" : describeDrawn(this.#drawn, selected).join(", "));
    this.canvas.draw();
  }

  /** The pointer is over a drawn node: its neighbours stand out, unless another one is selected. */
  #hover(index: number | undefined): void {
    this.#hovered = index;
    this.element.classList.toggle("is-pointed", index !== undefined);
    if (this.#selected !== undefined) return;
    this.#focus();
    // What lies over the drawing is drawn alone: a large graph takes long.
    this.#emphasise();
  }

  /** The node that stands out with its neighbours. */
  get #focused(): number | undefined {
    return this.#selected ?? this.#hovered;
  }

  #focus(): void {
    const focused = this.#focused;
    this.element.classList.toggle("fades-nodes", focused !== undefined);
    this.element.classList.toggle("fades-edges", focused !== undefined || this.#session.emphasised.length > 0);
    this.#lines =
      focused === undefined
        ? this.#emphasised()
        : linesOf(this.#drawn, focused).filter(({ source, target }) => this.canvas.shows(source, target));
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
    const selected = this.#focused;
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
      const { selected, hyperedge } = this.#session;
      if (hyperedge !== undefined) this.#events.openHyperedge(hyperedge);
      else if (selected !== undefined) this.#events.openNode(selected);
    } else if (event.key === "Escape") this.#take(undefined);
    else return;
    event.preventDefault();
  }
}
