// A run on the nodes of a graph to show: a trained classifier's events, with maps whose classes move apart and a polynomial filter.

import type {
  EmbeddingEvent,
  LayersEvent,
  NetworkFrequencies,
  NodeReach,
  RunEvent,
  SampleEvent,
  StartEvent,
} from "../../engine";
import { classifyRun } from "./training";

const epochs = [1, 20, 40, 60];

export function nodesRun(): RunEvent[] {
  const events = classifyRun({ name: "clubs", folder: "runs/clubs", apart: 1.1, epochs: 60 });
  const sample = events.findLast((event): event is SampleEvent => event.event === "sample" && event.split === "train")!;
  const classes = 3;
  const maps = epochs.map((epoch, index): EmbeddingEvent => {
    const centre = (truth: number): [number, number] => {
      const turn = (2 * Math.PI * truth) / classes;
      return [Math.cos(turn) * index, Math.sin(turn) * index];
    };
    const apart = (node: number, by: number): number => Math.sin(node * by) * 0.8;
    return {
      event: "embedding",
      member: 0,
      epoch,
      nodes: sample.rows,
      x: sample.truth.map((truth, node) => centre(truth)[0] + apart(node, 1.7)),
      y: sample.truth.map((truth, node) => centre(truth)[1] + apart(node, 2.9)),
      truth: sample.truth.map((truth, node) => (node === 0 ? -1 : truth)),
      prediction: sample.prediction,
      explained: 0.5 + 0.1 * index,
    };
  });
  const lambda = Array.from({ length: 81 }, (_, at) => at / 40);
  const layers: LayersEvent = {
    event: "layers",
    member: 0,
    epoch: 60,
    dirichlet: [
      { layer: "input", energy: 0.81 },
      { layer: "layer 1", energy: 0.12 },
      { layer: "output", energy: 0.004 },
    ],
    filter: {
      lambda,
      response: lambda.map((value) => (1 - value) ** 2),
      matrix: "normalized",
      formula: "(1 − λ)²",
      note: "Two products with I − L_sym; between them the network is not linear.",
    },
  };
  const at = events.findIndex(({ event }) => event === "verdict");
  const warning: RunEvent = {
    event: "warning",
    text: "Over-smoothing: the Dirichlet energy of the output is 0.004, 0.49 % of the input's 0.81, so neighbours look all alike; take fewer layers or hops.",
  };
  return [...events.slice(0, at), ...maps, layers, warning, ...events.slice(at)].map((event) =>
    event.event === "start" ? ({ ...event, task: "nodes" } as StartEvent) : event,
  );
}

/** Eigenvalues of a ring of 80, which L_sym has in closed form, under the filter of `nodesRun`. */
export function ringFrequencies(): NetworkFrequencies {
  const lambda = Array.from({ length: 41 }, (_, k) => 1 - Math.cos((Math.PI * k) / 40));
  return {
    matrix: "normalized",
    nodes: 80,
    exact: true,
    lambda,
    count: lambda.map((_, k) => (k === 0 || k === 40 ? 1 : 2)),
    response: lambda.map((value) => (1 - value) ** 2),
    seconds: 0.012,
  };
}

/** A node's neighbours on a ring, in two layers. */
export function ringReach(node: number): NodeReach {
  const of = (by: number, weight: number) => ({
    node: node + by,
    id: `member ${node + by + 1}`,
    line: node + by + 2,
    weight,
  });
  return {
    layers: [
      { name: "output", contributions: [of(0, 0.5), of(1, 0.25), of(2, 0.25)] },
      { name: "layer 1", contributions: [of(0, 0.375), of(1, 0.25), of(2, 0.25), of(3, 0.0625), of(4, 0.0625)] },
    ],
  };
}
