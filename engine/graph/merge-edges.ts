// The edges of a file → one for each pair of nodes: loops, repeats, zero and negative weights, the two directions.

import type { Assumption } from "../data/dataset";
import type { EdgeNetwork } from "../data/graph/network";
import { InputError } from "../errors";
import { countOf } from "../words";
import { orderPairs, type Pairs } from "./pairs";

/** Counts edges of a kind and remembers the first of them. */
class Tally {
  count = 0;
  private first = -1;

  constructor(private readonly lines: Uint32Array | undefined) {}

  add(edge: number): void {
    if (this.count++ === 0 || edge < this.first) this.first = edge;
  }

  /** The statement about them, with the line of the first; nothing where there are none. */
  say(text: (count: number) => string): Assumption[] {
    if (this.count === 0) return [];
    const line = this.lines?.[this.first];
    return [{ text: text(this.count), ...(line ? { line } : {}) }];
  }
}

const areOrIs = (count: number) => (count === 1 ? "is" : "are");
const wereOrWas = (count: number) => (count === 1 ? "was" : "were");

/**
 * One pair for each two nodes (each ordered two where the network is directed) that some edge joins.
 * @throws InputError for a weight that is no finite number, with its line
 */
export function mergeEdges(
  network: EdgeNetwork,
  keepLoops: boolean,
): { pairs: Pairs; loops: number; repeats: number; assumptions: Assumption[] } {
  const { nodes, sources, targets, weights, directed, edgeLines, name } = network;
  const count = sources.length;
  const [loops, zeros, negative] = [new Tally(edgeLines), new Tally(edgeLines), new Tally(edgeLines)];
  const kept = new Uint32Array(count);
  let size = 0;
  for (let edge = 0; edge < count; edge++) {
    const weight = weights ? weights[edge] : 1;
    if (!Number.isFinite(weight)) {
      const line = edgeLines?.[edge] || undefined;
      throw new InputError(`The weight of this edge is ${weight}, no number: correct it or leave the edge out.`, {
        file: name,
        line,
      });
    }
    const loop = sources[edge] === targets[edge];
    if (loop) loops.add(edge);
    if (weight === 0) zeros.add(edge);
    else if (weight < 0) negative.add(edge);
    if (weight !== 0 && (keepLoops || !loop)) kept[size++] = edge;
  }
  const first = new Uint32Array(size);
  const second = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const source = sources[kept[i]];
    const target = targets[kept[i]];
    const turned = !directed && source > target;
    first[i] = turned ? target : source;
    second[i] = turned ? source : target;
  }
  const order = orderPairs(nodes, first, second);
  const [same, differing] = [new Tally(edgeLines), new Tally(edgeLines)];
  const pairs = emptyPairs(size);
  let next = 0;
  for (let i = 0; i < size; ) {
    const a = first[order[i]];
    const b = second[order[i]];
    const edge = kept[order[i]];
    const weight = weights ? weights[edge] : 1;
    let sum = weight;
    let agree = true;
    let end = i + 1;
    for (; end < size && first[order[end]] === a && second[order[end]] === b; end++) {
      const other = weights ? weights[kept[order[end]]] : 1;
      sum += other;
      agree &&= other === weight;
    }
    for (let j = i + 1; j < end; j++) (agree ? same : differing).add(kept[order[j]]);
    i = end;
    // Weights of both signs may cancel.
    if (!agree && sum === 0) continue;
    pairs.first[next] = a;
    pairs.second[next] = b;
    pairs.weights[next] = agree ? weight : sum;
    pairs.edges[next++] = edge;
  }
  const fate = keepLoops ? "kept on the diagonal" : "left out";
  const assumptions = [
    ...loops.say((n) => `${countOf(n, "self-loop")} ${wereOrWas(n)} ${fate}.`),
    ...zeros.say((n) => `${countOf(n, "edge")} of weight 0 ${wereOrWas(n)} left out: a weight of 0 is no edge.`),
    ...negative.say(
      (n) =>
        `${countOf(n, "edge")} ${n === 1 ? "has" : "have"} a negative weight: Laplacians may have eigenvalues below 0.`,
    ),
    ...same.say((n) => repeated(n, weights ? "they have the same weight" : "each pair of nodes is joined once")),
    ...differing.say((n) => repeated(n, "their weights differ and were added up")),
  ];
  return { pairs: cut(pairs, next), loops: loops.count, repeats: same.count + differing.count, assumptions };
}

const repeated = (count: number, how: string) =>
  `${countOf(count, "repeated edge")} ${wereOrWas(count)} merged into the first: ${how}.`;

/** Pairs without directions of pairs with them. */
export function mergeDirections(
  { nodes, edgeLines }: EdgeNetwork,
  { first, second, weights, edges }: Pairs,
  directions: "union" | "mutual",
): { pairs: Pairs; assumptions: Assumption[] } {
  const size = first.length;
  const low = new Uint32Array(size);
  const high = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    low[i] = Math.min(first[i], second[i]);
    high[i] = Math.max(first[i], second[i]);
  }
  const order = orderPairs(nodes, low, high);
  const [single, differing] = [new Tally(edgeLines), new Tally(edgeLines)];
  const pairs = emptyPairs(size);
  let next = 0;
  let mutual = 0;
  for (let i = 0; i < size; ) {
    const one = order[i];
    const both = i + 1 < size && low[order[i + 1]] === low[one] && high[order[i + 1]] === high[one];
    const other = both ? order[i + 1] : one;
    i += both ? 2 : 1;
    const loop = low[one] === high[one];
    if (both) mutual++;
    else if (!loop) single.add(edges[one]);
    if (!both && !loop && directions === "mutual") continue;
    if (weights[one] !== weights[other]) differing.add(Math.min(edges[one], edges[other]));
    pairs.first[next] = low[one];
    pairs.second[next] = high[one];
    pairs.weights[next] = (directions === "union" ? Math.max : Math.min)(weights[one], weights[other]);
    pairs.edges[next++] = Math.min(edges[one], edges[other]);
  }
  const assumptions: Assumption[] =
    directions === "union"
      ? [
          {
            text: `Directions are left out: an edge either way joins two nodes (${countOf(mutual, "pair")} both ways).`,
          },
        ]
      : single.say((n) => `${countOf(n, "edge")} that ${areOrIs(n)} not there both ways ${wereOrWas(n)} left out.`);
  const which = directions === "union" ? "larger" : "smaller";
  assumptions.push(
    ...differing.say((n) => `${countOf(n, "pair")} with two weights, one each way: the ${which} counts.`),
  );
  return { pairs: cut(pairs, next), assumptions };
}

const emptyPairs = (size: number): Pairs => ({
  first: new Uint32Array(size),
  second: new Uint32Array(size),
  weights: new Float64Array(size),
  edges: new Uint32Array(size),
});

const cut = ({ first, second, weights, edges }: Pairs, size: number): Pairs => ({
  first: first.slice(0, size),
  second: second.slice(0, size),
  weights: weights.slice(0, size),
  edges: edges.slice(0, size),
});
