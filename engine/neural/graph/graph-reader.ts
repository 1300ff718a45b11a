// Whole graphs read off a network on all their nodes side by side: sum, mean or maximum over each, then one linear layer.

import type { Node } from "../../core/graph";
import { i32 } from "../../core/shape";
import { add } from "../../ops/add";
import { gather } from "../../ops/gather";
import { relu } from "../../ops/relu";
import { segmentMax } from "../../ops/segmentMax";
import { segmentMean, segmentSum } from "../../ops/segmentSum";
import { variable } from "../../ops/variable";
import type { Mode } from "../scope";
import type { NodeTargets, Reader } from "./node-network";
import { biasOf, linear } from "./signal";

export const readoutNames = ["sum", "mean", "max"] as const;
export type Readout = (typeof readoutNames)[number];

const readouts: Readonly<Record<Readout, (x: Node, pointers: Node) => Node>> = {
  sum: segmentSum,
  mean: segmentMean,
  max: segmentMax,
};

export interface GraphReaderOptions {
  readout: Readout;
  /** Columns of what a graph becomes. */
  units: number;
  /** Of all graphs. */
  targets: NodeTargets;
  /** [graphs + 1]: where the nodes of each graph begin; those that train come first among all. */
  pointers: Readonly<Record<Mode, Int32Array>>;
}

/** Declares `readout/weight` [units, outputs] and `readout/bias`, and as data where the nodes of each graph begin. */
export function graphReader({ readout, units, targets, pointers }: GraphReaderOptions): Reader {
  const { kind, outputs, values } = targets;
  const rows = pointers.evaluate.length - 1;
  return {
    table: { rows, outputs, targets: kind },
    targets: values,
    capacity: rows,
    units,
    read(scope, last, asked) {
      const { graph, mode } = scope;
      const initial = pointers[mode];
      const name = `graphs/${mode}`;
      const begins = graph.model.ensure({ name, kind: "data", type: i32([initial.length]), initial });
      const graphs = readouts[readout](relu(last), variable(graph, begins));
      const y = linear(scope, gather(graphs, asked), "readout/weight", outputs);
      return add(y, biasOf(scope, "readout/bias", outputs));
    },
  };
}
