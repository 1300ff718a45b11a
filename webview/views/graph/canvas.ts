// The graph on the graphics processor: its nodes and edges in sigma, their places and colours, and the camera.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";
import type { Settings } from "sigma/settings";
import { theme } from "../../charts/theme";
import { h } from "../../dom";
import { type Appearance, appearanceOf, edgeColors } from "./appearance";
import { type Drawn, shortened } from "./drawn";
import { nameWidth, type Place, writeName } from "./emphasis";
import type { Shown } from "./graph-lab";
import { labelPlace } from "./label-place";
import { missingColor, nodeColors } from "./node-colors";
import { Pace } from "./pace";
import { allOrNone, firstLines, pickedAtRest } from "./sparing-programs";
import { NodeSquareProgram } from "./square-program";

const nameLength = 28;
/** Beyond this many nodes and edges lines and points take the place of finer shapes. */
const manyShapes = 30_000;
/** Up to this many nodes and edges move to their new places; more of them jump. */
const mostEased = 4000;
const easeTime = 300;
/** Names keep clear of other nodes where there are no more than so many of these. */
const mostAvoided = 300;
/** Nodes in sight after flying to one. */
const nodesInSight = 150;

export class GraphCanvas {
  readonly room = h("div", { class: "graph-canvas" });
  readonly sigma: Sigma;
  readonly pace: Pace;
  positions: Float32Array;
  readonly #drawn: Drawn;
  readonly #look: Appearance;
  readonly #keys: string[];
  /** Where sigma looks for the place of each node. */
  readonly #places: { x: number; y: number }[];
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #colors: (index: number) => string = () => "";
  #edgeColors: string[] = [];
  /** Nodes of a lower degree are left out. */
  #least = 0;
  #moving = 0;
  #built = false;
  /** Of each node in the frame that is being drawn; made when the first name asks. */
  #drawnAt?: (Place | undefined)[];
  #closed = false;

