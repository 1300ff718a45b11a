// How nodes and edges of a drawing look: sizes by degree, widths by weight, within bounds that fit how many there are.

import { mix, parseColor, toHex } from "../../charts/colors";
import type { Theme } from "../../charts/theme";
import type { Drawn } from "./drawn";

/** Levels of width and strength that weights are told apart by. */
const levels = 8;
/** Arrows are drawn up to this many edges: more of them only cover each other. */
const mostArrows = 5000;

export interface Appearance {
  /** Radius of each node in pixels, at the first zoom. */
  sizes: Float32Array;
  /** Level of each edge, 0 to 7. */
  level(edge: number): number;
  /** Width in pixels of each level. */
  widths: number[];
  arrows: boolean;
}

export function appearanceOf(drawn: Drawn, directed: boolean): Appearance {
  const { degrees, weights } = drawn.data;
  // From 60 nodes to 50 000 the largest radius falls from 11 pixels to 4.
  const most = Math.max(4, Math.min(11, 15.3 - 2.4 * Math.log10(Math.max(1, drawn.count))));
  const least = Math.max(1.2, most * 0.34);
  let top = 1;
  for (const degree of degrees) top = Math.max(top, degree);
  const sizes = new Float32Array(drawn.count);
  for (let index = 0; index < drawn.count; index++) {
    // By area, as the eye compares it.
    sizes[index] = drawn.isHyperedge(index)
      ? most / 2
      : least + (most - least) * Math.sqrt((degrees[index] ?? 0) / top);
  }
  let heaviest = 0;
  for (const weight of weights ?? []) heaviest = Math.max(heaviest, Math.abs(weight));
  const few = drawn.edges <= 500 && !weights;
  const thin = drawn.edges > 20_000 ? 0.4 : drawn.edges > 2000 ? 0.7 : few ? 2 : 1.4;
  return {
    sizes,
    level: (edge) =>
      weights && heaviest > 0 ? Math.min(levels - 1, Math.floor((Math.abs(weights[edge]!) / heaviest) * levels)) : 2,
    widths: Array.from({ length: levels }, (_, level) => thin * (weights ? 0.6 + (2.9 * level) / (levels - 1) : 1)),
    arrows: directed && drawn.edges <= mostArrows,
  };
}

/** Colour of the edges of each level: the heavier the stronger, and fainter the more of them lie over each other. */
export function edgeColors(drawn: Drawn, { background, foreground, highContrast }: Theme): string[] {
  const under = parseColor(background)!;
  const over = parseColor(foreground)!;
  const crowd = drawn.edges / Math.max(1, drawn.count);
  const crowded = crowd > 20 || drawn.edges > 20_000;
  const base = highContrast ? (crowded ? 0.5 : 0.8) : crowded ? 0.2 : 0.6;
  return Array.from({ length: levels }, (_, level) =>
    toHex(mix(under, over, Math.min(0.95, base + ((drawn.data.weights ? level - 2 : 0) * 0.4) / levels))),
  );
}
