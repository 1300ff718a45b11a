// Equal intervals with round bounds, and how many values fall into each.

import { scaleLinear } from "d3-scale";

export interface Bins {
  /** Bounds, ascending; one more than there are bins. */
  edges: number[];
  /** Indices of the values in each bin; the last bin takes its upper bound too. */
  members: number[][];
}

/** About √n bins, 8 to 40 of them. */
export function binValues(values: number[]): Bins {
  const wanted = Math.max(8, Math.min(40, Math.round(Math.sqrt(values.length))));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { edges: [0, 1], members: [[]] };
  if (low === high) {
    const half = Math.abs(low) * 0.05 || 0.5;
    return {
      edges: [low - half, low + half],
      members: [values.flatMap((value, index) => (value === low ? [index] : []))],
    };
  }
  const edges = scaleLinear().domain([low, high]).nice(wanted).ticks(wanted);
  const step = edges[1]! - edges[0]!;
  while (edges[0]! > low) edges.unshift(edges[0]! - step);
  while (edges.at(-1)! < high) edges.push(edges.at(-1)! + step);
  const members: number[][] = Array.from({ length: edges.length - 1 }, () => []);
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    let bin = Math.min(members.length - 1, Math.floor((value - edges[0]!) / step));
    // Division rounds; the bounds decide.
    if (value < edges[bin]!) bin--;
    else if (bin < members.length - 1 && value >= edges[bin + 1]!) bin++;
    members[bin]!.push(index);
  });
  return { edges, members };
}