  constructor(drawn: Drawn, directed: boolean, positions: Float32Array, shown: Shown | null, more: Partial<Settings>) {
    this.#drawn = drawn;
    this.positions = positions;
    this.#look = appearanceOf(drawn, directed);
    this.#keys = Array.from({ length: drawn.count }, (_, index) => String(index));
    const graph = new Graph({ multi: true, type: directed ? "directed" : "undirected" });
    this.#places = this.#keys.map((key, index) => {
      graph.addNode(key, { x: positions[2 * index], y: positions[2 * index + 1] });
      return graph.getNodeAttributes(key) as { x: number; y: number };
    });
    const { edges, labels } = drawn.data;
    for (const edge of spreadOrder(drawn.edges)) {
      graph.addEdgeWithKey(String(edge), this.#keys[edges[2 * edge]!], this.#keys[edges[2 * edge + 1]!]);
    }
    const many = drawn.count + drawn.edges > manyShapes;
    this.pace = new Pace(
      () => this.draw(),
      () => this.#drawNow(),
      drawn.edges,
      many,
    );
    const share = (): number => this.pace.share;
    this.#recolour(shown);
    this.sigma = new Sigma(graph, this.room, {
      allowInvalidContainer: true,
      defaultDrawNodeLabel: (context, { key, x, y, size, label }) => {
        if (!label) return;
        // Sigma draws for the first time before it can tell where nodes are.
        const others = this.#built && drawn.count <= mostAvoided ? this.#otherPlaces(key) : [];
        const { left, middle } = labelPlace({ x, y, size }, nameWidth(context, label), others);
        writeName(context, label, left, middle);
      },
      defaultEdgeType: this.#look.arrows ? "arrow" : "line",
      defaultNodeType: "node",
      edgeProgramClasses: {
        arrow: allOrNone(EdgeArrowProgram, share),
        line: many ? firstLines(share) : allOrNone(EdgeRectangleProgram, share),
      },
      edgeReducer: (key) => {
        const level = this.#look.level(Number(key));
        return { size: this.#look.widths[level]!, color: this.#edgeColors[level]! };
      },
      labelDensity: drawn.count <= 100 ? 2 : 0.7,
      labelRenderedSizeThreshold: drawn.count <= 300 ? 0 : 6,
      maxCameraRatio: 4,
      minCameraRatio: 0.002,
      minEdgeThickness: many ? 0.4 : 0.8,
      nodeProgramClasses: {
        node: many ? pickedAtRest(() => this.pace.share > 0) : NodeCircleProgram,
        hyperedge: NodeSquareProgram,
      },
      nodeReducer: (key, { x, y }) => {
        const index = Number(key);
        return {
          x,
          y,
          size: this.#look.sizes[index]!,
          color: this.#colors(index),
          label: shortened(labels[index] ?? "", nameLength),
          type: drawn.isHyperedge(index) ? "hyperedge" : "node",
          hidden: !this.shows(index),
        };
      },
      stagePadding: 28,
      ...more,
    });
    this.#built = true;
    this.sigma.on("beforeRender", () => {
      this.#drawnAt = undefined;
    });
    this.sigma.getCamera().on("updated", () => this.pace.move());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    cancelAnimationFrame(this.#moving);
    this.pace.close();
    this.sigma.kill();
  }

  /** Tells when the graphics processor lets go of the drawing, which is then black, and when it is back. */
  onContext(lost: () => void, restored: () => void): void {
    for (const canvas of Object.values(this.sigma.getCanvases())) {
      canvas.addEventListener("webglcontextlost", (event) => {
        // What is closed gives its contexts back itself; without this no other would be restored.
        event.preventDefault();
        if (!this.#closed) lost();
      });
      canvas.addEventListener("webglcontextrestored", () => {
        if (!this.#closed) restored();
      });
    }
  }

  /** Takes other colours: of the nodes alone, or, after a change of the theme, of everything. */
  repaint(shown: Shown | null, edgesToo: boolean): void {
    this.#recolour(shown);
    this.#refresh(edgesToo ? undefined : { partialGraph: { nodes: this.#keys }, skipIndexation: true });
  }

  /** Leaves out nodes of a lower degree, and with them their edges. */
  showFrom(degree: number): void {
    this.#least = degree;
    this.#refresh({ partialGraph: { nodes: this.#keys, edges: this.sigma.getGraph().edges() } });
  }

  /** Whether all of these are drawn; a hyperedge is as long as one of its members is. */
  shows(...indices: number[]): boolean {
    const { degrees } = this.#drawn.data;
    const large = (index: number): boolean => degrees[index]! >= this.#least;
    return indices.every((index) =>
      this.#drawn.isHyperedge(index) ? this.#drawn.neighbours(index).some(large) : large(index),
    );
  }

  /** The drawing as it is seen at the moment, with what lies over it. */
  picture(): HTMLCanvasElement {
    const layers = [...this.room.querySelectorAll("canvas")].filter((layer) => !layer.hidden);
    const own = document.createElement("canvas");
    [own.width, own.height] = [layers[0]!.width, layers[0]!.height];
    const context = own.getContext("2d")!;
    context.fillStyle = theme().background;
    context.fillRect(0, 0, own.width, own.height);
    // What the graphics processor has drawn can be read only until the frame is over.
    this.#drawNow();
    for (const layer of layers) {
      context.globalAlpha = Number(getComputedStyle(layer).opacity);
      context.drawImage(layer, 0, 0, own.width, own.height);
    }
    return own;
  }

  /** The room has another size. */
  resized(): void {
    this.#refresh({ partialGraph: {} });
  }

  /** Draws once in the next frame. */
  draw(): void {
    if (!this.#closed) this.sigma.scheduleRender();
  }

  /** Where the nodes are from now on, within [−1, 1]; resolves once they are drawn there. */
  async place(positions: Float32Array, eased: boolean): Promise<void> {
    cancelAnimationFrame(this.#moving);
    if (!eased || this.#calm.matches || this.#drawn.count + this.#drawn.edges > mostEased) {
      this.#put(positions);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return;
    }
    const from = this.positions;
    const begin = performance.now();
    await new Promise<void>((resolve) => {
      const move = (now: number): void => {
        const share = Math.min(1, Math.max(0, (now - begin) / easeTime));
        const smooth = share * share * (3 - 2 * share);
        this.#put(share < 1 ? from.map((value, at) => value + (positions[at]! - value) * smooth) : positions);
        if (share < 1) this.#moving = requestAnimationFrame(move);
        else resolve();
      };
      this.#moving = requestAnimationFrame(move);
    });
  }

  /** Where a drawn node is, in pixels of the room, and how it is drawn. */
  where(index: number): Place {
    const data = this.sigma.getNodeDisplayData(this.#keys[index]!)!;
    const { x, y } = this.sigma.framedGraphToViewport(data);
    return { x, y, size: this.sigma.scaleSize(data.size), color: data.color };
  }

  /** A step in or out around the middle. */
  zoomBy(direction: 1 | -1): void {
    this.#moveCamera({ ratio: this.sigma.getCamera().ratio / 1.5 ** direction });
  }

  fit(): void {
    this.#moveCamera({ x: 0.5, y: 0.5, ratio: 1 });
  }

  /** Brings a drawn node into the middle; `near` enough to see those around it. */
  flyTo(index: number, near: boolean): void {
    const place = this.sigma.getNodeDisplayData(this.#keys[index]!);
    if (!place) return;
    const { ratio } = this.sigma.getCamera();
    const close = Math.max(0.02, Math.min(1, Math.sqrt(nodesInSight / this.#drawn.count)));
    this.#moveCamera({ x: place.x, y: place.y, ratio: near ? Math.min(ratio, close) : ratio });
  }

  /** Moves what is seen by so many pixels. */
  pan(right: number, down: number): void {
    const from = this.sigma.viewportToFramedGraph({ x: 0, y: 0 });
    const to = this.sigma.viewportToFramedGraph({ x: right, y: down });
    const camera = this.sigma.getCamera();
    camera.setState({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
  }

  /** The edge under a point of the room, within so many pixels. */
  edgeAt(at: { x: number; y: number }, reach: number): number | undefined {
    const { x, y } = this.sigma.viewportToGraph(at);
    const far = this.sigma.viewportToGraph({ x: at.x + reach, y: at.y });
    return this.#drawn.edgeAt(this.positions, x, y, Math.hypot(far.x - x, far.y - y));
  }

  /** Where all nodes but one are drawn in this frame. */
  #otherPlaces(key: string | undefined): Place[] {
    this.#drawnAt ??= this.#keys.map((_, index) => (this.shows(index) ? this.where(index) : undefined));
    return this.#drawnAt.filter((place, index) => place !== undefined && this.#keys[index] !== key) as Place[];
  }

  #put(positions: Float32Array): void {
    this.positions = positions;
    this.#places.forEach((place, index) => {
      place.x = positions[2 * index]!;
      place.y = positions[2 * index + 1]!;
    });
    this.pace.move();
    // Colours and sizes stay, so places alone are taken in again.
    this.#refresh({ partialGraph: {} });
  }

  /** Draws, and waits for the graphics processor by reading a pixel back, so that time can be measured. */
  #drawNow(): void {
    if (this.#closed) return;
    this.sigma.refresh({ partialGraph: {}, skipIndexation: true });
    for (const name of ["edges", "nodes"]) {
      const context = this.sigma.getCanvases()[name]?.getContext("webgl2");
      context?.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
    }
  }

  #refresh(what: Parameters<Sigma["refresh"]>[0]): void {
    if (!this.#closed) this.sigma.refresh({ ...what, schedule: true });
  }

  #recolour(shown: Shown | null): void {
    const colors = theme();
    const own = nodeColors(shown, colors);
    const other = missingColor(colors);
    this.#colors = (index) => {
      const node = this.#drawn.nodeAt(index);
      return node === undefined ? other : own(node);
    };
    this.#edgeColors = edgeColors(this.#drawn, colors);
  }

  #moveCamera(to: { x?: number; y?: number; ratio?: number }): void {
    const camera = this.sigma.getCamera();
    if (this.#calm.matches) camera.setState(to);
    else void camera.animate(to, { duration: 200 });
  }
}

/** All numbers below `count`, each far from those before it, so that any first part is an even sample. */
function* spreadOrder(count: number): Generator<number> {
  let stride = Math.max(1, Math.round(count * 0.618034));
  while (gcd(stride, count) > 1) stride++;
  for (let at = 0, number = 0; at < count; at++, number = (number + stride) % count) yield number;
}

const gcd = (one: number, other: number): number => (other === 0 ? one : gcd(other, one % other));
