// Value noise: smooth random fields of several octaves, for textures and outlines.

import type { Random } from "../../core/random";

/** Value at a place, about 0 to 1 with mean 0.5; each further octave is twice as fine and half as strong. */
export type Noise = (x: number, y: number, octaves: number) => number;

/** Nodes of the lattice on a side, after which it repeats. */
const side = 64;

/** A field of its own. */
export function noise(random: Random): Noise {
  const lattice = Float64Array.from({ length: side * side }, () => random.uniform());
  const node = (column: number, row: number) => lattice[(row & (side - 1)) * side + (column & (side - 1))];
  const smooth = (t: number) => t * t * (3 - 2 * t);
  const field = (x: number, y: number): number => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [smooth(x - column), smooth(y - row)];
    const above = node(column, row) + u * (node(column + 1, row) - node(column, row));
    const below = node(column, row + 1) + u * (node(column + 1, row + 1) - node(column, row + 1));
    return above + v * (below - above);
  };
  return (x, y, octaves) => {
    let [sum, total] = [0, 0];
    for (let octave = 0, size = 1; octave < octaves; octave++, size *= 2) {
      sum += field(x * size + 17 * octave, y * size + 31 * octave) / size;
      total += 1 / size;
    }
    return sum / total;
  };
}
