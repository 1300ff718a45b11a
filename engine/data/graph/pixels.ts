// A picture as a graph: pixels are nodes, neighbouring pixels are joined.

import { countOf, significant } from "../../words";
import type { Column } from "../dataset";
import { hasAlpha, type Image, whiteOf } from "../image/image";
import type { EdgeNetwork } from "./network";

export interface PixelGraphOptions {
  /** 4: left, right, above, below; 8: diagonal ones too. */
  neighbours: 4 | 8;
  /** Weighs edges by how alike the colours of their pixels are; all weigh 1 without it. */
  colour?: boolean;
}

/**
 * Node row · width + column for each pixel, with its channels (0 to 1) as columns and its place, y upwards. Weights by
 * colour are exp(−d² / (2σ²)), d the Euclidean distance of the colours and σ² the mean of d² over all edges.
 */
export function pixelGraph(image: Image, { neighbours, colour = false }: PixelGraphOptions): EdgeNetwork {
  const { width, height, channels, samples } = image;
  const nodes = width * height;
  const white = whiteOf(image);
  const colours = hasAlpha(channels) ? channels - 1 : channels;
  const names = colours === 1 ? ["grey"] : ["red", "green", "blue"];
  const columns = names.map((_, c) =>
    Float64Array.from({ length: nodes }, (_, node) => samples[node * channels + c] / white),
  );
  const steps = [
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ].slice(0, neighbours === 4 ? 2 : 4);
  const edges = steps.reduce((sum, [dx, dy]) => sum + (width - Math.abs(dx)) * (height - dy), 0);
  const [sources, targets] = [new Uint32Array(edges), new Uint32Array(edges)];
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const [dx, dy] of steps) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || nx >= width || ny >= height) continue;
        sources[at] = y * width + x;
        targets[at++] = ny * width + nx;
      }
    }
  }
  const assumptions = [
    {
      text: `The picture of ${countOf(width, "column")} and ${countOf(height, "row")} is a graph: pixels are nodes, counted row by row, and each is joined to its ${neighbours} neighbours.`,
    },
  ];
  let weights: Float64Array | undefined;
  if (colour) {
    const squares = Float64Array.from(sources, (source, e) =>
      columns.reduce((sum, values) => sum + (values[source] - values[targets[e]]) ** 2, 0),
    );
    const mean = squares.reduce((sum, square) => sum + square, 0) / Math.max(1, edges);
    weights = squares.map((square) => (mean === 0 ? 1 : Math.exp(-square / (2 * mean))));
    assumptions.push({
      text: `Edges weigh exp(−d²/(2σ²)) with d the distance of colours and σ² = ${significant(mean)}, the mean of d².`,
    });
  } else assumptions.push({ text: "Every edge weighs 1." });
  if (hasAlpha(channels)) assumptions.push({ text: "Opacity is left out." });
  const nodeColumns = names.map(
    (name, c): Column => ({ name, type: "number", storage: "numeric", values: columns[c], missing: 0 }),
  );
  return {
    format: "picture",
    hash: "",
    kind: "graph",
    nodes,
    firstId: 0,
    nodeColumns,
    positions: Float64Array.from({ length: 2 * nodes }, (_, i) => {
      const node = i >> 1;
      return i % 2 === 0 ? node % width : height - 1 - Math.floor(node / width);
    }),
    directed: false,
    sources,
    targets,
    weights,
    edgeColumns: [],
    assumptions,
    problems: [],
  };
}
