// The force layout itself, step by step: ForceAtlas2 (Jacomy et al. 2014) on flat matrices, until nothing moves much any more.

import iterate from "graphology-layout-forceatlas2/iterate.js";

export interface ForceJob {
  /** x and y of each node in turn, where the layout begins. */
  positions: Float32Array;
  /** Pairs of node indices. */
  edges: Uint32Array;
  weights?: Float32Array;
}

/** Numbers of a node in the matrix of `iterate`: x, y, two forces of two parts, mass, convergence, size, fixed. */
const perNode = 10;
const perEdge = 3;
/** From this many nodes on, repulsion is that of the cells of a quadtree (Barnes and Hut). */
const manyNodes = 1000;
/** Mean way of a node in one step, as a share of the layout's radius, below which it counts as still. */
const still = 6e-4;
/** So many still steps in a row end the layout. */
const stillSteps = 8;

export class ForceLayout {
  steps = 0;
  done = false;
  readonly #nodes: Float32Array;
  readonly #edges: Float32Array;
  readonly #options;
  readonly #most: number;
  #calm = 0;

  constructor({ positions, edges, weights }: ForceJob) {
    const count = positions.length / 2;
    this.#nodes = new Float32Array(count * perNode);
    this.#edges = new Float32Array((edges.length / 2) * perEdge);
    const radius = 10 * Math.sqrt(count);
    for (let node = 0; node < count; node++) {
      const at = node * perNode;
      // Nodes in one place would never part: each is moved by a little that its index alone decides.
      const angle = node * 2.399963;
      this.#nodes[at] = radius * (positions[2 * node]! + 1e-3 * Math.cos(angle));
      this.#nodes[at + 1] = radius * (positions[2 * node + 1]! + 1e-3 * Math.sin(angle));
      this.#nodes.set([1, 1, 1, 0], at + 6);
    }
    // Weights count by their size against the mean one; the strongest pull is bounded, or it would tear the rest along.
    let mean = 0;
    for (const weight of weights ?? []) mean += Math.abs(weight) / weights!.length;
    for (let edge = 0; edge < edges.length / 2; edge++) {
      const [source, target] = [edges[2 * edge]! * perNode, edges[2 * edge + 1]! * perNode];
      const weight = weights && mean > 0 ? Math.min(4, Math.abs(weights[edge]!) / mean) : 1;
      this.#edges.set([source, target, weight], edge * perEdge);
      this.#nodes[source + 6]! += weight;
      this.#nodes[target + 6]! += weight;
    }
    this.#options = {
      adjustSizes: false,
      barnesHutOptimize: count >= manyNodes,
      barnesHutTheta: count >= 10 * manyNodes ? 1.2 : 0.8,
      edgeWeightInfluence: 1,
      gravity: 0.05,
      linLogMode: false,
      outboundAttractionDistribution: false,
      scalingRatio: 10,
      slowDown: 1 + Math.log(Math.max(1, count)),
      strongGravityMode: true,
    };
    this.#most = Math.round(Math.max(100, Math.min(600, 4e6 / Math.max(1, count))));
    this.done = count < 2;
  }

  /** One step of all nodes. */
  step(): void {
    const nodes = this.#nodes;
    const before = this.positions();
    // Towards the end steps become smaller, so that what swings comes to rest.
    const late = Math.max(0, this.steps / this.#most - 0.5);
    iterate({ ...this.#options, slowDown: this.#options.slowDown * (1 + 16 * late) }, nodes, this.#edges);
    this.steps++;
    let [moved, radius] = [0, 0];
    for (let node = 0, at = 0; node < before.length; node += 2, at += perNode) {
      moved += Math.hypot(nodes[at]! - before[node]!, nodes[at + 1]! - before[node + 1]!);
      radius = Math.max(radius, Math.abs(nodes[at]!), Math.abs(nodes[at + 1]!));
    }
    this.#calm = moved / (before.length / 2) < still * radius ? this.#calm + 1 : 0;
    this.done = this.#calm >= stillSteps || this.steps >= this.#most;
  }

  /** x and y of each node in turn. */
  positions(): Float32Array {
    const positions = new Float32Array((this.#nodes.length / perNode) * 2);
    for (let node = 0, at = 0; at < this.#nodes.length; node += 2, at += perNode) {
      positions[node] = this.#nodes[at]!;
      positions[node + 1] = this.#nodes[at + 1]!;
    }
    return positions;
  }
}
