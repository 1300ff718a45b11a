// How far a filter looks around a pixel, and whether what it sees there lies inside the picture.

import type { BilateralNode, BoxNode, CorrelateNode, FixedGaussianNode, MedianNode } from "./program";

/** How far a filter looks: rows and columns, and where in them the pixel itself is. */
export interface Reach {
  rows: number;
  columns: number;
  anchorRow: number;
  anchorColumn: number;
}

/** Neighbourhoods have the pixel in their middle, or right of and below it where a box has even sizes. */
export function reachOf(node: CorrelateNode | FixedGaussianNode | BoxNode | MedianNode | BilateralNode): Reach {
  const around = (rows: number, columns: number) => ({
    rows,
    columns,
    anchorRow: rows >> 1,
    anchorColumn: columns >> 1,
  });
  switch (node.op) {
    case "correlate":
      return node;
    case "fixedGaussian":
      return around(node.columnWeights.length, node.rowWeights.length);
    case "box":
      return around(node.rows, node.columns);
    case "median":
      return around(node.size, node.size);
    case "bilateral":
      return around(node.diameter, node.diameter);
  }
}

/** Whether the neighbourhood of a pixel lies inside the picture as a whole. */
export function isInside(
  { rows, columns, anchorRow, anchorColumn }: Reach,
  { width, height }: { width: number; height: number },
  x: number,
  y: number,
) {
  const [left, top] = [x - anchorColumn, y - anchorRow];
  return left >= 0 && top >= 0 && left + columns <= width && top + rows <= height;
}
