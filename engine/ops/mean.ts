// Means over axes: a sum divided by the number of elements that are there at run time.

import type { Node } from "../core/graph";
import { normalizeAxis } from "../core/shape";
import { divide } from "./divide";
import { extent } from "./extent";
import { scale } from "./multiply";
import { type ReduceOptions, sum } from "./sum";

/** Mean over some axes, or all; over the rows that are there where the batch is among them. */
export function mean(x: Node, options: ReduceOptions = {}): Node {
  const { shape, batched } = x.type;
  const axes = (options.axes ?? [...shape.keys()]).map((axis) => normalizeAxis(axis, shape.length));
  const overBatch = batched && axes.includes(0);
  const count = axes.reduce((product, axis) => (overBatch && axis === 0 ? product : product * shape[axis]), 1);
  const total = sum(x, options);
  if (!overBatch) return scale(total, 1 / count);
  const rows = extent(x.graph);
  return divide(total, count === 1 ? rows : scale(rows, count));
}
